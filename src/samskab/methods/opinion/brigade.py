"""Does a headline rest on one kind of voters, or on ballots that were cast as one? Shown, never removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import connected_components
from threadpoolctl import threadpool_limits

from samskab.methods.intervals import wilson
from samskab.methods.outcome import input_sha256

from .statistics import FEWEST_SEEN
from .votes import Bools, Floats, Longs, Votes

VERSION = 1
HALF = 0.5
FEWEST_TIERS = 2
FEWEST_SHARED = 20
LEAST_ALIKE = 0.9
CHANCE = 0.01
CAMP = 1 / 3
SMALLEST = 3
MOST_PEOPLE = 3_000
UNSEEN = 9
_RATE_PRIOR = 2.0


@dataclass(frozen=True)
class Part:
    """How some of the voters took a headline.

    Attributes
    ----------
    name : str
    n : int
        Who have seen the statement, 5 or more.
    share : float
        Of them who hold the headline.
    holds : bool
        Whether the lower bound (Wilson, z = 1) of that share is above one half.
    """

    name: str
    n: int
    share: float
    holds: bool


@dataclass(frozen=True)
class Headline:
    """A statement a majority agrees or disagrees with, and what it rests on.

    Attributes
    ----------
    statement : int
        Caller's id.
    agrees : bool
        Whether the majority agrees, or disagrees.
    n : int
        Who have seen it.
    share : float
    tiers : tuple of Part
        Sorted by name; tiers where fewer than five have seen it are left out.
    only_among : tuple of str
        When it holds in fewer than two tiers: the tier it holds in, or none. Empty as well when it holds in
        two; see `broad`.
    broad : bool
        Whether it holds in two tiers or more.
    falls_without : tuple of (str, Part)
        Kind of cohort, and the voters left when that cohort is taken out, under its name: each such cohort
        carries the headline alone.
    """

    statement: int
    agrees: bool
    n: int
    share: float
    tiers: tuple[Part, ...]
    only_among: tuple[str, ...]
    broad: bool
    falls_without: tuple[tuple[str, Part], ...]


@dataclass(frozen=True)
class Headlines:
    """What majorities rest on.

    Attributes
    ----------
    method, version, seed, input_sha256
        Equal in two runs means equal results; nothing is drawn, so the seed is 0.
    headlines : tuple of Headline
        By lower bound, strongest first; equal ones by statement.
    small_cohorts : int
        Cohorts of fewer than five voters: not tried, because the answer would tell about single people.
    rounds, ties : int
        0: one count, and no lot.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    headlines: tuple[Headline, ...]
    small_cohorts: int
    rounds: int = 0
    ties: int = 0


def check_headlines(
    votes: Votes,
    *,
    tier: Sequence[str | None],
    cohorts: Mapping[str, Sequence[str | None]] | None = None,
) -> Headlines:
    """Ask of every majority whether it holds in more than one tier, and without each cohort.

    Parameters
    ----------
    votes : Votes
    tier : sequence of n_people (str or None)
        How well each person is known: identified by an authority or association, invited by code, network,
        open. None counts in no tier.
    cohorts : mapping of str to sequence of n_people (str or None), optional
        For instance invitation code, network, day of registration, helper.

    Returns
    -------
    Headlines

    Raises
    ------
    ValueError
        ``lengths_differ``.

    Notes
    -----
    A headline: the lower Wilson bound (z = 1) of agreeing, or of disagreeing, among those who have seen it is
    above one half. Taking out a cohort also makes the sample smaller, so a large cohort can carry a headline
    without any harm meant; the page says so and people judge. Cost: one pass over the votes per grouping.

    Examples
    --------
    Ten identified people are split; ten from the open web all agree: it holds only among the open.

    >>> from samskab.methods.opinion import upsert
    >>> votes = upsert(range(20), [0] * 20, [1, -1] * 5 + [1] * 10)
    >>> told = check_headlines(votes, tier=["identified"] * 10 + ["open"] * 10)
    >>> told.headlines[0].only_among, told.headlines[0].broad
    (('open',), False)
    """
    groupings = {"": tier, **(cohorts or {})}
    if any(len(of_person) != votes.n_people for of_person in groupings.values()):
        message = "lengths_differ"
        raise ValueError(message)
    tables = {kind: _table(votes, of_person) for kind, of_person in groupings.items()}
    total = np.stack([votes.agree, votes.disagree, votes.seen])
    found: list[tuple[float, Headline]] = []
    for way in (0, 1):
        lower, _ = wilson(total[way], votes.seen)
        found += [
            (-float(lower[j]), _headline(votes, tables, total, int(j), way))
            for j in np.flatnonzero(lower > HALF)
        ]
    small = sum(int((table[2] < FEWEST_SEEN).sum()) for kind, table in tables.items() if kind)
    return Headlines(
        method="opinion.check_headlines",
        version=VERSION,
        seed=0,
        input_sha256=input_sha256(votes.sha256, list(tier), {k: list(v) for k, v in (cohorts or {}).items()}),
        headlines=tuple(one for _, one in sorted(found, key=lambda row: (row[0], row[1].statement))),
        small_cohorts=small,
    )


_Table = tuple[list[str], Longs, Longs]


def _table(votes: Votes, of_person: Sequence[str | None]) -> _Table:
    """Names, counts [name, agree/disagree/seen, column], and voters per name."""
    given = [of_person[person] for person in votes.person_of_row.tolist()]
    names = sorted({name for name in given if name is not None})
    place = {name: i for i, name in enumerate(names)}
    row = np.array([-1 if name is None else place[name] for name in given], dtype=np.int64)
    cell = np.repeat(row, votes.votes_by) * votes.n_live + votes.statement
    known = np.repeat(row, votes.votes_by) >= 0
    size = len(names) * votes.n_live
    counts = np.stack(
        [
            np.bincount(cell[known & taken], minlength=size)
            for taken in (votes.vote == 1, votes.vote == -1, np.ones(len(cell), dtype=bool))
        ]
    )
    voters = np.bincount(row[(row >= 0) & (votes.votes_by > 0)], minlength=len(names))
    return names, counts.reshape(3, len(names), votes.n_live).transpose(1, 0, 2).astype(np.int64), voters


def _headline(votes: Votes, tables: Mapping[str, _Table], total: Longs, j: int, way: int) -> Headline:
    names, counts, _ = tables[""]
    heard = [i for i in range(len(names)) if counts[i, 2, j] >= FEWEST_SEEN]
    tiers = tuple(_part(names[i], int(counts[i, way, j]), int(counts[i, 2, j])) for i in heard)
    holding = tuple(part.name for part in tiers if part.holds)
    falls = []
    for kind, (cohort_names, cohort_counts, voters) in tables.items():
        for i in np.flatnonzero(voters >= FEWEST_SEEN).tolist() if kind else []:
            left = total[:, j] - cohort_counts[i, :, j]
            part = _part(cohort_names[i], int(left[way]), int(left[2]))
            if cohort_counts[i, 2, j] and not part.holds:
                falls.append((kind, part))
    broad = len(holding) >= FEWEST_TIERS
    return Headline(
        statement=int(votes.statement_of_column[j]),
        agrees=way == 0,
        n=int(votes.seen[j]),
        share=int(total[way, j]) / int(votes.seen[j]),
        tiers=tiers,
        only_among=() if broad else holding,
        broad=broad,
        falls_without=tuple(sorted(falls, key=lambda fall: (fall[0], fall[1].name))),
    )


def _part(name: str, k: int, n: int) -> Part:
    lower, _ = wilson(np.array([k]), np.array([n]))
    return Part(name, n, k / n if n else 0.0, bool(lower[0] > HALF))


@dataclass(frozen=True)
class AlikeBallots:
    """Ballots more alike than people's own minds make them, for a human to look at.

    Attributes
    ----------
    method, version, seed, input_sha256
        Equal in two runs means equal results.
    clusters : tuple of tuple of int
        Person ids, three or more together, largest cluster first: each is alike with another of its cluster.
    pairs : int
        Alike pairs in all.
    n_compared : int
        People with 20 votes or more; a sample above 3,000.
    rounds, ties : int
        0: one comparison, and no lot.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    clusters: tuple[tuple[int, ...], ...]
    pairs: int
    n_compared: int
    rounds: int = 0
    ties: int = 0


def alike_ballots(votes: Votes, *, group: Longs | None = None, seed: int = 0) -> AlikeBallots:
    """Find clusters of ballots that are nearly the same on twenty shared statements or more.

    Parameters
    ----------
    votes : Votes
    group : int64[n_people], optional
        Opinion groups by person id, -1 = none, so that a camp is not taken for a brigade: a group of a third
        of the people compared or more has its own shares.
    seed : int
        Draws the sample above 3,000 people.

    Returns
    -------
    AlikeBallots

    Notes
    -----
    A pair is alike when it agrees on 90 % of its shared statements, and so many agreements are unlikely if
    both drew their votes on their own: from their camp's shares of the statement, bent towards how often they
    themselves agree, disagree and pass. How unlikely is bounded by Hoeffding 1963,
    doi:10.1080/01621459.1963.10500830, exp(-s KL(agreed, expected)) for s shared statements, which holds for
    unequal chances too; the limit is sqrt(.02) n^-1.5, so that among n people one connected three is expected
    in a hundred rooms.
    People who know each other and think alike, and those who fill in the same leaflet, look the same as one
    person with many accounts. Cost O(n^2 m) in dense products, n up to 3,000.

    Examples
    --------
    Thirty people vote on sixty statements by a coin; five hand in one and the same ballot.

    >>> from samskab.methods.opinion import upsert
    >>> table = np.random.default_rng(0).choice([-1, 1], (30, 60))
    >>> table[25:] = table[25]
    >>> person, statement = (index.ravel() for index in np.indices(table.shape))
    >>> alike_ballots(upsert(person, statement, table.ravel())).clusters
    ((25, 26, 27, 28, 29),)
    """
    rows = np.flatnonzero(votes.votes_by >= FEWEST_SHARED)
    if len(rows) > MOST_PEOPLE:
        rows = np.sort(np.random.default_rng([seed, 6]).choice(rows, MOST_PEOPLE, replace=False))
    people = votes.person_of_row[rows].astype(np.int64)
    pairs: list[tuple[int, int]] = []
    if len(rows) >= SMALLEST and votes.n_live >= FEWEST_SHARED:
        label = np.zeros(len(rows), dtype=np.int64) if group is None else _camps(np.asarray(group)[people])
        with threadpool_limits(1):
            pairs = _alike_pairs(_dense(votes, rows), label)
    return AlikeBallots(
        method="opinion.alike_ballots",
        version=VERSION,
        seed=seed,
        input_sha256=input_sha256(votes.sha256, None if group is None else np.asarray(group, dtype=np.int64)),
        clusters=_clusters(pairs, people),
        pairs=len(pairs),
        n_compared=len(rows),
    )


def _camps(group: Longs) -> Longs:
    """Groups large enough to be camps, from 1; everybody else is 0."""
    names, size = np.unique(group[group >= 0], return_counts=True)
    camps = names[size >= CAMP * len(group)]
    label = np.zeros(len(group), dtype=np.int64)
    for number, name in enumerate(camps.tolist(), start=1):
        label[group == name] = number
    return label


def _dense(votes: Votes, rows: Longs) -> Longs:
    """Votes of these rows; another number where not seen."""
    table = np.full((len(rows), votes.n_live), UNSEEN, dtype=np.int64)
    for place, row in enumerate(rows.tolist()):
        part = slice(votes.start[row], votes.start[row + 1])
        table[place, votes.statement[part]] = votes.vote[part]
    return table


def _alike_pairs(table: Longs, label: Longs) -> list[tuple[int, int]]:
    n = len(table)
    cast = [(table == vote).astype(np.float32) for vote in (-1, 0, 1)]
    heard = cast[0] + cast[1] + cast[2]
    chance = _own_chances(cast, heard, label)
    shared = heard @ heard.T
    agreed = cast[0] @ cast[0].T + cast[1] @ cast[1].T + cast[2] @ cast[2].T
    expected = chance[0] @ chance[0].T + chance[1] @ chance[1].T + chance[2] @ chance[2].T
    a, b = np.triu_indices(n, 1)
    many = shared[a, b] >= FEWEST_SHARED
    a, b = a[many], b[many]
    size = np.maximum(shared[a, b].astype(np.float64), 1.0)
    rate, wanted = agreed[a, b] / size, np.clip(expected[a, b] / size, 1e-9, 1 - 1e-9)
    bound = size * _kl(rate, wanted)
    alike = (rate >= LEAST_ALIKE) & (rate > wanted) & (bound > 1.5 * np.log(n) - 0.5 * np.log(2 * CHANCE))
    return list(zip(a[alike].tolist(), b[alike].tolist(), strict=True))


def _own_chances(cast: list[Floats], heard: Floats, label: Longs) -> list[Floats]:
    """Chance of each vote of each person on each statement they have seen; 0 elsewhere."""
    share = [np.zeros_like(one) for one in cast]
    for camp in np.unique(label).tolist():
        mine: Bools = label == camp
        pool: Bools = mine if camp else np.ones(len(label), dtype=bool)
        seen = heard[pool].sum(axis=0)
        for part, one in zip(share, cast, strict=True):
            part[mine] = (one[pool].sum(axis=0) + 1 / 3) / (seen + 1)
    usual = [float(one.sum()) / max(1.0, float(heard.sum())) for one in cast]
    own = [
        (one.sum(axis=1) + _RATE_PRIOR * mean) / (heard.sum(axis=1) + _RATE_PRIOR) / max(mean, 1e-9)
        for one, mean in zip(cast, usual, strict=True)
    ]
    bent = [part * ratio[:, None] for part, ratio in zip(share, own, strict=True)]
    total = np.maximum(bent[0] + bent[1] + bent[2], 1e-12)
    return [(part / total * heard).astype(np.float32) for part in bent]


def _kl(p: Floats, q: Floats) -> Floats:
    """Kullback-Leibler divergence of two coins; 0 log 0 is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        first = np.where(p > 0, p * np.log(p / q), 0.0)
        second = np.where(p < 1, (1 - p) * np.log((1 - p) / (1 - q)), 0.0)
    return np.asarray(first + second, dtype=np.float64)


def _clusters(pairs: list[tuple[int, int]], people: Longs) -> tuple[tuple[int, ...], ...]:
    if not pairs:
        return ()
    import scipy.sparse as sp  # noqa: PLC0415 - only when there is something to tell

    a, b = np.array(pairs).T
    graph = sp.coo_matrix((np.ones(len(a)), (a, b)), shape=(len(people), len(people)))
    _, label = connected_components(graph, directed=False)
    found = [tuple(sorted(people[label == one].tolist())) for one in np.unique(label[np.concatenate([a, b])])]
    return tuple(sorted((who for who in found if len(who) >= SMALLEST), key=lambda who: (-len(who), who)))
