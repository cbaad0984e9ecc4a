"""Two acts at once make one chain; and without the lock they would not."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from samskab.ground.record import selectors, services, wire
from samskab.ground.record.models import Entry, State
from samskab.methods import merkle
from tests.at_once import at_once
from tests.ground.record.chains import START
from tests.ground.record.conftest import KIND, OBJ, SPACE, Say

pytestmark = [
    pytest.mark.postgres_only,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer by nature"),
]
EACH = 25


def write_some() -> None:
    for _ in range(EACH):
        with transaction.atomic():
            services.append(KIND, space=SPACE, obj=OBJ, at=START, commits={"text": "x"})


def test_acts_from_four_sides_make_one_chain_even_from_the_very_first_line() -> None:
    assert at_once(write_some, sides=4) == []
    prev, frontier = wire.FIRST_PREV, merkle.Frontier()
    entries = list(Entry.objects.order_by("seq"))
    assert [entry.seq for entry in entries] == list(range(4 * EACH))
    for entry in entries:
        assert entry.wire["prev"] == prev.hex()
        prev = bytes(entry.leaf)
        frontier, _ = merkle.grow(frontier, prev)
    assert bytes(State.objects.get().frontier) == frontier.packed()


def test_checkpoints_signed_from_two_sides_at_once_are_one(say: Say) -> None:
    say()
    assert at_once(lambda: services.issue_checkpoint(now=START) and None) == []
    assert selectors.latest_checkpoint().size == 1


def test_without_the_lock_two_acts_claim_the_same_number(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    say()
    both_have_read = threading.Barrier(2)

    def unlocked() -> State:
        state = State.objects.get(pk=1)
        both_have_read.wait(20)
        return state

    monkeypatch.setattr(services, "_locked_state", unlocked)

    def write_one() -> None:
        with transaction.atomic():
            services.append(KIND, space=SPACE, obj=OBJ, at=START)

    assert len(at_once(write_one)) == 1
    assert Entry.objects.count() == 2
