"""What cannot be negotiated - and here is why. Will you challenge it?"""

from __future__ import annotations

from datetime import datetime, timedelta

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Invalid
from samskab.kit.text import optional_text, require_text
from samskab.process.core import rules, selectors
from samskab.process.core.models import Boundary, BoundaryKind, BoundaryStatus, Challenge


@act("core.boundary.set")
def set_boundary(
    *, process_id: int, actor: Actor, kind: str, text: str, reason: str, ground: str, now: datetime
) -> Boundary:
    """A party says what cannot be negotiated, with its reason; a law names its legal ground.

    A boundary without a reason is might, not right (op-ed, S13).
    """
    process = selectors.process_for_update(process_id)
    seat = rules.require_at_table(process, actor)
    if kind not in BoundaryKind.values:
        raise Invalid("core.unknown_choice")
    ground = optional_text(ground, field="ground", most=400)
    if kind == BoundaryKind.LAW and not ground:
        raise Invalid("core.law_needs_its_ground")
    boundary = Boundary.objects.create(
        process=process,
        set_by=seat.party,
        kind=kind,
        text=require_text(text, field="text"),
        reason=require_text(reason, field="reason"),
        ground=ground,
        set_at=now,
    )
    record.append(
        "core.boundary.set",
        space=process.public_id,
        obj=boundary.public_id,
        at=now,
        commits={"text": boundary.text, "reason": boundary.reason},
    )
    return boundary


def _boundary(process_id: int, boundary_id: int) -> Boundary:
    boundary = Boundary.objects.filter(process_id=process_id, pk=boundary_id).select_related("set_by").first()
    if boundary is None:
        raise Invalid("core.unknown_choice")
    return boundary


@act("core.boundary.challenged")
def challenge_boundary(
    *, process_id: int, actor: Actor, boundary_id: int, text: str, now: datetime
) -> Challenge:
    """Any other party may ask why a boundary must stand. The answer is due in ten days and is public."""
    process = selectors.process_for_update(process_id)
    boundary = _boundary(process_id, boundary_id)
    seat = rules.require_may_challenge(process, actor, boundary)
    challenge = Challenge.objects.create(
        boundary=boundary,
        by=seat.party,
        text=require_text(text, field="text"),
        raised_at=now,
        answer_due=now + timedelta(days=rules.CHALLENGE_DAYS),
    )
    record.append(
        "core.boundary.challenged",
        space=process.public_id,
        obj=challenge.public_id,
        at=now,
        commits={"text": challenge.text},
    )
    return challenge


@act("core.challenge.answered")
def answer_challenge(
    *,
    process_id: int,
    actor: Actor,
    challenge_id: int,
    outcome: str,
    answer: str,
    text_now: str,
    now: datetime,
) -> Challenge:
    """The side that set the boundary answers, late or not; what changes says what holds now. The history
    stays.
    """
    process = selectors.process_for_update(process_id)
    challenge = (
        Challenge.objects.filter(pk=challenge_id, boundary__process=process)
        .select_related("boundary__set_by")
        .first()
    )
    if challenge is None or outcome not in BoundaryStatus.values:
        raise Invalid("core.unknown_choice")
    rules.require_may_answer_challenge(process, actor, challenge)
    boundary = challenge.boundary
    challenge.answer = require_text(answer, field="answer")
    challenge.outcome, challenge.answered_at = outcome, now
    challenge.save(update_fields=["answer", "outcome", "answered_at"])
    if outcome != BoundaryStatus.STANDS:
        boundary.text_now = require_text(text_now, field="text_now")
        boundary.status = outcome
        boundary.save(update_fields=["text_now", "status"])
    record.append(
        "core.challenge.answered",
        space=process.public_id,
        obj=challenge.public_id,
        at=now,
        commits={"answer": challenge.answer},
    )
    return challenge
