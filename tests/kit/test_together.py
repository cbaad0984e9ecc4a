"""Who writes in the same moment shares a commit, and is answered for their own write."""

from __future__ import annotations

import threading
from collections import deque
from typing import Any, NamedTuple

import pytest
from django.db import DatabaseError, connection, transaction

from samskab.kit.together import MOST, Together

pytestmark = pytest.mark.django_db(transaction=True)


class Word(NamedTuple):
    order: int
    refused: bool = False


class Line(deque[Any]):
    """Tells when so many stand in it."""

    def __init__(self, full: int) -> None:
        super().__init__()
        self.full, self.is_full = full, threading.Event()

    def append(self, one: Any) -> None:
        super().append(one)
        if len(self) == self.full:
            self.is_full.set()


class Writer:
    """The first write takes until `waiting` others stand in line."""

    def __init__(self, waiting: int) -> None:
        self.written: list[tuple[int, int]] = []  # which, and by which thread
        self.together: Together[Word] = Together(self.write)
        self.together._line = self.line = Line(waiting)
        self.begun = threading.Event()

    def write(self, word: Word) -> bool:
        if not self.begun.is_set():
            self.line.clear()
            self.begun.set()
            assert self.line.is_full.wait(timeout=20)
        if word.refused:
            raise DatabaseError
        self.written.append((word.order, threading.get_ident()))
        return word.order % 2 == 0


def run(writer: Writer, first: Word, others: list[Word]) -> dict[int, bool | type[Exception]]:
    """`first` holds the turn while `others` come; what each was answered."""
    answers: dict[int, bool | type[Exception]] = {}

    def send(word: Word) -> None:
        try:
            answers[word.order] = writer.together(word)
        except DatabaseError as error:
            answers[word.order] = type(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(first,))]
    threads[0].start()
    assert writer.begun.wait(timeout=20)
    threads += [threading.Thread(target=send, args=(word,)) for word in others]
    for thread in threads[1:]:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not any(thread.is_alive() for thread in threads)
    return answers


def test_whoever_has_the_turn_writes_for_all_who_wait_in_one_order() -> None:
    writer = Writer(waiting=5)
    answers = run(writer, Word(0), [Word(order) for order in (5, 3, 1, 2, 4)])
    assert [order for order, _ in writer.written] == [0, 1, 2, 3, 4, 5]
    assert len({thread for _, thread in writer.written[1:]}) == 1
    assert answers == {0: True, 1: False, 2: True, 3: False, 4: True, 5: False}


def test_one_that_the_database_refuses_takes_nobody_down_with_it() -> None:
    writer = Writer(waiting=3)
    answers = run(writer, Word(0), [Word(2), Word(4, refused=True), Word(6)])
    assert answers == {0: True, 2: True, 4: DatabaseError, 6: True}


def test_a_long_line_is_written_in_several_turns() -> None:
    writer = Writer(waiting=MOST + 3)
    answers = run(writer, Word(0), [Word(2 * n) for n in range(1, MOST + 4)])
    assert len(writer.written) == MOST + 4
    assert set(answers.values()) == {True}


def test_inside_a_larger_transaction_nobody_is_waited_for() -> None:
    writer = Writer(waiting=0)
    writer.line.is_full.set()
    with writer.together._turn, transaction.atomic():  # held: whoever waited would wait for ever
        assert writer.together(Word(2))
