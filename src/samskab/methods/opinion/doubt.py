"""Two questions before groups are believed: would they survive fewer votes, and is there more than chance?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .clusters import SAMPLE, adjusted_rand, k_means
from .plane import centred, leading_plane, means, ridge_positions
from .votes import Bytes, Ints, Longs, Votes

DRAWS = 10
DROPPED = 0.1
MOST_PEOPLE = 20_000
_RESTARTS = 4
_TOLERANCE = 1e-4


def stream(seed: int, part: int) -> np.random.Generator:
    """Random numbers of one step: adding a step elsewhere does not change this one's.

    Parameters
    ----------
    seed, part : int

    Returns
    -------
    numpy.random.Generator
    """
    return np.random.default_rng([seed, part])


def sample(n: int, most: int, seed: int) -> Longs:
    """Everybody, or a drawn part in canonical order.

    Parameters
    ----------
    n, most, seed : int

    Returns
    -------
    int64[min(n, most)]
        Ascending.

    Examples
    --------
    >>> sample(3, 5, seed=0).tolist()
    [0, 1, 2]
    """
    if n <= most:
        return np.arange(n)
    return np.sort(stream(seed, 1).choice(n, most, replace=False))


def stability(votes: Votes, label: Longs, k: int, *, seed: int, draws: int = DRAWS) -> float:
    """Would the same people be grouped together if a tenth of the votes were missing?

    Parameters
    ----------
    votes : Votes
    label : int64[n]
        The grouping to test, -1 = not placed.
    k : int
        Its number of groups.
    seed : int
        Decides which votes are dropped.
    draws : int
        How often; at least 1.

    Returns
    -------
    float
        Mean adjusted Rand index between the grouping and those found anew, cold, with 10 % of the votes
        dropped.

    Notes
    -----
    Every draw finds its own axes and its own groups, from starts of its own: beginning at the old ones would
    call noise stable. Above 20,000 placed people a sample of 20,000 stands for all. Cost: one small fit per
    draw.

    Examples
    --------
    Two camps of twenty who disagree on everything stay two camps:

    >>> from samskab.methods.opinion import upsert
    >>> person, statement = (a.ravel() for a in np.indices((40, 10)))
    >>> votes = upsert(person, statement, np.where(person < 20, 1, -1))
    >>> camp = (votes.vote[votes.start[:-1]] > 0).astype(int)
    >>> stability(votes, camp, 2, seed=0)
    1.0
    """
    part, rows = _judged(votes, label, seed)
    grouped = np.flatnonzero(label[rows] >= 0)
    judged = grouped[sample(len(grouped), SAMPLE, seed)]
    rng = stream(seed, 2)
    same = []
    for _ in range(draws):
        thinned = _thinned(part, rng)
        mean = means(thinned.agree, thinned.disagree, thinned.seen)
        table = centred(thinned.start, thinned.statement, thinned.vote, mean)
        basis = leading_plane(table, tolerance=_TOLERANCE).basis
        left = judged[np.diff(thinned.start)[judged] > 0]
        again = k_means(ridge_positions(table, basis)[left], k, rng=rng, restarts=_RESTARTS)
        same.append(adjusted_rand(label[rows][left], again.label))
    return float(np.mean(same))


def beyond_chance(votes: Votes, label: Longs, *, seed: int, draws: int = DRAWS) -> tuple[float, float]:
    """Do votes hang together more than they would if everybody belonged to one room?

    With few statements a room of one mind falls into clumps that no thinning moves: everybody sits on one of
    a few spots. So each vote is drawn anew from its own statement's shares, as if nobody's votes belonged
    together, and the strength of the first axis is compared.

    Parameters
    ----------
    votes : Votes
    label : int64[n]
        The grouping in question, -1 = not placed; decides whose votes are looked at.
    seed : int
    draws : int
        How many such rooms are drawn; drawing stops at the first that is as strong.

    Returns
    -------
    observed, highest : float
        Strength of the first axis, in the votes and the highest among the drawn rooms.

    Notes
    -----
    A parametric form of parallel analysis (Horn 1965, doi:10.1007/BF02289447). One mind passes in at most
    about one case in `draws` + 1, of those that are stable. Cost: one small map per draw.

    Examples
    --------
    >>> from samskab.methods.opinion import upsert
    >>> person, statement = (a.ravel() for a in np.indices((40, 10)))
    >>> votes = upsert(person, statement, np.where(person < 20, 1, -1))
    >>> observed, highest = beyond_chance(votes, np.zeros(40, int), seed=0)
    >>> round(observed), highest < 100
    (400, True)
    """
    part, _ = _judged(votes, label, seed)
    rng = stream(seed, 5)
    observed, highest = _strength(part), 0.0
    agree, disagree = (count / np.maximum(part.seen, 1) for count in (part.agree, part.disagree))
    agree, not_disagree = agree.astype(np.float32), (1 - disagree).astype(np.float32)
    for _ in range(draws):
        luck = rng.random(len(part.vote), dtype=np.float32)
        drawn = (luck < agree[part.statement]).astype(np.int8)
        drawn -= luck >= not_disagree[part.statement]
        highest = max(highest, _strength(_part(part.start, part.statement, drawn, part.n_live)))
        if highest >= observed:
            break
    return observed, highest


def _strength(part: _Part) -> float:
    mean = means(part.agree, part.disagree, part.seen)
    table = centred(part.start, part.statement, part.vote, mean)
    return float(leading_plane(table, tolerance=_TOLERANCE).strength[0])


def _judged(votes: Votes, label: Longs, seed: int) -> tuple[_Part, Longs]:
    """Everybody's votes, or those of 20,000 placed people standing for all."""
    rows = np.arange(votes.n_people)
    placed = np.flatnonzero(label >= 0)
    if len(placed) > MOST_PEOPLE:
        rows = placed[sample(len(placed), MOST_PEOPLE, seed)]
    return _rows_of(votes, rows), rows


@dataclass(frozen=True, eq=False)
class _Part:
    """Some rows' votes: the part of `Votes` the map needs."""

    start: Longs
    statement: Ints
    vote: Bytes
    n_live: int
    agree: Longs
    disagree: Longs
    seen: Longs

    @property
    def n_people(self) -> int:
        return len(self.start) - 1


def _part(start: Longs, statement: Ints, vote: Bytes, m: int) -> _Part:
    cells = np.bincount(statement * np.int64(3) + (vote + 1), minlength=3 * m).reshape(m, 3)
    return _Part(start, statement, vote, m, cells[:, 2], cells[:, 0], cells.sum(1))


def _rows_of(votes: Votes, rows: Longs) -> _Part:
    if len(rows) == votes.n_people:
        return _part(votes.start, votes.statement, votes.vote, votes.n_live)
    size = votes.votes_by[rows]
    start = np.concatenate([[0], np.cumsum(size)])
    index = np.repeat(votes.start[rows] - start[:-1], size) + np.arange(start[-1])
    return _part(start, votes.statement[index], votes.vote[index], votes.n_live)


def _thinned(part: _Part, rng: np.random.Generator) -> _Part:
    keep = rng.random(len(part.vote), dtype=np.float32) >= DROPPED
    kept_before = np.concatenate([[0], np.cumsum(keep)])
    return _part(kept_before[part.start], part.statement[keep], part.vote[keep], part.n_live)
