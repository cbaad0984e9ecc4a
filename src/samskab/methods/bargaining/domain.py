"""Packages as whole numbers: a column per option, a row per different sheet, limits as inequalities."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from samskab.methods.bargaining.sheets import Choice, Negotiation

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Columns = tuple[int, ...]


@dataclass(frozen=True)
class Domain:
    """
    A set of packages; g different sheets, c columns (options of all questions), r limits.

    Attributes
    ----------
    choices : tuple of (str, str), length c
        (question id, option id) of each column, sorted.
    question : ndarray of int, shape (c,)
        Row number of the question each column belongs to.
    groups : tuple of tuple of str, length g
        Parties with identical sheets: they count once, so a copied party changes nothing.
    utility : ndarray of int, shape (g, c)
        Weight times grade.
    zero : ndarray of bool, shape (g, c)
        Where a sheet says "cannot live with".
    floor : ndarray of int, shape (g,)
        Least satisfaction declared acceptable.
    allowed : ndarray of bool, shape (c,)
        Columns that may be chosen.
    rows, most : ndarray of int, shapes (r, c) and (r,)
        A package x is in the domain when ``rows @ x <= most``.
    """

    choices: tuple[Choice, ...]
    question: Ints
    groups: tuple[tuple[str, ...], ...]
    utility: Ints
    zero: Bools
    floor: Ints
    allowed: Bools
    rows: Ints
    most: Ints

    @property
    def n_questions(self) -> int:
        """Questions are numbered from 0 without gaps."""
        return int(self.question[-1]) + 1

    @property
    def n_packages(self) -> int:
        """Packages the allowed columns make, before the limits."""
        return math.prod(np.bincount(self.question[self.allowed], minlength=self.n_questions).tolist())

    def satisfaction(self, package: Columns) -> tuple[int, ...]:
        """Add up each group's weight times grade, in whole numbers."""
        return tuple(self.utility[:, list(package)].sum(axis=1).tolist())

    def holds(self, package: Columns) -> bool:
        """Check a package against columns and limits, whatever found it."""
        chosen = list(package)
        one_each = self.question[chosen].tolist() == list(range(self.n_questions))
        within = bool((self.rows[:, chosen].sum(axis=1) <= self.most).all())
        return one_each and within and bool(self.allowed[chosen].all())

    def named(self, package: Columns) -> dict[str, str]:
        """Give a package as question id to option id."""
        return dict(self.choices[column] for column in package)

    def within(self, row: Ints, most: int) -> Domain:
        """Add a limit."""
        return replace(self, rows=np.vstack([self.rows, row]), most=np.append(self.most, most))

    def only(self, allowed: Bools) -> Domain:
        """Allow fewer columns."""
        return replace(self, allowed=self.allowed & allowed)


def make_domain(negotiation: Negotiation) -> Domain:
    """
    Write sheets as arrays.

    Parameters
    ----------
    negotiation : Negotiation
        Every party heard on every option.

    Returns
    -------
    Domain
        All packages within the limits, those with a 0 included. Rows and columns are sorted by id, so the
        order of the input leaves no trace.

    Examples
    --------
    >>> from samskab.methods.bargaining.sheets import Option, Party, Question
    >>> grades = {"a": 4, "b": 1, "c": 4}
    >>> parties = (Party("a", "x"), Party("b", "y"), Party("c", "x"))
    >>> make_domain(Negotiation(parties, (Question("q", (Option("o", grades),)),))).groups
    (('a', 'c'), ('b',))
    """
    questions = sorted(negotiation.questions, key=lambda question: question.id)
    options = [
        (row, question.id, option)
        for row, question in enumerate(questions)
        for option in sorted(question.options, key=lambda option: option.id)
    ]
    choices = tuple((question, option.id) for _, question, option in options)
    sheets: dict[tuple[tuple[int, ...], tuple[bool, ...], int], list[str]] = {}
    for party in sorted(negotiation.parties, key=lambda party: party.id):
        weight = negotiation.weights.get(party.id, {})
        utility = tuple(weight.get(question, 1) * option.grades[party.id] for _, question, option in options)
        zero = tuple(option.grades[party.id] == 0 for _, _, option in options)
        sheets.setdefault((utility, zero, party.floor), []).append(party.id)
    at = {choice: column for column, choice in enumerate(choices)}
    rows = np.zeros((len(negotiation.limits), len(choices)), dtype=np.int64)
    for row, limit in enumerate(negotiation.limits):
        for choice, amount in limit.amounts.items():
            rows[row, at[choice]] = amount
    return Domain(
        choices=choices,
        question=np.array([row for row, _, _ in options], dtype=np.int64),
        groups=tuple(tuple(names) for names in sheets.values()),
        utility=np.array([utility for utility, _, _ in sheets], dtype=np.int64),
        zero=np.array([zero for _, zero, _ in sheets], dtype=np.bool_),
        floor=np.array([floor for _, _, floor in sheets], dtype=np.int64),
        allowed=np.ones(len(choices), dtype=np.bool_),
        rows=rows,
        most=np.array([limit.most for limit in negotiation.limits], dtype=np.int64),
    )


def all_packages(domain: Domain) -> Ints:
    """
    List every package of a small domain.

    Parameters
    ----------
    domain : Domain
        Unchanged.

    Returns
    -------
    ndarray of int, shape (packages, questions)
        Columns chosen; limits respected.

    Notes
    -----
    Cost: packages x questions numbers of memory; meant for at most `ENUMERATE` of them.
    """
    options = [
        np.flatnonzero(domain.allowed & (domain.question == question))
        for question in range(domain.n_questions)
    ]
    grid = np.stack(np.meshgrid(*options, indexing="ij"), axis=-1).reshape(-1, domain.n_questions)
    for row, most in zip(domain.rows, domain.most, strict=True):
        grid = grid[row[grid].sum(axis=1) <= most]
    return grid


ENUMERATE = 200_000
"""Up to this many packages, all of them are compared and no solver is asked."""
