"""P13: a thousand changes of eight kinds against one remembered checkpoint. A thousand must be found."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from samskab.methods import merkle
from tests.ground.record.chains import chain, checkpoint, parsed, recomputed, run, seeded

EACH = 125
LINES = chain(60)
Change = Callable[[list[bytes], random.Random], bytes]


def bit_flip(lines: list[bytes], rng: random.Random) -> bytes:
    data = bytearray(b"".join(lines))
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(data)


def delete(lines: list[bytes], rng: random.Random) -> bytes:
    del lines[rng.randrange(len(lines))]
    return b"".join(lines)


def swap(lines: list[bytes], rng: random.Random) -> bytes:
    a, b = rng.sample(range(len(lines)), 2)
    lines[a], lines[b] = lines[b], lines[a]
    return b"".join(lines)


def insert(lines: list[bytes], rng: random.Random) -> bytes:
    lines.insert(rng.randrange(len(lines)), rng.choice([rng.choice(lines), chain(61, seed=2)[-1]]))
    return b"".join(lines)


def truncate(lines: list[bytes], rng: random.Random) -> bytes:
    data = b"".join(lines)
    return data[: rng.choice([rng.randrange(len(data)), len(b"".join(lines[: rng.randrange(len(lines))]))])]


def edit_recomputed(lines: list[bytes], rng: random.Random) -> bytes:
    entries = parsed(lines)
    entries[rng.randrange(len(entries))]["kind"] = "core.stage.closed"
    return b"".join(recomputed(entries))


def delete_recomputed(lines: list[bytes], rng: random.Random) -> bytes:
    """Every other time with a made-up line at the end, so that the length fits again."""
    entries = parsed(lines)
    del entries[rng.randrange(len(entries) - 1)]
    return b"".join(recomputed(entries + ([dict(entries[-1])] if rng.random() < 0.5 else [])))


def backdate_recomputed(lines: list[bytes], rng: random.Random) -> bytes:
    entries = parsed(lines)
    entries[rng.randrange(len(entries))]["t"] = "2025-12-24T12Z"
    return b"".join(recomputed(entries))


CAREFUL = (edit_recomputed, delete_recomputed, backdate_recomputed)
CLUMSY = (bit_flip, delete, swap, insert, truncate)


def found_by(folder: Path, changes: tuple[Change, ...], *given: Path) -> Counter[str]:
    """How many of EACH changes per kind made the check answer 1."""
    found: Counter[str] = Counter()
    target, original = folder / "record.jsonl", b"".join(LINES)
    for change in changes:
        for seed in range(EACH):
            changed = change(list(LINES), seeded(f"{change.__name__} {seed}"))
            assert changed != original
            target.write_bytes(changed)
            found[change.__name__] += run(target, *given) == 1
    return found


@pytest.fixture
def remembered(tmp_path: Path) -> Path:
    path = tmp_path / "checkpoint.txt"
    path.write_text(checkpoint(LINES), "utf-8")
    return path


def test_an_unchanged_record_is_unbroken(tmp_path: Path, remembered: Path) -> None:
    (tmp_path / "record.jsonl").write_bytes(b"".join(LINES))
    assert run(tmp_path / "record.jsonl", remembered) == 0


def test_a_thousand_changes_of_eight_kinds_are_all_found(tmp_path: Path, remembered: Path) -> None:
    found = found_by(tmp_path, CLUMSY + CAREFUL, remembered)
    assert found == {change.__name__: EACH for change in CLUMSY + CAREFUL}
    assert found.total() == 1000


def test_without_a_checkpoint_no_careful_rewrite_is_found_so_witnesses_are_needed(tmp_path: Path) -> None:
    assert found_by(tmp_path, CAREFUL).total() == 0


def test_an_old_checkpoint_finds_a_rewrite_of_the_past_even_under_a_newly_signed_one(tmp_path: Path) -> None:
    old, new, target = tmp_path / "old.txt", tmp_path / "new.txt", tmp_path / "record.jsonl"
    old.write_text(checkpoint(LINES[:40]), "utf-8")
    rewritten = edit_recomputed(list(LINES[:40]), seeded(1)).splitlines(keepends=True)
    rewritten = recomputed(parsed(rewritten) + parsed(LINES[40:]))
    new.write_text(checkpoint(rewritten), "utf-8")
    target.write_bytes(b"".join(rewritten))
    assert run(target, new) == 0
    assert run(target, new, "--old", old) == 1


def test_ten_thousand_lines_are_proved_included_and_fifty_checkpoints_agree_pair_by_pair() -> None:
    """P14, without a database."""
    frontier, nodes, roots = merkle.Frontier(), {}, {0: merkle.EMPTY_ROOT}
    for i in range(10_000):
        frontier, finished = merkle.grow(frontier, merkle.leaf_hash(b"%d" % i))
        nodes.update({(node.level, node.index): node.hash for node in finished})
        roots[frontier.size] = frontier.root()
    for i in range(10_000):
        proof = merkle.resolve(merkle.inclusion_plan(i, 10_000), nodes)
        assert merkle.verify_inclusion(nodes[0, i], i, 10_000, proof, roots[10_000])
    sizes = sorted(seeded(3).sample(range(1, 10_001), 50))
    for old in sizes:
        for new in (size for size in sizes if size >= old):
            proof = merkle.resolve(merkle.consistency_plan(old, new), nodes)
            assert merkle.verify_consistency(old, roots[old], new, roots[new], proof)
