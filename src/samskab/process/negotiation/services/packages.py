"""Rounds over several questions: written together, graded apart, opened at once, and settled on paper."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Invalid
from samskab.kit.text import require_text
from samskab.process.core.models import Process
from samskab.process.core.rules import require_person
from samskab.process.core.selectors import process_for_update
from samskab.process.negotiation import members, settling
from samskab.process.negotiation import package_rules as rules
from samskab.process.negotiation.models import (
    WORST,
    MemberGrade,
    MemberSheet,
    PackageGrade,
    PackageOption,
    PackageOutcome,
    PackageQuestion,
    PackageRound,
    PackageSheet,
    PackageWeight,
)
from samskab.process.negotiation.models.packages import (
    BEARER_CHARS,
    HARM_CHARS,
    OPTION_CHARS,
    QUESTION_CHARS,
)
from samskab.process.negotiation.settling import Settled

HOW_CHARS = 400


class Given(NamedTuple):
    """One grade of a sheet; the harm and who bears it belong to a 0 and are dropped elsewhere."""

    grade: int
    harm: str = ""
    borne_by: str = ""


@act("negotiation.round.opened")
def open_package_round(*, process_id: int, actor: Actor, now: datetime) -> PackageRound:
    """A party with a stated need asks the others to look at everything at once. It starts nothing alone."""
    process = process_for_update(process_id)
    seat = rules.require_may_open_round(process, actor)
    made = PackageRound.objects.create(
        process=process,
        number=process.package_rounds.count() + 1,
        opened_by=seat.party,
        opened_at=now,
    )
    record.append("negotiation.round.opened", space=process.public_id, obj=made.public_id, at=now)
    return made


@act("negotiation.question.asked")
def ask_question(*, process_id: int, actor: Actor, text: str, today: str, now: datetime) -> PackageQuestion:
    """Any negotiating party adds a question, with how it is today as the first answer to it.

    Whoever frames the questions frames the answer, so it is no one party's right (METHODS.md 2.10).
    """
    process = process_for_update(process_id)
    seat, package_round = rules.require_may_ask(process, actor)
    question = PackageQuestion.objects.create(
        round=package_round,
        text=require_text(text, field="text", most=QUESTION_CHARS),
        asked_by=seat.party,
        asked_at=now,
    )
    option = PackageOption.objects.create(
        question=question,
        text=require_text(today, field="today", most=OPTION_CHARS),
        is_today=True,
        added_by=seat.party,
        added_at=now,
    )
    record.append(
        "negotiation.question.asked",
        space=process.public_id,
        obj=question.public_id,
        at=now,
        commits={"text": question.text, "today": option.text},
    )
    return question


@act("negotiation.question.withdrawn")
def withdraw_question(*, process_id: int, actor: Actor, question_id: int, now: datetime) -> PackageQuestion:
    """A party takes its own question back before anybody has graded it; the answers to it go with it."""
    process = process_for_update(process_id)
    question = rules.require_may_withdraw_question(process, actor, rules.question_of(process, question_id))
    question.withdrawn_at = now
    question.save(update_fields=["withdrawn_at"])
    record.append("negotiation.question.withdrawn", space=process.public_id, obj=question.public_id, at=now)
    return question


@act("negotiation.option.added")
def add_option(*, process_id: int, actor: Actor, question_id: int, text: str, now: datetime) -> PackageOption:
    """Any negotiating party adds a way to settle a question, until the sheets open."""
    process = process_for_update(process_id)
    seat, question = rules.require_may_add_option(process, actor, rules.question_of(process, question_id))
    option = PackageOption.objects.create(
        question=question,
        text=require_text(text, field="text", most=OPTION_CHARS),
        added_by=seat.party,
        added_at=now,
    )
    record.append(
        "negotiation.option.added",
        space=process.public_id,
        obj=option.public_id,
        at=now,
        commits={"text": option.text},
    )
    return option


@act("negotiation.round.started")
def start_package_round(*, process_id: int, actor: Actor, deadline: datetime, now: datetime) -> PackageRound:
    """Another party, of another side when there is one, says that the questions are the right ones.

    From here on nobody changes a question, and each party grades unseen by the others.
    """
    process = process_for_update(process_id)
    seat, package_round = rules.require_may_start(process, actor)
    rules.require_fair(deadline, now)
    package_round.started_by, package_round.started_at = seat.party, now
    package_round.deadline = deadline
    package_round.save(update_fields=["started_by", "started_at", "deadline"])
    record.append("negotiation.round.started", space=process.public_id, obj=package_round.public_id, at=now)
    return package_round


@act("negotiation.sheet.given")
def give_sheet(
    *,
    process_id: int,
    actor: Actor,
    how: str,
    grades: Mapping[int, Given],
    points: Mapping[int, int] | None = None,
    floor: int = 0,
    now: datetime,
) -> PackageSheet:
    """One party, one sheet, whatever its size: a worded grade for every answer, and how the party decided.

    `grades` maps options to grades 0..4. A 0 names the harm and who bears it; a wish is no objection.
    `points` maps questions to the party's own points, moved but never more; `floor` is the least part of its
    best, in tenths, that it will live with. Sealed until the round is closed; the record binds it meanwhile.
    """
    process = process_for_update(process_id)
    seat, package_round = rules.require_may_grade(process, actor, now)
    standing = rules.require_every_option(package_round, grades)
    cleaned = {option: _clean(given) for option, given in grades.items()}
    rules.require_floor(floor)
    if points is not None:
        rules.require_points(package_round, points)
    decided = require_text(how, field="how", most=HOW_CHARS)
    sheet, new = PackageSheet.objects.update_or_create(
        round=package_round,
        party=seat.party,
        defaults={"how": decided, "floor": floor, "given_at": now},
    )
    if not new:
        sheet.grades.all().delete()
        sheet.weights.all().delete()
    PackageWeight.objects.bulk_create(
        PackageWeight(sheet=sheet, question_id=question, points=given)
        for question, given in (points or {}).items()
    )
    PackageGrade.objects.bulk_create(
        PackageGrade(sheet=sheet, option_id=option, **given._asdict()) for option, given in cleaned.items()
    )
    named = {str(option.public_id): list(cleaned[option.pk]) for option in standing}
    record.append(
        "negotiation.sheet.given",
        space=process.public_id,
        obj=sheet.public_id,
        at=now,
        commits={
            "how": sheet.how,
            "grades": json.dumps(named, ensure_ascii=False),
            "points": json.dumps(
                {"floor": floor, **{str(pk): n for pk, n in sorted((points or {}).items())}}
            ),
        },
    )
    return sheet


def _clean(given: Given) -> Given:
    rules.require_known_grade(given.grade)
    if given.grade != WORST:
        return Given(given.grade)
    return Given(
        WORST,
        require_text(given.harm, field="harm", most=HARM_CHARS),
        require_text(given.borne_by, field="borne_by", most=BEARER_CHARS),
    )


@act("negotiation.own_sheet.given")
def give_own_sheet(
    *, process_id: int, actor: Actor, grades: Mapping[int, Given], now: datetime
) -> MemberSheet:
    """A member's own grades, seen by nobody. The party's grade is the lower median of its members' when no
    spokesperson gives another sheet, and a member's no is printed as a number where it was outvoted.

    Inside a party too one person has one voice: an organisation does not vote for its members.
    """
    process = process_for_update(process_id)
    seat, package_round = rules.require_may_answer_for_oneself(process, actor, now)
    rules.require_every_option(package_round, grades)
    cleaned = {option: _clean(given) for option, given in grades.items()}
    sheet, new = MemberSheet.objects.update_or_create(
        round=package_round, participant_id=require_person(actor), defaults={"party": seat.party}
    )
    if not new:
        sheet.grades.all().delete()
    MemberGrade.objects.bulk_create(
        MemberGrade(sheet=sheet, option_id=option, **given._asdict()) for option, given in cleaned.items()
    )
    record.append("negotiation.own_sheet.given", space=process.public_id, obj=package_round.public_id, at=now)
    return sheet


@act("negotiation.round.closed")
def close_package_round(*, process_id: int, actor: Actor, now: datetime) -> PackageRound:
    """Every sheet is opened at once: when all have given one, or when the time they all had is over.

    A party whose members have answered and whose spokespersons have not is heard through its members.
    """
    process = process_for_update(process_id)
    package_round = rules.require_may_close(process, actor, now)
    for seat in rules.awaited(process, package_round):
        members.speak_for(package_round, seat.party, now)
    package_round.closed_at = now
    package_round.save(update_fields=["closed_at"])
    record.append("negotiation.round.closed", space=process.public_id, obj=package_round.public_id, at=now)
    return package_round


def settle_package_round(
    *, process: Process, actor: Actor, package_round: PackageRound, now: datetime
) -> PackageOutcome:
    """Seek first, then write: the sheets cannot change any more, so nobody else has to wait meanwhile."""
    rules.require_may_settle(process, actor, package_round)
    settled = settling.settle_round(package_round)
    return keep_settlement(
        process_id=process.pk, actor=actor, round_id=package_round.pk, settled=settled, now=now
    )


@act("negotiation.settlement.kept")
def keep_settlement(
    *, process_id: int, actor: Actor, round_id: int, settled: Settled, now: datetime
) -> PackageOutcome:
    """Keep what came out of a closed round, with all it was computed from. It advises and binds nobody.

    A package becomes an agreement by the parties' own stances and signatures, and by nothing else.
    """
    process = process_for_update(process_id)
    package_round = process.package_rounds.filter(pk=round_id).first()
    if package_round is None:
        raise Invalid("core.unknown_choice")
    rules.require_may_settle(process, actor, package_round)
    kept = PackageOutcome.objects.create(
        round=package_round,
        at=now,
        code=settled.code,
        input_sha256=settled.input_sha256,
        outcome_sha256=settled.outcome_sha256,
        outcome=settled.outcome,
        unlocks=settled.unlocks,
    )
    record.append(
        "negotiation.settlement.kept",
        space=process.public_id,
        obj=kept.public_id,
        at=now,
        commits={"input": kept.input_sha256, "outcome": kept.outcome_sha256},
    )
    return kept
