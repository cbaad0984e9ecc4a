"""What `samskab up` does beside serving."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, transaction
from django.urls import get_resolver

from samskab.commands import up
from samskab.ground.record import services
from samskab.ground.record.models import Checkpoint
from tests.builders import NOW, area

HEAVY = ("numpy", "scipy", "sklearn", "rustworkx")


@pytest.fixture
def _connection_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's transaction lives on it."""
    monkeypatch.setattr("django.db.connection.close", lambda: None)


def write_a_line() -> None:
    get_resolver().url_patterns  # noqa: B018 - the rooms declare what they may record as they are loaded
    with transaction.atomic():
        services.append("core.boundary.set", space=area().public_id, obj=uuid4(), at=NOW)


@pytest.mark.django_db
@pytest.mark.usefixtures("_connection_stays")
def test_the_record_is_signed_when_something_was_written(tmp_path: Path, settings: Any) -> None:
    settings.RECORD_KEY_FILE = tmp_path / "key"
    write_a_line()
    up.sign_once()
    up.sign_once()
    assert list(Checkpoint.objects.values_list("size", flat=True)) == [1], "once, and not again for nothing"


@pytest.mark.django_db
@pytest.mark.usefixtures("_connection_stays")
def test_a_record_that_cannot_be_signed_is_said_and_the_house_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(**_: object) -> None:
        raise OperationalError("the disk is full")

    monkeypatch.setattr(services, "issue_checkpoint", fail)
    up.sign_once()
    assert "the record was not signed" in caplog.text


@pytest.mark.engine_free
def test_the_house_starts_without_the_maths() -> None:
    """Half a second and 100 MB in each worker that no page needs."""
    asked = f"import sys; from samskab.config import wsgi; print([m for m in {HEAVY} if m in sys.modules])"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    told = subprocess.run(
        [sys.executable, "-c", asked], env=env, capture_output=True, text=True, check=True, timeout=120
    )
    assert told.stdout.strip() == "[]"
