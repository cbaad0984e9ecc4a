"""The act most often done, and therefore the shortest: one statement on PostgreSQL, two on SQLite."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from samskab.ground.people.actor import Actor
from samskab.kit.acts import act
from samskab.kit.together import Together
from samskab.process.knowledge import rules, selectors
from samskab.process.knowledge.models import Statement, Vote
from samskab.process.knowledge.routing import Shown
from samskab.process.knowledge.selectors import COUNTER_OF, Ballot

# One statement asks every rule and writes, so that the lock is held as briefly as it can be. The unique
# constraint decides which of two simultaneous votes is the first. When it writes nothing, the rules below say
# why in words: they are the same rules, and the tests of each refusal would see a vote that slipped through.
_FIRST_VOTE = """
INSERT INTO knowledge_vote (statement_id, participant_id, value, cast_at, chance, uniform)
SELECT s.id, %(person)s, %(value)s, %(at)s, CAST(%(chance)s AS double precision), CAST(%(uniform)s AS boolean)
FROM knowledge_statement s JOIN core_process p ON p.id = s.process_id
WHERE s.public_id = %(statement)s AND s.state = 'open' AND p.stage = 'knowledge' AND p.status = 'running'
  AND (s.participant_id IS NULL OR s.participant_id <> %(person)s)
  AND NOT EXISTS (SELECT 1 FROM people_rolegrant r WHERE r.participant_id = %(person)s AND r.until IS NULL
                  AND r.role IN ('councillor', 'facilitator'))
ON CONFLICT (participant_id, statement_id) DO NOTHING
"""
_NOT_DRAWN = {"chance": None, "uniform": None}
_ONE_MORE = {
    1: "UPDATE knowledge_statement SET agrees = agrees + 1 WHERE public_id = %s",
    0: "UPDATE knowledge_statement SET passes = passes + 1 WHERE public_id = %s",
    -1: "UPDATE knowledge_statement SET disagrees = disagrees + 1 WHERE public_id = %s",
}


# On PostgreSQL the vote and its counter are one statement, and one round trip where there were four.
_FIRST_VOTE_COUNTED = {
    value: f"WITH cast_now AS ({_FIRST_VOTE} RETURNING statement_id) UPDATE knowledge_statement "  # noqa: S608  # nosec B608 - names of columns, above
    f"SET {counter} = {counter} + 1 WHERE id = (SELECT statement_id FROM cast_now)"
    for value, counter in COUNTER_OF.items()
}


@act(one_statement=True)
def cast_vote(
    *, actor: Actor, statement: UUID, value: int, now: datetime, shown: Shown | None = None
) -> None:
    """One person, one statement, one vote; the last one counts, and the same one twice changes nothing.

    A statement's public id tells the process, so no process is named. The process row is not locked: the
    vote reads the stage, and what changes the stage reads no votes, so a vote beside a change of stage is a
    vote before it. Votes are personal and are never put in the public record. `shown` is the chance the
    statement had to come up, when it was drawn for this person.
    """
    if actor.participant_id is None or actor.helper_id is not None:
        # The stage is asked before the person, as in every act; who may vote is asked both in one, below.
        rules.require_open_ballot(selectors.ballot(statement, actor.participant_id or 0))
    person = rules.require_voter(actor, value)
    if _is_first(statement, person, value, now, shown):
        return
    with transaction.atomic():
        _change(rules.require_may_vote(selectors.ballot(statement, person), person), person, value, now)


class _First(NamedTuple):
    """A vote as the database takes it."""

    order: Any
    given: dict[str, Any]
    value: int


def _is_first(statement: UUID, person: int, value: int, now: datetime, shown: Shown | None) -> bool:
    """Written and counted, when this is the person's first vote on it and every rule holds."""
    public_id = _PUBLIC_ID.get_db_prep_value(statement, connection)
    at = connection.ops.adapt_datetimefield_value(now)
    drawn = {"chance": shown.chance, "uniform": shown.uniform} if shown else _NOT_DRAWN
    given = {"person": person, "value": value, "at": at, "statement": public_id, **drawn}
    return _with_others(_First(public_id, given, value))


def _write(vote: _First) -> bool:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_FIRST_VOTE_COUNTED[vote.value], vote.given)
            return bool(cursor.rowcount)
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(_FIRST_VOTE, vote.given)
        written = bool(cursor.rowcount)
        if written:
            cursor.execute(_ONE_MORE[vote.value], [vote.order])
        return written


_PUBLIC_ID = Statement._meta.get_field("public_id")
_with_others = Together(_write)  # those who vote in the same moment share a commit


def _change(ballot: Ballot, person: int, value: int, now: datetime) -> None:
    """Allowed, and yet not written: this person has voted on it before."""
    vote = Vote.objects.select_for_update().get(participant_id=person, statement_id=ballot.statement_id)
    if vote.value == value:
        return
    new, old = COUNTER_OF[value], COUNTER_OF[vote.value]
    Statement.objects.filter(pk=ballot.statement_id).update(**{new: F(new) + 1, old: F(old) - 1})
    vote.value, vote.cast_at = value, now
    vote.save(update_fields=["value", "cast_at"])
