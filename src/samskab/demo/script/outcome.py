"""Tasks last of all; then what came of it, also what failed and what nobody can say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import partial

from samskab.demo.content import Row, last_day
from samskab.demo.script.event import Course, Event
from samskab.ground.parties import services as parties
from samskab.ground.parties.models import SIDE_OF_KIND, MembershipRole, PartyKind
from samskab.ground.people import services as people
from samskab.ground.people.actor import Actor
from samskab.process.action import services as action
from samskab.process.action.models import PerformedBy, TaskStatus

PLANNING_DAYS = 6  # after the signatures
TELLING_DAYS = 21  # before the closing, the owners say how it went
MEETING_DAYS = 7  # before the closing, the results are laid on the table
MOST_FELT = 5


def events(c: Course) -> Iterator[Event]:
    signed, closed = c.file["agreement"]["day"], last_day(c.file)
    for told in c.file["tasks"]:
        yield Event(signed + PLANNING_DAYS, partial(_plan, c, told))
        if "flagged_by" in told:
            yield Event(told["flagged_day"], partial(_flag, c, told))
            yield Event(told["resolved_day"], partial(_take_back, c, told))
        elif told["status"] != TaskStatus.OPEN:
            yield Event(closed - TELLING_DAYS, partial(_tell, c, told))
    for told in c.file["survey"]:
        yield Event(closed - TELLING_DAYS, partial(_join, c, told))
    yield Event(closed - MEETING_DAYS, partial(_hold, c))
    for number, told in enumerate(c.file["follow_up"]["results"]):
        yield Event(closed - MEETING_DAYS + 1, partial(_result, c, number, told))
    yield Event(closed - MEETING_DAYS + 1, partial(_offer, c))
    for told in c.file["survey"]:
        yield Event(closed - 3, partial(_feel, c, told))
    yield Event(closed - 2, partial(_lift, c))
    for told in c.file["follow_up"]["spread"]:
        yield Event(closed - 2, partial(_spread, c, told))
    for told in c.file["follow_up"]["next"]:
        yield Event(closed - 1, partial(_next, c, told))


def _plan(c: Course, told: Row, now: datetime) -> None:
    """A task later found to replace staff was planned in good faith: nobody said who did it before."""
    earlier = PerformedBy.NOBODY if "flagged_by" in told else told["earlier_by"]
    made = action.plan_task(
        process_id=c.process_id,
        actor=c.actor(told["owner"]),
        title=told["title"],
        earlier_by=earlier,
        now_by=told["now_by"],
        core_statutory=told["core_statutory"],
        hours_month=Decimal(told["hours_month"]),
        clause_id=None,
        partner_ids=[c.pk(party) for party in told["partners"]],
        consent_id=None,
        now=now,
    )
    c.keep(told["id"], made)


def _flag(c: Course, told: Row, now: datetime) -> None:
    """The note of the file has two halves: what was seen, and what was done about it."""
    action.flag_replacement(
        process_id=c.process_id,
        actor=c.actor(told["flagged_by"]),
        task_id=c.pk(told["id"]),
        text=told["note"].split(" Taget", 1)[0],
        now=now,
    )


def _take_back(c: Course, told: Row, now: datetime) -> None:
    action.take_back(
        process_id=c.process_id,
        actor=c.key("public"),
        task_id=c.pk(told["id"]),
        text="Taget" + told["note"].split(" Taget", 1)[1],
        now=now,
    )


def _tell(c: Course, told: Row, now: datetime) -> None:
    action.change_status(
        process_id=c.process_id,
        actor=c.actor(told["owner"]),
        task_id=c.pk(told["id"]),
        status=told["status"],
        note=told.get("note", ""),
        now=now,
    )


def _member(told: Row, number: int) -> str:
    return f"member:{told['side']}:{number}"


def _join(c: Course, told: Row, now: datetime) -> None:
    """Those who answer later have belonged to a party of their side all along: each comes by a paper code."""
    seated = [row["id"] for row in c.file["parties"] if SIDE_OF_KIND[PartyKind(row["kind"])] == told["side"]]
    for number in range(told["n"]):
        spokesperson = c.actor(seated[number % len(seated)])
        _, words = parties.invite_member(actor=spokesperson, role=MembershipRole.MEMBER, now=now)
        member, _ = people.give_code(now=now)
        parties.use_invitation(actor=Actor(participant_id=member.pk), code=words, now=now)
        c.keep(_member(told, number), member)


def _hold(c: Course, now: datetime) -> None:
    action.hold_follow_up(process_id=c.process_id, actor=c.key("civic"), now=now)


def _result(c: Course, number: int, told: Row, now: datetime) -> None:
    """The two stewards lay the results down in turn; the file does not say who said which."""
    action.state_result(
        process_id=c.process_id,
        actor=c.key("public" if number % 2 else "civic"),
        text=told["text"],
        direction=told["direction"],
        is_story=told.get("kind") == "story",
        approved_by_author=bool(told.get("approved_by_author")),
        now=now,
    )


def _offer(c: Course, now: datetime) -> None:
    action.offer_survey(process_id=c.process_id, actor=c.key("civic"), now=now)


def _feel(c: Course, told: Row, now: datetime) -> None:
    """One answer from each of those who joined, spread around the file's median."""
    middle = told["median_experienced"]
    for number in range(told["n"]):
        felt = middle + {0: -1, 1: 1}.get(number % 6, 0)
        action.answer_survey(
            process_id=c.process_id,
            actor=Actor(participant_id=c.pk(_member(told, number))),
            felt=max(1, min(felt, MOST_FELT)),
            now=now,
        )


def _lift(c: Course, now: datetime) -> None:
    told = c.file["follow_up"]["lift"]
    action.answer_lift(process_id=c.process_id, actor=c.actor(told["by"]), text=told["text"], now=now)


def _spread(c: Course, told: Row, now: datetime) -> None:
    action.spread_solution(
        process_id=c.process_id, actor=c.key("public"), text=told["to"], area_id=None, now=now
    )


def _next(c: Course, told: Row, now: datetime) -> None:
    action.plan_next_step(
        process_id=c.process_id,
        actor=c.actor(told["owner"]),
        text=told["text"],
        due_on=c.date(told["due_day"]),
        now=now,
    )
