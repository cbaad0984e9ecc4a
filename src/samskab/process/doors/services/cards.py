"""Cards: printed, keyed by one, keyed again by another, settled by both; only then are they words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from samskab.ground.people import services as people
from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Closed, Invalid
from samskab.process.calls.models import Channel
from samskab.process.core import selectors as table
from samskab.process.core.models import Process
from samskab.process.doors import rules, selectors
from samskab.process.doors.models import Card, CardBatch, CardKeying, CardSheet
from samskab.process.knowledge import rules as words
from samskab.process.knowledge import services as knowledge
from samskab.process.knowledge.models import Basis


@dataclass(frozen=True)
class Keyed:
    """What somebody read on one card."""

    number: int
    text: str
    basis: str
    role: str = ""


@dataclass(frozen=True)
class Said:
    """What one of the two says a card holds, after seeing both readings; no text leaves the card out."""

    card_id: int
    text: str
    basis: str
    role: str = ""


@dataclass(frozen=True)
class PrintedCard:
    """A card as it is printed, this once: its number, and the four words on the stub."""

    number: int
    code: str


@act("doors.cards.printed")
def print_cards(
    *, process_id: int, actor: Actor, n_cards: int, now: datetime
) -> tuple[CardSheet, list[PrintedCard]]:
    """A party at the table prints blank cards. Each stub is a paper code already: it opens as soon as
    somebody has it.
    """
    process = table.process_for_update(process_id)
    person = rules.require_may_print(process, actor)
    if not 1 <= n_cards <= rules.MOST_CARDS:
        raise Invalid("doors.too_many_cards", most=rules.MOST_CARDS)
    first = selectors.next_number(process)
    sheet = CardSheet.objects.create(
        process=process, printed_by_id=person, printed_at=now, first_number=first, n_cards=n_cards
    )
    printed, rows = [], []
    for number in range(first, first + n_cards):
        holder, code = people.give_code(now=now)
        rows.append(Card(sheet=sheet, process=process, number=number, participant=holder))
        printed.append(PrintedCard(number, code))
    Card.objects.bulk_create(rows)
    told = {"n_cards": str(n_cards)}
    record.append("doors.cards.printed", space=process.public_id, obj=sheet.public_id, at=now, commits=told)
    return sheet, printed


@act()
def open_batch(*, process_id: int, actor: Actor, now: datetime) -> CardBatch:
    """The first of two begins to key a pile."""
    process = table.process_for_update(process_id)
    person = rules.require_may_key(process, actor)
    return CardBatch.objects.create(process=process, first_id=person, opened_at=now)


def _batch(process: Process, batch_id: int) -> CardBatch:
    batch = CardBatch.objects.select_for_update().filter(pk=batch_id, process=process).first()
    if batch is None:
        raise Invalid("core.unknown_choice")
    return batch


@act()
def key_cards(
    *, process_id: int, actor: Actor, batch_id: int, cards: Sequence[Keyed], now: datetime
) -> CardBatch:
    """Some cards are keyed, or keyed anew, by the one whose turn it is, who sees only their own keying."""
    process = table.process_for_update(process_id)
    person = rules.require_may_key(process, actor)
    batch = _batch(process, batch_id)
    hand = rules.require_hand(batch, person)
    known = selectors.cards_by_number(process, [one.number for one in cards])
    if hand == CardKeying.SECOND and batch.second_id is None:
        batch.second_id = person
        batch.save(update_fields=["second"])
    for one in cards:
        card = _free_card(known.get(one.number), batch, one.number)
        if one.basis not in Basis.values:
            raise Invalid("core.unknown_choice")
        given = {
            "text": words.require_words(one.text),
            "basis": one.basis,
            "role": words.require_role_words(one.role),
        }
        batch.keyings.update_or_create(card=card, hand=hand, defaults=given)
    return batch


def _free_card(card: Card | None, batch: CardBatch, number: int) -> Card:
    """A card that was printed here, is not words yet, and lies in no other pile that is being keyed."""
    if card is None:
        raise Invalid("doors.unknown_card", number=number)
    elsewhere = CardKeying.objects.filter(card=card, batch__settled_at__isnull=True).exclude(batch=batch)
    if card.statement_id is not None or elsewhere.exists():
        raise Invalid("doors.card_is_keyed", number=number)
    return card


@act("doors.batch.settled", "knowledge.statement.made")
def finish_keying(*, process_id: int, actor: Actor, batch_id: int, now: datetime) -> CardBatch:
    """The pile is through. After the second, what both read alike is settled; the rest waits for both."""
    process = table.process_for_update(process_id)
    person = rules.require_may_key(process, actor)
    batch = _batch(process, batch_id)
    hand = rules.require_hand(batch, person)
    if not batch.keyings.filter(hand=hand).exists():
        raise Closed("doors.nothing_keyed")
    if hand == CardKeying.FIRST:
        batch.first_done_at = now
        batch.save(update_fields=["first_done_at"])
        return batch
    batch.second_done_at = now
    batch.save(update_fields=["second_done_at"])
    for pair in selectors.pairs(batch):
        if pair.first and pair.second and _read_alike(pair.first, pair.second):
            for one in (pair.first, pair.second):
                _say(one, Said(pair.card.pk, one.text, one.basis, one.role), now)
    return _settle_if_agreed(process, batch, now)


def _read_alike(first: CardKeying, second: CardKeying) -> bool:
    return (first.text, first.basis, first.role) == (second.text, second.basis, second.role)


def _say(keying: CardKeying, said: Said, now: datetime) -> None:
    keying.final_text, keying.final_basis, keying.final_role = said.text, said.basis, said.role
    keying.said_at = now
    keying.save()


@act("doors.batch.settled", "knowledge.statement.made")
def settle_cards(
    *, process_id: int, actor: Actor, batch_id: int, said: Sequence[Said], now: datetime
) -> CardBatch:
    """Each of the two says what a card holds where they read it differently. When they say the same of every
    card, the pile becomes words.
    """
    process = table.process_for_update(process_id)
    person = rules.require_may_key(process, actor)
    batch = _batch(process, batch_id)
    hand = rules.require_may_settle(batch, person)
    pairs = {pair.card.pk: pair for pair in selectors.pairs(batch)}
    for one in said:
        pair = pairs.get(one.card_id)
        if pair is None or (one.text and one.basis not in Basis.values):
            raise Invalid("core.unknown_choice")
        own = pair.of_hand[hand] or _overlooked(batch, pair, hand)
        text = words.require_words(one.text) if one.text else ""
        role = words.require_role_words(one.role) if text else ""
        _say(own, Said(one.card_id, text, one.basis if text else "", role), now)
    return _settle_if_agreed(process, batch, now)


def _overlooked(batch: CardBatch, pair: selectors.Pair, hand: int) -> CardKeying:
    """A card only the other has seen gets a place for what this one says of it."""
    seen = pair.first or pair.second
    return CardKeying(
        batch=batch, card=pair.card, hand=hand, text="", basis=seen.basis if seen else Basis.EXPERIENCE
    )


def _settle_if_agreed(process: Process, batch: CardBatch, now: datetime) -> CardBatch:
    pairs = selectors.pairs(batch)
    if not all(pair.is_agreed for pair in pairs):
        return batch
    n_made = _become_words(process, pairs, now)
    batch.settled_at = now
    batch.save(update_fields=["settled_at"])
    batch.keyings.all().delete()  # words are kept in one place, where their author can take them back
    told = {"n_cards": str(n_made)}
    record.append("doors.batch.settled", space=process.public_id, obj=batch.public_id, at=now, commits=told)
    return batch


def _become_words(process: Process, pairs: Iterable[selectors.Pair], now: datetime) -> int:
    """Each card's words are said by who holds its stub; a card both left out is nobody's words."""
    n_made = 0
    for pair in pairs:
        keyed = pair.first
        if keyed is None or not keyed.final_text or pair.card.participant_id is None:
            continue
        pair.card.statement = knowledge.state_knowledge(
            process_id=process.pk,
            actor=Actor(participant_id=pair.card.participant_id, channel=Channel.CARD),
            basis=keyed.final_basis,
            text=keyed.final_text,
            role=keyed.final_role,
            now=now,
        )
        pair.card.save(update_fields=["statement"])
        n_made += 1
    return n_made
