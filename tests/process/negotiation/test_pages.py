"""The pages of the negotiation table, for everyone and in every state."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from samskab.ground.parties.models import PartyKind
from samskab.ground.people.models import Role
from samskab.kit import clock
from samskab.process.core.models import Stage, Status
from samskab.process.framing.models import StanceCode
from samskab.process.negotiation.board import MOST_COLUMNS
from samskab.process.negotiation.models import Interest, Proposal, Stance
from samskab.process.negotiation.turns import turns
from tests.builders import LONG_REASON, NOW, Table, office
from tests.builders import negotiation as build
from tests.builders.reading import client_of, standing_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 19


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def stands() -> datetime:
        return NOW

    monkeypatch.setattr(clock, "now", stands)


@pytest.fixture
def here() -> Table:
    return build.negotiation()


def url(on: Table, name: str = "page", *more: object) -> str:
    return reverse(f"negotiation:{name}", args=[on.process.slug, *more])


def read(on: Table, who: str | None = None, name: str = "page", *more: object, **query: str) -> str:
    response = client_of(on.speakers[who] if who else None).get(url(on, name, *more), query)
    assert response.status_code == 200
    return response.content.decode()


def talk(made: Table, rounds: int = 1) -> Stance:
    """A tree with a counter-proposal, stances of every kind, an objection, an answer and a mediation."""
    for _ in range(rounds):
        first = build.proposal(made)
        build.proposal(made, "unit", parent=first)
        build.stance(made, first, "unit", StanceCode.SUPPORT)
        build.stance(made, first, "grocer", StanceCode.LIVE_WITH)
        objection = build.objection(made, first)
        build.answer(made, objection)
        build.mediation(made, objection)
    return objection


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("who", [None, "residents", "unit"])
def test_everyone_reads_the_table_in_every_stage(
    here: Table, who: str | None, stage: Stage, full: bool
) -> None:
    if full:
        talk(here)
    here.stand(stage)
    assert "Forhandlingsbordet" in read(here, who)
    assert "Hvad har vi brug for?" in read(here, who, "interests")


def test_a_paused_process_is_read_and_offers_nothing_to_do(here: Table) -> None:
    talk(here)
    here.process.status, here.process.status_reason = Status.PAUSED, "Sommer"
    here.process.save()
    page = read(here, "residents")
    assert "Tag stilling" not in page
    assert "Stil et forslag" not in page


def test_nobody_gets_one_clear_way_to_take_part(here: Table) -> None:
    talk(here)
    page = read(here)
    assert page.count("Tag plads ved bordet") == 1
    assert "Stil et modforslag" not in page


def test_a_proposal_shows_needs_stances_objections_and_their_clock(here: Table) -> None:
    objection = talk(here)
    page = read(here, None, "proposal", objection.proposal.public_id)
    assert "Så kan vi ikke komme hjem om søndagen." in page
    assert "Mægling i gang" in page
    assert "om 15 dage" in page
    assert "Modforslag" in page


def test_earlier_stances_stay_readable(here: Table) -> None:
    objection = talk(here)
    Stance.objects.filter(pk=objection.pk).update(replaced_at=NOW)
    assert "Tidligere holdninger" in read(here, None, "proposal", objection.proposal.public_id)


def test_the_owners_word_on_a_need_outranks_the_proposers(here: Table) -> None:
    row, need = build.proposal(here), build.interest_of(here, "residents")
    row.interests_met.create(interest=need, degree="meets", said_by=here.parties["association"])
    row.interests_met.create(interest=need, degree="not", said_by=here.parties["residents"])
    page = read(here)
    assert "siger residents selv" in page
    assert "forslagsstilleren siger møder" in page


def test_proposals_are_filtered_to_open_ones_and_those_we_owe_a_stance(here: Table) -> None:
    quiet = build.proposal(here, "grocer", text="Vi låner en bus.")
    objection = talk(here)
    assert "Vi låner en bus." not in read(here, vis="aabne")
    ours = read(here, "residents", vis="uden-os")
    assert f"forslag/{quiet.public_id}/holdning/" in ours
    assert f"forslag/{objection.proposal.public_id}/holdning/" not in ours


def test_a_long_list_is_paged(here: Table) -> None:
    for number in range(11):
        build.proposal(here, text=f"Nummer {number:02}.")
    assert "Nummer 09." in read(here)
    assert "Nummer 10." not in read(here)
    assert "Nummer 10." in read(here, page="2")


@pytest.mark.parametrize("who", [None, "residents"])
def test_the_table_runs_the_same_few_queries_at_any_size(
    django_assert_max_num_queries: DjangoAssertNumQueries, who: str | None
) -> None:
    counts = []
    for rounds in (3, 30):
        made = build.negotiation()
        talk(made, rounds)
        client = client_of(made.speakers[who] if who else None)
        client.get(url(made))
        with django_assert_max_num_queries(MOST_QUERIES) as run:
            client.get(url(made))
        counts.append(len(run.captured_queries))
    assert counts[0] == counts[1]


def test_a_single_proposal_runs_few_queries(
    here: Table, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    objection = talk(here, 3)
    client = client_of(here.speakers["residents"])
    with django_assert_max_num_queries(MOST_QUERIES + 2):
        client.get(url(here, "proposal", objection.proposal.public_id))


# -- acts ---------------------------------------------------------------------------------------------------


def addresses(made: Table) -> dict[str, tuple[str, dict[str, object]]]:
    """Every act's address with input that is good for somebody."""
    objection = talk(made)
    on, need = objection.proposal, build.interest_of(made, "residents")
    given = objection.answers.get()
    return {
        "state_interest": (url(made, "state_interest"), {"text": "At kunne komme hjem."}),
        "withdraw_interest": (url(made, "withdraw_interest", need.public_id), {}),
        "propose": (url(made, "propose"), {"text": "Lys.", f"meets_{need.public_id}": "meets"}),
        "withdraw_proposal": (url(made, "withdraw_proposal", on.public_id), {}),
        "take_stance": (
            url(made, "take_stance", on.public_id),
            {"stance": "object", "reason": "Nej.", "harm": "Mørke."},
        ),
        "judge_interest": (url(made, "judge_interest", on.public_id, need.public_id), {"degree": "not"}),
        "answer_objection": (url(made, "answer_objection", objection.public_id), {"text": LONG_REASON}),
        "accept_answer": (url(made, "accept_answer", given.public_id), {"settled": "yes"}),
        "ask_mediation": (url(made, "ask_mediation", objection.public_id), {}),
        "close_mediation": (
            url(made, "close_mediation", objection.mediations.get().public_id),
            {"outcome": "I prøver det.", "settled": "no"},
        ),
        "go_on_with_dissent": (
            url(made, "go_on_with_dissent", objection.public_id),
            {"reason": LONG_REASON},
        ),
    }


DOER = {"withdraw_proposal": "association", "answer_objection": "unit", "go_on_with_dissent": "unit"}
ACTS = [
    "state_interest", "withdraw_interest", "propose", "withdraw_proposal", "take_stance", "judge_interest",
    "answer_objection", "accept_answer", "ask_mediation", "close_mediation", "go_on_with_dissent",
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_carried_out_and_leads_back_to_where_it_shows(here: Table, act: str) -> None:
    address, given = addresses(here)[act]
    who = here.speakers[DOER.get(act, "residents")]
    if act == "close_mediation":
        who = office(Role.FACILITATOR)
    objection = Stance.objects.get(stance="object")
    if act == "ask_mediation":
        objection.mediations.all().delete()
        build.answer(here, objection)
    if act == "go_on_with_dissent":
        objection.mediations.update(due=NOW - timedelta(days=1))
    response = client_of(who).post(address, given)
    assert response.status_code == 303
    assert response["Location"].startswith(url(here))
    assert client_of(who).get(response["Location"]).status_code == 200


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", [None, "residents", "grocer"])
def test_a_form_is_shown_or_says_in_plain_words_why_not(here: Table, act: str, who: str | None) -> None:
    address, _ = addresses(here)[act]
    response = client_of(here.speakers[who] if who else None).get(address)
    assert response.status_code == 200
    page = response.content.decode()
    assert ("Kom ind" in page) == (who is None)


@pytest.mark.parametrize("act", ACTS)
def test_nobody_is_refused_and_keeps_what_was_written(here: Table, act: str) -> None:
    address, given = addresses(here)[act]
    response = client_of(None).post(address, given)
    assert response.status_code == 403
    for text in (given.get("text"), given.get("outcome")):
        assert not text or str(text) in response.content.decode()


@pytest.mark.parametrize(
    ("act", "wrong"),
    [
        ("state_interest", {"text": ""}),
        ("propose", {"text": "x" * 901}),
        ("take_stance", {"stance": "live_with", "reason": ""}),
        ("close_mediation", {"outcome": "I prøver det i foråret.", "settled": ""}),
        ("go_on_with_dissent", {"reason": ""}),
    ],
)
def test_an_incomplete_form_comes_back_with_every_word(here: Table, act: str, wrong: dict[str, str]) -> None:
    address, given = addresses(here)[act]
    response = client_of(here.speakers["residents"]).post(address, {**given, **wrong})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Der er problemer" in page
    assert all(text in page for text in wrong.values())


def test_who_wrote_while_the_stage_closed_keeps_the_words(here: Table) -> None:
    address, given = addresses(here)["state_interest"]
    here.stand(Stage.ACTION)
    response = client_of(here.speakers["residents"]).post(address, given)
    assert response.status_code == 409
    assert "At kunne komme hjem." in response.content.decode()
    assert Interest.objects.filter(text="At kunne komme hjem.").count() == 0


def test_a_counter_proposal_is_written_below_what_it_answers(here: Table) -> None:
    first, known = build.proposal(here), build.statement(here)
    address = url(here, "propose") + f"?svar={first.public_id}&udsagn={known.public_id}"
    client = client_of(here.speakers["residents"])
    page = client.get(address).content.decode()
    assert first.text in page
    assert "checked" in page
    need = build.interest_of(here, "residents").public_id
    client.post(
        address,
        {"text": "Hellere en bænk.", f"meets_{need}": "meets", "builds_on": [str(known.public_id)]},
    )
    made = Proposal.objects.get(text="Hellere en bænk.")
    assert made.parent == first
    assert made.uses.get().statement == known


@pytest.mark.parametrize("wrong", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_an_answer_to_nothing_is_not_found(here: Table, wrong: str) -> None:
    response = client_of(here.speakers["residents"]).get(url(here, "propose") + f"?svar={wrong}")
    assert response.status_code == 404


def test_a_supplier_is_shown_only_the_one_stance_it_has(here: Table) -> None:
    here.seat("gardener", PartyKind.COMPANY, may_supply=True)
    page = read(here, "gardener", "take_stance", build.proposal(here).public_id)
    assert "stand_aside" in page
    assert "live_with" not in page


def test_who_speaks_for_two_parties_chooses_which(here: Table) -> None:
    here.speakers["residents"].memberships.create(
        party=here.parties["grocer"], role="spokesperson", since=NOW
    )
    client = client_of(here.speakers["residents"])
    assert "Hvem taler du for?" in client.get(url(here, "state_interest")).content.decode()
    client.post(
        url(here, "state_interest"), {"text": "At handle.", "party": here.parties["grocer"].public_id}
    )
    assert Interest.objects.get(text="At handle.").party == here.parties["grocer"]


# -- turns --------------------------------------------------------------------------------------------------


def waits(made: Table, who: str) -> list[str]:
    return [str(turn.text) for turn in turns(standing_of(made.process, made.speakers[who]), NOW)]


def test_a_party_without_a_need_is_asked_first(here: Table) -> None:
    build.interest_of(here, "residents").delete()
    build.proposal(here)
    assert waits(here, "residents") == ["Sig, hvad I har brug for", "Tag stilling til 1 forslag"]


def test_an_answer_waits_for_the_party_that_objected(here: Table) -> None:
    build.answer(here, build.objection(here, build.proposal(here)))
    assert waits(here, "residents") == ["association har svaret på jeres indvending. Er den løst?"]


def test_an_objection_waits_for_the_one_who_proposed(here: Table) -> None:
    build.objection(here, build.proposal(here))
    assert waits(here, "association") == ["Svar på indvendingen fra residents"]


def test_nothing_waits_outside_the_talks(here: Table) -> None:
    talk(here)
    here.stand(Stage.ACTION)
    assert all(waits(here, who) == [] for who in here.parties)


def met_signs(text: str, party: str) -> list[str]:
    """The signs of this party's need, in the order of the columns."""
    rows = text.split('<table class="table meets">')[1].split("<tbody>")[1].split("</tr>")
    row = next(row for row in rows if f'<span class="meets-who">{party} ' in row)
    return re.findall(r'class="met (met--[^"]+)"', row)


def test_needs_and_proposals_are_one_table_and_the_owner_of_a_need_has_the_last_word(here: Table) -> None:
    need = build.interest_of(here, "residents")
    told, judged, own = (build.proposal(here, who) for who in ("association", "unit", "residents"))
    for row in (told, judged):
        row.interests_met.create(interest=need, degree="meets", said_by=row.party)
    judged.interests_met.create(interest=need, degree="not", said_by=need.party)
    build.proposal(here, "grocer")
    text = read(here)
    assert met_signs(text, "residents") == ["met--meets met--told", "met--not", "met--meets", "met--none"]
    assert "forslagsstilleren siger møder det" in text
    assert own.interests_met.count() == 1


def test_more_proposals_than_a_phone_is_wide_are_listed_by_need(here: Table) -> None:
    for _ in range(MOST_COLUMNS):
        build.proposal(here)
    assert 'class="table meets"' in read(here)
    build.proposal(here)
    assert 'class="table meets"' not in read(here)
    assert 'class="table needs"' in read(here)


def test_a_proposal_taken_back_has_no_column(here: Table) -> None:
    gone = build.proposal(here)
    Proposal.objects.filter(pk=gone.pk).update(withdrawn_at=NOW)
    assert 'class="table meets"' not in read(here)
