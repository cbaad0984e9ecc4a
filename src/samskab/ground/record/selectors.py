"""Reading the record."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from samskab.ground.record import wire
from samskab.ground.record.models import Checkpoint, Entry, Node, Opening, State
from samskab.methods import merkle

EXPORT_CHUNK = 1000


def entries(
    *, space: UUID | None = None, kind: str | None = None, before: int | None = None
) -> QuerySet[Entry]:
    """Lines, newest first; `before` is the number to go on below, so page 1,000 costs what page 1 does."""
    found = Entry.objects.order_by("-seq")
    if space is not None:
        found = found.filter(space=space)
    if kind is not None:
        found = found.filter(kind=kind)
    return found if before is None else found.filter(seq__lt=before)


def size() -> int:
    return State.objects.values_list("size", flat=True).first() or 0


def latest_checkpoint() -> Checkpoint | None:
    return Checkpoint.objects.order_by("-size").first()


def export_lines() -> Iterator[str]:
    """The whole record as published, oldest first, in bites: memory stays small however long it grows."""
    end, at = size(), 0
    while at < end:
        bodies = list(
            Entry.objects.filter(seq__gte=at, seq__lt=min(end, at + EXPORT_CHUNK))
            .order_by("seq")
            .values_list("body", flat=True)
        )
        yield "".join(body + "\n" for body in bodies)
        at += EXPORT_CHUNK


def inclusion_proof(seq: int, *, size: int) -> tuple[bytes, ...]:
    """Show that line `seq` is in the record of that size: about log2(size) hashes, two reads."""
    return _proof(merkle.inclusion_plan(seq, size))


def consistency_proof(old_size: int, new_size: int) -> tuple[bytes, ...]:
    """Show that the record of the new size begins with that of the old size."""
    return _proof(merkle.consistency_plan(old_size, new_size))


def _proof(plan: merkle.Plan) -> tuple[bytes, ...]:
    needed = merkle.needed_nodes(plan)
    if not needed:
        return ()
    leaves = [index for level, index in needed if level == 0]
    inner = [Q(level=level, index=index) for level, index in needed if level > 0]
    nodes = {
        (0, seq): bytes(leaf) for seq, leaf in Entry.objects.filter(seq__in=leaves).values_list("seq", "leaf")
    }
    if inner:
        rows = Node.objects.filter(reduce(or_, inner)).values_list("level", "index", "hash")
        nodes |= {(level, index): bytes(value) for level, index, value in rows}
    return merkle.resolve(plan, nodes)


def opens(entry: Entry, field: str, value: object) -> bool | None:
    """Is this the value the line was bound to? None when the salt is gone: nobody can ever tell again."""
    salt = Opening.objects.filter(entry=entry, field=field).values_list("salt", flat=True).first()
    if salt is None:
        return None
    return hmac.compare_digest(
        wire.commitment(bytes(salt), field, value), str(entry.wire["c"].get(field, ""))
    )
