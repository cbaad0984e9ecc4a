"""A conversation read in is answered as a whole, after what most people in it agreed on (decision 8)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DataError, IntegrityError, transaction
from django.urls import reverse

from samskab.ground.people.actor import Actor
from samskab.kit.errors import Refusal
from samskab.process.core.models import Stage
from samskab.process.knowledge import gates, selectors, services
from samskab.process.knowledge.conversation import Conversation
from samskab.process.knowledge.models import ConversationReply, Statement
from samskab.process.knowledge.turns import turns
from tests.builders import LONG_REASON, NOW, Table
from tests.builders.knowledge import conversation, element, statement, use
from tests.builders.reading import client_of, standing_of

pytestmark = pytest.mark.django_db


def answer(at: Table, who: str = "unit", **given: object) -> ConversationReply:
    words = {"outcome": "partly_followed", "text": LONG_REASON, **given}
    return services.answer_conversation(process_id=at.process.pk, actor=at.actor(who), now=NOW, **words)


def refused(code: str, at: Table, who: str = "unit", **given: object) -> Refusal:
    with pytest.raises(Refusal) as said:
        answer(at, who, **given)
    assert said.value.code == code
    return said.value


def reply_to(at: Table, words: Statement) -> None:
    services.reply(
        process_id=at.process.pk,
        actor=at.actor("unit"),
        statement_id=words.pk,
        outcome="not_followed",
        text=LONG_REASON,
        now=NOW,
    )


def answer_carried(at: Table) -> None:
    for words in list(selectors.carried_waiting(at.process)):
        reply_to(at, words)


def stands_in_the_way(at: Table) -> list[str]:
    return [refusal.code for refusal in gates.unanswered_blockers(at.process, NOW)]


def waiting(at: Table, who: str) -> list[str]:
    return [str(turn.text) for turn in turns(standing_of(at.process, at.speakers[who]), NOW)]


def test_six_hundred_imported_statements_close_with_ten_replies_and_one_answer(at_table: Table) -> None:
    conversation(at_table.process, *range(1, 601))
    assert stands_in_the_way(at_table) == ["knowledge.conversation_unanswered"]
    answer_carried(at_table)
    assert stands_in_the_way(at_table) == ["knowledge.conversation_unanswered"]
    given = answer(at_table)
    assert stands_in_the_way(at_table) == []
    assert not selectors.unanswered(at_table.process).exists()
    assert sum(kind.waiting for kind in selectors.uptake(at_table.process)) == 0
    assert Statement.objects.filter(replies__isnull=False).count() == selectors.MOST_CARRIED
    assert given.by == at_table.parties["unit"]


def test_the_ten_that_most_agreed_with_come_first_and_one_by_one(at_table: Table) -> None:
    conversation(at_table.process, *range(1, 15))
    refusal = refused("knowledge.carried_first", at_table)
    assert refusal.params["count"] == 10
    first = selectors.carried(at_table.process)[0]
    assert first.agrees == 14
    for words in selectors.carried(at_table.process)[1:]:
        reply_to(at_table, words)
    use(first, element(at_table.process))
    assert answer(at_table)


def test_what_more_disagreed_with_is_not_carried(at_table: Table) -> None:
    conversation(at_table.process, 5, 1, 0)
    Statement.objects.filter(agrees=5).update(disagrees=6)
    assert [words.agrees for words in selectors.carried(at_table.process)] == [1]


def test_what_was_said_in_this_house_is_answered_one_by_one_as_before(at_table: Table) -> None:
    conversation(at_table.process, 3)
    mine = statement(at_table.process)
    answer_carried(at_table)
    answer(at_table)
    assert stands_in_the_way(at_table) == ["knowledge.unanswered"]
    assert list(selectors.unanswered(at_table.process)) == [mine]
    assert list(selectors.carried(at_table.process)) != [mine]


@pytest.mark.parametrize("who", ["residents", "association", "grocer"])
def test_only_who_owes_answers_answers(at_table: Table, who: str) -> None:
    conversation(at_table.process)
    refused("knowledge.reply_not_yours", at_table, who)


def test_without_a_conversation_there_is_nothing_to_answer(at_table: Table) -> None:
    statement(at_table.process)
    refused("knowledge.no_conversation", at_table)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"outcome": "tak"}, "core.unknown_choice"),
        ({"text": "Tak for input."}, "kit.text_too_short"),
        ({"text": f"{LONG_REASON} 010190-1234"}, "kit.text_gives_cpr"),
    ],
)
def test_thanks_is_no_answer(at_table: Table, given: dict[str, object], code: str) -> None:
    conversation(at_table.process)
    refused(code, at_table, **given)


def test_a_new_import_asks_for_a_new_answer(at_table: Table) -> None:
    conversation(at_table.process, 1)
    answer_carried(at_table)
    answer(at_table)
    refused("knowledge.already_replied", at_table)
    conversation(at_table.process, at=NOW + timedelta(hours=1))
    services.import_conversation(
        process_id=at_table.process.pk,
        actor=Actor(house=True),
        conversation=Conversation("1" * 64, (), (), {}),
        now=NOW + timedelta(hours=1),
    )
    assert stands_in_the_way(at_table) == [], "the one statement there is has a reply of its own"
    statement(at_table.process, imported_ref="ny", text="Nyt.")
    assert stands_in_the_way(at_table) == ["knowledge.conversation_unanswered"]
    assert answer(at_table)
    assert stands_in_the_way(at_table) == []
    assert [reply.superseded_at is None for reply in selectors.conversation_replies(at_table.process)] == [
        True,
        False,
    ]


def test_it_waits_for_who_owes_it_and_for_nobody_else(at_table: Table) -> None:
    conversation(at_table.process, 1)
    asked = "Svar på samtalen, der er læst ind"
    assert asked in waiting(at_table, "unit")
    assert not [text for text in waiting(at_table, "unit") if text.endswith("udsagn") and "Svar" in text]
    assert asked not in waiting(at_table, "residents")
    answer_carried(at_table)
    answer(at_table)
    assert asked not in waiting(at_table, "unit")


def test_its_page_shows_what_comes_first_and_then_takes_the_answer(at_table: Table) -> None:
    conversation(at_table.process, 7)
    to = reverse("knowledge:answer_conversation", args=[at_table.process.slug])
    unit = client_of(at_table.speakers["unit"])
    page = unit.get(to).content.decode()
    first = selectors.carried(at_table.process)[0]
    assert reverse("knowledge:reply", args=[at_table.process.slug, first.public_id]) in page
    assert to in unit.get(reverse("knowledge:unanswered", args=[at_table.process.slug])).content.decode()
    answer_carried(at_table)
    assert unit.post(to, {"outcome": "followed", "text": LONG_REASON}).status_code == 303
    assert LONG_REASON in client_of(None).get(to).content.decode()


@pytest.mark.parametrize("stage", [Stage.CALLED, Stage.FRAMING, Stage.PURPOSE, Stage.FOLLOWED_UP])
def test_it_is_answered_while_answers_are_given(at_table: Table, stage: Stage) -> None:
    conversation(at_table.process)
    at_table.stand(stage)
    refused("core.stage_not_now", at_table)


@pytest.mark.parametrize("wrong", [{"text": "Tak."}, {"outcome": "tak"}])
def test_the_database_takes_no_thanks(at_table: Table, wrong: dict[str, object]) -> None:
    given = {"by": at_table.parties["unit"], "outcome": "followed", "text": LONG_REASON, "at": NOW, **wrong}
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        ConversationReply.objects.create(process=at_table.process, **given)


def test_the_database_takes_one_standing_answer_per_party(at_table: Table) -> None:
    given = {"by": at_table.parties["unit"], "outcome": "followed", "text": LONG_REASON, "at": NOW}
    ConversationReply.objects.create(process=at_table.process, **given, superseded_at=NOW)
    ConversationReply.objects.create(process=at_table.process, **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        ConversationReply.objects.create(process=at_table.process, **given)
