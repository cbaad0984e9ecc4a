"""How far the widest walks go: all the way in CI; by hand a sample, so that `./run test` ends in ten minutes.

`CI=true ./run test` goes all the way by hand, too.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar
from zlib import crc32

T = TypeVar("T")
IN_CI = os.environ.get("CI") == "true"
WIDTHS = [390, 1280] if IN_CI else [390]


def drawn(name: str, one_in: int) -> bool:
    """Always in CI; by hand one name in so many, always the same ones."""
    return IN_CI or crc32(name.encode()) % one_in == 0


def some(items: Iterable[T], one_in: int) -> list[T]:
    """Those drawn by how they are written."""
    return [one for one in items if drawn(repr(one), one_in)]
