"""The table is set: who sits down, who holds the keys, what cannot be negotiated, who is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from functools import partial
from typing import Any

from samskab.demo.content import Row, last_day
from samskab.demo.script.event import Course, Event
from samskab.process.core import services as core
from samskab.process.meetings import services as meetings

NOTICE_DAYS = 14
CALLED_AT = {"sunday": time(15), "evening": time(19), "daytime": time(14)}
# The stages have the names of the rooms where their work is done; the file has the op-ed's.
STAGE_OF_STATE = {"values": "purpose", "agreed": "agreement", "acting": "action"}


def stage_of(state: str) -> str:
    return STAGE_OF_STATE.get(state, state)


def events(c: Course) -> Iterator[Event]:
    yield Event(0, partial(_open, c))
    yield from _table(c)
    yield from _boundaries(c)
    yield from _meetings(c)
    yield from _missing_voices(c)
    yield from _pauses(c)


def _open(c: Course, now: datetime) -> None:
    """The answers are those of the file, given by who opens: here nothing opens unanswered (G0)."""
    told = c.file["opening"]
    opened = core.open_process(
        actor=c.actor(c.file["initiative_by"]),
        area_id=c.pk(f"area:{c.file['area']}"),
        title=c.file["title"],
        summary=c.file["asked_da"],  # the file's own summary tells the end
        declared_type=c.file["declared_type"],
        promised_influence=c.file["promised_influence"],
        answers=core.OpeningAnswers(
            solution_chosen=told["solution_chosen"],
            decision_taken=False,
            can_change=told["can_change"],
            who_decides=told["who_decides"],
            saving_is_part=told["saving"]["is_part"],
            saving=told["saving"]["text"],
            money_hours=told["money_hours"],
            outside_affected=told["outside_affected"],
        ),
        now=now,
    )
    c.row.process = opened


def _table(c: Course) -> Iterator[Event]:
    for party in c.file["parties"]:
        opener = party["id"] == c.file["initiative_by"]
        yield Event(0 if opener else 1, partial(_sit, c, party, core.mark_seat if opener else core.take_seat))
    for side in ("public", "civic"):
        yield Event(2, partial(_appoint, c, side))
    for motive in c.file["motives"]:
        yield Event(3, partial(_motive, c, motive))
    for told in c.file["municipal_roles"]:
        day = next(state["day"] for state in c.file["states"] if state["state"] == told["state"])
        yield Event(max(day, 2), partial(_role, c, told))
    if "corrected" in c.file["opening"]:
        yield Event(c.file["opening"]["corrected"]["day"], partial(_correct, c))


def _sit(c: Course, party: Row, act: Any, now: datetime) -> None:
    marks = {name: bool(party.get(name)) for name in ("affected", "paid_time", "may_supply")}
    act(process_id=c.process_id, actor=c.actor(party["id"]), now=now, **marks)


def _appoint(c: Course, side: str, now: datetime) -> None:
    party = c.file["stewards"][side]
    core.appoint_steward(
        process_id=c.process_id,
        actor=c.actor(party),
        party_id=c.pk(party),
        participant_id=c.speaker(party),
        now=now,
    )


def _motive(c: Course, motive: Row, now: datetime) -> None:
    core.rank_motives(
        process_id=c.process_id,
        actor=c.actor(motive["party"]),
        first=motive["first"],
        second=motive["second"],
        text=motive["text"],
        now=now,
    )


def _role(c: Course, told: Row, now: datetime) -> None:
    core.set_municipal_role(
        process_id=c.process_id,
        actor=c.key("public"),
        stage=stage_of(told["state"]),
        role=told["role"],
        now=now,
    )


def _correct(c: Course, now: datetime) -> None:
    told = c.file["opening"]["corrected"]
    core.correct_opening(process_id=c.process_id, actor=c.actor(told["by"]), text=told["text"], now=now)


def _boundaries(c: Course) -> Iterator[Event]:
    for told in c.file["frames"]:
        yield Event(2, partial(_boundary, c, told))
        if "challenged_by" in told:
            yield Event(told["challenge_day"], partial(_challenge, c, told))
            yield Event(told["answer_day"], partial(_answer, c, told))


def _boundary(c: Course, told: Row, now: datetime) -> None:
    made = core.set_boundary(
        process_id=c.process_id,
        actor=c.actor(told["set_by"]),
        kind=told["kind"],
        text=told["text"],
        reason=told["why"],
        ground=told.get("ground", ""),
        now=now,
    )
    c.keep(told["id"], made)


def _challenge(c: Course, told: Row, now: datetime) -> None:
    made = core.challenge_boundary(
        process_id=c.process_id,
        actor=c.actor(told["challenged_by"]),
        boundary_id=c.pk(told["id"]),
        text=told["challenge"],
        now=now,
    )
    c.keep(f"{told['id']}:challenge", made)


def _answer(c: Course, told: Row, now: datetime) -> None:
    core.answer_challenge(
        process_id=c.process_id,
        actor=c.actor(told["set_by"]),
        challenge_id=c.pk(f"{told['id']}:challenge"),
        outcome=told["status"],
        answer=told["answer"],
        text_now=told.get("text_now", ""),
        now=now,
    )


def _meetings(c: Course) -> Iterator[Event]:
    for told in c.file["meetings"]:
        yield Event(max(told["day"] - NOTICE_DAYS, 3), partial(_book, c, told))
        yield Event(told["day"] + 1, partial(_count, c, told))


def _book(c: Course, told: Row, now: datetime) -> None:
    """The party most of whom came called the meeting; the file does not say who did."""
    caller = max(told["attendance"], key=told["attendance"].get)
    hour = next((CALLED_AT[code] for code in told["access"] if code in CALLED_AT), time(19))
    made = meetings.book_meeting(
        process_id=c.process_id,
        actor=c.actor(caller),
        at=c.moment(told["day"], hour),
        place=told["place"],
        purpose=told["purpose_da"],
        access=told["access"],
        now=now,
    )
    c.keep(f"meeting:{told['day']}", made)


def _count(c: Course, told: Row, now: datetime) -> None:
    meetings.count_attendance(
        process_id=c.process_id,
        actor=c.key("civic"),
        meeting_id=c.pk(f"meeting:{told['day']}"),
        people={c.pk(party): people for party, people in told["attendance"].items()},
        now=now,
    )


def _missing_voices(c: Course) -> Iterator[Event]:
    """Noted early, told after the meeting that did something about it, or at the end: never done."""
    held = [told["day"] + 1 for told in c.file["meetings"]]
    for number, told in enumerate(c.file["missing_voices"]):
        never = told["done"].startswith("Ikke")
        yield Event(4, partial(_note_voice, c, number, told))
        yield Event(last_day(c.file) - 7 if never else held[number], partial(_tell_voice, c, number, told))


def _note_voice(c: Course, number: int, told: Row, now: datetime) -> None:
    made = core.note_missing_voice(
        process_id=c.process_id, actor=c.key("civic"), who=told["who"], done="", now=now
    )
    c.keep(f"voice_missing:{number}", made)


def _tell_voice(c: Course, number: int, told: Row, now: datetime) -> None:
    core.tell_missing_voice(
        process_id=c.process_id,
        actor=c.key("civic"),
        voice_id=c.pk(f"voice_missing:{number}"),
        done=told["done"],
        now=now,
    )


def _pauses(c: Course) -> Iterator[Event]:
    for told in c.file.get("pauses", []):
        yield Event(told["from_day"], partial(_pause, c, told["reason"]))
        yield Event(told["to_day"], partial(_resume, c, told["reason"]))


def _pause(c: Course, reason: str, now: datetime) -> None:
    core.pause_process(process_id=c.process_id, actor=c.key("public"), reason=reason, now=now)


def _resume(c: Course, reason: str, now: datetime) -> None:
    core.resume_process(process_id=c.process_id, actor=c.key("civic"), reason=reason, now=now)
