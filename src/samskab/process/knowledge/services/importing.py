"""A conversation held elsewhere, read in whole: all of it or nothing, and twice is once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import connection
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Door, Participant
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.process.calls.models import Channel
from samskab.process.core import rules as core
from samskab.process.core import selectors as table
from samskab.process.core.models import Process, Stage
from samskab.process.knowledge import rules
from samskab.process.knowledge.conversation import Conversation
from samskab.process.knowledge.models import (
    ConversationImport,
    ImportedParticipant,
    Statement,
    Vote,
)
from samskab.process.knowledge.selectors import COUNTER_OF

BATCH = 10_000
# A quarter of a million rows: as plain rows they are written in a fifth of the time model instances take.
_LAST_VOTE = (
    "INSERT INTO knowledge_vote (statement_id, participant_id, value, cast_at) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (participant_id, statement_id) "
    "DO UPDATE SET value = excluded.value, cast_at = excluded.cast_at"
)
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Imported:
    """What a run found: the receipt, and whether anything was new."""

    receipt: ConversationImport
    is_new: bool


def _silent(_what: str, _done: int, _of: int) -> None:
    """Nobody is watching."""


@act("knowledge.conversation.imported")
def import_conversation(
    *, process_id: int, actor: Actor, conversation: Conversation, now: datetime, progress: Progress = _silent
) -> Imported:
    """The house reads in an exported conversation: people by number, their words, and each person's last
    vote.

    The same files again change nothing; a later export of the same conversation adds and updates by the
    numbers it carries. People who voted here keep their votes. One line in the record says what came, never
    who said what.
    """
    process = table.process_for_update(process_id)
    rules.require_house(actor)
    core.require_stage(process, Stage.KNOWLEDGE)
    earlier = process.imports.filter(sha256=conversation.sha256).first()
    if earlier is not None:
        return Imported(earlier, is_new=False)
    people = _people(process, conversation, now, progress)
    statements = _statements(process, conversation, people, now, progress)
    _votes(conversation, people, statements, now, progress)
    _recount(list(statements.values()))
    process.conversation_replies.filter(superseded_at__isnull=True).update(superseded_at=now)
    receipt = ConversationImport.objects.create(
        process=process,
        sha256=conversation.sha256,
        participants=len(conversation.people),
        statements=len(conversation.said),
        votes=len(conversation.votes),
        at=now,
    )
    record.append(
        "knowledge.conversation.imported",
        space=process.public_id,
        obj=process.public_id,
        at=now,
        commits={
            "fingerprint": receipt.sha256,
            "participants": str(receipt.participants),
            "statements": str(receipt.statements),
            "votes": str(receipt.votes),
        },
    )
    return Imported(receipt, is_new=True)


def _people(
    process: Process, conversation: Conversation, now: datetime, progress: Progress
) -> dict[str, int]:
    """The participant behind each number; new numbers become participants nobody can log in as."""
    known = dict(ImportedParticipant.objects.filter(process=process).values_list("ref", "participant_id"))
    new = [ref for ref in conversation.people if ref not in known]
    made = Participant.objects.bulk_create(
        [Participant(door=Door.IMPORTED, since=now) for _ in new], batch_size=BATCH
    )
    ImportedParticipant.objects.bulk_create(
        [
            ImportedParticipant(process=process, participant=person, ref=ref)
            for ref, person in zip(new, made, strict=True)
        ],
        batch_size=BATCH,
    )
    progress("people", len(conversation.people), len(conversation.people))
    return known | {ref: person.pk for ref, person in zip(new, made, strict=True)}


def _statements(
    process: Process,
    conversation: Conversation,
    people: dict[str, int],
    now: datetime,
    progress: Progress,
) -> dict[str, int]:
    """The statement behind each number. What the exporter hid, or let in again, is so here too.

    Words that are here already keep their text: people may have voted on it in this house. What an author has
    withdrawn here stays withdrawn.
    """
    known = {row.imported_ref: row for row in process.statements.exclude(imported_ref="")}
    moved, new = [], []
    for said in conversation.said:
        row = known.get(said.ref)
        if row is None:
            new.append(
                Statement(
                    process=process,
                    participant_id=people.get(said.author),
                    basis=said.basis,
                    channel=Channel.WEB,
                    text=rules.require_words(said.text),
                    state=said.state,
                    imported_ref=said.ref,
                    stated_at=said.at or now,
                    language="",
                )
            )
        elif row.state not in (said.state, "withdrawn"):
            row.state = said.state
            moved.append(row)
    Statement.objects.bulk_update(moved, ["state"], batch_size=BATCH)
    made = Statement.objects.bulk_create(new, batch_size=BATCH)
    progress("statements", len(conversation.said), len(conversation.said))
    return {row.imported_ref: row.pk for row in (*known.values(), *made)}


def _votes(
    conversation: Conversation,
    people: dict[str, int],
    statements: dict[str, int],
    now: datetime,
    progress: Progress,
) -> None:
    """Each person's last vote on each statement; a changed one replaces the earlier one."""
    adapt = connection.ops.adapt_datetimefield_value
    otherwise = adapt(now)
    rows = (
        (statements[ref], people[person], value, adapt(at) if at else otherwise)
        for (person, ref), (value, at) in conversation.votes.items()
    )
    done = 0
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(_LAST_VOTE, batch)
            done += len(batch)
            progress("votes", done, len(conversation.votes))


def _recount(statements: Sequence[int]) -> None:
    """Set the counters from the votes. The rows are locked first, so that a vote cast meanwhile is counted
    once.
    """
    rows = Statement.objects.filter(pk__in=statements)
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))

    def counted(value: int) -> Coalesce:
        votes = Vote.objects.filter(statement=OuterRef("pk")).order_by().values("statement")
        return Coalesce(Subquery(votes.annotate(n=Count("pk", filter=Q(value=value))).values("n")), 0)

    rows.update(**{counter: counted(value) for value, counter in COUNTER_OF.items()})
