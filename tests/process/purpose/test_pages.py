"""The pages of values and purpose, for everyone and in every state."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from samskab.ground.parties.models import PartyKind
from samskab.ground.people.models import Participant, Role
from samskab.kit import clock
from samskab.process.core.models import Stage, Status
from samskab.process.purpose.models import PurposeStance, ValueStatement
from samskab.process.purpose.turns import turns
from tests.builders import NOW, Table, office, person, table
from tests.builders.purpose import (
    SENTENCE,
    adopted,
    answered,
    draft,
    purpose_stance,
    ready_table,
    share,
    value,
)
from tests.builders.reading import client_of, standing_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 16


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def stands() -> datetime:
        return NOW

    monkeypatch.setattr(clock, "now", stands)


def url(on: Table, name: str = "page", *more: object) -> str:
    return reverse(f"purpose:{name}", args=[on.process.slug, *more])


def read(on: Table, who: str | None = None, name: str = "page", *more: object, **query: str) -> str:
    response = client_of(on.speakers[who] if who else None).get(url(on, name, *more), query)
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, to: str, **data: object) -> tuple[int, str]:
    response = client.post(to, data)
    return response.status_code, response.content.decode()


@pytest.mark.parametrize("ready", [False, True])
@pytest.mark.parametrize("who", [None, "residents", "association", "unit", "grocer"])
def test_everyone_reads_the_page_in_every_state(ready: bool, who: str | None) -> None:
    on = ready_table() if ready else table(Stage.PURPOSE)
    on.process.seats.filter(party=on.parties["grocer"]).update(may_supply=True)
    assert "Opgaver åbner, når formålet er aftalt. Det er ikke en fejl." in read(on, who)
    for stage, said in (
        (Stage.FRAMING, "Værdier og formål åbner, når problemet er skrevet sammen."),
        (Stage.KNOWLEDGE, "Formålet er aftalt. Her kan du læse det hele."),
    ):
        on.stand(stage)
        assert said in read(on, who)
    on.process.status, on.process.status_reason = Status.PAUSED, "Sommerferie for alle."
    on.process.save()
    assert "Sommerferie for alle." in read(on, who)


def test_values_stand_under_the_three_basic_ones_with_who_shares_them() -> None:
    page = read(ready_table())
    assert page.index(">Demokrati</h3>") < page.index(">Lighed</h3>") < page.index(">Fællesskab</h3>")
    assert "Deles af unit." in page
    assert "Ingen havde noget om det." in page
    assert "grocer: Trådt til side." in page


def test_a_withdrawn_value_is_still_read() -> None:
    on = ready_table()
    ValueStatement.objects.filter(party=on.parties["association"]).update(withdrawn_at=NOW)
    page = read(on)
    assert "Dem, der bruger huset, bestemmer." in page
    assert "Trukket tilbage." in page


def test_what_is_missing_stands_in_plain_words() -> None:
    page = read(table(Stage.PURPOSE))
    assert "Nogen har ikke sagt, hvad forløbet skal være tro mod." in page
    assert "Der mangler et formål." in page
    assert "Der mangler ikke noget." in read(ready_table())


def test_the_adopted_sentence_stands_until_a_new_one_is_adopted() -> None:
    on = table(Stage.PURPOSE)
    adopted(on.process)
    assert "Det nyeste udkast:" not in read(on)
    draft(on.process, version=2, text="En ny sætning.")
    page = read(on)
    assert SENTENCE in page
    assert "En ny sætning." in page
    assert "Det nyeste udkast:" in page
    assert "Aftalt" in read(on, None, "versions")


def test_an_objection_is_shown_not_smoothed() -> None:
    on = ready_table()
    PurposeStance.objects.filter(party=on.parties["unit"]).update(stance="object", reason="Kun vanddelen.")
    page = read(on)
    assert "Her er vi uenige." in page
    assert "Kun vanddelen." in page


def test_nobody_gets_one_clear_way_to_take_part() -> None:
    on = ready_table()
    assert read(on).count(reverse("core:table", args=[on.process.slug]) + '">Tag en plads ved bordet') == 1


ACTS = ("state_value", "skip_values", "skip_basic_value", "answer_question", "draft_purpose", "give_stance")


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("who", [None, "association", "unit", "grocer"])
def test_every_act_has_a_page_that_shows_its_form_or_why_there_is_none(name: str, who: str | None) -> None:
    on = ready_table()
    on.process.seats.filter(party=on.parties["grocer"]).update(may_supply=True)
    for stage in (Stage.FRAMING, Stage.PURPOSE, Stage.KNOWLEDGE):
        on.stand(stage)
        page = read(on, who, name)
        assert ('<form class="form"' in page) != ("Det kan du gøre nu" in page)
        if who is None or stage != Stage.PURPOSE:
            assert "Det kan du gøre nu" in page


def test_values_are_stated_shared_and_withdrawn_by_their_pages() -> None:
    on = table(Stage.PURPOSE)
    residents, unit = client_of(on.speakers["residents"]), client_of(on.speakers["unit"])
    assert post(residents, url(on, "state_value"), basic="lighed", text="Alle kommer som naboer.")[0] == 303
    made = on.process.values.get()
    assert "Alle kommer som naboer." in unit.get(url(on, "share_value", made.public_id)).content.decode()
    assert post(unit, url(on, "share_value", made.public_id))[0] == 303
    assert "Deles af unit." in read(on)
    assert post(unit, url(on, "withdraw_value", made.public_id))[0] == 403
    assert post(residents, url(on, "withdraw_value", made.public_id))[0] == 303
    assert post(unit, url(on, "skip_values"), reason="Vi træder til side.")[0] == 303
    assert post(unit, url(on, "skip_basic_value"), basic="demokrati", reason="Ingen talte om det.")[0] == 303
    page = read(on)
    assert "unit: Vi træder til side." in page
    assert "Ingen talte om det." in page


def test_the_questions_are_answered_by_their_page_which_remembers_the_answer() -> None:
    on = table(Stage.PURPOSE)
    client = client_of(on.speakers["residents"])
    sent = {"question": "who_decides", "text": "Dem, der bruger huset."}
    assert post(client, url(on, "answer_question"), **sent)[0] == 303
    assert "Dem, der bruger huset." in read(on)
    again = client.get(url(on, "answer_question"), {"spoergsmaal": "who_decides"})
    assert "Dem, der bruger huset." in again.content.decode()


def test_the_sentence_is_drafted_and_stood_on_by_its_pages() -> None:
    on = table(Stage.PURPOSE)
    client = client_of(on.speakers["association"])
    assert post(client, url(on, "draft_purpose"), text=SENTENCE)[0] == 303
    made = on.process.purposes.get()
    given = {"version": str(made.public_id), "stance": "live_with", "reason": "Kun én gang i januar."}
    assert post(client, url(on, "give_stance"), **given)[0] == 303
    assert "Kun én gang i januar." in read(on)
    draft(on.process, version=2)
    status, page = post(client, url(on, "give_stance"), **given)
    assert status == 409
    assert "Kun én gang i januar." in page
    assert post(client, url(on, "give_stance"), **{**given, "version": "pjat"})[0] == 409
    assert "Kun én gang i januar." in read(on, None, "versions")


def test_a_form_that_cannot_be_taken_comes_back_with_422_and_every_word() -> None:
    on = table(Stage.PURPOSE)
    long = "Alle skal kunne komme hjem. " * 20
    status, page = post(client_of(on.speakers["association"]), url(on, "draft_purpose"), text=long)
    assert status == 422
    assert long.strip() in page
    made = draft(on.process)
    lacking = {"version": str(made.public_id), "stance": "object", "reason": ""}
    status, page = post(client_of(on.speakers["association"]), url(on, "give_stance"), **lacking)
    assert status == 422
    assert "checked" in page


def test_what_one_wrote_while_the_stage_closed_is_given_back() -> None:
    on = table(Stage.KNOWLEDGE)
    sent = {"basic": "lighed", "text": "Det tog mig en aften."}
    status, page = post(client_of(on.speakers["residents"]), url(on, "state_value"), **sent)
    assert status == 409
    assert "Det tog mig en aften." in page


def crowded(n: int) -> Table:
    on = table(Stage.PURPOSE)
    for number in range(n - len(on.parties)):
        on.seat(f"group{number}", PartyKind.INFORMAL_GROUP)
    sentence = draft(on.process)
    parties = list(on.parties.values())[:n]
    for party in parties:
        stated = value(on.process, party)
        share(stated, parties[0] if party != parties[0] else parties[1])
        answered(on.process, party)
        purpose_stance(sentence, party)
    return on


def test_values_come_25_to_a_page_and_are_filtered() -> None:
    on = crowded(30)
    assert read(on).count('class="card" id="v-') == 25
    assert read(on, page="2").count('class="card" id="v-') == 5
    assert read(on, basic="demokrati").count('class="card" id="v-') == 0


@pytest.mark.parametrize("who", [None, "residents"])
def test_the_page_runs_the_same_few_queries_for_3_and_for_30(
    who: str | None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for n in (3, 30):
        on = crowded(n)
        client = client_of(on.speakers[who] if who else None)
        client.get(url(on))
        with django_assert_max_num_queries(MOST_QUERIES) as seen:
            client.get(url(on))
        counts.append(len(seen.captured_queries))
    assert counts[0] == counts[1]


def waits_for(on: Table, reader: Participant | None) -> list[str]:
    found = turns(standing_of(on.process, reader), NOW)
    assert len(found) <= 3
    assert all(0 < turn.minutes <= 15 for turn in found)
    return [turn.url.split("/formaal/")[1] for turn in found]


def test_each_reader_is_asked_for_their_own_part_and_nobody_for_nothing() -> None:
    on = table(Stage.PURPOSE)
    on.process.seats.filter(party=on.parties["grocer"]).update(may_supply=True)
    assert waits_for(on, None) == waits_for(on, person()) == []
    assert waits_for(on, on.speakers["residents"]) == ["vaerdi/", "spoergsmaal/"]
    assert waits_for(on, on.speakers["grocer"]) == ["til-side/"]
    draft(on.process)
    assert waits_for(on, on.speakers["grocer"]) == ["til-side/", "holdning/"]


def test_when_all_values_are_said_somebody_drafts_and_stewards_close_the_holes() -> None:
    on = table(Stage.PURPOSE)
    for party in on.parties.values():
        value(on.process, party)
    assert waits_for(on, on.speakers["association"]) == ["spoergsmaal/", "udkast/"]
    assert waits_for(on, office(Role.FACILITATOR)) == ["grundvaerdi/spring-over/"]
    ready = ready_table()
    assert waits_for(ready, ready.speakers["unit"]) == []
    PurposeStance.objects.filter(party=ready.parties["grocer"]).update(stance="object", reason="Nej.")
    assert waits_for(ready, ready.speakers["unit"]) == ["udkast/"]
    ready.stand(Stage.KNOWLEDGE)
    assert waits_for(ready, ready.speakers["unit"]) == []
