"""What the tests of this room share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant
from samskab.ground.record import services as record
from samskab.process.core.models import Stage
from tests import acts
from tests.builders import Table, person, table


@pytest.fixture
def at_table(db: None) -> Table:
    return table(Stage.KNOWLEDGE)


@pytest.fixture
def resident(db: None) -> Participant:
    """Somebody known who speaks for no party."""
    return person("Beboer")


@pytest.fixture
def me(resident: Participant) -> Actor:
    return Actor(participant_id=resident.pk)


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was put in the public record while the test ran; the record itself is written too."""
    lines: list[dict[str, Any]] = []
    append = record.append

    def listen(kind: str, **said: Any) -> Any:
        lines.append({"kind": kind, **said})
        return append(kind, **said)

    monkeypatch.setattr(record, "append", listen)
    return lines


@pytest.fixture
def reader(client: Client) -> Callable[[Participant | None], Client]:
    """A browser in which this person has come in."""

    def come_in(participant: Participant | None) -> Client:
        return client if participant is None else acts.come_in(client, participant)

    return come_in
