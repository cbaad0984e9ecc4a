"""The page "Hvad kunne alle leve med?", for everyone and in every state of a round."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from samskab.ground.parties.models import PartyKind
from samskab.kit import clock
from samskab.process.core.models import Stage
from samskab.process.negotiation import services
from samskab.process.negotiation.models import PackageOutcome, PackageRound
from samskab.process.negotiation.turns import turns
from tests.builders import NOW, Table
from tests.builders import negotiation as build
from tests.builders import packages as rounds
from tests.builders.reading import client_of, standing_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 22


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def stands() -> datetime:
        return NOW

    monkeypatch.setattr(clock, "now", stands)


@pytest.fixture
def here() -> Table:
    return build.negotiation()


def url(on: Table, name: str = "packages", *more: object) -> str:
    return reverse(f"negotiation:{name}", args=[on.process.slug, *more])


def read(on: Table, who: str | None = None, name: str = "packages", *more: object) -> str:
    response = client_of(on.speakers[who] if who else None).get(url(on, name, *more))
    assert response.status_code == 200
    return response.content.decode()


def settled(made: Table, current: PackageRound) -> PackageRound:
    services.settle_package_round(
        process=made.process, actor=made.actor("unit"), package_round=current, now=NOW
    )
    return current


def test_before_there_is_a_round_the_page_says_what_it_is_for_and_lets_a_party_begin(here: Table) -> None:
    assert "Der er ikke begyndt en runde endnu." in read(here)
    assert url(here, "open_round") not in read(here)
    assert url(here, "open_round") in read(here, "grocer")
    assert url(here) in read(here, "grocer", "page")


def test_a_possible_supplier_reads_and_is_offered_nothing(here: Table) -> None:
    here.seat("supplier", PartyKind.COMPANY, may_supply=True)
    page = read(here, "supplier")
    assert url(here, "open_round") not in page
    rounds.grading(here)
    assert url(here, "give_sheet") not in read(here, "supplier")


@pytest.mark.parametrize("stage", [Stage.PURPOSE, Stage.AGREEMENT, Stage.FOLLOWED_UP])
def test_before_and_after_the_talks_the_page_is_closed_in_plain_words(here: Table, stage: Stage) -> None:
    here.stand(stage)
    page = read(here, "residents")
    assert ("ikke åbnet endnu" if stage == Stage.PURPOSE else "Forhandlingen er slut.") in page
    assert url(here, "open_round") not in page


def test_while_it_is_written_each_party_may_ask_and_another_party_says_they_are_ready(here: Table) -> None:
    current = rounds.writing(here, "residents")
    own, other = read(here, "residents"), read(here, "unit")
    assert url(here, "ask_question") in own
    assert url(here, "ask_question") in other
    asked = current.questions.first()
    assert url(here, "withdraw_question", asked.public_id) in own
    assert url(here, "withdraw_question", asked.public_id) not in other
    assert url(here, "start_round") in other
    assert url(here, "start_round") not in own
    assert url(here, "start_round") not in read(here, "association"), "of the same side as who began"


def test_until_the_sheets_are_opened_nobody_reads_anothers(here: Table) -> None:
    current = rounds.graded(here, {"residents": rounds.STUCK["residents"]})
    for who in (None, "unit", "grocer"):
        page = read(here, who)
        assert "residents kommer ikke hjem" not in page
        assert "Kan vi ikke leve med" not in page
    own = read(here, "residents", "give_sheet")
    assert "residents kommer ikke hjem" in own
    assert "residents kommer ikke hjem" not in read(here, "unit", "give_sheet")
    missing = client_of().get(url(here, "package_outcome", current.public_id))
    assert missing.status_code == 404


def test_the_page_says_who_is_waited_for_and_when_it_can_be_opened(here: Table) -> None:
    current = rounds.graded(here, {who: rounds.SETTLED[who] for who in ("residents", "unit")})
    page = read(here, "residents")
    assert "Vi venter på 2 parter" in page
    assert url(here, "close_round") not in page
    for who in ("association", "grocer"):
        rounds.sheet(here, current, who, rounds.SETTLED[who])
    assert url(here, "close_round") in read(here, "residents")
    assert url(here, "close_round") not in read(here)


def test_after_the_deadline_the_sheets_can_be_opened_and_none_given(here: Table) -> None:
    rounds.graded(here, {"unit": rounds.SETTLED["unit"]}, deadline=NOW - timedelta(hours=1))
    page = read(here, "residents")
    assert "Fristen er gået." in page
    assert url(here, "close_round") in page
    assert url(here, "give_sheet") not in page


def test_a_closed_round_without_a_package_can_be_settled_by_anyone_known(here: Table) -> None:
    current = rounds.closed(here)
    settle = url(here, "settle_round", current.public_id)
    assert settle in read(here, "unit")
    assert settle not in read(here)
    assert client_of(here.speakers["unit"]).post(settle).status_code == 303
    assert "Her er en pakke, som alle kan leve med." in read(here)


def test_the_package_is_told_with_its_reason_its_proof_and_what_stands_beside_it(here: Table) -> None:
    current = settled(here, rounds.closed(here))
    page = read(here)
    for said in (
        "Her er en pakke, som alle kan leve med.",
        "Den, der får mindst, får",
        "Det er bevist, ikke et skøn.",
        "Andre måder at vælge på",
        "Som det er i dag",
        "Det sagde parterne",
        "Hvad giver hver regel hver part?",
        "Det bedste for os",
    ):
        assert said in page
    package = PackageOutcome.objects.get().outcome["package"]
    chosen = [o.text for o in rounds.options(current) if str(o.public_id) in package.values()]
    assert len(chosen) == 2
    assert all(text in page for text in chosen)
    assert "Her hænger vi fast</h2>" not in page


def test_stuck_the_page_tells_the_issue_first_and_what_one_change_would_open(here: Table) -> None:
    settled(here, rounds.closed(here, rounds.STUCK))
    page = read(here, "residents")
    for said in (
        "Hver pakke rammer noget, en part ikke kan leve med.",
        "Her hænger vi fast</h2>",
        "residents kommer ikke hjem.",
        "Det går ud over: De ældste",
        "Bliver den ene indvending mødt, er der en pakke, alle kan leve med:",
        "Det nærmeste vi kom",
    ):
        assert said in page
    assert "?pakke=" not in page


def test_who_did_not_answer_is_named_and_no_package_is_shown(here: Table) -> None:
    given = {who: row for who, row in rounds.SETTLED.items() if who != "grocer"}
    settled(here, rounds.closed(here, given))
    page = read(here)
    assert "Vi har ikke hørt fra alle." in page
    assert "Intet svar" in page
    assert "Hvorfor netop den?" not in page


def test_the_package_is_laid_on_the_table_as_words_to_change(here: Table) -> None:
    current = settled(here, rounds.closed(here))
    assert f"?pakke={current.public_id}" in read(here, "residents")
    response = client_of(here.speakers["residents"]).get(
        url(here, "propose"), {"pakke": str(current.public_id)}
    )
    assert "Hvornår kører bilen hjem?" in response.content.decode()
    assert client_of(here.speakers["residents"]).get(url(here, "propose"), {"pakke": "x"}).status_code == 200


def test_the_outcome_is_a_file_anyone_can_fetch_once_it_is_opened(here: Table) -> None:
    current = settled(here, rounds.closed(here))
    told = json.loads(client_of().get(url(here, "package_outcome", current.public_id)).content)
    assert told["method"] == "bargaining"
    assert told["seed"] == str(current.public_id)
    assert json.loads(told["input"]["text"])["parties"]


def test_earlier_rounds_can_be_read(here: Table) -> None:
    first = settled(here, rounds.closed(here, rounds.STUCK))
    rounds.writing(here, "unit")
    assert url(here, "package_round", first.public_id) in read(here)
    assert "Det nærmeste vi kom" in read(here, None, "package_round", first.public_id)
    assert client_of().get(url(here, "package_round", here.process.public_id)).status_code == 404


def test_a_sheet_with_a_no_and_no_harm_comes_back_with_everything_written(here: Table) -> None:
    current = rounds.grading(here)
    sent = {f"grade_{option.public_id}": "0" for option in rounds.options(current)} | {"how": "På et møde."}
    client = client_of(here.speakers["grocer"])
    response = client.post(url(here, "give_sheet"), sent)
    assert response.status_code == 422
    assert "Skriv, hvilken skade det gør." in response.content.decode()
    whole = {**sent}
    for option in rounds.options(current):
        whole |= {f"harm_{option.public_id}": "Vi lukker.", f"borne_by_{option.public_id}": "Kunderne"}
    assert client.post(url(here, "give_sheet"), whole).status_code == 303
    assert current.sheets.get().grades.filter(grade=0, harm="Vi lukker.").count() == 6


def test_it_is_my_turn_when_my_sheet_is_missing_or_the_questions_wait_for_me(here: Table) -> None:
    def told(who: str) -> list[str]:
        return [str(turn.text) for turn in turns(standing_of(here.process, here.speakers[who]), NOW)]

    current = rounds.grading(here)
    assert "Sig, hvad I kan leve med" in told("unit")
    rounds.sheet(here, current, "unit", rounds.SETTLED["unit"])
    assert "Sig, hvad I kan leve med" not in told("unit")
    PackageRound.objects.update(started_at=None, started_by=None, deadline=None)
    assert "Læs spørgsmålene, og sig til, når I er klar til at svare" in told("unit")
    assert "Læs spørgsmålene, og sig til, når I er klar til at svare" not in told("residents")


def test_a_full_round_is_read_in_few_queries(
    here: Table, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    asked = [(f"Nummer {n}?", ["a", "b", "c"]) for n in range(8)]
    current = rounds.grading(here, "residents", *asked)
    for who in here.parties:
        rounds.sheet(here, current, who, [2] * 24)
    current.closed_at = NOW
    current.save()
    settled(here, current)
    client = client_of(here.speakers["residents"])
    client.get(url(here))
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(url(here))
