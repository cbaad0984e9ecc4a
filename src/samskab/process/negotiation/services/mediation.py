"""When two answers did not settle it: a neutral, a clock, and at last the printed dissent."""

from __future__ import annotations

from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.text import REASON_CHARS, require_text
from samskab.process.core.rules import MEDIATION_DAYS, fair_due
from samskab.process.core.selectors import process_for_update
from samskab.process.negotiation import rules, selectors
from samskab.process.negotiation.models import CarriedDissent, Mediation


@act("negotiation.mediation.asked")
def ask_mediation(*, process_id: int, actor: Actor, objection_id: int, now: datetime) -> Mediation:
    """Either party calls a neutral after two answers. Twenty-one days, and never ending in a school holiday.

    A cheap way to settle a conflict is one of Ostrom's principles (DOMAIN.md 3).
    """
    process = process_for_update(process_id)
    found = selectors.objection_of(process, objection_id)
    seat, objection = rules.require_may_ask_mediation(process, actor, found)
    mediation = Mediation.objects.create(
        objection=objection,
        asked_by=seat.party,
        asked_at=now,
        due=fair_due(now=now, days=MEDIATION_DAYS),
    )
    record.append("negotiation.mediation.asked", space=process.public_id, obj=mediation.public_id, at=now)
    return mediation


@act("negotiation.mediation.closed")
def close_mediation(
    *, process_id: int, actor: Actor, mediation_id: int, outcome: str, settled: bool, now: datetime
) -> Mediation:
    """The neutral writes what came of it, settled or not. Late is allowed; silent is not."""
    process = process_for_update(process_id)
    found = (
        Mediation.objects.filter(pk=mediation_id, objection__proposal__process=process)
        .select_related("objection")
        .first()
    )
    mediation = rules.require_may_close_mediation(process, actor, found)
    mediation.outcome = require_text(outcome, field="outcome")
    mediation.settled, mediation.closed_at = settled, now
    mediation.save(update_fields=["outcome", "settled", "closed_at"])
    record.append(
        "negotiation.mediation.closed",
        space=process.public_id,
        obj=mediation.public_id,
        at=now,
        commits={"outcome": mediation.outcome},
    )
    return mediation


@act("negotiation.dissent.carried")
def go_on_with_dissent(
    *, process_id: int, actor: Actor, objection_id: int, reason: str, now: datetime
) -> CarriedDissent:
    """The parties go on although one still objects, and the agreement will print it.

    Never against an affected party on something done to it: neither a veto nor a majority may be the right of
    the strongest (DOMAIN.md 7).
    """
    process = process_for_update(process_id)
    found = selectors.objection_of(process, objection_id)
    seat, objection = rules.require_may_go_on(process, actor, found, now)
    carried = CarriedDissent.objects.create(
        objection=objection,
        asked_by=seat.party,
        reason=require_text(reason, field="reason", least=REASON_CHARS),
        at=now,
    )
    record.append(
        "negotiation.dissent.carried",
        space=process.public_id,
        obj=carried.public_id,
        at=now,
        commits={"reason": carried.reason},
    )
    return carried
