"""Into which cells people fall: small ones join others, nothing is blanked out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from samskab.methods.disclosure.contributors import ALONE, MUNICIPALITY, Areas, Bools, Contributors, Ints

MOST_ALIKE_PERCENT = 90
FEWEST_ADULTS = 100
TWO = 2


@dataclass(frozen=True)
class Slots:
    """Answers counted together over areas counted together: what a cell is about.

    Attributes
    ----------
    area : str
        The area a reader knows it by; empty for the municipality.
    covers : tuple of str
        Areas counted in it, sorted. A cell of `area` that does not cover everything in it is "the rest".
    answers : tuple of str
        Sorted. More than one: "others".
    """

    area: str
    covers: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Count:
    """The people of one release under its rule.

    Attributes
    ----------
    people : Contributors
    unit : (n,) int array
        Household of each person; people alone have one of their own.
    areas : Areas
    answers : tuple of str
    k : int
    sensitive : (q,) bool array
        Answers that nobody may be known to have given.
    """

    people: Contributors = field(repr=False)
    unit: Ints = field(repr=False)
    areas: Areas
    answers: tuple[str, ...]
    k: int
    sensitive: Bools = field(repr=False)

    def units(self, who: Bools) -> int:
        """How many different units are among these people.

        Parameters
        ----------
        who : (n,) bool array

        Returns
        -------
        int
        """
        return len(np.unique(self.unit[who]))

    def per_answer(self, who: Bools) -> Ints:
        """How many different units gave each answer.

        Parameters
        ----------
        who : (n,) bool array

        Returns
        -------
        (q,) int array
        """
        highest = int(self.unit.max(initial=0)) + 1
        pairs = np.unique(self.people.answer[who] * highest + self.unit[who])
        return np.bincount(pairs // highest, minlength=len(self.answers)).astype(np.int64)

    def members(self, slots: Slots) -> Bools:
        """Who falls into these slots now.

        Parameters
        ----------
        slots : Slots

        Returns
        -------
        (n,) bool array
        """
        covers, words = set(slots.covers), set(slots.answers)
        place = np.array([name in covers for name in (*self.areas.names, MUNICIPALITY)])
        word = np.array([answer in words for answer in (*self.answers, "")])
        return np.asarray(place[self.people.area] & word[self.people.answer])

    def diverse(self, who: Bools) -> bool:
        """Whether knowing that somebody is among these people tells nothing certain about a sensitive answer.

        Parameters
        ----------
        who : (n,) bool array

        Returns
        -------
        bool
            False when a sensitive answer has more than 90 %, or fewer than two answers have two units each.
        """
        count = self.per_answer(who)
        if not self.sensitive[count > 0].any():
            return True
        most = int(count[self.sensitive].max())
        return 100 * most <= MOST_ALIKE_PERCENT * int(count.sum()) and int((count >= TWO).sum()) >= TWO

    def stands(self, who: Bools, covers: Iterable[str]) -> bool:
        """Whether these people are a group that may be shown: k or more, diverse, enough adults around them.

        Parameters
        ----------
        who : (n,) bool array
        covers : iterable of str

        Returns
        -------
        bool
        """
        adults = dict(zip(self.areas.names, self.areas.adults, strict=False))
        enough = not adults or sum(adults.get(name, 0) for name in covers) >= FEWEST_ADULTS
        return enough and self.units(who) >= self.k and self.diverse(who)


def partition(count: Count, only: Sequence[str]) -> Iterator[tuple[list[Slots], int]]:
    """Divide the people of some areas into regions, and each region into cells.

    Parameters
    ----------
    count : Count
    only : sequence of str
        Areas to divide; others are left alone.

    Yields
    ------
    list of Slots, int
        The cells of one region, and how often groups of equal size joined "others" together. Areas that are
        nowhere here have too few people even together.

    Notes
    -----
    From the smallest area up: an area that may not stand alone is counted with the rest of what it lies
    within. In a region an answer with fewer than k joins "others"; while "others" is under k, the smallest
    answer joins it, and all of the same size with it. Areas and answers that nobody chose are covered like
    those that few chose, so the two cannot be told apart.
    """
    names, wanted = count.areas.names, set(only)
    waiting: dict[int, set[int]] = {}
    for node in (*count.areas.deepest_first, ALONE):
        mine = waiting.pop(node, set())
        if node != ALONE and names[node] in wanted:
            mine.add(node)
        if not mine:
            continue
        covers = tuple(sorted(names[i] for i in mine))
        who = np.isin(count.people.area, sorted(mine))
        if count.stands(who, covers):
            label = MUNICIPALITY if node == ALONE else names[node]
            answers, ties = named_answers(count, who, range(len(count.answers)))
            yield [Slots(label, covers, part) for part in answers], ties
        elif node != ALONE:
            waiting.setdefault(count.areas.parent(node), set()).update(mine)


def named_answers(count: Count, who: Bools, among: Iterable[int]) -> tuple[list[tuple[str, ...]], int]:
    """Divide the answers of some people into cells of k or more.

    Parameters
    ----------
    count : Count
    who : (n,) bool array
        k units or more.
    among : iterable of int
        Numbers of the answers to divide.

    Returns
    -------
    list of tuple of str
        One answer each, and last "others" when there are any.
    int
        How often several of the same size joined "others" at once.

    Examples
    --------
    Seven say bus, five say shop, two say road: road alone is too few, so shop joins it.

    >>> people = Contributors.of(range(14), [0] * 14, [0] * 7 + [1] * 5 + [2] * 2)
    >>> count = Count(people, np.arange(14), Areas(("north",)), ("bus", "shop", "road"), 5, np.ones(3, bool))
    >>> named_answers(count, np.ones(14, bool), range(3))
    ([('bus',), ('road', 'shop')], 0)
    """
    units, ties = count.per_answer(who), 0
    everything = set(among)
    named = {answer for answer in everything if units[answer] >= count.k}
    others = {answer for answer in everything - named if units[answer]}
    while others and named and _units_of(count, who, others) < count.k:
        least = min(int(units[answer]) for answer in named)
        smallest = {answer for answer in named if units[answer] == least}
        ties += len(smallest) > 1
        named -= smallest
        others |= smallest
    cells: list[tuple[str, ...]] = [(count.answers[answer],) for answer in sorted(named)]
    if others:
        cells.append(tuple(sorted(count.answers[answer] for answer in everything - named)))
    return cells, ties


def _units_of(count: Count, who: Bools, answers: set[int]) -> int:
    chosen = np.zeros(len(count.answers), dtype=bool)
    chosen[list(answers)] = True
    return count.units(who & chosen[count.people.answer])
