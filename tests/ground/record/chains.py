"""Records made without a database, to be broken in every way."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from samskab.commands import verify
from samskab.ground.record import signing, wire
from samskab.methods import merkle

ORIGIN = "proeve.example/record"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
START = datetime(2026, 3, 1, 8, tzinfo=UTC)


def seeded(seed: int | str) -> random.Random:
    return random.Random(seed)  # noqa: S311 - a test must be repeatable, not secret


def some_uuid(rng: random.Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)


def chain(n: int, seed: int = 1) -> list[bytes]:
    """`n` lines of a believable record."""
    rng, prev, lines = seeded(seed), wire.FIRST_PREV, []
    spaces = [some_uuid(rng) for _ in range(3)]
    for seq in range(n):
        fields = rng.choice([(), ("text",), ("actor", "text")])
        text = wire.entry_text(
            seq=seq,
            prev=prev,
            kind=rng.choice(["calls.call.raised", "framing.framing.written", "core.stage.opened"]),
            space=rng.choice(spaces),
            obj=some_uuid(rng),
            t=wire.coarse_time(START + timedelta(minutes=seq * 20)),
            commitments={name: rng.randbytes(32).hex() for name in fields},
        )
        lines.append(text.encode() + b"\n")
        prev = merkle.leaf_hash(text.encode())
    return lines


def recomputed(entries: list[dict[str, object]]) -> list[bytes]:
    """What somebody who owns the database would do after a change: number and chain everything anew."""
    prev, lines = wire.FIRST_PREV, []
    for seq, entry in enumerate(entries):
        text = wire.canonical({**entry, "seq": seq, "prev": prev.hex()})
        lines.append(text + b"\n")
        prev = merkle.leaf_hash(text)
    return lines


def parsed(lines: list[bytes]) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines]


def root(lines: list[bytes]) -> bytes:
    frontier = merkle.Frontier()
    for line in lines:
        frontier, _ = merkle.grow(frontier, merkle.leaf_hash(line.removesuffix(b"\n")))
    return frontier.root()


def checkpoint(lines: list[bytes], key: Ed25519PrivateKey = KEY) -> str:
    return signing.signed_note(signing.checkpoint_text(ORIGIN, len(lines), root(lines)), ORIGIN, key)


def run(*words: str | Path) -> int:
    """What `samskab verify ...` answers."""
    import argparse

    parser = argparse.ArgumentParser()
    verify.configure(parser)
    return verify.run(parser.parse_args([str(word) for word in words]))
