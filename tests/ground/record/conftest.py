"""What the record's tests share: declared kinds, a key of their own, and a way to say something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.db import transaction

from samskab.ground.record import kinds, services
from samskab.ground.record.models import Entry
from tests.ground.record.chains import ORIGIN, START

SPACE = UUID("6b1f0c52-3f0e-4a6f-9a77-0d6a3f1f0001")
OBJ = UUID("6b1f0c52-3f0e-4a6f-9a77-0d6a3f1f0002")
KIND, OTHER_KIND = "tests.thing.done", "tests.thing.undone"
Say = Callable[..., Entry]


@pytest.fixture(autouse=True)
def _house(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.RECORD_KEY_FILE = tmp_path / "keys" / "record_key"
    settings.RECORD_ORIGIN = ORIGIN
    monkeypatch.setattr(kinds, "_declared", kinds._declared | {KIND, OTHER_KIND})


@pytest.fixture
def say() -> Say:
    """Write one line as an act would."""

    def write(kind: str = KIND, **given: object) -> Entry:
        line = {"space": SPACE, "obj": OBJ, "at": START, **given}
        with transaction.atomic():
            return services.append(kind, **line)  # type: ignore[arg-type] - each test passes its own

    return write
