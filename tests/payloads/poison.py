"""Payloads straight into the tables, past every rule of the acts: a world in which every text is hostile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import DataError, IntegrityError, connection, models, transaction

from samskab.kit import guards
from tests.payloads.corpus import PAYLOADS, SPARK, Payload
from tests.payloads.fields import NAMED_INSIDE, TextField, poisoned_fields

FILLING = " Vi går hjem i mørke, og så bliver æblegrøden kold igen."  # what a rule asks a reason to be long
REASON = 60
LONG = 900
MAIL = '"{}{}"@example.org'  # the one form of an address that lets signs like these in
MAIL_LONGEST = 200
STRIDE = 37  # from one payload to the next: neighbours are of a kind, and three of a kind prove less
NOT_IN_MAIL = set('" \\\t\n')


@dataclass
class Poison:
    """What lies where. `seen` are the pairs of field and payload a page has shown: others go first."""

    most: int = 3  # payloads in one text, when it has room
    turn: int = 0
    seen: set[tuple[int, int]] = field(default_factory=set)
    rows: Counter[str] = field(default_factory=Counter)
    _given: set[tuple[int, int]] = field(default_factory=set)

    def into_everything(self) -> None:
        """Each text of each row; the guards that let no act change it are lifted meanwhile."""
        self.turn += 1
        self.rows.clear()
        self._given = set(self.seen)
        with guards.lifted(connection):
            for one in poisoned_fields():
                self._into(one)

    def _into(self, one: TextField) -> None:
        """Every row that says something there; when none does, every row that may."""
        rows = one.model._default_manager.order_by("pk")
        if one.label in NAMED_INSIDE:
            for row in rows:
                packed = getattr(row, one.name) | {NAMED_INSIDE[one.label]: self._words(one)}
                self._write(one, row, packed)
            return
        written = rows.exclude(**{one.name: ""})
        for row in written if written.exists() else rows:
            self._write(one, row, self._words(one))

    def _write(self, one: TextField, row: models.Model, value: object) -> None:
        try:
            with transaction.atomic():
                type(row)._default_manager.filter(pk=row.pk).update(**{one.name: value})
            self.rows[one.label] += 1
        except (IntegrityError, DataError):
            if getattr(row, one.name):
                raise

    def _words(self, one: TextField) -> str:
        """The next payloads of this column: as many as go in, the first at the very beginning."""
        longest = MAIL_LONGEST if one.is_mail else one.longest or LONG
        words, n = "", 0
        for payload in self._next(one):
            said = payload.words(one.number)
            if len(words) + len(said) + 1 <= longest:
                words, n = (f"{words} {said}" if words else said), n + 1
                self._given.add((one.number, payload.code))
            if n >= self.most or (n and one.is_mail):
                break
        words = words or SPARK[:longest]
        if one.is_mail:
            return MAIL.format(words, self.rows[one.label])
        return words + FILLING if len(words) < REASON and len(words + FILLING) <= longest else words

    def _next(self, one: TextField) -> Iterator[Payload]:
        """First those this field has not been given, then the others; each turn and row begins elsewhere."""
        n = len(PAYLOADS)
        turned = self.turn * 31 + one.number * 7 + self.rows[one.label] * self.most
        in_turn = [PAYLOADS[(turned + step * STRIDE) % n] for step in range(n)]
        fits = [payload for payload in in_turn if can_lie_in(one, payload)]
        given = self._given
        yield from (payload for payload in fits if (one.number, payload.code) not in given)
        yield from fits


def can_lie_in(one: TextField, payload: Payload) -> bool:
    words = payload.words(one.number)
    if one.is_mail:
        return words.isascii() and not NOT_IN_MAIL & set(words) and len(words) <= MAIL_LONGEST
    return len(words) <= (one.longest or LONG)
