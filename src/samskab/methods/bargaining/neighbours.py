"""Small changes to a package: one or two questions answered differently."""

from __future__ import annotations

import numpy as np

from samskab.methods.bargaining.domain import Columns, Domain, Ints


def climb(domain: Domain, package: Columns) -> tuple[Columns, tuple[int, ...]]:
    """
    Improve a package by changing one or two answers as long as the sorted satisfactions grow.

    Parameters
    ----------
    domain : Domain
        Unchanged.
    package : tuple of int
        Columns of a package in the domain.

    Returns
    -------
    package : tuple of int
        No change of one or two answers makes it better.
    levels : tuple of int, length g
        Its satisfactions, sorted ascending.

    Notes
    -----
    Cost: (columns squared) x groups per turn. It finds good packages; it proves nothing.
    """
    levels = tuple(sorted(domain.satisfaction(package)))
    while True:
        near = _near(domain, package)
        if not len(near):
            return package, levels
        utility = _sorted_satisfaction(domain, near)
        best = np.arange(len(near))
        for place in range(utility.shape[1]):
            figures = utility[best, place]
            best = best[figures == figures.max()]
        reached = tuple(utility[best[0]].tolist())
        if reached <= levels:
            return package, levels
        package, levels = tuple(near[best[0]].tolist()), reached


def equal_neighbours(
    domain: Domain, package: Columns, levels: tuple[int, ...], at_most: int
) -> list[Columns]:
    """
    Walk from package to package with the same sorted satisfactions.

    Parameters
    ----------
    domain : Domain
        Unchanged.
    package : tuple of int
        Where to start; it has `levels`.
    levels : tuple of int, length g
        Sorted satisfactions all found packages share.
    at_most : int
        Stop after this many.

    Returns
    -------
    list of tuple of int
        `package` and others, sorted.
    """
    found = {package}
    waiting = [package]
    wanted = np.array(levels)
    while waiting and len(found) < at_most:
        near = _near(domain, waiting.pop())
        if not len(near):
            continue
        equal = near[(_sorted_satisfaction(domain, near) == wanted).all(axis=1)]
        for row in equal.tolist():
            other = tuple(row)
            if other not in found and len(found) < at_most:
                found.add(other)
                waiting.append(other)
    return sorted(found)


def _sorted_satisfaction(domain: Domain, grid: Ints) -> Ints:
    utility: Ints = domain.utility.T[grid].sum(axis=1)
    utility.sort(axis=1)
    return utility


def _near(domain: Domain, package: Columns) -> Ints:
    """List the packages of the domain that differ in one or two answers."""
    here = np.array(package, dtype=np.int64)
    other = np.array(
        [column for column in np.flatnonzero(domain.allowed) if column not in package], dtype=np.int64
    )
    question = domain.question[other]
    first, second = np.triu_indices(len(other))
    differ = (question[first] != question[second]) | (first == second)
    first, second = first[differ], second[differ]
    near = np.repeat(here[None, :], len(first), axis=0)
    rows = np.arange(len(first))
    near[rows, question[first]] = other[first]
    near[rows, question[second]] = other[second]
    inside = np.ones(len(near), dtype=np.bool_)
    for row, most in zip(domain.rows, domain.most, strict=True):
        inside &= row[near].sum(axis=1) <= most
    return near[inside]
