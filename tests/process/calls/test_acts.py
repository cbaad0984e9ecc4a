"""Calls: anyone raises one, the clock runs at once, and the public side owes an answer with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from samskab.ground.parties.models import PartyKind
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant, Role, RoleGrant
from samskab.ground.people.services import come_in_by_code
from samskab.ground.places.models import SchoolHoliday
from samskab.process.calls import selectors, services
from samskab.process.calls.models import Call, CallJoin, CallReply, Channel
from tests.acts import NOBODY, breaks, constraints_of, refused, row, writes
from tests.builders import LONG_REASON, NOW, area, office, party, person
from tests.process.core.acting import OPEN

pytestmark = pytest.mark.django_db


def voice(kind: PartyKind, name: str = "") -> Actor:
    made, speaker = party(kind, name)
    return Actor(participant_id=speaker.pk, party_id=made.pk)


def raised(actor: Actor = NOBODY, **given: Any) -> Call:
    said = {
        "area_id": area().pk,
        "text": "Der er mørkt ved skuret. Vi kan ikke komme hjem.",
        "title": "",
        "raised_by_kind": "",
        "channel": "web",
    }
    return services.raise_call(actor=actor, now=NOW, **{**said, **given})


# -- raise_call --


def test_a_passer_by_raises_a_call_and_its_clock_runs_at_once() -> None:
    with writes("calls.call.raised"):
        call = raised()
    assert (call.title, call.state, call.participant_id) == ("Der er mørkt ved skuret", "open", None)
    assert call.answer_due == NOW + timedelta(days=21)


def test_the_clock_of_a_call_never_ends_in_a_school_holiday() -> None:
    day = (NOW + timedelta(days=21)).date()
    SchoolHoliday.objects.create(name="ferien", first_day=day, last_day=day + timedelta(days=6))
    assert raised().answer_due == NOW + timedelta(days=28)


@pytest.mark.parametrize("role", [None, *Role])
def test_no_office_keeps_anyone_from_raising_a_call(role: Role | None) -> None:
    assert raised(Actor(participant_id=(office(role) if role else person()).pk))


def test_a_party_raises_a_call_by_its_own_voice() -> None:
    actor = voice(PartyKind.COMPANY, "Købmanden")
    assert raised(actor).party.name == "Købmanden"
    with refused("calls.speak_for_a_party", 403):
        raised(Actor(participant_id=person().pk, party_id=actor.party_id))
    with refused("calls.speak_for_a_party"):
        raised(Actor(party_id=actor.party_id))


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.COUNCILLOR, "core.councillor_has_no_stance"),
        (Role.FACILITATOR, "core.facilitator_has_no_stance"),
    ],
)
def test_an_office_does_not_speak_for_a_party_about_a_call(role: Role, code: str) -> None:
    actor, call = voice(PartyKind.MUNICIPAL_UNIT), raised()
    RoleGrant.objects.create(participant_id=actor.participant_id, role=role, since=NOW)
    with refused(code, 403):
        raised(actor)
    for act in (services.answer_call, services.decline_call):
        with refused(code, 403):
            act(actor=actor, call_id=call.pk, text=LONG_REASON, now=NOW)
    with refused(code, 403):
        services.join_call(actor=actor, call_id=call.pk, name="", now=NOW)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"area_id": 0}, "calls.unknown_area"),
        ({"channel": "smoke"}, "calls.unknown_choice"),
        ({"raised_by_kind": "mafia"}, "calls.unknown_choice"),
        ({"text": " \x00 "}, "kit.text_missing"),
        ({"text": "x" * 10_000}, "kit.text_too_long"),
        ({"title": "x" * 161}, "kit.text_too_long"),
    ],
)
def test_a_call_has_a_place_and_words(given: dict[str, Any], code: str) -> None:
    with refused(code, 422):
        raised(**given)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Kort.", "Kort."),
        (". hej", ". hej"),
        ("Første linje\nAnden", "Første linje"),
        ("et to tre fire fem seks syv otte ni ti", "et to tre fire fem seks syv otte ni…"),
        ("x" * 900, "x" * 159),
    ],
)
def test_the_first_words_of_a_call_are_its_title(text: str, title: str) -> None:
    assert raised(text=text).title == title


@pytest.mark.parametrize("channel", list(Channel))
def test_a_call_comes_in_by_every_way(channel: str) -> None:
    assert raised(channel=channel).channel == channel


def test_a_newcomer_gets_a_code_and_a_call_or_neither() -> None:
    said = {"area_id": area().pk, "address": "192.0.2.7", "now": NOW}
    with refused("kit.text_missing", 422):
        services.raise_first_call(text=" ", **said)
    assert not Participant.objects.exists()
    with writes("calls.call.raised"):
        call, code = services.raise_first_call(text="Der er mørkt.", **said)
    assert come_in_by_code(code=code, address="192.0.2.7", now=NOW) == call.participant


# -- join_call --


def test_others_join_in_their_own_name_and_a_party_in_its_own() -> None:
    call, actor = raised(), voice(PartyKind.ASSOCIATION, "Sangkoret")
    with writes("calls.call.joined", "calls.call.joined"):
        services.join_call(actor=Actor(participant_id=person().pk), call_id=call.pk, name="Klub", now=NOW)
        services.join_call(actor=actor, call_id=call.pk, name="noget andet", now=NOW)
    call.refresh_from_db()
    assert call.state == "joined"
    assert [join.name for join in call.joins.all()] == ["Klub", "Sangkoret"]


def test_one_joins_once_with_a_name_and_known() -> None:
    call, somebody = raised(), Actor(participant_id=person().pk)
    services.join_call(actor=somebody, call_id=call.pk, name="Klub", now=NOW)
    with refused("calls.already_joined", 409):
        services.join_call(actor=somebody, call_id=call.pk, name=" Klub ", now=NOW)
    with refused("kit.text_missing", 422):
        services.join_call(actor=somebody, call_id=call.pk, name="", now=NOW)
    with refused("core.nobody_known", 403):
        services.join_call(actor=NOBODY, call_id=call.pk, name="Klub 2", now=NOW)
    with refused("calls.unknown_call", 422):
        services.join_call(actor=somebody, call_id=0, name="Klub", now=NOW)


# -- answer_call, decline_call --


def test_the_public_side_goes_with_a_call_and_late_is_better_than_silence() -> None:
    call = raised()
    with writes("calls.call.answered"):
        reply = services.answer_call(
            actor=voice(PartyKind.MUNICIPAL_UNIT),
            call_id=call.pk,
            text=LONG_REASON,
            now=NOW + timedelta(days=90),
        )
    call.refresh_from_db()
    assert (call.state, reply.outcome) == ("joined", "joined")


def test_a_no_carries_its_reason_and_closes_the_call() -> None:
    call, unit = raised(), voice(PartyKind.MUNICIPAL_UNIT)
    with writes("calls.call.declined"):
        services.decline_call(actor=unit, call_id=call.pk, text=LONG_REASON, now=NOW)
    call.refresh_from_db()
    assert call.state == "declined_with_reason"
    for act in (services.answer_call, services.decline_call):
        with refused("calls.already_answered", 409):
            act(actor=unit, call_id=call.pk, text=LONG_REASON, now=NOW)
    with refused("calls.already_answered"):
        services.join_call(actor=unit, call_id=call.pk, name="", now=NOW)
    with refused("calls.already_answered"):
        become(call, unit)


@pytest.mark.parametrize("act", [services.answer_call, services.decline_call])
def test_only_the_public_side_answers_and_thanks_is_no_answer(act: Any) -> None:
    call, unit = raised(), voice(PartyKind.MUNICIPAL_UNIT)
    for kind in PartyKind:
        if kind != PartyKind.MUNICIPAL_UNIT:
            with refused("calls.only_the_public_side", 403):
                act(actor=voice(kind), call_id=call.pk, text=LONG_REASON, now=NOW)
    for actor in (NOBODY, Actor(participant_id=person().pk, party_id=unit.party_id)):
        with refused("calls.speak_for_a_party", 403):
            act(actor=actor, call_id=call.pk, text=LONG_REASON, now=NOW)
    with refused("kit.text_too_short", 422):
        act(actor=unit, call_id=call.pk, text="Tak for input.", now=NOW)
    with refused("calls.unknown_call", 422):
        act(actor=unit, call_id=0, text=LONG_REASON, now=NOW)


# -- open_from_call --


def become(call: Call, actor: Actor, **given: Any) -> Any:
    said = {
        "title": "",
        "declared_type": "ligevaerdig",
        "promised_influence": "collaborate",
        "answers": OPEN,
    }
    return services.open_from_call(actor=actor, call_id=call.pk, now=NOW, **{**said, **given})


def test_a_call_becomes_a_process_by_the_same_checklist() -> None:
    from dataclasses import replace

    call, actor = raised(), voice(PartyKind.INFORMAL_GROUP)
    with refused("core.solution_already_chosen", 422):
        become(call, actor, answers=replace(OPEN, solution_chosen=True))
    with writes("core.process.opened", "calls.call.became_process"):
        process = become(call, actor)
    call.refresh_from_db()
    assert (call.state, call.process, process.title) == ("became_process", process, call.title)
    assert process.area == call.area
    with refused("calls.already_answered", 409):
        become(call, actor)


def test_only_the_voice_of_a_party_makes_a_process_of_a_call() -> None:
    call = raised()
    with refused("core.nobody_known", 403):
        become(call, NOBODY)
    with refused("core.not_spokesperson", 403):
        become(call, Actor(participant_id=person().pk))
    with refused("calls.unknown_call"):
        become(Call(pk=0), voice(PartyKind.INFORMAL_GROUP))
    call.refresh_from_db()
    assert call.state == "open"


# -- reads and the database --


def test_the_board_is_filtered_and_silence_is_counted() -> None:
    first, second = raised(), raised(area_id=area("oestby").pk)
    assert set(selectors.board()) == {first, second}
    assert list(selectors.board(area="oestby")) == [second]
    assert list(selectors.board(state="open")) == [first, second]
    assert list(selectors.board(state="joined")) == []
    assert list(selectors.overdue(NOW)) == []
    late = NOW + timedelta(days=22)
    assert set(selectors.overdue(late)) == {first, second}
    services.join_call(actor=Actor(participant_id=person().pk), call_id=first.pk, name="Klub", now=NOW)
    assert set(selectors.overdue(late)) == {first, second}, "joining is no answer"
    unit = voice(PartyKind.MUNICIPAL_UNIT)
    services.answer_call(actor=unit, call_id=first.pk, text=LONG_REASON, now=late)
    assert set(selectors.overdue(late)) == {second}
    assert selectors.by_public_id(str(first.public_id)) == first
    assert selectors.by_public_id("x") is None


def tries() -> dict[str, object]:
    call, somebody = raised(), person()
    by, _ = party(PartyKind.MUNICIPAL_UNIT)
    base = {"area": area(), "title": "T", "text": "x", "channel": "web"}
    base |= {"raised_at": NOW, "answer_due": NOW + timedelta(days=1)}
    call.joins.create(name="Klub", participant=somebody, joined_at=NOW)
    call.joins.create(name="Koret", party=by, joined_at=NOW)
    again = {"call": call, "name": "Et andet navn", "joined_at": NOW}
    return {
        "call_has_a_title": row(Call, **{**base, "title": ""}),
        "call_says_something": row(Call, **{**base, "text": ""}),
        "call_state_is_known": row(Call, **base, state="x"),
        "call_channel_is_known": row(Call, **{**base, "channel": "x"}),
        "call_is_due_after_it_is_raised": row(Call, **{**base, "answer_due": NOW}),
        "call_names_its_process": row(Call, **base, state="became_process"),
        "call_join_has_a_name": row(CallJoin, call=call, name="", joined_at=NOW),
        "call_join_is_once_per_name": row(CallJoin, call=call, name="Klub", joined_at=NOW),
        "call_join_is_once_per_person": row(CallJoin, **again, participant=somebody),
        "call_join_is_once_per_party": row(CallJoin, **again, party=by),
        "call_reply_gives_a_reason": row(CallReply, call=call, by=by, outcome="joined", text="Tak", at=NOW),
        "call_reply_outcome_is_known": row(
            CallReply, call=call, by=by, outcome="x", text=LONG_REASON, at=NOW
        ),
    }


def test_the_database_itself_keeps_calls_whole() -> None:
    tried = tries()
    assert set(tried) == constraints_of("calls")
    for name, write in tried.items():
        breaks(name, write)  # type: ignore[arg-type]  # each is a write to try


def test_one_person_joins_once_by_whatever_name() -> None:
    call, somebody = raised(), Actor(participant_id=person().pk)
    services.join_call(actor=somebody, call_id=call.pk, name="Klub", now=NOW)
    with refused("calls.already_joined", 409):
        services.join_call(actor=somebody, call_id=call.pk, name="En anden klub", now=NOW)
    assert call.joins.count() == 1
