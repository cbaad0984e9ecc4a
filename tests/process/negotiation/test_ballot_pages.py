"""The page of a ballot, in every state and for everyone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from samskab.kit import clock
from samskab.process.core.models import Stage
from samskab.process.negotiation import services
from samskab.process.negotiation.models import YES, Ballot, BallotOutcome
from samskab.process.negotiation.turns import turns
from tests.builders import LONG_REASON, NOW, Table
from tests.builders import ballots as build
from tests.builders import negotiation as talks
from tests.builders.reading import client_of, standing_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def stands() -> datetime:
        return NOW

    monkeypatch.setattr(clock, "now", stands)


@pytest.fixture
def here() -> Table:
    return talks.negotiation()


def url(on: Table, name: str = "ballots", *more: object) -> str:
    return reverse(f"negotiation:{name}", args=[on.process.slug, *more])


def read(on: Table, who: str | None = None, name: str = "ballots", *more: object) -> str:
    response = client_of(on.speakers[who] if who else None).get(url(on, name, *more))
    assert response.status_code == 200
    return response.content.decode()


def counted(made: Table, ballot: Ballot) -> BallotOutcome:
    return services.count_ballot(
        process_id=made.process.pk, actor=made.actor("unit"), ballot_id=ballot.pk, now=NOW
    )


def test_without_a_ballot_the_page_says_when_one_can_be_held(here: Table) -> None:
    assert "Der er ikke stemt om noget." in read(here)
    assert url(here, "call_among") not in read(here)
    assert url(here, "call_among") in read(here, "grocer")
    assert url(here) in read(here, None, "page")
    here.stand(Stage.PURPOSE)
    assert "Forhandlingen er ikke åbnet endnu." in read(here, "residents")


def test_the_button_stands_at_the_objection_only_when_consent_has_failed_twice(here: Table) -> None:
    proposal, objection = build.stuck(here)
    assert url(here, "call_on", proposal.public_id) in read(here, "unit", "proposal", proposal.public_id)
    assert url(here, "call_on", proposal.public_id) not in read(here, None, "proposal", proposal.public_id)
    objection.mediations.all().delete()
    assert url(here, "call_on", proposal.public_id) not in read(here, "unit", "proposal", proposal.public_id)


def test_a_ballot_is_called_and_voted_in_from_the_pages_without_javascript(here: Table) -> None:
    proposal, _ = build.stuck(here)
    day = (NOW + timedelta(days=20)).date().isoformat()
    called = client_of(here.speakers["unit"]).post(
        url(here, "call_on", proposal.public_id), {"reason": LONG_REASON, "deadline": day}
    )
    assert called.status_code == 303
    ballot = Ballot.objects.get()
    page = read(here, "residents")
    assert url(here, "cast_ballot", ballot.public_id) in page
    assert "Ingen tal bliver vist" in page
    assert url(here, "ballot", ballot.public_id) in read(here, None, "proposal", proposal.public_id)
    assert url(here, "cast_ballot", ballot.public_id) not in read(here)
    waiting = turns(standing_of(here.process, here.speakers["residents"]), NOW)
    assert waiting[0].url == url(here, "cast_ballot", ballot.public_id)
    draft = ballot.drafts.get()
    voting = client_of(here.speakers["residents"])
    nothing = voting.post(url(here, "cast_ballot", ballot.public_id), {})
    assert nothing.status_code == 422
    sent = voting.post(url(here, "cast_ballot", ballot.public_id), {f"mark_{draft.public_id}": "1"})
    assert sent.status_code == 303
    again = voting.post(url(here, "cast_ballot", ballot.public_id), {f"mark_{draft.public_id}": "0"})
    assert again.status_code == 409
    assert "Du har stemt." in read(here, "residents", "cast_ballot", ballot.public_id)


def test_drafts_are_chosen_among_from_the_page(here: Table) -> None:
    rows = [talks.proposal(here, text=f"Forslag {n}") for n in range(2)]
    day = (NOW + timedelta(days=20)).date().isoformat()
    given = {"reason": LONG_REASON, "deadline": day, "drafts": [str(row.public_id) for row in rows]}
    assert client_of(here.speakers["unit"]).post(url(here, "call_among"), given).status_code == 303
    ballot = Ballot.objects.get()
    assert "Fremragende" in read(here, "grocer", "cast_ballot", ballot.public_id)


def test_a_side_of_fewer_than_five_is_not_shown_in_figures_nor_is_the_sum_or_the_file(here: Table) -> None:
    build.members(here, "residents", 6)
    proposal, _ = build.stuck(here)
    ballot = build.running(here, proposal, deadline=NOW)
    marks = {draft.pk: YES for draft in ballot.drafts.all()}
    for voter in ballot.voters.all():
        ballot.voters.filter(pk=voter.pk).update(has_voted=True)
        for draft in marks:
            row = ballot.drafts.get(pk=draft).counts.get(side=voter.side, mark=YES)
            row.n += 1
            row.save()
    counted(here, ballot)
    page = read(here)
    assert "Flertal i alt og på hver side" in page
    assert "8 ja, 0 nej, 0 hverken eller" in page
    assert "Færre end fem stemte. Derfor viser vi ikke tal." in page
    assert "I alt:" not in page
    assert client_of(None).get(url(here, "ballot_outcome", ballot.public_id)).status_code == 404


def test_where_every_side_is_large_the_sum_and_the_file_are_open(here: Table) -> None:
    here.process.seats.filter(party__in=[here.parties["unit"], here.parties["grocer"]]).update(left_at=NOW)
    build.members(here, "residents", 6)
    proposal = talks.proposal(here)
    ballot = build.running(here, proposal, deadline=NOW)
    ballot.drafts.get().counts.filter(mark=YES).update(n=8)
    counted(here, ballot)
    assert "I alt: 8 ja, 0 nej, 0 hverken eller." in read(here, None, "ballot", ballot.public_id)
    file = client_of(None).get(url(here, "ballot_outcome", ballot.public_id))
    assert file.json()["code"] == "adopted"


def test_a_ranking_is_shown_in_words_and_an_unknown_ballot_is_not_found(here: Table) -> None:
    build.members(here, "residents", 6)
    rows = [talks.proposal(here, text=f"Forslag {n}") for n in range(2)]
    ballot = build.running(here, *rows, kind="choose", deadline=NOW)
    for draft, mark in zip(ballot.drafts.all(), (2, 5), strict=True):
        draft.counts.filter(side="civic", mark=mark).update(n=8)
    counted(here, ballot)
    page = read(here)
    assert page.index("Forslag 1") < page.index("Forslag 0")
    assert "Fremragende" in page
    missing = url(here, "ballot", here.process.public_id)
    assert client_of(None).get(missing).status_code == 404
