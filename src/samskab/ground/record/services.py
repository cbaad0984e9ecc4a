"""Writing the record: lines inside acts, checkpoints, and the destruction of salts."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.db import transaction

from samskab.ground.record import kinds, rules, selectors, signing, wire
from samskab.ground.record.models import Checkpoint, Entry, Node, Opening, State
from samskab.methods import merkle

_BATCH = 1000


@dataclass(frozen=True)
class Line:
    """What an act says to the record. `commits` are the texts; only their commitments are written."""

    kind: str
    space: UUID
    obj: UUID
    at: datetime
    commits: Mapping[str, str] = field(default_factory=dict)
    day_only: bool = False


def append(
    kind: str,
    *,
    space: UUID,
    obj: UUID,
    at: datetime,
    commits: Mapping[str, str] | None = None,
    day_only: bool = False,
) -> Entry:
    """Write one line in the transaction of the act; the last write of the act, since it holds the queue.

    `commits` maps a field to the text it binds; salts are made here and kept in Opening. `day_only` is for
    spaces of fewer than 20 people, where the hour would give somebody away.
    """
    return append_many([Line(kind, space, obj, at, commits or {}, day_only)])[0]


def append_many(lines: Iterable[Line]) -> list[Entry]:
    """Write many lines in one pass, for imports: the same lines as one by one, in the same order."""
    rules.require_open_act()
    state = _locked_state()
    frontier = merkle.Frontier.unpacked(state.size, bytes(state.frontier))
    prev, waiting, written = bytes(state.last_leaf), iter(lines), []
    while batch := list(islice(waiting, _BATCH)):
        entries, nodes, openings = [], [], []
        for line in batch:
            entry, salts = _entry(line, seq=frontier.size, prev=prev)
            prev = bytes(entry.leaf)
            frontier, finished = merkle.grow(frontier, prev)
            entries.append(entry)
            nodes += [Node(level=n.level, index=n.index, hash=n.hash) for n in finished if n.level]
            openings += [Opening(entry=entry, field=name, salt=salt) for name, salt in salts.items()]
        Entry.objects.bulk_create(entries)
        Node.objects.bulk_create(nodes)
        Opening.objects.bulk_create(openings)
        written += entries
    State.objects.filter(pk=1).update(size=frontier.size, frontier=frontier.packed(), last_leaf=prev)
    return written


def _locked_state() -> State:
    """The one row, held until the act ends, so that lines come one at a time.

    PostgreSQL locks the row; SQLite's IMMEDIATE transaction holds the whole file already. A row lock instead
    of an advisory lock, because the read that waits for it also sees what the one before has written.
    """
    state = State.objects.select_for_update().filter(pk=1).first()
    if state is None:  # the first line of all, perhaps from two sides at once
        State.objects.bulk_create([State()], ignore_conflicts=True)
        state = State.objects.select_for_update().get(pk=1)
    return state


def _entry(line: Line, *, seq: int, prev: bytes) -> tuple[Entry, dict[str, bytes]]:
    rules.require_known_kind(line.kind)
    salts = {name: secrets.token_bytes(wire.SALT_BYTES) for name in line.commits}
    body = wire.entry_text(
        seq=seq,
        prev=prev,
        kind=line.kind,
        space=line.space,
        obj=line.obj,
        t=wire.coarse_time(line.at, day_only=line.day_only),
        commitments={name: wire.commitment(salts[name], name, text) for name, text in line.commits.items()},
    )
    leaf = merkle.leaf_hash(body.encode())
    return Entry(seq=seq, kind=line.kind, space=line.space, obj=line.obj, body=body, leaf=leaf), salts


@transaction.atomic
def issue_checkpoint(*, now: datetime) -> Checkpoint | None:
    """Sign how long the record is and what its root is; None when nothing came since the last one.

    Nothing is signed that does not begin with what was signed before: a log must never sign two histories.
    """
    state, latest = _locked_state(), selectors.latest_checkpoint()
    if state.size == (latest.size if latest else 0):
        return None
    root = merkle.Frontier.unpacked(state.size, bytes(state.frontier)).root()
    if latest and not _begins_with(latest, state.size, root):
        raise rules.RewrittenError(f"the record no longer begins with checkpoint {latest.size}")
    text = signing.checkpoint_text(settings.RECORD_ORIGIN, state.size, root)
    note = signing.signed_note(text, settings.RECORD_ORIGIN, signing.key(settings.RECORD_KEY_FILE))
    return Checkpoint.objects.create(size=state.size, root=root, note=note, issued_at=now)


def _begins_with(old: Checkpoint, size: int, root: bytes) -> bool:
    if size < old.size:
        return False
    proof = selectors.consistency_proof(old.size, size)
    return merkle.verify_consistency(old.size, bytes(old.root), size, root, proof)


def verification_key() -> str:
    """The public key in the form every C2SP tool reads, and `verify.py --key` too."""
    return signing.verification_key(settings.RECORD_ORIGIN, signing.key(settings.RECORD_KEY_FILE))


@transaction.atomic
def shred(*, obj: UUID, at: datetime, fields: Collection[str] | None = None) -> int:
    """Destroy the salts of an object (all, or only of these fields), and say in the record that it was done.

    The lines stay and still verify; what they bound can no longer be shown by anybody. The room that owns the
    text deletes the text itself. Returns how many salts were destroyed; none means no line is written.
    """
    openings = Opening.objects.filter(entry__obj=obj)
    if fields is not None:
        openings = openings.filter(field__in=fields)
    destroyed, _ = openings.delete()
    if destroyed:
        space = Entry.objects.filter(obj=obj).order_by("-seq").values_list("space", flat=True)[0]
        append(kinds.SHREDDED, space=space, obj=obj, at=at)
    return destroyed


def destroy_openings(*, objs: Collection[UUID], kinds_of_line: Collection[str]) -> int:
    """Destroy the salts of many objects, only in lines of these kinds, without a line for each.

    For the act that writes one line for all of it: a line per object would tell that they had one author.
    Returns how many salts were destroyed.
    """
    rules.require_open_act()
    openings = Opening.objects.filter(entry__obj__in=list(objs), entry__kind__in=list(kinds_of_line))
    return openings.delete()[0]
