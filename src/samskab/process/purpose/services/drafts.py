"""One sentence for all, and everybody's stance on it."""

from __future__ import annotations

from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.text import require_text
from samskab.process.core.selectors import process_for_update
from samskab.process.framing.rules import require_stance
from samskab.process.purpose import rules, selectors
from samskab.process.purpose.models import Purpose, PurposeStance

PURPOSE_CHARS = 400


@act("purpose.purpose.drafted")
def draft_purpose(*, process_id: int, actor: Actor, text: str, now: datetime) -> Purpose:
    """Any party, a steward or a facilitator writes a new version beside the old; stances are given anew.

    The sentence belongs to nobody: whoever cannot live with it writes a better one (DOMAIN.md 7).
    """
    process = process_for_update(process_id)
    drafted_by = rules.require_drafter(process, actor)
    text = require_text(text, field="text", most=PURPOSE_CHARS)
    former = selectors.latest_purpose(process)
    purpose = Purpose.objects.create(
        process=process,
        version=former.version + 1 if former else 1,
        text=text,
        drafted_by_id=drafted_by,
        drafted_at=now,
    )
    record.append(
        "purpose.purpose.drafted",
        space=process.public_id,
        obj=purpose.public_id,
        at=now,
        commits={"text": text},
    )
    return purpose


@act("purpose.stance.given")
def give_purpose_stance(
    *, process_id: int, actor: Actor, purpose_id: int, stance: str, reason: str, now: datetime
) -> PurposeStance:
    """One party, one stance on the version that counts; a possible supplier only stands aside.

    Consent, not votes: everything but support carries a public reason (DOMAIN.md 7).
    """
    process = process_for_update(process_id)
    seat, purpose = rules.require_may_stand(process, actor, purpose_id)
    reason = require_stance(seat, stance, reason)
    given, _ = PurposeStance.objects.update_or_create(
        purpose=purpose, party=seat.party, defaults={"stance": stance, "reason": reason, "at": now}
    )
    record.append(
        "purpose.stance.given",
        space=process.public_id,
        obj=purpose.public_id,
        at=now,
        commits={"reason": reason} if reason else None,
    )
    return given
