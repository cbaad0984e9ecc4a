"""From single contributions to figures that give nobody away, one release after the other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np

from samskab.methods.disclosure.contributors import ALONE, Areas, Bools, Contributors, DisclosureError, Ints
from samskab.methods.disclosure.movement import NOBODY
from samskab.methods.disclosure.partition import Count, Slots
from samskab.methods.disclosure.plan import Known, Plan, settle, wishes
from samskab.methods.outcome import input_sha256

METHOD = "disclosure.release"
VERSION = 1
K_ORDINARY = 5
K_SPECIAL = 10
PERCENT_FROM = 20


@dataclass(frozen=True)
class Cell:
    """One published figure.

    Attributes
    ----------
    area : str
        Empty for the municipality.
    covers : tuple of str
        The areas counted in it.
    answers : tuple of str
        More than one: "others".
    about : int
        Contributors, rounded to the nearest multiple of k, half up.
    percent : int or None
        Of the rounded figures of its region, whole percent; None when they are under 20 together or not of
        the same date.
    published : str
        When it was counted: an unchanged or held figure keeps its date, so a reader cannot tell which.
    """

    area: str
    covers: tuple[str, ...]
    answers: tuple[str, ...]
    about: int
    percent: int | None
    published: str


@dataclass(frozen=True, eq=False)
class Ledger:
    """What must be remembered, and never shown, so that the next release can be compared with all before it.

    Attributes
    ----------
    person, household : (n,) int arrays
        Everybody who was ever in a release, sorted by person.
    shown : (s, n) int array
        The cell of each in each release that changed anything, -1 for none.
    """

    person: Ints = field(repr=False)
    household: Ints = field(repr=False)
    shown: Ints = field(repr=False)


@dataclass(frozen=True, eq=False)
class Release:
    """A release. Only `cells` and `k` are for the public; all else tells about single people.

    Attributes
    ----------
    method, version, seed, input_sha256
        Equal in two runs means equal results; nothing is drawn, so the seed is 0. The hash of few people can
        be guessed: it is not for the public either.
    at : str
        The caller's name for the date, such as "2026-Q3".
    k : int
    cells : tuple of Cell
        Sorted by area, coverage and answers.
    units : tuple of int
        The exact figure behind each cell.
    waiting : int
        Units of today that are in no cell.
    withdrawn : int
        Units in a held cell that are not among today's contributors.
    outdated : int
        Held cells whose people have changed since their date.
    smallest : int
        The smallest group that anybody could work out by subtracting unions of cells of any two releases; 0
        when all such differences are empty. Never 1 to k - 1.
    rounds, ties : int
        Times that wishes to show more were refused; times that groups of equal size joined "others" together.
    ledger : Ledger
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    at: str
    k: int
    cells: tuple[Cell, ...]
    units: tuple[int, ...]
    waiting: int
    withdrawn: int
    outdated: int
    smallest: int
    rounds: int
    ties: int
    ledger: Ledger = field(repr=False)


def release(
    people: Contributors,
    areas: Areas,
    answers: Sequence[str],
    *,
    at: str,
    previous: Release | None = None,
    k: int = K_ORDINARY,
    sensitive: Collection[str] | None = None,
) -> Release:
    """Count one question for the public.

    Parameters
    ----------
    people : Contributors
        Those who have consented; a person in one row. Withdrawn people are simply not there.
    areas : Areas
    answers : sequence of q str
        The codebook: themes, barriers or what helped; different words.
    at : str
        Name of the date; a figure carries it.
    previous : Release, optional
        The last release of this question. The first has none.
    k : int
        The smallest group that may be known, 2 or more: 5, and 10 for health, social matters, ethnicity,
        belief, sexuality, trade union and crime. It never changes within a question.
    sensitive : collection of str, optional
        Answers that nobody may be known to have given; all of them when left out.

    Returns
    -------
    Release

    Raises
    ------
    DisclosureError
        `k_below_two`, `k_changed`, and those of `Contributors` and `Areas`.

    Notes
    -----
    One partition per question, no totals and no margins: every sum of cells is a union of disjoint groups of
    k or more. Later releases keep the cells; a cell is counted anew, divided or joined only when every
    difference between unions of cells of this release and of each earlier one is empty or has k or more.
    Else it stays as it is, with its date. A counter elsewhere on the site must be made of these cells.
    Method: generalisation instead of suppression (Sweeney 2002, doi:10.1142/S021848850200165X), l-diversity
    (Machanavajjhala et al. 2007, doi:10.1145/1217299.1217302), and m-invariance's aim over releases (Xiao and
    Tao 2007, doi:10.1145/1247480.1247556). Cost O(s n) per round for s releases and n people ever counted.
    Inputs unchanged.

    Examples
    --------
    Seven say bus, five say shop, two say road. Road alone is too few: the smallest joins it.

    >>> people = Contributors.of(range(14), [0] * 14, [0] * 7 + [1] * 5 + [2] * 2)
    >>> first = release(people, Areas(("north",)), ("bus", "shop", "road"), at="2026-Q3")
    >>> [(cell.answers, cell.about) for cell in first.cells]
    [(('bus',), 5), (('road', 'shop'), 5)]

    Next quarter two more say bus: that would tell of two people, so nothing changes.

    >>> people = Contributors.of(range(16), [0] * 16, [0] * 7 + [1] * 5 + [2] * 2 + [0] * 2)
    >>> second = release(people, Areas(("north",)), ("bus", "shop", "road"), at="2026-Q4", previous=first)
    >>> second.cells == first.cells, second.waiting
    (True, 2)
    """
    if k < 2:  # noqa: PLR2004 - a group of one is nobody's shelter
        raise DisclosureError("k_below_two", k=k)
    if previous is not None and previous.k != k:
        raise DisclosureError("k_changed", before=previous.k, now=k)
    people.check(areas, answers)
    exposed = np.array([sensitive is None or answer in sensitive for answer in answers], dtype=bool)
    return _counted(people, areas, tuple(answers), exposed, k, at=at, previous=previous)


def _counted(
    people: Contributors,
    areas: Areas,
    answers: tuple[str, ...],
    exposed: Bools,
    k: int,
    *,
    at: str,
    previous: Release | None,
) -> Release:
    before = previous.input_sha256 if previous else ""
    given = input_sha256(people, areas, answers, k, exposed, before)
    known, household = _known(people, previous)
    count = Count(people, known.unit[known.today], areas, answers, k, exposed)
    wanted, ties = wishes(count, [_slots(cell) for cell in (previous.cells if previous else ())])
    plan = settle(count, known, wanted)
    cells, units, order = _figures(plan, known, previous, at, k)
    label = np.append(np.argsort(order), NOBODY)[plan.label]
    unchanged = len(known.earlier) > 0 and bool((label == known.earlier[-1]).all())
    shown = known.earlier if unchanged else np.vstack([known.earlier, label[None, :]])
    waiting, withdrawn = _missed(known, label)
    return Release(
        method=METHOD,
        version=VERSION,
        seed=0,
        input_sha256=given,
        at=at,
        k=k,
        cells=cells,
        units=units,
        waiting=waiting,
        withdrawn=withdrawn,
        outdated=_outdated(count, known, cells, label),
        smallest=plan.smallest,
        rounds=plan.rounds,
        ties=ties,
        ledger=Ledger(_everybody(people, previous), household, shown),
    )


def _missed(known: Known, label: Ints) -> tuple[int, int]:
    """Units of today in no cell; units in a cell and not of today."""
    now = np.zeros(len(label), dtype=bool)
    now[known.today] = True
    waiting, withdrawn = now & (label == NOBODY), ~now & (label != NOBODY)
    return len(np.unique(known.unit[waiting])), len(np.unique(known.unit[withdrawn]))


def _everybody(people: Contributors, previous: Release | None) -> Ints:
    return np.union1d(people.person, previous.ledger.person) if previous else people.person


def _known(people: Contributors, previous: Release | None) -> tuple[Known, Ints]:
    """Everybody ever counted, with the household as last known, and that household itself."""
    everybody = _everybody(people, previous)
    today = np.searchsorted(everybody, people.person)
    household = np.full(len(everybody), ALONE)
    shown = np.full((0, len(everybody)), NOBODY)
    if previous is not None:
        before = np.searchsorted(everybody, previous.ledger.person)
        household[before] = previous.ledger.household
        shown = np.full((len(previous.ledger.shown), len(everybody)), NOBODY)
        shown[:, before] = previous.ledger.shown
    told = people.household != ALONE
    household[today[told]] = people.household[told]
    n = len(everybody)
    own = np.where(household == ALONE, np.arange(n), n + np.unique(household, return_inverse=True)[1])
    return Known(np.unique(own, return_inverse=True)[1].astype(np.int64), today, shown), household


def _figures(
    plan: Plan, known: Known, previous: Release | None, at: str, k: int
) -> tuple[tuple[Cell, ...], tuple[int, ...], Ints]:
    """Cells in the order they are shown, the exact figures, and which cell of the plan each is."""
    drafts: list[tuple[Slots, int, str]] = []
    for number, cell in enumerate(plan.cells):
        mine = plan.label == number
        if previous is not None and isinstance(cell, int):
            old = previous.cells[cell]
            drafts.append((_slots(old), previous.units[cell], old.published))
        elif isinstance(cell, Slots):
            units = len(np.unique(known.unit[mine]))
            drafts.append((cell, units, _date(cell, mine, known, previous) or at))
    order = sorted(
        range(len(drafts)), key=lambda i: (drafts[i][0].area, drafts[i][0].covers, drafts[i][0].answers)
    )
    cells = tuple(_cell(drafts[i], drafts, k) for i in order)
    return cells, tuple(drafts[i][1] for i in order), np.array(order, dtype=np.int64)


def _slots(cell: Cell) -> Slots:
    return Slots(cell.area, cell.covers, cell.answers)


def _date(slots: Slots, mine: np.ndarray, known: Known, previous: Release | None) -> str:
    """The date of the same cell with the same people in the last release; empty when there is none."""
    for number, old in enumerate(previous.cells if previous else ()):
        if _slots(old) == slots and bool(((known.earlier[-1] == number) == mine).all()):
            return old.published
    return ""


def _cell(draft: tuple[Slots, int, str], drafts: list[tuple[Slots, int, str]], k: int) -> Cell:
    slots, units, published = draft
    region = [other for other in drafts if other[0].covers == slots.covers]
    base = sum(_rounded(other[1], k) for other in region)
    same_date = len({other[2] for other in region}) == 1
    about = _rounded(units, k)
    percent = (200 * about + base) // (2 * base) if same_date and base >= PERCENT_FROM else None
    return Cell(slots.area, slots.covers, slots.answers, about, percent, published)


def _rounded(units: int, k: int) -> int:
    """To the nearest multiple of k, half up."""
    return (2 * units + k) // (2 * k) * k


def _outdated(count: Count, known: Known, cells: Sequence[Cell], label: Ints) -> int:
    """Cells that show other people than those who belong in them today."""
    found = 0
    for number, cell in enumerate(cells):
        today = np.zeros(len(label), dtype=bool)
        today[known.today[count.members(_slots(cell))]] = True
        found += bool((today != (label == number)).any())
    return found


def public(told: Release) -> dict[str, object]:
    """The part of a release that anybody may see.

    Parameters
    ----------
    told : Release

    Returns
    -------
    dict
        `k` and `cells`, each with the attributes of `Cell`.

    Examples
    --------
    >>> nobody = release(Contributors.of([], [], []), Areas(("north",)), ("bus",), at="2026-Q3")
    >>> public(nobody)
    {'k': 5, 'cells': []}
    """
    names = ("area", "covers", "answers", "about", "percent", "published")
    return {"k": told.k, "cells": [{name: getattr(cell, name) for name in names} for cell in told.cells]}
