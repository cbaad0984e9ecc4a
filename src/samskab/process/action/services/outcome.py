"""What came of it - also what failed and what cannot be said; and whether it holds for others."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F

from samskab.ground.people.actor import Actor
from samskab.ground.places.models import Area
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Closed, Invalid
from samskab.kit.text import require_text
from samskab.process.action import rules
from samskab.process.action.models import (
    Direction,
    FollowUp,
    NextStep,
    Result,
    Spread,
    SurveyTally,
    SurveyVoice,
)
from samskab.process.core import rules as core_rules
from samskab.process.core import selectors as core
from samskab.process.core.models import Stage

LEAST_FELT, MOST_FELT = 1, 5


@act("action.follow_up.held")
def hold_follow_up(*, process_id: int, actor: Actor, now: datetime) -> FollowUp:
    """Any party may begin the follow-up; the results are the parties', not the municipality's."""
    process = core.process_for_update(process_id)
    core_rules.require_stage(process, Stage.ACTION)
    core_rules.require_seat(process, actor)
    if process.follow_ups.exists():
        raise Closed("action.follow_up_is_held")
    follow_up = FollowUp.objects.create(process=process, held_at=now)
    record.append("action.follow_up.held", space=process.public_id, obj=follow_up.public_id, at=now)
    return follow_up


@act("action.result.stated")
def state_result(
    *,
    process_id: int,
    actor: Actor,
    text: str,
    direction: str,
    is_story: bool,
    approved_by_author: bool,
    now: datetime,
) -> Result:
    """One thing that came of it. "Det virkede ikke" and "Det kan vi ikke sige" are results too.

    A person's story only with the person's own yes.
    """
    process = core.process_for_update(process_id)
    seat, follow_up = rules.require_may_say_what_came(process, actor, Stage.ACTION)
    if direction not in Direction.values:
        raise Invalid("action.unknown_choice")
    if is_story and not approved_by_author:
        raise Invalid("action.story_needs_its_author")
    result = Result.objects.create(
        follow_up=follow_up,
        by=seat.party,
        text=require_text(text, field="text"),
        direction=direction,
        is_story=is_story,
        approved_by_author=approved_by_author,
        at=now,
    )
    record.append(
        "action.result.stated",
        space=process.public_id,
        obj=result.public_id,
        at=now,
        commits={"text": result.text},
    )
    return result


@act("action.next_step.planned")
def plan_next_step(*, process_id: int, actor: Actor, text: str, due_on: date, now: datetime) -> NextStep:
    """A party says what it does next and by when; it promises for itself only."""
    process = core.process_for_update(process_id)
    seat, follow_up = rules.require_may_say_what_came(process, actor, *rules.AFTER)
    step = NextStep.objects.create(
        follow_up=follow_up, owner=seat.party, text=require_text(text, field="text", most=400), due_on=due_on
    )
    record.append("action.next_step.planned", space=process.public_id, obj=follow_up.public_id, at=now)
    return step


@act("action.solution.spread")
def spread_solution(
    *, process_id: int, actor: Actor, text: str, area_id: int | None, now: datetime
) -> Spread:
    """A solution that others use or could use; also when the honest answer is that it does not travel."""
    process = core.process_for_update(process_id)
    _, follow_up = rules.require_may_say_what_came(process, actor, *rules.AFTER)
    area = Area.objects.filter(pk=area_id).first() if area_id else None
    text = require_text(text, field="text", most=400)
    spread = Spread.objects.create(follow_up=follow_up, area=area, text=text, at=now)
    if not follow_up.spread_answer:
        follow_up.spread_answer = text
        follow_up.save(update_fields=["spread_answer"])
    record.append(
        "action.solution.spread",
        space=process.public_id,
        obj=follow_up.public_id,
        at=now,
        commits={"text": text},
    )
    return spread


@act("action.lift.answered")
def answer_lift(*, process_id: int, actor: Actor, text: str, now: datetime) -> FollowUp:
    """ "Gælder det andre? Hvem hjælper det ikke?" - asked of every process before it closes (op-ed, P3a).

    The party that answered may put it right; no other writes over its words.
    """
    process = core.process_for_update(process_id)
    seat, follow_up = rules.require_may_answer_lift(process, actor)
    follow_up.lift_answer, follow_up.lift_by = require_text(text, field="text"), seat.party
    follow_up.save(update_fields=["lift_answer", "lift_by"])
    record.append("action.lift.answered", space=process.public_id, obj=follow_up.public_id, at=now)
    return follow_up


@act("action.survey.offered")
def offer_survey(*, process_id: int, actor: Actor, now: datetime) -> FollowUp:
    """A steward offers everyone the short check: did it feel like the influence that was promised?"""
    process = core.process_for_update(process_id)
    core_rules.require_stage(process, Stage.ACTION)
    core_rules.require_key(process, actor)
    follow_up = rules.require_follow_up(process)
    follow_up.survey_offered = True
    follow_up.save(update_fields=["survey_offered"])
    record.append("action.survey.offered", space=process.public_id, obj=follow_up.public_id, at=now)
    return follow_up


@act()
def answer_survey(*, process_id: int, actor: Actor, felt: int, now: datetime) -> str:
    """Everyone who took part answers once, member or spokesperson, with or without a party. Returns the side.

    Anonymous: that a person answered and what a side answered are kept apart. Nothing goes into the public
    record.
    """
    process = core.process_for_update(process_id)
    follow_up, side, person = rules.require_may_answer_survey(process, actor)
    if not LEAST_FELT <= felt <= MOST_FELT:
        raise Invalid("action.unknown_choice")
    if not SurveyVoice.objects.get_or_create(follow_up=follow_up, participant_id=person)[1]:
        raise Closed("action.survey_is_answered")
    tally, _ = SurveyTally.objects.get_or_create(follow_up=follow_up, side=side, felt=felt)
    SurveyTally.objects.filter(pk=tally.pk).update(n=F("n") + 1)
    return side
