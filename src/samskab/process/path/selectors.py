"""The path of a process, read only."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from samskab.kit.prepared import Slot, hang, prepared
from samskab.process.core.models import Process
from samskab.process.path.models import StageApproval, StageChange

_KEYS = Prefetch("approvals", StageApproval.objects.select_related("steward__party"))


def pending_change(process: Process) -> StageChange | None:
    """The change one key has asked for and the other has not yet answered."""
    waiting = process.stage_changes.filter(opened_at__isnull=True, dropped_at__isnull=True)
    return waiting.prefetch_related(_KEYS).first()


def changes(process: Process) -> list[StageChange]:
    """Every stage opened and reopened, and the change that waits, in order, with the two who turned the
    keys.
    """
    found = _changes(process)
    hang(found, "approvals", _turned(process), by="change_id")
    return found


@prepared
def _changes(process: Slot) -> QuerySet[StageChange]:
    return StageChange.objects.filter(process=process, dropped_at__isnull=True)


@prepared
def _turned(process: Slot) -> QuerySet[StageApproval]:
    return (
        StageApproval.objects.filter(change__process=process).select_related("steward__party").order_by("pk")
    )
