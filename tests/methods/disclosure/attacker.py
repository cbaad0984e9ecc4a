"""Somebody who has kept every release and knows who is in every published figure but not what they said.

Written without the code under test: sets, subsets and linear algebra over the true contributors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations

import numpy as np

People = frozenset[int]
Household = Mapping[int, int]
MOST_ATOMS = 2


def units(people: Iterable[int], household: Household) -> int:
    """A household once."""
    return len({household.get(person, -1 - person) for person in people})


def subsets(cells: Sequence[People]) -> Iterator[People]:
    """Every union of cells."""
    for chosen in chain.from_iterable(combinations(cells, size) for size in range(len(cells) + 1)):
        yield frozenset(chain.from_iterable(chosen))


def all_union_differences(one: Sequence[People], other: Sequence[People]) -> Iterator[People]:
    """Every union of cells of the one minus every union of cells of the other, both ways: 2^cells of each."""
    left, right = set(subsets(one)), set(subsets(other))
    for u in left:
        for v in right:
            yield u - v
            yield v - u


def small_differences(
    one: Sequence[People], other: Sequence[People], household: Household, k: int
) -> list[People]:
    """The groups of 1 to k - 1 among them, without walking through all of them.

    What a cell leaves when any of the other's cells are taken away is the people in none of them plus any
    choice of its overlaps; the smallest such group is found by taking away as much as can be.
    """
    found = []
    for cell, others in chain(((c, other) for c in one), ((c, one) for c in other)):
        alone = cell.difference(*others)
        overlaps = [cell & another for another in others if cell & another]
        found += [group for group in ([alone] if alone else overlaps) if units(group, household) < k]
    return found


def small_groups_by_algebra(published: Iterable[People], household: Household, k: int) -> list[People]:
    """Groups of 1 to k - 1 whose size is a linear combination of published figures of any dates.

    People in exactly the same figures are one atom. A union of atoms can be counted exactly when its
    indicator lies in the row space of the table figures x atoms. Unions of up to `MOST_ATOMS` are tried.
    """
    sets = sorted({cell for cell in published if cell}, key=sorted)
    atoms: dict[tuple[bool, ...], set[int]] = {}
    for person in frozenset().union(*sets):
        atoms.setdefault(tuple(person in cell for cell in sets), set()).add(person)
    if not atoms:
        return []
    members = [frozenset(who) for who in atoms.values()]
    size = [units(who, household) for who in members]
    table = np.array(list(atoms), dtype=float).T
    basis = np.linalg.svd(table, full_matrices=False)
    rank = int((1e-9 * basis.S[0] < basis.S).sum())
    rows = basis.Vh[:rank]
    small = [place for place, n in enumerate(size) if n < k]
    found = []
    for count in range(1, MOST_ATOMS + 1):
        for chosen in combinations(small, count):
            if sum(size[place] for place in chosen) < k:
                inside = rows[:, list(chosen)].sum(axis=1)
                if abs(float(inside @ inside) - count) < 1e-6:
                    found.append(frozenset().union(*(members[place] for place in chosen)))
    return found


def attack(
    releases: Sequence[Sequence[People]], household: Household, k: int, *, algebra: bool = True
) -> list[People]:
    """All groups of 1 to k - 1 found: in a cell, between any two releases, by algebra over all of them."""
    distinct = list(dict.fromkeys(tuple(cells) for cells in releases))
    found = [cell for cells in distinct for cell in cells if units(cell, household) < k]
    for one, other in combinations(distinct, 2):
        found += small_differences(one, other, household, k)
    if algebra:
        found += small_groups_by_algebra(chain.from_iterable(distinct), household, k)
    return found
