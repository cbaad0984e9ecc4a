"""The statements we bring to a meeting: every large enough group that agrees on something finds it there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from samskab.methods.outcome import input_sha256

from .votes import Bools, Floats, Longs, Votes

METHOD = "opinion.choose_slate"
VERSION = 1
MOST_PEOPLE = 20_000


@dataclass(frozen=True)
class Place:
    """One place on the slate.

    Attributes
    ----------
    statement : int
        Caller's statement id.
    speaks_for : int
        People who agree with it and with no statement chosen before.
    estimated : int
        How many of them are an estimate rather than a vote cast.
    entitled : bool
        True when they are at least one place's share of the people.
    tied : tuple of int
        Statements that spoke for as many; the lot chose. Empty without a tie.
    """

    statement: int
    speaks_for: int
    estimated: int
    entitled: bool
    tied: tuple[int, ...]


@dataclass(frozen=True)
class Slate:
    """A meeting's agenda and how well it covers the people.

    Attributes
    ----------
    method, version, seed, input_sha256
        Equal in two runs means equal results.
    places : tuple of Place
    quota : int
        People a place stands for: people / places, rounded up.
    n_people : int
        People with at least one vote (a sample above 20,000).
    covered : float
        Share who agree with at least one statement, estimates included. It saturates: show it, never optimise
        it.
    covered_by_votes : float
        The same by votes cast alone.
    largest_unserved : int
        Most people outside all chosen statements who agree on one that was left out; below ``quota`` the
        slate gives justified representation.
    rounds, ties : int
        Places filled; those for which the lot chose.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    places: tuple[Place, ...]
    quota: int
    n_people: int
    covered: float
    covered_by_votes: float
    largest_unserved: int
    rounds: int
    ties: int

    @property
    def justified(self) -> bool:
        """Whether no group of a place's size that agrees on something is left without anything."""
        return self.largest_unserved < self.quota


def choose_slate(
    votes: Votes,
    size: int,
    *,
    lot: Longs,
    estimate: sp.csr_matrix | None = None,
    merit: Floats | None = None,
    seed: int = 0,
) -> Slate:
    """Choose statements one by one, each time for the most people who have none yet.

    Parameters
    ----------
    votes : Votes
    size : int; places on the slate
    lot : int64[n_statements]
        A permutation drawn beforehand; the lower number wins a tie that ``merit`` leaves.
    estimate : csr_matrix[n_people, n_live], optional
        Non-zero where a person is estimated to agree with a statement they have not seen; in the order of
        ``votes``. A vote cast always overrules it.
    merit : float64[n_statements], optional
        Fills places nobody is left for, and settles ties before the lot does. NaN counts lowest.
    seed : int; draws the sample above 20,000 people

    Returns
    -------
    Slate

    Notes
    -----
    Greedy cover. While some statement speaks for at least ``quota`` people without one, it enters, so
    afterwards no such group is left: justified representation (Aziz et al. 2017,
    doi:10.1007/s00355-016-1019-3), unless places run out, which they cannot, as each entitled place uses up a
    quota. Cost: O(approvals * places).

    Examples
    --------
    Three people like the first statement, one the second; two places serve all:

    >>> from samskab.methods.opinion import upsert
    >>> votes = upsert([0, 1, 2, 3], [0, 0, 0, 1], [1, 1, 1, 1])
    >>> slate = choose_slate(votes, 2, lot=np.arange(2))
    >>> [(p.statement, p.speaks_for) for p in slate.places], slate.justified, slate.covered
    ([(0, 3), (1, 1)], True, 1.0)
    """
    rows = _sampled(np.flatnonzero(votes.votes_by > 0), seed)
    cast, approvals = _approvals(votes, rows, estimate)
    n, m = approvals.shape
    quota = max(1, -(-n // max(size, 1)))
    columns = votes.statement_of_column
    value = np.full(m, -np.inf) if merit is None else np.nan_to_num(merit[columns], nan=-np.inf)
    by_column = approvals.tocsc()
    free, open_ones, places = np.ones(n, bool), np.ones(m, bool), list[Place]()
    while len(places) < min(size, m):
        gain = np.where(open_ones, approvals.T @ free.astype(np.int64), -1)
        pick, tied = _winner(gain, value, lot[columns])
        fans = by_column.indices[by_column.indptr[pick] : by_column.indptr[pick + 1]]
        mine = fans[free[fans]]
        guesses = len(mine) - int(cast[mine, [pick] * len(mine)].sum()) if len(mine) else 0
        names = tuple(sorted(int(columns[j]) for j in tied))
        places.append(Place(int(columns[pick]), len(mine), guesses, len(mine) >= quota, names))
        free[mine] = False
        open_ones[pick] = False
    left = np.where(open_ones, approvals.T @ free.astype(np.int64), 0)
    guessed = None if estimate is None else [estimate.indptr, estimate.indices, estimate.data]
    return Slate(
        method=METHOD,
        version=VERSION,
        seed=seed,
        input_sha256=input_sha256(votes.sha256, size, lot, guessed, merit),
        places=tuple(places),
        quota=quota,
        n_people=n,
        covered=float((~free).mean()) if n else 0.0,
        covered_by_votes=float(((cast @ (~open_ones).astype(np.int64)) > 0).mean()) if n else 0.0,
        largest_unserved=int(left.max(initial=0)),
        rounds=len(places),
        ties=sum(bool(place.tied) for place in places),
    )


def _sampled(rows: Longs, seed: int) -> Longs:
    if len(rows) <= MOST_PEOPLE:
        return rows
    return np.sort(np.random.default_rng([seed, 4]).choice(rows, MOST_PEOPLE, replace=False))


def _approvals(
    votes: Votes, rows: Longs, estimate: sp.csr_matrix | None
) -> tuple[sp.csr_matrix, sp.csr_matrix]:
    """Agreements cast, and agreements cast or estimated where nothing was cast; both 0 or 1."""
    shape = (votes.n_people, votes.n_live)
    cast = sp.csr_matrix(((votes.vote == 1).astype(np.int64), votes.statement, votes.start), shape=shape)[
        rows
    ]
    if estimate is None:
        cast.eliminate_zeros()
        return cast, cast
    heard = sp.csr_matrix((np.ones(len(votes.vote), np.int64), votes.statement, votes.start), shape=shape)[
        rows
    ]
    guess = (estimate[rows] != 0).astype(np.int64)
    unheard_guess = guess - guess.multiply(heard)
    cast.eliminate_zeros()
    both = (cast + unheard_guess).tocsr()
    both.eliminate_zeros()
    return cast, both


def _winner(gain: Longs, value: Floats, lot: Longs) -> tuple[int, tuple[int, ...]]:
    """Most people, then merit, then the lot; the second part names all the lot chose among."""
    best = np.flatnonzero(gain == gain.max())
    best = best[value[best] == value[best].max()]
    pick = int(best[lot[best].argmin()])
    return pick, tuple(best.tolist()) if len(best) > 1 else ()


def estimated_agreement(
    votes: Votes, position: Floats, mean: Floats, basis: Floats, *, least: float = 0.5
) -> sp.csr_matrix:
    """Who would probably agree with what they have not seen, judged by where they stand on the map.

    Parameters
    ----------
    votes : Votes
    position : float64[n_people, 2]
        By person id; NaN people get no estimates.
    mean, basis : float64[n_statements], float64[2, n_statements]
        By statement id.
    least : float
        Estimated vote, in [-1, 1], from which someone counts as agreeing.

    Returns
    -------
    csr_matrix bool[n_people, n_live]
        In the order of ``votes``. Estimates, never to be shown or counted as votes.

    Notes
    -----
    Dense while it is made, 4,096 people at a time. Cost: O(n m).

    Examples
    --------
    >>> from samskab.methods.opinion import upsert
    >>> votes = upsert([0, 1], [0, 1], [1, 1])
    >>> spots, one = np.array([[2.0, 0], [-2, 0]]), np.array([0.0, 0.5])
    >>> estimated_agreement(votes, spots, one, np.array([[1.0, 0], [0, 0]])).sum()
    np.int64(3)
    """
    columns = votes.statement_of_column
    loadings, level = basis[:, columns], np.nan_to_num(mean[columns])
    spots = position[votes.person_of_row]
    blocks: list[Bools] = []
    for lo in range(0, votes.n_people, 4096):
        with np.errstate(invalid="ignore"):
            blocks.append(sp.csr_matrix(level + spots[lo : lo + 4096] @ loadings >= least))
    return sp.vstack(blocks, format="csr") if blocks else sp.csr_matrix((0, len(columns)), dtype=bool)
