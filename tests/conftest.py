"""What all tests share."""

from __future__ import annotations

import os
import tempfile

# The suite proves rules; bench/ and the crash tests prove durability.
os.environ.setdefault("SQLITE_SYNCHRONOUS", "NORMAL")
os.environ.setdefault("SAMSKAB_DATA", tempfile.mkdtemp(prefix="samskab-test-"))

import pytest

from samskab.kit import clock


@pytest.fixture(autouse=True)
def wall_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's clock is the wall's: only tests/demo lets a demo's clock stand ahead."""
    monkeypatch.setattr(clock, "_ahead", [])
