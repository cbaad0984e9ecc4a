"""The path of a process, read only."""

from __future__ import annotations

from django.db.models import Prefetch

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
    kept = process.stage_changes.filter(dropped_at__isnull=True)
    return list(kept.prefetch_related(_KEYS))
