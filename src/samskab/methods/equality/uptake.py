"""Whose knowledge and whose proposals are used, compared fairly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samskab.methods.equality.judging import Band, Ints, Verdict, central, judged, share_of
from samskab.methods.equality.shares import LEAST_SHARE, Share, log_choose, share
from samskab.methods.intervals import Z95, newcombe
from samskab.methods.outcome import input_sha256

VERSION = 1
LEAST_EACH = 15
LEAST_PROPOSALS = 20
LEAST_CITED = 12


@dataclass(frozen=True)
class Uptake:
    """How much of what one side brought is used, beside the other side's.

    Attributes
    ----------
    method, version, seed, input_sha256
        Equal in two runs means equal results; nothing is drawn, so the seed is 0.
    one, other : Share
        Each side's own share, with its Wilson interval.
    value : float or None
        one's share - other's, -1 to 1; None when a side brought nothing.
    interval : (float, float)
        Newcombe, 95 %.
    null : (float, float) or None
        The middle 95 % of differences when what is used is drawn by lot from all that was brought.
    log_odds_ratio : float
        With one half added to each of the four counts (Haldane): 0 is equal chances.
    log_odds_interval : (float, float)
        95 %.
    least : int
        Per side.
    verdict : str
        `difference` when the interval leaves 0 out. `no_difference_seen` is not "equal".
    rounds, ties : int
        0: exact, and nothing competes.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    one: Share
    other: Share
    value: float | None
    interval: Band
    null: Band | None
    log_odds_ratio: float
    log_odds_interval: Band
    least: int
    verdict: Verdict
    rounds: int = 0
    ties: int = 0


def uptake(one: tuple[int, int], other: tuple[int, int], *, least: int = LEAST_EACH) -> Uptake:
    """Compare how much of what two sides brought is used.

    Parameters
    ----------
    one, other : (used, brought)
        0 <= used <= brought.
    least : int
        Brought per side before anything is said: 15 for knowledge, 20 for proposals.

    Returns
    -------
    Uptake

    Raises
    ------
    EqualityError
        `not_a_share`.

    Notes
    -----
    At 15 a side only very large differences show: .9 against .6 takes 31 a side to be seen four times in
    five. Source: Newcombe 1998, see `newcombe`. Cost O(used). Inputs unchanged.

    Examples
    --------
    9 of 10 lived experiences and 3 of 4 professional ones are used:

    >>> told = uptake((9, 10), (3, 4))
    >>> round(told.value, 2), [round(end, 2) for end in told.interval], told.verdict
    (0.15, [-0.22, 0.61], 'too_few_to_tell')
    """
    for used, brought in (one, other):
        share_of(used, brought)
    (k1, n1), (k2, n2) = one, other
    value = k1 / n1 - k2 / n2 if n1 and n2 else None
    interval = newcombe(one, other)
    odds, odds_band = _log_odds(one, other)
    return Uptake(
        method="equality.uptake",
        version=VERSION,
        seed=0,
        input_sha256=input_sha256(one, other, least),
        one=share(k1, n1, least=least),
        other=share(k2, n2, least=least),
        value=value,
        interval=interval,
        null=_by_lot(k1 + k2, n1, n2) if n1 and n2 else None,
        log_odds_ratio=odds,
        log_odds_interval=odds_band,
        least=least,
        verdict=judged(min(n1, n2) >= least, 0.0, interval),
    )


@dataclass(frozen=True)
class Parity:
    """What the claims cited in agreements rest on.

    Attributes
    ----------
    method, version, seed, input_sha256
        Equal in two runs means equal results; nothing is drawn, so the seed is 0.
    experience, profession, both : Share
        Shares of the cited claims that rest on lived experience alone, on professional knowledge alone, on
        both. Their intervals are Wilson's; together they sum to 1.
    lived : Share
        Experience among claims that rest on one of the two alone, compared with one half. One half is not
        the goal: "both" rising is.
    verdict : str
        That of `lived`; `too_few_to_tell` below 12 claims that rest on one alone.
    rounds, ties : int
        0: exact, and nothing competes.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    experience: Share
    profession: Share
    both: Share
    lived: Share
    verdict: Verdict
    rounds: int = 0
    ties: int = 0


def knowledge_parity(experience: int, profession: int, both: int) -> Parity:
    """Tell what cited claims rest on.

    Parameters
    ----------
    experience, profession, both : int
        Cited claims that rest on experience alone, profession alone, both; 0 or more.

    Returns
    -------
    Parity

    Raises
    ------
    EqualityError
        `not_a_share`.

    Examples
    --------
    >>> told = knowledge_parity(9, 3, 12)
    >>> told.both.value, told.lived.value, [round(end, 2) for end in told.lived.interval], told.verdict
    (0.5, 0.75, [0.47, 0.91], 'no_difference_seen')
    """
    for part in (experience, profession, both):
        share_of(part, max(part, 0))
    n = experience + profession + both
    lived = share(experience, experience + profession, expected=0.5, least=LEAST_CITED)
    return Parity(
        method="equality.knowledge_parity",
        version=VERSION,
        seed=0,
        input_sha256=input_sha256(experience, profession, both),
        experience=share(experience, n, least=LEAST_SHARE),
        profession=share(profession, n, least=LEAST_SHARE),
        both=share(both, n, least=LEAST_SHARE),
        lived=lived,
        verdict=lived.verdict,
    )


def _by_lot(used: int, n1: int, n2: int) -> Band:
    """Hypergeometric: `used` drawn by lot from n1 + n2."""
    low, high = max(0, used - n2), min(used, n1)
    k: Ints = np.arange(low, high + 1)
    log = log_choose(n1, k) + log_choose(n2, used - k)
    weight = np.exp(log - log.max())
    return central(weight / weight.sum(), k / n1 - (used - k) / n2)


def _log_odds(one: tuple[int, int], other: tuple[int, int]) -> tuple[float, Band]:
    cells = np.array([one[0], one[1] - one[0], other[0], other[1] - other[0]]) + 0.5
    value = float(np.log(cells[0] * cells[3] / (cells[1] * cells[2])))
    half = float(Z95 * np.sqrt((1 / cells).sum()))
    return value, (value - half, value + half)
