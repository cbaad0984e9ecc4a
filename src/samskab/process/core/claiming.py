"""Two keys never come into one hand, also not by a person who held them under two names."""

from __future__ import annotations

from samskab.kit.errors import Closed
from samskab.process.core.models import Steward


def _keys(code: int, account: int) -> int:
    held = Steward.objects.filter(until__isnull=True)
    if held.filter(participant=code, process__in=held.filter(participant=account).values("process")).exists():
        raise Closed("people.double_key")
    Steward.objects.filter(participant=code).update(participant=account)
    return 0


MERGES = {"core.Steward.participant": _keys}
