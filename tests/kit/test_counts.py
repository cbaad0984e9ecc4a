"""One file counts for all workers of a machine, and nothing about it can stop the house."""

from __future__ import annotations

import multiprocessing
import os
import time
from pathlib import Path

import pytest

from samskab.kit.counts import BYTES, WAYS, Count, Counts

pytestmark = pytest.mark.engine_free
KEY = b"a key of the tests"
ONE = [Count("somebody", 3, 60)]
WORKERS, EACH = 4, 300


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "counts"


def test_so_many_in_a_window_and_then_again_in_the_next(file: Path) -> None:
    counts = Counts(file, KEY)
    assert [counts.take(ONE, now=125.0) for _ in range(4)] == [0, 0, 0, 55]
    assert counts.take([Count("another", 3, 60)], now=125.0) == 0
    assert counts.take(ONE, now=180.0) == 0


def test_who_is_refused_by_one_limit_uses_up_no_other(file: Path) -> None:
    counts, place = Counts(file, KEY), Count("place", 5, 60)
    assert sum(counts.take([*ONE, place], now=0.0) == 0 for _ in range(100)) == 3
    assert sum(counts.take([place], now=0.0) == 0 for _ in range(100)) == 2


def test_the_longest_wait_is_said(file: Path) -> None:
    counts = Counts(file, KEY)
    both = [Count("minute", 1, 60), Count("hour", 1, 3600)]
    assert [counts.take(both, now=10.0) for _ in range(2)] == [0, 3590]


def _count(path: Path, said: multiprocessing.Queue[int]) -> None:
    counts = Counts(path, KEY)
    said.put(sum(counts.take([Count("all", WORKERS * EACH // 2, 60)], now=0.0) == 0 for _ in range(EACH)))


def test_several_processes_count_together_and_none_is_lost(file: Path) -> None:
    context = multiprocessing.get_context("fork")
    said: multiprocessing.Queue[int] = context.Queue()
    Counts(file, KEY).take(ONE, now=0.0)  # the parent has it open too, as under a server
    workers = [context.Process(target=_count, args=(file, said)) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    passed = sum(said.get(timeout=30) for _ in workers)
    for worker in workers:
        worker.join(30)
    assert passed == WORKERS * EACH // 2


def test_without_the_lock_the_same_would_lose_counts(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samskab.kit.counts.fcntl.flock", lambda *_: None)
    write = Counts._write

    def late(self: Counts, place: int, slot: bytes) -> None:
        time.sleep(0.001)  # the others read meanwhile what is not written yet
        write(self, place, slot)

    monkeypatch.setattr(Counts, "_write", late)
    with pytest.raises(AssertionError):
        test_several_processes_count_together_and_none_is_lost(file)


def test_a_flood_of_new_names_takes_no_more_room_and_forgets_those_who_came_least(file: Path) -> None:
    counts, busy = Counts(file, KEY), Count("busy", 10_000, 60)
    for _ in range(50):
        counts.take([busy], now=0.0)
    for number in range(3_000):
        counts.take([Count(f"name {number}", 3, 60)], now=0.0)
    assert file.stat().st_size == BYTES
    assert counts.take([Count("busy", 50, 60)], now=0.0) == 60


def test_a_full_place_gives_up_the_one_who_came_least(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samskab.kit.counts.SETS", 1)
    counts = Counts(file, KEY)
    names = [Count(f"name {n}", 100, 60) for n in range(WAYS + 1)]
    for times, name in enumerate(names[:WAYS], start=2):
        for _ in range(times):
            counts.take([name], now=0.0)
    counts.take([names[WAYS]], now=0.0)  # takes the place of the first, which came twice
    assert [counts.take([Count(one.name, 1, 60)], now=0.0) > 0 for one in names[1:]] == [True] * WAYS


def test_nobody_reads_from_the_file_who_was_here(file: Path) -> None:
    Counts(file, KEY).take([Count("place any 60 192.0.2.7", 3, 60)], now=0.0)
    assert b"192" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("fault", ["no folder", "no room to make it", "no room to write"])
def test_what_is_wrong_with_the_file_does_not_stop_the_house(
    file: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    counts = Counts(file / "nowhere" if fault == "no folder" else file, KEY)
    if fault == "no room to write":
        counts.take(ONE, now=0.0)
    if fault != "no folder":
        monkeypatch.setattr(os, "pwrite", full)
    uncounted = fault == "no room to write"
    assert [counts.take(ONE, now=600.0) for _ in range(4)] == [0, 0, 0, 0 if uncounted else 60]
    monkeypatch.undo()
    assert counts.take([Count("afterwards", 0, 60)], now=600.0) == 60
