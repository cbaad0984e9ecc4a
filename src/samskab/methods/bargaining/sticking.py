"""Consent question by question, and the fewest objections that keep a package from being agreed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product
from typing import Literal

import numpy as np

from samskab.methods.bargaining.domain import Columns, Domain, Ints
from samskab.methods.bargaining.program import Clock, Program
from samskab.methods.bargaining.sheets import Negotiation, Option

State = Literal["settled", "open", "stuck", "not_heard"]
_GOOD_ENOUGH = 2


@dataclass(frozen=True)
class SideView:
    """
    How one side sees one option.

    Attributes
    ----------
    side : str
        Declared side.
    lowest : int or None
        Lowest grade of its parties; None when none was heard.
    objecting : tuple of str
        Parties with a 0.
    """

    side: str
    lowest: int | None
    objecting: tuple[str, ...]


@dataclass(frozen=True)
class Consent:
    """
    Consent on one question.

    Attributes
    ----------
    question : str
        Its id.
    state : {"settled", "open", "stuck", "not_heard"}
        ``settled``: some option has no 0 and every side grades it at least 2. ``open``: some option has
        no 0. ``stuck``: every option meets a 0.
    consented : tuple of str
        Options without a 0.
    views : tuple of (str, tuple of SideView)
        Option id and how each side sees it.
    """

    question: str
    state: State
    consented: tuple[str, ...]
    views: tuple[tuple[str, tuple[SideView, ...]], ...]


@dataclass(frozen=True)
class Objection:
    """
    One "cannot live with".

    Attributes
    ----------
    question, option : str
        What it is against.
    parties : tuple of str
        Who raised it; identical sheets stand together.
    reasons : tuple of (str, str)
        Party and the harm it named; filled in where an outcome prints its dissent.
    """

    question: str
    option: str
    parties: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class StickingPoints:
    """
    What exactly we are stuck on.

    Attributes
    ----------
    n_objections : int
        Fewest objections any package meets (parties with identical sheets count once); 0: not stuck.
    n_questions : int
        Fewest questions on which any package meets an objection.
    sets : tuple of tuple of Objection
        Up to 10 smallest sets: lifting all of one set admits a package all can live with.
    always, sometimes : tuple of Objection
        In every set listed, and in some.
    proven : bool
        `n_objections` is proven.
    all_sets : bool
        Every smallest set is listed.
    """

    n_objections: int
    n_questions: int
    sets: tuple[tuple[Objection, ...], ...]
    always: tuple[Objection, ...]
    sometimes: tuple[Objection, ...]
    proven: bool
    all_sets: bool


def consent_by_side(negotiation: Negotiation) -> tuple[Consent, ...]:
    """
    Check every option with every side.

    Parameters
    ----------
    negotiation : Negotiation
        Unchanged.

    Returns
    -------
    tuple of Consent
        One per question, in the order given.

    Examples
    --------
    >>> from samskab.methods.bargaining.sheets import Party, Question
    >>> options = (Option("yes", {"a": 4, "b": 0}), Option("no", {"a": 1, "b": 4}))
    >>> parties = (Party("a", "citizens"), Party("b", "town"))
    >>> [c.state for c in consent_by_side(Negotiation(parties, (Question("path", options),)))]
    ['open']
    """
    sides = sorted({party.side for party in negotiation.parties})
    members = {side: [party.id for party in negotiation.parties if party.side == side] for side in sides}
    unheard = {question for question, _ in negotiation.not_heard()}
    found = []
    for question in negotiation.questions:
        views = tuple(
            (option.id, tuple(_view(option, side, members[side]) for side in sides))
            for option in question.options
        )
        free = [(name, sight) for name, sight in views if not any(view.objecting for view in sight)]
        settled = any(all((view.lowest or 0) >= _GOOD_ENOUGH for view in sight) for _, sight in free)
        state: State = "settled" if settled else "open" if free else "stuck"
        if question.id in unheard:
            state = "not_heard"
        found.append(Consent(question.id, state, tuple(name for name, _ in free), views))
    return tuple(found)


def _view(option: Option, side: str, members: list[str]) -> SideView:
    grades = {party: option.grades[party] for party in members if party in option.grades}
    objecting = tuple(sorted(party for party, grade in grades.items() if grade == 0))
    return SideView(side, min(grades.values(), default=None), objecting)


def objections_of(domain: Domain, package: Columns) -> tuple[Objection, ...]:
    """
    List the standing objections against a package.

    Parameters
    ----------
    domain : Domain
        Unchanged.
    package : tuple of int
        Columns chosen.

    Returns
    -------
    tuple of Objection
        By question; one for each sheet with a 0 on a chosen option.
    """
    return tuple(
        Objection(*domain.choices[column], parties=names)
        for column in package
        for group, names in enumerate(domain.groups)
        if domain.zero[group, column]
    )


@dataclass(frozen=True)
class Fewest:
    """Fewest objections within the limits; None: no package meets the limits at all."""

    n_objections: int | None
    proven: bool


def fewest_objections(domain: Domain, clock: Clock) -> Fewest:
    """
    Give the smallest number of objections a package can meet.

    Parameters
    ----------
    domain : Domain
        Unchanged.
    clock : Clock
        Shared time limit.

    Returns
    -------
    Fewest
        Without limits it is the sum of each question's smallest number.
    """
    count = domain.zero.sum(axis=0)
    if not len(domain.rows):
        return Fewest(int(_least_per_question(domain, count).sum()), proven=True)
    program = Program(domain)
    solved = program.maximise(_cost(count), clock.left())
    if solved.package is None:
        return Fewest(None, solved.closed)
    return Fewest(int(count[list(solved.package)].sum()), solved.closed)


def with_fewest_objections(domain: Domain, n_objections: int) -> Domain:
    """
    Keep the packages with that many objections at most.

    Parameters
    ----------
    domain : Domain
        Unchanged.
    n_objections : int
        From `fewest_objections`.

    Returns
    -------
    Domain
        Without limits fewer columns, otherwise one more limit.
    """
    count = domain.zero.sum(axis=0)
    if not n_objections:
        return domain.only(count == 0)
    if len(domain.rows):
        return domain.within(count, n_objections)
    return domain.only(count == _least_per_question(domain, count)[domain.question])


def sticking_points(
    domain: Domain, fewest: int, *, proven: bool, clock: Clock, at_most: int = 10
) -> StickingPoints:
    """
    List the smallest sets of objections that stand between us and a package all can live with.

    Parameters
    ----------
    domain : Domain
        Within the limits, objections included; unchanged.
    fewest : int
        From `fewest_objections`.
    proven : bool
        Whether that number is proven.
    clock : Clock
        Shared time limit.
    at_most : int
        Sets listed.

    Returns
    -------
    StickingPoints
        All empty when `fewest` is 0.
    """
    if fewest == 0:
        return StickingPoints(0, 0, (), (), (), proven, all_sets=True)
    count = domain.zero.sum(axis=0)
    found, complete = _smallest_sets(with_fewest_objections(domain, fewest), count, clock, at_most)
    sets = tuple(objections_of(domain, columns) for columns in found)
    every = set.intersection(*map(set, sets)) if sets else set()
    some = {objection for one in sets for objection in one}
    return StickingPoints(
        n_objections=fewest,
        n_questions=_fewest_questions(domain, count, clock),
        sets=sets,
        always=tuple(sorted(every, key=_place)),
        sometimes=tuple(sorted(some, key=_place)),
        proven=proven,
        all_sets=complete,
    )


def _smallest_sets(domain: Domain, count: Ints, clock: Clock, at_most: int) -> tuple[list[Columns], bool]:
    """Give the objected columns of each smallest set."""
    if not len(domain.rows):
        columns = [
            np.flatnonzero(domain.allowed & (domain.question == q)).tolist()
            for q in range(domain.n_questions)
        ]
        stuck = [choices for choices in columns if count[choices[0]]]
        sets = list(islice(product(*stuck), at_most + 1))
        return sets[:at_most], len(sets) <= at_most
    found: list[Columns] = []
    while len(found) < at_most:
        program = Program(domain)
        for known in found:
            program.require(dict.fromkeys(known, 1.0), -np.inf, len(known) - 1.0)
        solved = program.maximise(_cost(count), clock.left())
        if solved.package is None:
            return sorted(found), solved.closed
        found.append(tuple(column for column in solved.package if count[column]))
    return sorted(found), False


def _fewest_questions(domain: Domain, count: Ints, clock: Clock) -> int:
    stuck = (count > 0).astype(np.int64)
    if not len(domain.rows):
        return int(_least_per_question(domain, stuck).sum())
    solved = Program(domain).maximise(_cost(stuck), clock.left())
    return int(stuck[list(solved.package)].sum()) if solved.package else domain.n_questions


def _cost(count: Ints) -> dict[int, float]:
    return {int(column): -float(count[column]) for column in np.flatnonzero(count)}


def _least_per_question(domain: Domain, count: Ints) -> Ints:
    return np.array(
        [
            count[domain.allowed & (domain.question == question)].min()
            for question in range(domain.n_questions)
        ],
        dtype=np.int64,
    )


def _place(objection: Objection) -> tuple[str, str, tuple[str, ...]]:
    return objection.question, objection.option, objection.parties
