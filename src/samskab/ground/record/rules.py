"""When a line may be written. To break one of these is a fault in our code: errors, not refusals."""

from __future__ import annotations

from django.db import transaction

from samskab.ground.record import kinds


class NotInActError(RuntimeError):
    """A line was to be written outside the act it tells of."""


class UnknownKindError(ValueError):
    """A kind nobody declared."""


class RewrittenError(RuntimeError):
    """The record no longer begins with what was signed: nothing more is signed until people have looked."""


def require_open_act() -> None:
    """A line is written in the same transaction as its act: no act without a line, no line without an act."""
    if not transaction.get_connection().in_atomic_block:
        raise NotInActError("record.append must run inside the transaction of the act")


def require_known_kind(kind: str) -> None:
    if not kinds.is_known(kind):
        raise UnknownKindError(f"{kind!r} is not declared: name it in @act(...) or record.kinds.register")
