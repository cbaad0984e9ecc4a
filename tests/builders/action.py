"""Tasks, signed moves and results, as their acts would have left them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from samskab.process.action.models import (
    FollowUp,
    PerformedBy,
    ReplacementConsent,
    ReplacementFlag,
    ReplacementSignature,
    Result,
    Task,
    TaskStatus,
)
from samskab.process.core.models import Stage
from samskab.process.purpose.models import AdoptedPurpose
from tests.builders import LONG_REASON, NOW, Table
from tests.builders import agreement as papers


def acting(stage: Stage = Stage.ACTION) -> Table:
    """A table with an adopted purpose and a whole agreement."""
    return papers.complete(stage)


def task(
    made: Table,
    who: str = "association",
    *,
    earlier_by: str = PerformedBy.NOBODY,
    now_by: str = PerformedBy.VOLUNTEER,
    **more: object,
) -> Task:
    return Task.objects.create(
        process=made.process,
        under=AdoptedPurpose.objects.get(process=made.process, retired_at__isnull=True),
        title="Kør folk hjem om torsdagen",
        owner=made.parties[who],
        earlier_by=earlier_by,
        now_by=now_by,
        planned_at=NOW - timedelta(days=5),
        **more,
    )


def flagged(made: Table, who: str = "association") -> Task:
    """Work that slid from staff to volunteers, seen by the residents and not answered."""
    row = task(made, who, earlier_by=PerformedBy.STAFF, status=TaskStatus.FLAGGED)
    ReplacementFlag.objects.create(
        task=row, by=made.parties["residents"], text="Det gjorde hjemmeplejen før.", at=NOW
    )
    return row


def consent(made: Table, *, signed: bool = False) -> ReplacementConsent:
    """The staff side has asked; `signed` when the association has said yes too."""
    asked = ReplacementConsent.objects.create(
        process=made.process,
        staff_party=made.parties["unit"],
        staff_text=LONG_REASON,
        what="At følge gæster hjem efter klokken 20",
        asked_at=NOW - timedelta(days=3),
    )
    if signed:
        ReplacementSignature.objects.create(
            consent=asked,
            association=made.parties["association"],
            text=LONG_REASON,
            at=NOW - timedelta(days=1),
        )
    return asked


def follow_up(made: Table, **fields: object) -> FollowUp:
    return FollowUp.objects.create(process=made.process, held_at=NOW - timedelta(days=2), **fields)


def result(of: FollowUp, direction: str = "good", **fields: object) -> Result:
    return Result.objects.create(
        follow_up=of, text="Flere kommer hjem med bilen.", direction=direction, at=NOW, **fields
    )


def closed_well(made: Table) -> FollowUp:
    """A follow-up that lacks nothing: what failed, what is unknown, the check, the lift and the spread."""
    whole = follow_up(
        made, survey_offered=True, lift_answer="Ja, i Nørby.", spread_answer="Nørby bruger det."
    )
    for direction in ("good", "bad", "unknown"):
        result(whole, direction)
    return whole


def hours_ceiling(made: Table, who: str = "association", most: str = "8") -> None:
    papers.resource(made, who, hours="4", most_hours_month=Decimal(most))
