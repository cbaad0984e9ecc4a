"""The group-free bridging score: what would even those at the ends of the main divide agree with?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from samskab.methods.outcome import input_sha256

from .votes import Floats, Longs, Votes

METHOD = "opinion.bridging_score"
VERSION = 1
OFFSET_PENALTY = 0.15
FACTOR_PENALTY = 0.03
MOST_ROUNDS = 60
ENDS = (0.15, 0.85)
MOST_PEOPLE = 50_000
_SETTLED = 1e-4


@dataclass(frozen=True, eq=False)
class BridgingScore:
    """One continuous axis instead of groups.

    Approval = mean + person offset + statement offset + person factor * statement factor.

    Attributes
    ----------
    method, version, seed, input_sha256
        Equal in two runs means equal results.
    lower_end : float64[m]
        The score: statement offset + the less favourable end of the axis; NaN where nobody has voted.
    offset : float64[m]
        Approval that the axis does not explain. Never to be shown alone.
    factor : float64[m]
        How far approval follows the axis; show its size beside the score.
    mean : float
    ends : (float, float)
        Person factor at the 15 % and the 85 % quantile of voters.
    rounds : int
    n_people : int
        People the axis was fitted on.
    ties : int
        0: nothing competes.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    lower_end: Floats
    offset: Floats
    factor: Floats
    mean: float
    ends: tuple[float, float]
    rounds: int
    n_people: int
    ties: int = 0


def bridging_score(
    votes: Votes, axis: Floats, *, seed: int = 0, most_rounds: int = MOST_ROUNDS
) -> BridgingScore:
    """Fit one axis of approval and score every statement at its less favourable end.

    Parameters
    ----------
    votes : Votes
    axis : float64[m]
        Where to start: the map's first axis. Its sign does not matter for the score.
    seed : int
        Draws the people the axis is fitted on when there are more than 50,000.
    most_rounds : int
        Rounds at most; fewer when no statement moves by more than 1e-4 in a round.

    Returns
    -------
    BridgingScore

    Notes
    -----
    Approval is 1, pass one half, disagreement 0. Alternating least squares with closed 2-by-2 solves;
    penalties 0.15 on offsets and 0.03 on factors, per vote, as Community Notes documents them. The lower end
    is our variant: it followed known truth better than the published offset (METHODS 6.5). Cost: about 20
    rounds of 10 passes.

    Examples
    --------
    All agree on the first statement; the second splits the room:

    >>> from samskab.methods.opinion import upsert
    >>> person, statement = (a.ravel() for a in np.indices((20, 2)))
    >>> votes = upsert(person, statement, np.where((statement == 0) | (person < 10), 1, -1))
    >>> score = bridging_score(votes, np.array([0.0, 1.0]))
    >>> [int(votes.statement_of_column[j]) for j in np.argsort(-score.lower_end)]
    [0, 1]
    """
    rows = np.flatnonzero(votes.votes_by > 0)
    source = (METHOD, VERSION, seed, input_sha256(votes.sha256, axis, most_rounds))
    if not len(rows):
        nothing = np.full(votes.n_live, np.nan)
        return BridgingScore(*source, nothing, nothing.copy(), nothing.copy(), 0.0, (0.0, 0.0), 0, 0)
    if len(rows) > MOST_PEOPLE:
        rows = np.sort(np.random.default_rng([seed, 3]).choice(rows, MOST_PEOPLE, replace=False))
    return _Alternating(votes, rows).run(axis, most_rounds, source)


class _Alternating:
    """The tables both sides of the alternation need."""

    def __init__(self, votes: Votes, rows: Longs) -> None:
        approval = (votes.vote.astype(np.float64) + 1) / 2
        table = sp.csr_matrix((approval, votes.statement, votes.start), shape=(votes.n_people, votes.n_live))
        if len(rows) < votes.n_people:
            table = table[rows]
        self.rated = table
        self.heard = sp.csr_matrix((np.ones(table.nnz), table.indices, table.indptr), shape=table.shape)
        self.by_person = np.diff(table.indptr).astype(np.float64)
        self.by_statement = np.bincount(table.indices, minlength=votes.n_live).astype(np.float64)
        self.mean = float(table.data.mean())
        self.person_total = np.asarray(table.sum(1)).ravel()
        self.statement_total = np.asarray(table.sum(0)).ravel()

    def run(self, axis: Floats, most_rounds: int, source: tuple[str, int, int, str]) -> BridgingScore:
        statement_mean = self.statement_total / np.maximum(self.by_statement, 1)
        place = self.rated @ axis - self.heard @ (statement_mean * axis)
        strength = float(np.sqrt((place**2).sum())) or 1.0
        mean, offset, factor = self.mean, np.zeros(len(axis)), axis * np.sqrt(strength)
        rated_turned, heard_turned = self.rated.T.tocsr(), self.heard.T.tocsr()
        total = self.by_person.sum()
        rounds, person_factor = 0, place
        while rounds < most_rounds:
            rounds += 1
            before = offset, factor
            person, person_factor = _solve(
                self.rated, self.heard, (self.person_total, self.by_person), mean, (offset, factor)
            )
            offset, factor = _solve(
                rated_turned,
                heard_turned,
                (self.statement_total, self.by_statement),
                mean,
                (person, person_factor),
            )
            # what is left when everything else is taken out, summed by statement: enough to move the mean
            left = (
                self.statement_total.sum()
                - mean * total
                - self.by_person @ person
                - self.by_statement @ offset
            )
            left -= float(factor @ (heard_turned @ person_factor))
            mean += (left - OFFSET_PENALTY * total * mean) / (total * (1 + OFFSET_PENALTY))
            if max(np.abs(offset - before[0]).max(), np.abs(factor - before[1]).max()) < _SETTLED:
                break
        low, high = (float(q) for q in np.quantile(person_factor, ENDS))
        heard = self.by_statement > 0
        offset, factor = np.where(heard, offset, np.nan), np.where(heard, factor, np.nan)
        score = offset + np.minimum(factor * low, factor * high)
        return BridgingScore(*source, score, offset, factor, mean, (low, high), rounds, len(self.by_person))


def _solve(
    rated: sp.csr_matrix,
    heard: sp.csr_matrix,
    own: tuple[Floats, Floats],
    mean: float,
    other: tuple[Floats, Floats],
) -> tuple[Floats, Floats]:
    """Best offset and factor of every row, given those of the columns: two equations each."""
    (total, n), (offset, factor) = own, other
    sums = heard @ np.stack([factor, factor * factor, offset, offset * factor], 1)
    size = np.maximum(n, 1e-9)
    a11, a12, a22 = n + OFFSET_PENALTY * size, sums[:, 0], sums[:, 1] + FACTOR_PENALTY * size
    b1 = total - mean * n - sums[:, 2]
    b2 = rated @ factor - mean * sums[:, 0] - sums[:, 3]
    det = a11 * a22 - a12 * a12 + 1e-12
    return (a22 * b1 - a12 * b2) / det, (a11 * b2 - a12 * b1) / det
