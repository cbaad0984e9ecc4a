"""Cards: printed, keyed by one, keyed blind by another, settled by both; only then are they words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from samskab.ground.people import services as people
from samskab.ground.people.actor import Actor
from samskab.ground.rights.services import tidy
from samskab.kit.errors import Refusal
from samskab.process.core.models import Stage
from samskab.process.doors import selectors
from samskab.process.doors.models import Card, CardBatch, CardKeying
from samskab.process.doors.personal import READINGS_KEPT, old_readings
from samskab.process.doors.services import (
    finish_keying,
    key_cards,
    open_batch,
    print_cards,
    settle_cards,
)
from samskab.process.doors.services.cards import Keyed, PrintedCard, Said
from samskab.process.knowledge.models import Statement
from samskab.process.knowledge.services import withdraw_statement
from tests.builders import NOW, Table, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Table:
    return table(Stage.KNOWLEDGE)


def printed(made: Table, n: int = 3) -> list[PrintedCard]:
    return print_cards(process_id=made.process.pk, actor=made.actor("unit"), n_cards=n, now=NOW)[1]


def read(*texts: str, basis: str = "experience") -> list[Keyed]:
    return [Keyed(number, text, basis) for number, text in enumerate(texts, 1)]


def keys(made: Table, batch: CardBatch, who: str, cards: list[Keyed]) -> CardBatch:
    given = {"process_id": made.process.pk, "actor": made.actor(who), "batch_id": batch.pk, "now": NOW}
    key_cards(**given, cards=cards)
    return finish_keying(**given)


def pile(made: Table, who: str = "unit") -> CardBatch:
    return open_batch(process_id=made.process.pk, actor=made.actor(who), now=NOW)


def says(made: Table, batch: CardBatch, who: str, *said: Said) -> CardBatch:
    return settle_cards(
        process_id=made.process.pk, actor=made.actor(who), batch_id=batch.pk, said=said, now=NOW
    )


def refused(code: str) -> object:
    return pytest.raises(Refusal, match=f"^{code}$")


def test_what_two_read_alike_becomes_words_and_the_stub_is_the_key(made: Table) -> None:
    cards = printed(made)
    batch = pile(made)
    keys(made, batch, "unit", read("Der er mørkt.", "Bænken mangler."))
    assert not Statement.objects.exists(), "one person's keying is nobody's words"
    keys(made, batch, "association", read("Der er mørkt.", "Bænken mangler."))
    said = Statement.objects.get(text="Der er mørkt.")
    holder = people.come_in_by_code(code=cards[0].code, address="192.0.2.7", now=NOW)
    assert (said.channel, said.participant) == ("card", holder)
    withdraw_statement(
        process_id=made.process.pk, actor=Actor(participant_id=holder.pk), statement_id=said.pk, now=NOW
    )


def test_what_was_keyed_is_kept_nowhere_else_when_it_is_words(made: Table) -> None:
    printed(made)
    batch = pile(made)
    keys(made, batch, "unit", read("Der er mørkt."))
    assert batch.keyings.count() == 1
    keys(made, batch, "association", read("Der er mørkt."))
    assert Statement.objects.get().text == "Der er mørkt."
    assert not CardKeying.objects.exists(), "else a second copy would outlive what their author decides"


def test_a_pile_nobody_comes_back_to_is_let_go_after_ninety_days(made: Table) -> None:
    printed(made)
    keys(made, pile(made), "unit", read("Der er mørkt."))
    assert old_readings(NOW + READINGS_KEPT).count() == 0
    tidy(now=NOW + READINGS_KEPT + timedelta(seconds=1))
    assert not CardKeying.objects.exists()


def test_where_they_differ_both_must_say_the_same(made: Table) -> None:
    printed(made)
    batch = pile(made)
    keys(made, batch, "unit", read("Der er mørkt.", "Bænken mangler."))
    keys(made, batch, "association", read("Der er mørkt.", "Banken mangler."))
    assert not Statement.objects.exists()
    card = Card.objects.get(number=2)
    says(made, batch, "unit", Said(card.pk, "Bænken mangler.", "experience"))
    assert not Statement.objects.exists(), "one of the two settles nothing"
    says(made, batch, "association", Said(card.pk, "Banken mangler.", "experience"))
    assert not Statement.objects.exists()
    settled = says(made, batch, "association", Said(card.pk, "Bænken mangler.", "experience"))
    assert settled.settled_at == NOW
    assert set(Statement.objects.values_list("text", flat=True)) == {"Der er mørkt.", "Bænken mangler."}


def test_a_card_only_one_has_seen_is_left_out_or_taken_in_by_both(made: Table) -> None:
    printed(made)
    batch = pile(made)
    keys(made, batch, "unit", read("Der er mørkt.", "Bænken mangler."))
    keys(made, batch, "association", read("Der er mørkt."))
    card = Card.objects.get(number=2)
    for who in ("unit", "association"):
        says(made, batch, who, Said(card.pk, "", ""))
    assert Statement.objects.get().text == "Der er mørkt."


def test_the_same_person_is_never_both(made: Table) -> None:
    printed(made)
    batch = pile(made)
    keys(made, batch, "unit", read("Der er mørkt."))
    with refused("doors.another_must_key"):
        keys(made, batch, "unit", read("Der er mørkt."))
    with pytest.raises(IntegrityError, match="card_batch_is_keyed_by_two_people"), transaction.atomic():
        CardBatch.objects.filter(pk=batch.pk).update(second_id=made.speakers["unit"].pk)


def test_the_two_never_become_one_by_a_claim(made: Table) -> None:
    printed(made)
    batch = pile(made)
    other, words = people.give_code(now=NOW)
    CardBatch.objects.filter(pk=batch.pk).update(first_done_at=NOW, second=other)
    with refused("people.two_would_be_one"):
        people.claim_code(actor=Actor(participant_id=made.speakers["unit"].pk), code=words, now=NOW)


def test_a_third_cannot_step_in_and_nobody_keys_before_the_first_is_done(made: Table) -> None:
    printed(made)
    batch = pile(made)
    with refused("doors.first_is_not_done"):
        keys(made, batch, "association", read("Der er mørkt."))
    with refused("doors.nothing_keyed"):
        finish_keying(process_id=made.process.pk, actor=made.actor("unit"), batch_id=batch.pk, now=NOW)
    keys(made, batch, "unit", read("Der er mørkt."))
    key_cards(
        process_id=made.process.pk,
        actor=made.actor("association"),
        batch_id=batch.pk,
        cards=read("Der er lyst."),
        now=NOW,
    )
    with refused("doors.keyed_by_others"):
        keys(made, batch, "residents", read("Der er mørkt."))
    with refused("doors.second_is_not_done"):
        says(made, batch, "unit")
    with refused("doors.only_who_keyed"):
        says(made, batch, "residents")


def test_a_card_is_printed_here_and_becomes_words_once(made: Table) -> None:
    printed(made, 1)
    batch = pile(made)
    with refused("doors.unknown_card"):
        keys(made, batch, "unit", [Keyed(9, "Der er mørkt.", "experience")])
    keys(made, batch, "unit", read("Der er mørkt."))
    with refused("doors.card_is_keyed"):
        keys(made, pile(made, "residents"), "residents", read("Igen."))
    keys(made, batch, "association", read("Der er mørkt."))
    with refused("doors.card_is_keyed"):
        keys(made, pile(made, "residents"), "residents", read("Igen."))
    with refused("doors.batch_is_settled"):
        says(made, batch, "unit")
    assert Statement.objects.count() == 1


def test_a_row_that_cannot_be_taken_takes_none_of_the_others(made: Table) -> None:
    printed(made)
    batch = pile(made)
    with refused("kit.text_gives_cpr"):
        keys(made, batch, "unit", read("Der er mørkt.", "Mit nummer er 010190-1234."))
    assert not batch.keyings.exists()


def test_numbers_go_on_from_sheet_to_sheet(made: Table) -> None:
    assert [card.number for card in printed(made, 2)] == [1, 2]
    assert [card.number for card in printed(made, 2)] == [3, 4]
    assert len({card.code for card in printed(made, 40)}) == 40
    with refused("doors.too_many_cards"):
        printed(made, 61)
    assert selectors.next_number(made.process) == 45
