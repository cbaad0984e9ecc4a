"""The courses as plays: each a list of acts in the order of time."""

from __future__ import annotations

from samskab.demo.script import (
    agreement,
    board,
    framing,
    knowledge,
    negotiation,
    opening,
    outcome,
    packages,
    purpose,
    stages,
)
from samskab.demo.script.event import Course, Event, Missing

__all__ = ["Course", "Event", "Missing", "script"]

PARTS = (
    opening.events,
    framing.events,
    purpose.events,
    knowledge.events,
    negotiation.events,
    packages.events,
    agreement.events,
    outcome.events,
    stages.events,
)


def script(course: Course) -> list[Event]:
    """All acts of a course, in time. Within a day: what comes before the keys, the keys, what they opened."""
    if course.slug == board.SLUG:
        found = list(board.events(course))
    else:
        found = [event for part in PARTS for event in part(course)]
    return sorted(found, key=lambda event: (event.day, event.slot))
