"""How often something was done lately, counted together by all workers of this machine: one small file.

A question to the database would cost a vote as much as the vote; a cache in each process would let a flood
have as many tries as there are workers. So the numbers lie in a file of fixed size in the data folder, read
and written in a few microseconds under a lock of the system. Only keyed hashes are in it, each good for one
window of time: nobody can read from it who was here. Several machines count each for itself.

Nothing here may stop the house: where the file cannot be made, each worker counts alone; where it cannot be
written for a while, nothing is counted meanwhile.
"""

from __future__ import annotations

import os
import struct
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: each worker counts alone
    fcntl = None  # type: ignore[assignment]

SETS, WAYS = 16_384, 4
_SLOT = struct.Struct("<QII")  # whose count, when it is over (seconds), how many
_SET_BYTES = WAYS * _SLOT.size
BYTES = SETS * _SET_BYTES


@dataclass(frozen=True, slots=True)
class Count:
    """At most so many by one name within a window of so many seconds."""

    name: str
    most: int
    seconds: int


class Counts:
    """Windows of time with how often each name came in them. Old windows make room for new ones by
    themselves; should a place be full, the name that came least is forgotten.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key[:64]
        self._turn = threading.Lock()
        self._file: int | None = None
        self._opened_by = 0
        self._alone = bytearray()

    def take(self, counts: Sequence[Count], *, now: float) -> int:
        """Count one more for every name, and answer 0; or count none, and answer in how many seconds all of
        them have room again.
        """
        with self._turn, self._whole():
            wait, taken = 0, []
            for one in counts:
                over = (int(now) // one.seconds + 1) * one.seconds
                place, whose, n = self._find(one.name, over, int(now))
                if n >= one.most:
                    wait = max(wait, over - int(now))
                taken.append((place, _SLOT.pack(whose, over, n + 1)))
            if not wait:
                for place, slot in taken:
                    self._write(place, slot)
            return wait

    def clear(self) -> None:
        """Nothing was ever done. For tests."""
        with self._turn, self._whole():
            self._write(0, bytes(BYTES))

    def _find(self, name: str, over: int, now: int) -> tuple[int, int, int]:
        """Where this name counts in this window, its mark there, and how often it has come."""
        digest = blake2b(f"{over}\0{name}".encode(), key=self._key, digest_size=12).digest()
        start = int.from_bytes(digest[:4], "little") % SETS * _SET_BYTES
        whose = int.from_bytes(digest[4:], "little")
        best, fewest = 0, 1 << 32
        for way, (other, until, n) in enumerate(_SLOT.iter_unpack(self._read(start))):
            if other == whose and until == over:
                return start + way * _SLOT.size, whose, n
            living = n if until > now else 0
            if living < fewest:
                best, fewest = way, living
        return start + best * _SLOT.size, whose, 0

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Nobody else counts meanwhile, in no worker."""
        file = self._open()
        if file is None or fcntl is None:
            yield
            return
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)

    def _open(self) -> int | None:
        """The file, opened once by each process: a lock taken through a parent's own handle would be shared
        with it.
        """
        if self._opened_by != os.getpid():
            self._opened_by, self._file = os.getpid(), None
            if fcntl is not None:
                with suppress(OSError):
                    self._file = _made(self._path)
            self._alone = bytearray(BYTES if self._file is None else 0)
        return self._file

    def _read(self, start: int) -> bytes:
        if self._file is None:
            return bytes(self._alone[start : start + _SET_BYTES])
        with suppress(OSError):
            found = os.pread(self._file, _SET_BYTES, start)
            if len(found) == _SET_BYTES:
                return found
        return bytes(_SET_BYTES)

    def _write(self, place: int, slot: bytes) -> None:
        if self._file is None:
            self._alone[place : place + len(slot)] = slot
            return
        with suppress(OSError):  # what cannot be written is not counted, until it can be again
            os.pwrite(self._file, slot, place)


def _made(path: Path) -> int:
    """Every byte of it is on the disk from the beginning, so that a full disk is met here and not later."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if os.fstat(file).st_size < BYTES:
            os.pwrite(file, bytes(BYTES), 0)
        if os.fstat(file).st_size < BYTES:
            raise OSError(f"{path} has no room")
    except OSError:
        os.close(file)
        raise
    return file
