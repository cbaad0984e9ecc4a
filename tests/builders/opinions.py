"""Rooms full of answers to draw a map from: people and votes written in one go, with their counters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from samskab.ground.people.models import Door, Participant
from samskab.process.core.models import Process
from samskab.process.knowledge.models import Statement, Vote
from tests.builders import NOW
from tests.builders.knowledge import statement

Answers = Callable[[int, int], int | None]


def people(n: int) -> list[Participant]:
    return Participant.objects.bulk_create(
        [Participant(door=Door.IMPORTED, since=NOW - timedelta(days=9)) for _ in range(n)]
    )


def statements(process: Process, n: int) -> list[Statement]:
    return [statement(process, text=f"Udsagn nummer {number}.") for number in range(n)]


def answer(who: list[Participant], on: list[Statement], value: Answers) -> None:
    """`value(i, j)` is what person i says of statement j; None is no answer."""
    votes = [
        Vote(participant=person, statement=words, value=said, cast_at=NOW)
        for i, person in enumerate(who)
        for j, words in enumerate(on)
        if (said := value(i, j)) is not None
    ]
    Vote.objects.bulk_create(votes)
    counters = {1: "agrees", -1: "disagrees", 0: "passes"}
    by_pk = {words.pk: words for words in on}
    for vote in votes:
        words = by_pk[vote.statement_id]
        setattr(words, counters[vote.value], getattr(words, counters[vote.value]) + 1)
    Statement.objects.bulk_update(on, ["agrees", "disagrees", "passes"])


def camps(i: int, j: int, size: int = 30) -> int:
    """Two camps who say the opposite of the first ten statements, with a slip now and then; both agree on the
    next two, and reject those after.
    """
    if j >= 12:
        return -1
    if j >= 10:
        return 1
    slip = (i * 7 + j * 3) % 11 == 0
    return 1 if ((i < size) == (j < 5)) != slip else -1
