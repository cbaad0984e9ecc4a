"""Statements, votes and traces to begin a test from."""

from __future__ import annotations

from datetime import datetime

from samskab.ground.people.models import Participant
from samskab.process.core.models import Process
from samskab.process.framing.models import FramingElement, SharedFraming
from samskab.process.knowledge.models import ConversationImport, ElementUse, Statement, Vote
from tests.builders import NOW


def statement(process: Process, author: Participant | None = None, **fields: object) -> Statement:
    """Open words of experience, said on the page."""
    given = {"basis": "experience", "channel": "web", "text": "Der er mørkt ved skuret.", "stated_at": NOW}
    return Statement.objects.create(process=process, participant=author, **{**given, **fields})


def element(process: Process, number: int = 1, version: int = 1) -> FramingElement:
    """An element of a shared framing."""
    shared, _ = SharedFraming.objects.get_or_create(
        process=process, version=version, defaults={"text": "Vi kan ikke komme hjem.", "written_at": NOW}
    )
    return FramingElement.objects.get_or_create(
        shared=shared, number=number, defaults={"text": "Hjemturen er mørk."}
    )[0]


def use(of: Statement, at: FramingElement | None = None, **fields: object) -> ElementUse:
    """A trace whose author has not been asked yet."""
    found = at or element(of.process)
    return ElementUse.objects.create(statement=of, element=found, traced_at=NOW, **fields)


def vote(on: Statement, by: Participant, value: int) -> Vote:
    """A vote with its counter, as the act leaves them."""
    counter = {1: "agrees", -1: "disagrees", 0: "passes"}[value]
    setattr(on, counter, getattr(on, counter) + 1)
    on.save(update_fields=[counter])
    return Vote.objects.create(statement=on, participant=by, value=value, cast_at=NOW)


def conversation(process: Process, *agreed: int, at: datetime = NOW) -> ConversationImport:
    """A conversation read in, with one statement for each number of those who agreed; nobody disagreed."""
    for number, agrees in enumerate(agreed):
        statement(
            process, imported_ref=f"{at:%H%M}-{number}", text=f"Ord {number}.", agrees=agrees, language=""
        )
    return ConversationImport.objects.create(
        process=process, sha256=f"{at:%Y%m%d%H%M}", participants=9, statements=len(agreed), votes=9, at=at
    )
