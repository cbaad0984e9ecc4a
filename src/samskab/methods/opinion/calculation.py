"""From votes to an opinion: the whole calculation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from .bridging import BridgingScore, bridging_score
from .clusters import matched_ids
from .consensus import much_to_few, what_we_share, where_we_differ
from .doubt import DRAWS
from .gate import Found, find_groups
from .plane import Plane, centred, extremity, leading_plane, means, orient, ridge_positions, warm_plane
from .published import majority
from .result import Carry, DeclaredGroups, Opinion
from .statistics import FEWEST_SEEN, GroupCounts, count_groups, representative, run_tests
from .votes import Floats, Ints, Longs, Votes

METHOD = "opinion"
VERSION = 1

_S = TypeVar("_S", bound=np.generic)


@contextmanager
def _one_thread() -> Iterator[None]:
    """One BLAS thread: the same last bits everywhere, and no threads spinning on a busy machine."""
    with threadpool_limits(1):
        yield


def fit(
    votes: Votes,
    *,
    seed: int = 0,
    previous: Carry | None = None,
    declared: Mapping[str, Sequence[str | None]] | None = None,
    stability_draws: int = DRAWS,
    bridging: bool = True,
) -> Opinion:
    """Find positions, groups, statistics and consensus.

    Parameters
    ----------
    votes : Votes
        From `upsert`.
    seed : int
        Same votes and seed, same result, bit for bit, whatever the order of rows or the names.
    previous : Carry, optional
        From the last fit of the same conversation: the axes start warm and keep their direction, groups keep
        their identity, and a new number of groups must win four fits in a row.
    declared : mapping of str to sequence of (str or None), optional
        For instance ``{"area": [...]}`` with one entry per person id.
    stability_draws : int
        See `find_groups`; 0 only to compare speed with methods that do not ask whether groups are stable.
    bridging : bool
        Whether to fit the group-free score.

    Returns
    -------
    Opinion
        Always: also for no votes, one person, or people who all agree.

    Notes
    -----
    Cost: about 40 passes over the votes; with stability and bridging about 500 passes over at most 50,000
    people's.

    Examples
    --------
    Forty people in two camps, ten statements:

    >>> from samskab.methods.opinion import upsert
    >>> person, statement = (a.ravel() for a in np.indices((40, 10)))
    >>> opinion = fit(upsert(person, statement, np.where((person < 20) == (statement < 5), 1, -1)))
    >>> opinion.distinct_groups, opinion.sizes, opinion.gate.code
    (True, (20, 20), 'distinct_groups')

    Three people are too few to speak of groups:

    >>> fit(upsert([0, 1, 2], [0, 0, 0], [1, 1, -1])).gate.code
    'too_few'
    """
    with _one_thread():
        mean = means(votes.agree, votes.disagree, votes.seen)
        plane, position = _map(votes, mean, previous)
        earlier = (previous.k, previous.wanted, previous.wins) if previous else None
        found = find_groups(
            votes, position, seed=seed, draws=stability_draws, earlier=earlier,
            start=previous.centres if previous else None,
        )  # fmt: skip
        found, ids, next_id = _named(votes, found, previous)
        score = bridging_score(votes, plane.basis[0], seed=seed) if bridging else None
        spoken = _declared(votes, declared or {})
        whole = _Parts(votes, seed, mean, plane, position, found, ids, next_id, spoken, score, previous)
        return _assemble(whole)


@dataclass(frozen=True, eq=False)
class _Parts:
    """Everything computed, still in canonical order."""

    votes: Votes
    seed: int
    mean: Floats
    plane: Plane
    position: Floats
    found: Found
    ids: tuple[int, ...]
    next_id: int
    declared: tuple[DeclaredGroups, ...]
    score: BridgingScore | None
    previous: Carry | None


def _map(votes: Votes, mean: Floats, previous: Carry | None) -> tuple[Plane, Floats]:
    table = centred(votes.start, votes.statement, votes.vote, mean)
    earlier = None
    if previous is not None:
        earlier = np.zeros((2, votes.n_live))
        known = votes.statement_of_column < previous.basis.shape[1]
        earlier[:, known] = previous.basis[:, votes.statement_of_column[known]]
    plane = leading_plane(table) if earlier is None else warm_plane(table, earlier)
    plane = Plane(orient(plane.basis, earlier), plane.strength, plane.rounds, plane.warm)
    return plane, ridge_positions(table, plane.basis)


def _named(votes: Votes, found: Found, previous: Carry | None) -> tuple[Found, tuple[int, ...], int]:
    """Order groups by lasting identity; in a first fit the largest is 0, of equal ones the left."""
    k = found.gate.k
    if previous is None or k == 1:
        size = np.bincount(found.label[found.label >= 0], minlength=k)
        order = np.lexsort((found.centres[:, 1], found.centres[:, 0], -size))
        next_id = max(k, previous.next_id if previous else 0)
        return _reordered(found, order), tuple(range(k)), next_id
    person = votes.person_of_row
    known = person < len(previous.group)
    earlier = np.full(votes.n_people, -1, np.int64)
    earlier[known] = previous.group[person[known]]
    ids, next_id = matched_ids(found.label, k, earlier, next_id=previous.next_id, known=known)
    order = np.argsort(ids)
    return _reordered(found, order), tuple(sorted(ids)), next_id


def _reordered(found: Found, order: npt.NDArray[np.intp]) -> Found:
    place = np.empty(len(order) + 1, np.int64)
    place[order], place[-1] = np.arange(len(order)), -1
    return Found(place[found.label], found.centres[order], found.gate, found.rounds)


def _spread(values: npt.NDArray[_S], columns: Ints, total: int, gap: float) -> npt.NDArray[_S]:
    """From canonical columns to the caller's statement ids, with a gap for statements that are not live."""
    wide: npt.NDArray[_S] = np.full((*values.shape[:-1], total), gap, values.dtype)
    wide[..., columns] = values
    return wide


def _wide_counts(votes: Votes, label: Longs, k: int) -> GroupCounts:
    counts = count_groups(votes, label, k)
    columns, total = votes.statement_of_column, votes.n_statements
    return GroupCounts(*(_spread(c, columns, total, 0) for c in (counts.agree, counts.disagree, counts.seen)))


def _declared(votes: Votes, declared: Mapping[str, Sequence[str | None]]) -> tuple[DeclaredGroups, ...]:
    made = []
    for name, of_person in declared.items():
        given = [of_person[p] for p in votes.person_of_row.tolist()]
        voted = votes.votes_by > 0
        people: dict[str, int] = {}
        for group, has_vote in zip(given, voted.tolist(), strict=True):
            if group is not None and has_vote:
                people[group] = people.get(group, 0) + 1
        kept = sorted(group for group, size in people.items() if size >= FEWEST_SEEN)
        place = {group: g for g, group in enumerate(kept)}
        label = np.array([-1 if group is None else place.get(group, -1) for group in given], np.int64)
        counts = _wide_counts(votes, label, len(kept))
        made.append(
            DeclaredGroups(name, tuple(kept), counts, tuple(people[g] for g in kept), len(people) - len(kept))
        )
    return tuple(made)


def _assemble(parts: _Parts) -> Opinion:
    """Bring everything back to the caller's ids and read the lists off the counts."""
    votes, found, plane, previous = parts.votes, parts.found, parts.plane, parts.previous
    gate, columns, total = found.gate, votes.statement_of_column, votes.n_statements
    counts = _wide_counts(votes, found.label, gate.k)
    tests = run_tests(counts)
    size = np.bincount(found.label[found.label >= 0], minlength=gate.k)
    group = np.full(votes.n_people, -1, np.int64)
    group[votes.person_of_row] = np.append(np.array(parts.ids), -1)[found.label]
    where = np.full((votes.n_people, 2), np.nan)
    voted = votes.votes_by > 0
    where[votes.person_of_row[voted]] = parts.position[voted]
    live = set(columns.tolist())
    shared = what_we_share(counts, *(d.counts for d in parts.declared))
    remembered = group if gate.k > 1 or previous is None else _remembered(previous.group, votes.n_people)
    basis = _spread(plane.basis, columns, total, 0.0)
    return Opinion(
        method=METHOD,
        version=VERSION,
        seed=parts.seed,
        input_sha256=votes.sha256,
        n_people=votes.n_people,
        n_voters=int(voted.sum()),
        n_statements=total,
        n_live=votes.n_live,
        n_votes=votes.n_votes,
        n_revotes=votes.n_revotes,
        n_moderated=votes.n_moderated,
        mean=_spread(parts.mean, columns, total, np.nan),
        basis=basis,
        position=where,
        group=group,
        group_ids=parts.ids,
        sizes=tuple(size.tolist()),
        centres=found.centres,
        gate=gate,
        plane_rounds=plane.rounds,
        plane_warm=plane.warm,
        counts=counts,
        tests=tests,
        representative=representative(counts, tests),
        majority=majority(
            *(_spread(c, columns, total, 0) for c in (votes.agree, votes.disagree, votes.seen))
        ),
        shared=tuple(s for s in shared if s.statement in live),
        differences=where_we_differ(counts),
        held_by_few=much_to_few(counts, size),
        declared=parts.declared,
        extremity=_spread(extremity(parts.mean, plane.basis), columns, total, np.nan),
        bridging=_wide_score(parts.score, columns, total),
        rounds=found.rounds,
        ties=0,
        carry=Carry(basis, found.centres, remembered, parts.next_id, gate.k, gate.wanted, gate.wins),
    )


def _remembered(group: Longs, n: int) -> Longs:
    """Groups as they last were, so that they can come back under their own names."""
    return np.concatenate([group, np.full(max(0, n - len(group)), -1, np.int64)])


def _wide_score(score: BridgingScore | None, columns: Ints, total: int) -> BridgingScore | None:
    if score is None:
        return None
    lower_end, offset, factor = (
        _spread(v, columns, total, np.nan) for v in (score.lower_end, score.offset, score.factor)
    )
    return replace(score, lower_end=lower_end, offset=offset, factor=factor)
