"""The purpose becomes what all the rest stands on."""

from __future__ import annotations

from datetime import datetime

from samskab.ground.record import services as record
from samskab.kit.errors import Closed
from samskab.process.core.models import Process
from samskab.process.purpose import selectors
from samskab.process.purpose.models import AdoptedPurpose


def adopt(process: Process, now: datetime) -> AdoptedPurpose:
    """Adopt the latest version and retire the former. Not an act: two keys do it, inside `path`'s own.

    The gate G2 has been asked before; here only what the database could not keep is checked. Reopening and
    closing the stage again without a new version leaves the adoption as it was.
    """
    latest = selectors.latest_purpose(process)
    if latest is None:
        raise Closed("purpose.no_draft_yet")
    former = selectors.adopted_purpose(process)
    if former is not None and former.purpose_id == latest.pk:
        return former
    if former is not None:
        former.retired_at = now
        former.save(update_fields=["retired_at"])
    adopted = AdoptedPurpose.objects.create(process=process, purpose=latest, adopted_at=now)
    record.append(
        "purpose.purpose.adopted",
        space=process.public_id,
        obj=latest.public_id,
        at=now,
        commits={"text": latest.text},
    )
    return adopted
