"""What the tests of purpose share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import pytest

from samskab.ground.record import services as record


class Line(NamedTuple):
    kind: str
    space: UUID
    obj: UUID
    commits: dict[str, str]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[Line]:
    """What the acts put in the public record."""
    written: list[Line] = []

    def append(
        kind: str, *, space: UUID, obj: UUID, at: datetime, commits: Mapping[str, str] | None = None
    ) -> None:
        assert at.tzinfo is not None
        written.append(Line(kind, space, obj, dict(commits or {})))

    monkeypatch.setattr(record, "append", append)
    return written
