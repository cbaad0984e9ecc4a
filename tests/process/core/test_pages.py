"""The table's pages: for nobody, for a party, in every state; a no gives every word back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from samskab.ground.parties.models import PartyKind
from samskab.kit.text import tidy
from samskab.process.core import services
from samskab.process.core.models import Boundary, Challenge, Stage, Status
from tests.acts import come_in
from tests.builders import LONG_REASON, NOW, Table, party, person, table
from tests.hostile import HOSTILE, IDS, SCRIPT

pytestmark = pytest.mark.django_db


def at(on: Table, name: str, *more: object) -> str:
    return reverse(f"core:{name}", args=[on.process.slug, *more])


def full() -> Table:
    """A table with a boundary under challenge, a missing voice, motives, a role and a correction."""
    on = table()
    boundary = on.process.boundaries.create(
        set_by=on.parties["unit"], kind="law", text="Lov.", reason="Sådan.", ground="§ 1", set_at=NOW
    )
    boundary.challenges.create(by=on.parties["residents"], text="Hvorfor?", raised_at=NOW, answer_due=NOW)
    on.process.missing_voices.create(who="Unge", noted_at=NOW)
    on.process.motives.create(party=on.parties["unit"], first="lighed", second="oekonomi", text="Ja.")
    on.process.municipal_roles.create(stage="called", role="vaert")
    return on


def pages(on: Table) -> list[str]:
    boundary, challenge = Boundary.objects.get(), Challenge.objects.get()
    return [
        at(on, "table"),
        at(on, "take_seat"),
        at(on, "mark_seat"),
        at(on, "appoint_steward"),
        at(on, "set_boundary"),
        at(on, "challenge_boundary", boundary.public_id),
        at(on, "answer_challenge", challenge.public_id),
        at(on, "note_missing_voice"),
        at(on, "tell_missing_voice", on.process.missing_voices.get().pk),
        at(on, "rank_motives"),
        at(on, "set_municipal_role"),
        at(on, "correct_opening"),
        at(on, "stop", "pause"),
        at(on, "stop", "igen"),
        at(on, "stop", "noedstop"),
    ]


@pytest.mark.parametrize("status", [Status.RUNNING, Status.PAUSED, Status.SPLIT])
@pytest.mark.parametrize("who", [None, "unit", "residents", "grocer", "stranger"])
def test_every_page_of_the_table_opens_in_every_state_for_everyone(
    client: Client, who: str | None, status: Status
) -> None:
    on = full()
    on.process.status, on.process.status_reason = status, "Fordi det er sommer."
    on.process.save()
    if who:
        come_in(client, person() if who == "stranger" else on.speakers[who])
    for page in pages(on):
        answer = client.get(page)
        assert answer.status_code == 200, page
        if status != Status.RUNNING:
            assert "Fordi det er sommer." in answer.content.decode()


def test_an_empty_table_opens_for_nobody_and_shows_one_way_in(client: Client) -> None:
    on = table()
    on.process.seats.all().delete()
    page = client.get(at(on, "table")).content.decode()
    assert at(on, "take_seat") in page
    assert at(on, "set_boundary") not in page
    assert "Kom ind først" in client.get(at(on, "take_seat")).content.decode()


def test_an_address_that_is_none_is_not_found(client: Client) -> None:
    on, other = full(), table()
    assert client.get(reverse("core:table", args=["findes-ikke"])).status_code == 404
    assert client.get(at(on, "stop", "nu")).status_code == 404
    elsewhere = Boundary.objects.get().public_id
    assert client.get(at(other, "challenge_boundary", elsewhere)).status_code == 404
    assert client.get(at(other, "answer_challenge", Challenge.objects.get().public_id)).status_code == 404
    assert client.get(at(other, "tell_missing_voice", on.process.missing_voices.get().pk)).status_code == 404
    assert client.get(at(on, "tell_missing_voice", 10**25)).status_code == 404


ACTS: list[tuple[str, str, dict[str, Any]]] = [
    ("residents", "mark_seat", {"affected": "on"}),
    ("association", "leave_table", {}),
    ("unit", "set_boundary", {"kind": "plan", "text": "Planen.", "reason": "Vedtaget."}),
    ("unit", "note_missing_voice", {"who": "Unge"}),
    ("unit", "rank_motives", {"first": "lighed", "second": "kvalitet"}),
    ("unit", "set_municipal_role", {"stage": "framing", "role": "part"}),
    ("unit", "correct_opening", {"reason": LONG_REASON}),
]


@pytest.mark.parametrize(("who", "name", "given"), ACTS, ids=[name for _, name, _ in ACTS])
def test_an_act_leads_back_to_the_table(client: Client, who: str, name: str, given: dict[str, Any]) -> None:
    on = table()
    come_in(client, on.speakers[who])
    answer = client.post(at(on, name), given)
    assert (answer.status_code, answer["Location"]) == (303, at(on, "table"))


def test_a_boundary_is_challenged_and_answered_on_the_pages(client: Client) -> None:
    on = table()
    boundary = on.process.boundaries.create(
        set_by=on.parties["unit"], kind="budget", text="25.000 kr.", reason="Mere er der ikke.", set_at=NOW
    )
    come_in(client, on.speakers["residents"])
    asked = client.post(at(on, "challenge_boundary", boundary.public_id), {"text": "Hvorfor ikke mere?"})
    assert asked.status_code == 303
    come_in(client, on.speakers["unit"])
    challenge = Challenge.objects.get()
    given = {"outcome": "changed", "answer": "Vi fandt flere.", "text_now": "40.000 kr."}
    assert client.post(at(on, "answer_challenge", challenge.public_id), given).status_code == 303
    page = client.get(at(on, "table")).content.decode()
    assert "25.000 kr.</del> <ins>" in page
    assert "40.000 kr.</ins>" in page


def test_a_party_sits_down_and_chooses_as_whom(client: Client) -> None:
    on = table()
    made, speaker = party(PartyKind.ASSOCIATION, "Sangkoret")
    other, _ = party(PartyKind.ASSOCIATION, "Fodbold", spokesperson=speaker)
    come_in(client, speaker)
    assert "Sangkoret" in client.get(at(on, "take_seat")).content.decode()
    assert client.post(at(on, "take_seat"), {"party": str(other.public_id)}).status_code == 303
    assert {seat.party for seat in on.process.seats.all()} >= {other}
    assert not on.process.seats.filter(party=made).exists()
    assert client.post(at(on, "take_seat"), {"party": "x"}).status_code == 403


def test_a_person_with_two_parties_speaks_for_the_one_named(client: Client) -> None:
    on = table()
    second = on.seat("second", PartyKind.ASSOCIATION)
    second.memberships.update(participant=on.speakers["association"])
    come_in(client, on.speakers["association"])
    client.post(at(on, "rank_motives"), {"first": "lighed", "second": "kvalitet", "party": second.public_id})
    assert on.process.motives.get().party == second


def test_words_sent_for_a_party_one_no_longer_speaks_for_are_not_put_in_the_mouth_of_another(
    client: Client,
) -> None:
    on = table()
    second = on.seat("second", PartyKind.ASSOCIATION)
    second.memberships.update(participant=on.speakers["association"])
    come_in(client, on.speakers["association"])
    second.memberships.update(until=NOW)  # the mandate ends while the form is open
    given = {"first": "lighed", "second": "kvalitet", "party": str(second.public_id)}
    assert client.post(at(on, "rank_motives"), given).status_code == 403
    given["party"] = str(on.parties["unit"].public_id)
    assert client.post(at(on, "rank_motives"), given).status_code == 403
    assert not on.process.motives.exists()


def test_a_side_gives_its_key_on_the_page(client: Client) -> None:
    on = table()
    come_in(client, on.speakers["residents"])
    to = on.parties["association"].memberships.get()
    assert client.post(at(on, "appoint_steward"), {"membership": to.pk}).status_code == 303
    assert on.process.stewards.get(side="civic", until=None).party == on.parties["association"]
    assert client.post(at(on, "appoint_steward"), {"membership": "x"}).status_code == 422


def test_stop_pause_and_resume_on_the_pages(client: Client) -> None:
    on = table()
    come_in(client, on.speakers["residents"])
    for how, status in (
        ("pause", "paused"),
        ("igen", "running"),
        ("noedstop", "paused"),
        ("igen", "running"),
    ):
        assert client.post(at(on, "stop", how), {"reason": LONG_REASON}).status_code == 303
        on.process.refresh_from_db()
        assert on.process.status == status


WRITTEN = "Vi skrev i tyve minutter, og det må ikke gå tabt."
LOST: list[tuple[str, dict[str, str]]] = [
    ("set_boundary", {"kind": "plan", "text": WRITTEN, "reason": "Det er vedtaget sådan."}),
    ("note_missing_voice", {"who": "Mænd, der bor alene", "done": WRITTEN}),
    ("rank_motives", {"first": "lighed", "second": "kvalitet", "text": WRITTEN}),
    ("correct_opening", {"reason": WRITTEN}),
]


@pytest.mark.parametrize(("name", "given"), LOST, ids=[name for name, _ in LOST])
def test_a_process_that_closes_while_one_writes_gives_every_word_back(
    client: Client, name: str, given: dict[str, str]
) -> None:
    on = table()
    come_in(client, on.speakers["residents"])
    assert client.get(at(on, name)).status_code == 200
    on.process.status, on.process.status_reason = Status.PAUSED, "Sommer"
    on.process.save()
    answer = client.post(at(on, name), {**given, "party": str(on.parties["residents"].public_id)})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Din tekst er ikke tabt" in page
    assert escape(WRITTEN) in page
    assert str(on.parties["residents"].public_id) not in page, "an id is nobody's text"


@pytest.mark.parametrize(("name", "given"), LOST, ids=[name for name, _ in LOST])
def test_who_may_not_gets_a_reason_a_step_and_every_word(
    client: Client, name: str, given: dict[str, str]
) -> None:
    on = table()
    for somebody in (None, person(), *([office_holder()])):
        if somebody:
            come_in(client, somebody)
        answer = client.post(at(on, name), given)
        assert answer.status_code == 403
        assert "Det kan du gøre nu" in answer.content.decode()
        assert escape(WRITTEN) in answer.content.decode()


def office_holder() -> Any:
    from samskab.ground.people.models import Role
    from tests.builders import office

    return office(Role.COUNCILLOR)


@pytest.mark.parametrize("text", ["", "x" * 10_000])
def test_a_form_that_cannot_be_taken_comes_back_with_its_words(client: Client, text: str) -> None:
    on = table()
    come_in(client, on.speakers["unit"])
    answer = client.post(at(on, "set_boundary"), {"kind": "plan", "text": text, "reason": WRITTEN})
    assert answer.status_code == 422
    assert escape(WRITTEN) in answer.content.decode()
    assert text in answer.content.decode()


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_whatever_is_written_at_the_table_stays_text(client: Client, text: str) -> None:
    on = full()
    actor = on.actor("unit")
    near = {"process_id": on.process.pk, "actor": actor, "now": NOW}
    services.set_boundary(kind="law", text=text, reason=text, ground=text, **near)
    services.note_missing_voice(who=text, done=text, **near)
    services.rank_motives(first="lighed", second="", text=text, **near)
    services.correct_opening(text=f"{text} {LONG_REASON}", **near)
    come_in(client, on.speakers["unit"])
    for page in (at(on, "table"), at(on, "stop", "pause")):
        shown = client.get(page).content.decode()
        assert SCRIPT not in shown
        assert not set("\x00\x07\u202e\u2066\ud800") & set(shown)
    shown = client.get(at(on, "table")).content.decode()
    assert shown.count(escape(tidy(text))) >= 5


def test_the_refused_page_escapes_what_it_gives_back(client: Client) -> None:
    on = table()
    answer = client.post(at(on, "note_missing_voice"), {"who": SCRIPT})
    assert answer.status_code == 403
    assert SCRIPT not in answer.content.decode()
    assert escape(SCRIPT) in answer.content.decode()


def test_the_table_asks_the_database_as_little_for_thirty_parties_as_for_three(client: Client) -> None:
    on = full()
    come_in(client, on.speakers["unit"])
    client.get(at(on, "table"))

    def grow(n: int) -> None:
        for number in range(n):
            made = on.seat(f"p{n}-{number}", PartyKind.ASSOCIATION)
            boundary = on.process.boundaries.create(
                set_by=made, kind="plan", text="T", reason="R", set_at=NOW
            )
            boundary.challenges.create(by=made, text="?", raised_at=NOW, answer_due=NOW)
            on.process.missing_voices.create(who="Unge", noted_at=NOW)
            on.process.motives.create(party=made, first="lighed")

    count: Callable[[], int] = lambda: len(captured(client, at(on, "table")))  # noqa: E731 - said once
    grow(3)
    few = count()
    grow(27)
    assert count() == few <= 20


def captured(client: Client, page: str) -> Any:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return queries


@pytest.mark.parametrize("stage", list(Stage))
def test_the_path_of_stages_stands_above_every_stage(client: Client, stage: Stage) -> None:
    page = client.get(at(table(stage), "table")).content.decode()
    assert page.count("sk-tab__state") == 6
