"""The board and the pages of a call: open to nobody in particular, and no word lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from samskab.ground.parties.models import Membership, PartyKind
from samskab.ground.people import services as people
from samskab.ground.people.models import Participant
from samskab.kit.text import tidy
from samskab.process.calls.models import Call
from samskab.process.core.models import Process
from tests.acts import come_in
from tests.builders import LONG_REASON, NOW, area, party, person
from tests.hostile import HOSTILE, IDS, SCRIPT
from tests.process.calls.test_acts import raised

pytestmark = pytest.mark.django_db


def at(name: str, call: Call | None = None) -> str:
    return reverse(f"calls:{name}", args=[call.public_id] if call else [])


def test_a_passer_by_raises_a_call_and_gets_four_words_to_follow_it(client: Client) -> None:
    area()
    answer = client.post(at("raise"), {"text": "Der er mørkt.", "area": "vestby"})
    assert answer["Location"] == reverse("people:receipt")
    assert Call.objects.get().participant == Participant.objects.get()
    assert "receipt-code" in client.get(answer["Location"]).content.decode()


def test_somebody_known_raises_a_call_and_sees_it(client: Client) -> None:
    area()
    somebody = person()
    come_in(client, somebody)
    answer = client.post(at("raise"), {"text": "Der er mørkt.", "area": "vestby"}, follow=True)
    assert "uret er gået i gang" in answer.content.decode()
    assert Call.objects.get().participant == somebody
    assert Participant.objects.count() == 1


def test_the_fifth_newcomer_where_four_may_come_waits_and_keeps_the_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    area()
    monkeypatch.setattr(people, "NEW_CODES", 4)
    for _ in range(4):
        Client().post(at("raise"), {"text": "Der er mørkt.", "area": "vestby"})
    answer = Client().post(at("raise"), {"text": "Der er stadig mørkt.", "area": "vestby"})
    assert answer.status_code == 429
    assert "Der er stadig mørkt." in answer.content.decode()
    assert Call.objects.count() == 4


@pytest.mark.parametrize(
    "given", [{"text": "", "area": "vestby"}, {"text": "x" * 10_000, "area": "vestby"}, {"text": "Mørkt."}]
)
def test_a_call_that_cannot_be_taken_comes_back_with_its_words(client: Client, given: dict[str, str]) -> None:
    area()
    answer = client.post(at("raise"), given)
    assert answer.status_code == 422
    assert given["text"] in answer.content.decode()
    assert not Participant.objects.exists()


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_whatever_a_call_says_stays_text(client: Client, text: str) -> None:
    call = raised(text=text)
    for page in (at("board"), at("call", call), at("join", call), at("reply", call)):
        shown = client.get(page).content.decode()
        assert SCRIPT not in shown
        assert not set("\x00\x07\u202e\u2066\ud800") & set(shown)
    assert escape(tidy(text)) in client.get(at("call", call)).content.decode()


@pytest.mark.parametrize("state", ["open", "joined", "declined_with_reason"])
def test_a_call_opens_in_every_state_for_everyone(client: Client, state: str) -> None:
    call = raised()
    call.state = state
    call.save()
    unit, speaker = party(PartyKind.MUNICIPAL_UNIT)
    for somebody in (None, person(), speaker):
        if somebody:
            come_in(client, somebody)
        for page in (at("board"), at("call", call), at("join", call), at("reply", call)):
            assert client.get(page).status_code == 200
    page = client.get(at("call", call)).content.decode()
    assert (at("reply", call) in page) == (state != "declined_with_reason")
    assert unit


def test_a_filter_that_is_none_shows_the_whole_board(client: Client) -> None:
    raised()
    for query in ("?state=x", "?page=999", "?page=x", "?area="):
        assert "Der er mørkt" in client.get(at("board") + query).content.decode()
    assert "Ingen kald passer" in client.get(at("board") + "?area=findes-ikke").content.decode()


def test_somebody_joins_a_call_on_the_page(client: Client) -> None:
    call = raised()
    made, speaker = party(PartyKind.ASSOCIATION, "Sangkoret")
    come_in(client, speaker)
    assert client.post(at("join", call), {"party": str(made.public_id)})["Location"] == at("call", call)
    assert client.post(at("join", call), {"name": "Klub"}).status_code == 302
    assert client.post(at("join", call), {"name": ""}).status_code == 422
    page = client.get(at("call", call)).content.decode()
    assert "Sangkoret" in page
    assert "Klub" in page


def test_nobody_joins_by_pressing_a_party_that_is_not_theirs(client: Client) -> None:
    call = raised()
    made, _ = party(PartyKind.ASSOCIATION, "Sangkoret")
    come_in(client, person())
    answer = client.post(at("join", call), {"party": str(made.public_id)})
    assert answer.status_code == 422
    assert not call.joins.exists()


@pytest.mark.parametrize(("outcome", "state"), [("joined", "joined"), ("declined", "declined_with_reason")])
def test_the_public_side_answers_on_the_page(client: Client, outcome: str, state: str) -> None:
    call = raised()
    unit, speaker = party(PartyKind.MUNICIPAL_UNIT)
    come_in(client, speaker)
    short = client.post(at("reply", call), {"text": "Tak for input.", "party": str(unit.public_id)})
    assert short.status_code == 422
    assert "Tak for input." in short.content.decode()
    given = {"text": LONG_REASON, "party": str(unit.public_id), "outcome": outcome}
    assert client.post(at("reply", call), given)["Location"] == at("call", call)
    call.refresh_from_db()
    assert call.state == state


def test_an_answer_to_a_call_that_closed_meanwhile_keeps_its_words(client: Client) -> None:
    call = raised()
    unit, speaker = party(PartyKind.MUNICIPAL_UNIT)
    come_in(client, speaker)
    Call.objects.update(state="declined_with_reason")
    answer = client.post(at("reply", call), {"text": LONG_REASON, "party": str(unit.public_id)})
    assert answer.status_code == 409
    assert LONG_REASON in answer.content.decode()


OPENING = {
    "solution_chosen": "no",
    "decision_taken": "no",
    "title": "Hvordan kommer vi hjem?",
    "summary": "Kort om det.",
    "area": "vestby",
    "can_change": "Alt.",
    "who_decides": "Vi.",
    "saving_is_part": "no",
    "saving": "Nej.",
    "money_hours": "Ingen.",
    "outside_affected": "Naboer.",
    "declared_type": "ligevaerdig",
    "promised_influence": "collaborate",
}


def test_a_process_is_opened_out_of_a_call_with_its_title_and_place(client: Client) -> None:
    call = raised()
    made, speaker = party(PartyKind.INFORMAL_GROUP)
    come_in(client, speaker)
    address = f"{reverse('path:open')}?kald={call.public_id}"
    assert address in client.get(at("call", call)).content.decode()
    form = client.get(address).content.decode()
    assert re.search(r'name="title"[^>]*value="Der er mørkt ved skuret"', form)
    assert 'name="area"' not in form
    assert call.area.name in form
    answer = client.post(address, {**OPENING, "party": str(made.public_id)})
    process = Process.objects.get()
    assert answer["Location"] == reverse("core:table", args=[process.slug])
    call.refresh_from_db()
    assert (call.process, call.state, process.summary) == (process, "became_process", "Kort om det.")
    again = client.post(address, {**OPENING, "party": str(made.public_id)})
    assert again.status_code == 409
    assert "Kort om det." in again.content.decode()


@pytest.mark.parametrize("public_id", ["x", "6b1f0c52-3f0e-4a6f-9a77-0d6a3f1f0001"])
def test_a_process_is_not_opened_out_of_a_call_that_is_none(client: Client, public_id: str) -> None:
    assert client.get(f"{reverse('path:open')}?kald={public_id}").status_code == 404


def test_a_process_is_opened_without_a_call_too(client: Client) -> None:
    made, speaker = party(PartyKind.INFORMAL_GROUP)
    come_in(client, speaker)
    client.post(reverse("path:open"), {**OPENING, "party": str(made.public_id)})
    assert not Process.objects.get().calls.exists()


def test_the_board_and_a_call_ask_the_database_as_little_for_thirty_as_for_three(client: Client) -> None:
    call = raised()
    made, speaker = party(PartyKind.MUNICIPAL_UNIT)
    come_in(client, speaker)

    def count(page: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    def grow(n: int) -> None:
        for number in range(n):
            raised(text=f"Kald {n} {number}")
            call.joins.create(name=f"Klub {n} {number}", joined_at=NOW)
            call.replies.create(by=made, outcome="joined", text=LONG_REASON, at=NOW)

    grow(3)
    client.get(at("board"))
    few: dict[str, Any] = {page: count(page) for page in (at("board"), at("call", call))}
    grow(27)
    assert {page: count(page) for page in few} == few
    assert max(few.values()) <= 15
    assert Membership.objects.count() == 1
