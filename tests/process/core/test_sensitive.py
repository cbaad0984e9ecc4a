"""A process where people tell about hard things: either key asks for more care, and nobody takes it back."""

from __future__ import annotations

import pytest

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.process.core import rules, services
from samskab.process.core.models import Stage
from samskab.process.knowledge.services import state_knowledge
from tests.acts import refused, writes
from tests.builders import LONG_REASON, NOW, Table, office, table

pytestmark = pytest.mark.django_db


def mark(made: Table, who: Actor) -> None:
    services.mark_sensitive(process_id=made.process.pk, actor=who, reason=LONG_REASON, now=NOW)
    made.process.refresh_from_db()


@pytest.mark.parametrize("key", ["unit", "residents"])
def test_either_steward_alone_asks_for_more_care(key: str) -> None:
    made = table()
    with writes("core.process.marked_sensitive"):
        mark(made, made.actor(key))
    assert made.process.sensitive
    with refused("core.already_sensitive", 409):
        mark(made, made.actor(key))


def test_nobody_without_a_key_asks_for_it() -> None:
    made = table()
    for who in (made.actor("association"), Actor(participant_id=office(Role.MODERATOR).pk)):
        with refused("core.no_key", 403):
            mark(made, who)


def test_a_statement_that_seems_to_name_somebody_is_sent_back_with_its_place() -> None:
    made = table(Stage.KNOWLEDGE)
    said = {
        "process_id": made.process.pk,
        "actor": made.actor("residents"),
        "basis": "experience",
        "now": NOW,
    }
    state_knowledge(**said, text="Lise Holm hjalp os alle.")  # type: ignore[arg-type]  # a test's own words
    mark(made, made.actor("unit"))
    with refused("core.names_somebody", 422):
        state_knowledge(**said, text="Lise Holm kom aldrig igen.")  # type: ignore[arg-type]  # as above
    with refused("core.names_somebody", 422):
        state_knowledge(**said, text="Hun bor Bøgevej 12.")  # type: ignore[arg-type]  # as above
    state_knowledge(**said, text="Min nabo kom aldrig igen.")  # type: ignore[arg-type]  # as above


def test_elsewhere_places_and_people_in_office_may_be_named() -> None:
    rules.require_nobody_named(table().process, "Borgmester Jens Hansen, Rådhusgade 1")
