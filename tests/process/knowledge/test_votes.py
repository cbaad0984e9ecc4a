from __future__ import annotations

import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant, Role
from samskab.kit.errors import Refusal
from samskab.process.core.models import STAGE_ORDER, Stage
from samskab.process.knowledge.models import Statement, Vote
from samskab.process.knowledge.services import cast_vote
from tests.builders import NOW, Table, office, person, table
from tests.builders.knowledge import statement, vote


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=f"^{code}$")


def cast(on: Statement, who: Participant | Actor, value: int = Vote.AGREE) -> None:
    actor = who if isinstance(who, Actor) else Actor(participant_id=who.pk)
    cast_vote(actor=actor, statement=on.public_id, value=value, now=NOW)


def counters(of: Statement) -> tuple[int, int, int]:
    of.refresh_from_db()
    return of.agrees, of.disagrees, of.passes


def test_a_vote_is_one_row_and_one_count_and_is_not_in_the_public_record(
    at_table: Table, resident: Participant, recorded: list[dict[str, Any]]
) -> None:
    words = statement(at_table.process)
    cast(words, resident)
    assert counters(words) == (1, 0, 0)
    assert Vote.objects.get().value == Vote.AGREE
    assert recorded == []


def test_the_last_vote_counts_and_the_counters_follow(at_table: Table, resident: Participant) -> None:
    words = statement(at_table.process)
    for value, expected in ((1, (1, 0, 0)), (-1, (0, 1, 0)), (0, (0, 0, 1)), (1, (1, 0, 0))):
        cast(words, resident, value)
        assert counters(words) == expected
    assert Vote.objects.count() == 1


def test_sending_the_same_vote_twice_is_one_vote(at_table: Table, resident: Participant) -> None:
    words = statement(at_table.process)
    cast(words, resident, -1)
    cast(words, resident, -1)
    assert counters(words) == (0, 1, 0)


def test_a_vote_takes_one_query_or_two_and_a_changed_one_five(at_table: Table, resident: Participant) -> None:
    words = statement(at_table.process)
    with CaptureQueriesContext(
        connection,
    ) as first:
        cast(words, resident)
    with CaptureQueriesContext(connection) as changed:
        cast(words, resident, -1)
    least = 1 if connection.vendor == "postgresql" else 2
    assert len([q for q in first if "SAVEPOINT" not in q["sql"]]) == least
    assert len([q for q in changed if "SAVEPOINT" not in q["sql"]]) == 5


def test_nobody_votes_on_their_own_words(at_table: Table, resident: Participant) -> None:
    with refused("knowledge.own_statement_vote"):
        cast(statement(at_table.process, resident), resident)


def test_a_helper_votes_for_nobody(at_table: Table, resident: Participant) -> None:
    with refused("knowledge.helper_does_not_vote"):
        cast(
            statement(at_table.process),
            Actor(participant_id=resident.pk, helper_id=office(Role.HELPER).pk, channel="helper"),
        )


def test_nobody_in_particular_does_not_vote(at_table: Table) -> None:
    for actor in (Actor(), Actor(house=True)):
        with refused("core.nobody_known"):
            cast(statement(at_table.process), actor)


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.FACILITATOR])
def test_who_has_no_stance_has_no_vote(at_table: Table, role: Role) -> None:
    with refused(f"core.{role.value}_has_no_stance"):
        cast(statement(at_table.process), office(role))


def test_an_office_that_has_ended_closes_no_door(at_table: Table) -> None:
    former = office(Role.COUNCILLOR)
    former.roles.update(until=NOW)
    cast(statement(at_table.process), former)


@pytest.mark.parametrize("who", ["residents", "association", "unit", "grocer"])
def test_everybody_at_the_table_has_one_vote_whatever_their_side(at_table: Table, who: str) -> None:
    words = statement(at_table.process)
    cast(words, at_table.actor(who))
    assert counters(words) == (1, 0, 0)


@pytest.mark.parametrize("stage", [stage for stage in STAGE_ORDER if stage != Stage.KNOWLEDGE])
def test_votes_are_cast_in_the_knowledge_stage_only(
    at_table: Table, resident: Participant, stage: Stage
) -> None:
    words = statement(at_table.process)
    at_table.stand(stage)
    with refused("core.stage_not_now"):
        cast(words, resident)
    assert counters(words) == (0, 0, 0)


def test_a_paused_process_takes_no_votes(at_table: Table, resident: Participant) -> None:
    words = statement(at_table.process)
    at_table.process.status, at_table.process.status_reason = "paused", "Ferie."
    at_table.process.save()
    with refused("core.not_running"):
        cast(words, resident)


@pytest.mark.parametrize("state", ["withdrawn", "hidden"])
def test_words_that_are_not_open_are_not_voted_on(at_table: Table, resident: Participant, state: str) -> None:
    with refused("knowledge.statement_not_open"):
        cast(statement(at_table.process, state=state), resident)


def test_an_unknown_statement_and_an_unknown_value_are_refused(
    at_table: Table, resident: Participant
) -> None:
    with refused("knowledge.unknown_statement"):
        cast_vote(actor=Actor(participant_id=resident.pk), statement=uuid4(), value=1, now=NOW)
    with refused("core.unknown_choice"):
        cast(statement(at_table.process), resident, 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same_person", [True, False])
def test_votes_sent_at_the_same_moment_are_counted_once_each(same_person: bool) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("in memory all share one lock; bench/votes.py tries a file")
    words = statement(table(Stage.KNOWLEDGE).process)
    voters = [person()] * 6 if same_person else [person() for _ in range(6)]
    ready, failures = threading.Barrier(6), []

    def send(voter: Participant) -> None:
        try:
            ready.wait(timeout=10)
            cast(words, voter)
        except Exception as error:  # noqa: BLE001 - told to the test below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(voter,)) for voter in voters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    expected = 1 if same_person else 6
    assert failures == []
    assert Vote.objects.count() == expected
    assert counters(words) == (expected, 0, 0)


@pytest.mark.parametrize("value", [2, -2])
def test_the_database_knows_three_answers(at_table: Table, resident: Participant, value: int) -> None:
    with pytest.raises(IntegrityError, match="vote_is_agree_disagree_or_pass"), transaction.atomic():
        Vote.objects.create(
            statement=statement(at_table.process), participant=resident, value=value, cast_at=NOW
        )


def test_the_database_keeps_one_vote_per_person_and_statement(at_table: Table, resident: Participant) -> None:
    words = statement(at_table.process)
    vote(words, resident, 1)
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        vote(words, resident, 0)
