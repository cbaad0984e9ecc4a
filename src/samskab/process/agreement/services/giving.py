"""Who decides what, and who brings what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.text import optional_text, require_text
from samskab.process.agreement import rules, selectors
from samskab.process.agreement.models import DecisionRight, Resource, RightHolder
from samskab.process.core.selectors import process_for_update

RIGHT_CHARS = 200
NOTE_CHARS = 300
RESOURCE_CHARS = 400


@act("agreement.right.given")
def give_decision_right(
    *, process_id: int, actor: Actor, what: str, holders: Sequence[int], now: datetime
) -> DecisionRight:
    """The paper names a thing to be decided and the parties who decide it, each with the same weight.

    Having a say is counted in decisions, not in meetings (op-ed, P4e; M9).
    """
    process = process_for_update(process_id)
    _, agreement = rules.require_may_write(process, actor)
    parties = rules.require_holders(process, holders)
    right = DecisionRight.objects.create(
        agreement=agreement, what=require_text(what, field="what", most=RIGHT_CHARS)
    )
    RightHolder.objects.bulk_create(RightHolder(right=right, party_id=pk, since=now) for pk in parties)
    record.append(
        "agreement.right.given",
        space=process.public_id,
        obj=right.public_id,
        at=now,
        commits={"what": right.what},
    )
    return right


@act("agreement.right.changed")
def change_decision_right(
    *, process_id: int, actor: Actor, right_id: int, holders: Sequence[int], note: str, now: datetime
) -> DecisionRight:
    """Who decides changes, with a note why, and the earlier holders stay readable.

    After signing only the holder itself can give its right on: nobody is voted out of a right.
    """
    process = process_for_update(process_id)
    found = selectors.right_of(process, right_id)
    right = rules.require_may_change_right(process, actor, found, holders)
    parties = rules.require_holders(process, holders)
    why = require_text(note, field="note", most=NOTE_CHARS)
    held = {holder.party_id for holder in selectors.holders_now(right)}
    right.holders.filter(until__isnull=True).exclude(party_id__in=parties).update(until=now, note=why)
    RightHolder.objects.bulk_create(
        RightHolder(right=right, party_id=pk, since=now, note=why) for pk in parties if pk not in held
    )
    record.append(
        "agreement.right.changed",
        space=process.public_id,
        obj=right.public_id,
        at=now,
        commits={"note": why},
    )
    return right


@act("agreement.resource.offered")
def offer_resource(
    *,
    process_id: int,
    actor: Actor,
    kind: str,
    text: str,
    condition: str = "",
    hours_month: Decimal = Decimal(0),
    most_hours_month: Decimal | None = None,
    amount_ore: int = 0,
    now: datetime,
) -> Resource:
    """A party says what it brings, on what condition, and how much at most. Hours are never priced.

    Nobody offers on behalf of others: no catalogue of citizens' "assets" they did not ask for (op-ed, P1d).
    """
    process = process_for_update(process_id)
    seat, agreement = rules.require_may_offer(process, actor)
    rules.require_resource_fits(kind, hours_month, most_hours_month, amount_ore)
    resource = Resource.objects.create(
        agreement=agreement,
        by=seat.party,
        kind=kind,
        text=require_text(text, field="text", most=RESOURCE_CHARS),
        condition=optional_text(condition, field="condition", most=RESOURCE_CHARS),
        hours_month=hours_month,
        most_hours_month=most_hours_month,
        amount_ore=amount_ore,
        offered_at=now,
    )
    record.append(
        "agreement.resource.offered",
        space=process.public_id,
        obj=resource.public_id,
        at=now,
        commits={"text": resource.text},
    )
    return resource


@act("agreement.resource.withdrawn")
def withdraw_resource(*, process_id: int, actor: Actor, resource_id: int, now: datetime) -> Resource:
    """I må gerne holde op: at any time, without a reason. What was offered stays readable as history."""
    process = process_for_update(process_id)
    found = selectors.resource_of(process, resource_id)
    resource = rules.require_may_withdraw_resource(process, actor, found)
    resource.withdrawn_at = now
    resource.save(update_fields=["withdrawn_at"])
    record.append("agreement.resource.withdrawn", space=process.public_id, obj=resource.public_id, at=now)
    return resource
