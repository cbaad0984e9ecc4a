"""The bytes of the record: one canonical form, so the same act has the same fingerprint on every machine.

SECURITY.md 5.2 and 5.3. No prose and no names ever reach the wire; what was written is bound by a commitment
that nobody can open once its salt is destroyed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

VERSION = 1
FIRST_PREV = bytes(32)
SALT_BYTES = 32
_FIELD = re.compile(r"[a-z][a-z_]*")


def canonical(value: object) -> bytes:
    """Sorted keys, no blanks, NFC, whole numbers only: the same must never be written in two ways."""
    _refuse_fractions(value)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return unicodedata.normalize("NFC", text).encode()


def _refuse_fractions(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("the record holds whole numbers only: fractions are written differently by machines")
    if isinstance(value, Mapping):
        for inner in value.values():
            _refuse_fractions(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_fractions(inner)


def commitment(salt: bytes, field: str, value: object) -> str:
    """HMAC-SHA256 under a salt of this entry and field alone: opening one must never open or link another."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt is {SALT_BYTES} bytes")
    if not _FIELD.fullmatch(field):
        raise ValueError(f"{field!r} is not a field name")
    return hmac.new(salt, field.encode() + b"\x00" + canonical(value), hashlib.sha256).hexdigest()


def coarse_time(at: datetime, *, day_only: bool = False) -> str:
    """To the hour, in UTC; to the day where so few take part that the hour would name somebody."""
    if at.tzinfo is None:
        raise ValueError("`at` must know its time zone")
    return at.astimezone(UTC).strftime("%Y-%m-%d" if day_only else "%Y-%m-%dT%HZ")


def entry_text(
    *, seq: int, prev: bytes, kind: str, space: UUID, obj: UUID, t: str, commitments: Mapping[str, str]
) -> str:
    """One line of the record, without its line end."""
    wire = {
        "c": dict(commitments),
        "kind": kind,
        "obj": str(obj),
        "prev": prev.hex(),
        "seq": seq,
        "space": str(space),
        "t": t,
        "v": VERSION,
    }
    return canonical(wire).decode()
