"""What the tests of this room share."""

from __future__ import annotations

from datetime import datetime

import pytest

from samskab.kit import clock
from tests.builders import NOW


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def stands() -> datetime:
        return NOW

    monkeypatch.setattr(clock, "now", stands)
