"""Two ways to decide when talk has done its part: a majority on every side, and worded grades for drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from samskab.methods.bargaining.sheets import BadSheetsError
from samskab.methods.outcome import input_sha256

VERSION = 1
SMALLEST_SIDE = 5
"""A side of fewer persons is pooled with another or decides by consent, so that nobody becomes a tyrant."""

Way = Literal["majority", "consent"]


@dataclass(frozen=True)
class Tally:
    """
    Votes of one side, or of all.

    Attributes
    ----------
    yes, no, abstained : int
        Persons; abstentions are shown and count for the quorum only.
    """

    yes: int
    no: int
    abstained: int = 0

    @property
    def n_voters(self) -> int:
        """All who took part."""
        return self.yes + self.no + self.abstained


@dataclass(frozen=True)
class SideResult:
    """
    How one side decided.

    Attributes
    ----------
    side : str
        Its name; pooled sides are joined by ``+``.
    tally : Tally
        Its votes.
    way : {"majority", "consent"}
        ``consent`` for a side under five persons that was not pooled: no single no.
    passed : bool
        Whether it agreed.
    """

    side: str
    tally: Tally
    way: Way
    passed: bool


@dataclass(frozen=True)
class DoubleMajority:
    """
    Outcome of a vote that must pass among all and on every side.

    Attributes
    ----------
    passed : bool
        All conditions hold. If not: no decision, and the status quo stands.
    code : {"adopted", "no_quorum", "not_all_persons", "not_every_side"}
        First condition that failed.
    total : Tally
        All persons together.
    sides : tuple of SideResult
        Sorted by name.
    method, version, seed, input_sha256 : str, int, int, str
        Equal in two counts means equal results; nothing is drawn, so the seed is 0.
    rounds, ties : int
        0: one count, and a tie is no majority.
    """

    passed: bool
    code: Literal["adopted", "no_quorum", "not_all_persons", "not_every_side"]
    total: Tally
    sides: tuple[SideResult, ...]
    method: str
    version: int
    seed: int
    input_sha256: str
    rounds: int = 0
    ties: int = 0


def reaches(tally: Tally, threshold: Fraction, *, strict: bool) -> bool:
    """
    Compare votes with a threshold in whole numbers.

    Parameters
    ----------
    tally : Tally
        Votes.
    threshold : Fraction
        Share of yes among yes and no.
    strict : bool
        More than the threshold is needed, not just as much.

    Returns
    -------
    bool
        False when nobody voted yes or no.

    Examples
    --------
    >>> reaches(Tally(5, 5), Fraction(1, 2), strict=True), reaches(Tally(5, 5), Fraction(1, 2), strict=False)
    (False, True)
    """
    have = threshold.denominator * tally.yes
    need = threshold.numerator * (tally.yes + tally.no)
    return bool(tally.yes + tally.no) and (have > need if strict else have >= need)


def double_majority(
    votes: Mapping[str, Tally],
    *,
    side_threshold: Fraction = Fraction(1, 2),
    strict: bool = True,
    quorum: int = 0,
    pooled: Mapping[str, str] | None = None,
) -> DoubleMajority:
    """
    Adopt only with a majority of all persons and a majority inside every side.

    Parameters
    ----------
    votes : mapping of str to Tally
        Side to its votes.
    side_threshold : Fraction
        Needed inside each side, fixed beforehand: 1/2 or 3/5, say.
    strict : bool
        More than the threshold is needed (default: so a text and its negation never both pass).
    quorum : int
        Least number of persons who took part, abstentions included.
    pooled : mapping of str to str, optional
        Side under five persons to the side it is counted with.

    Returns
    -------
    DoubleMajority
        With every side's votes.

    Raises
    ------
    BadSheetsError
        Code ``unknown_side`` when a side is pooled with one that did not vote; ``pooled_twice`` when that
        one is itself pooled.

    Examples
    --------
    >>> double_majority({"citizens": Tally(80, 20), "town": Tally(4, 6)}).code
    'not_every_side'
    """
    joined = _pool(votes, pooled or MappingProxyType({}))
    sides = []
    for name, tally in sorted(joined.items()):
        way: Way = "majority" if tally.n_voters >= SMALLEST_SIDE else "consent"
        passed = (
            reaches(tally, side_threshold, strict=strict) if way == "majority" else tally.no == 0 < tally.yes
        )
        sides.append(SideResult(name, tally, way, passed))
    total = _add(votes.values())
    code: Literal["adopted", "no_quorum", "not_all_persons", "not_every_side"] = "adopted"
    if total.n_voters < quorum:
        code = "no_quorum"
    elif not reaches(total, Fraction(1, 2), strict=strict):
        code = "not_all_persons"
    elif not all(side.passed for side in sides):
        code = "not_every_side"
    return DoubleMajority(
        passed=code == "adopted",
        code=code,
        total=total,
        sides=tuple(sides),
        method="bargaining.double_majority",
        version=VERSION,
        seed=0,
        input_sha256=input_sha256(dict(votes), side_threshold, strict, quorum, dict(pooled or {})),
    )


def _pool(votes: Mapping[str, Tally], pooled: Mapping[str, str]) -> dict[str, Tally]:
    members: dict[str, list[str]] = {side: [side] for side in votes if side not in pooled}
    for side, home in sorted(pooled.items()):
        if side not in votes or home not in votes:
            raise BadSheetsError("unknown_side", side=side, pooled_with=home)
        if home in pooled:
            raise BadSheetsError("pooled_twice", side=side, pooled_with=home)
        members[home].append(side)
    return {"+".join(sorted(names)): _add(votes[name] for name in names) for names in members.values()}


def _add(tallies: Iterable[Tally]) -> Tally:
    yes = no = abstained = 0
    for tally in tallies:
        yes, no, abstained = yes + tally.yes, no + tally.no, abstained + tally.abstained
    return Tally(yes, no, abstained)


@dataclass(frozen=True)
class DraftGrade:
    """
    One draft's standing.

    Attributes
    ----------
    draft : str
        Its id.
    rank : int
        From 1; equal drafts share a rank.
    medians : tuple of (str, int)
        Each side's majority grade (lower median), by side.
    """

    draft: str
    rank: int
    medians: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Judgement:
    """
    The drafts in order.

    Attributes
    ----------
    drafts : tuple of DraftGrade
        Best first. Drafts that stay equal share a rank and are listed by name.
    method, version, seed, input_sha256 : str, int, int, str
        Equal in two counts means equal results; nothing is drawn, so the seed is 0.
    rounds, ties : int
        0: one count; drafts that share their rank with another: no lot is drawn.
    """

    drafts: tuple[DraftGrade, ...]
    method: str
    version: int
    seed: int
    input_sha256: str
    rounds: int
    ties: int


def judge_drafts(grades: Mapping[str, Mapping[str, Sequence[int]]]) -> Judgement:
    """
    Rank 2-8 drafts by worded grades, side by side: the draft whose least pleased side is best pleased wins.

    Parameters
    ----------
    grades : mapping of str to mapping of str to sequence of int
        Draft to side to its members' grades, 0 worst to 5 best. Every draft is graded by the same number of
        members of each side; whoever gave no grade counts as 0 by the rule and must be written so.

    Returns
    -------
    Judgement

    Raises
    ------
    BadSheetsError
        Codes ``sides_differ``, ``too_few``, ``grade_out_of_range``.

    Notes
    -----
    A side's grade is its lower median. Drafts are compared by their side medians sorted worst first; when
    equal, one median grade is taken from every side and the rest are compared likewise, until the
    smallest side has none left. Source: Balinski and Laraki, Majority Judgment, 2011; the least pleased
    side first is our own.

    Examples
    --------
    >>> judged = judge_drafts({"a": {"x": [5, 5, 1], "y": [1, 1, 5]}, "b": {"x": [3, 3, 3], "y": [2, 3, 3]}})
    >>> [(draft.draft, draft.medians) for draft in judged.drafts]
    [('b', (('x', 3), ('y', 3))), ('a', (('x', 5), ('y', 1)))]
    """
    sizes = {tuple(sorted((side, len(given)) for side, given in sides.items())) for sides in grades.values()}
    if len(sizes) > 1:
        raise BadSheetsError("sides_differ")
    for draft, sides in grades.items():
        for side, given in sides.items():
            if not given:
                raise BadSheetsError("too_few", side=side)
            if not all(0 <= grade <= _BEST_WORD for grade in given):
                raise BadSheetsError("grade_out_of_range", draft=draft, side=side)
    keys = {draft: _worst_first(sides) for draft, sides in grades.items()}
    order = sorted(sorted(grades), key=keys.__getitem__, reverse=True)
    drafts = tuple(
        DraftGrade(
            draft=draft,
            rank=1 + sum(1 for other in grades if keys[other] > keys[draft]),
            medians=tuple((side, lower_median(grades[draft][side])) for side in sorted(grades[draft])),
        )
        for draft in order
    )
    ranks = [draft.rank for draft in drafts]
    sheets = {
        draft: {side: sorted(marks) for side, marks in sides.items()} for draft, sides in grades.items()
    }
    return Judgement(
        drafts=drafts,
        method="bargaining.judge_drafts",
        version=VERSION,
        seed=0,
        input_sha256=input_sha256(sheets),
        rounds=0,
        ties=sum(ranks.count(rank) > 1 for rank in ranks),
    )


_BEST_WORD = 5


def lower_median(grades: Sequence[int]) -> int:
    """
    Give the best grade at least half of the graders support.

    Parameters
    ----------
    grades : sequence of int
        At least one.

    Returns
    -------
    int
        The lower median.

    Examples
    --------
    >>> lower_median([1, 4, 5, 2])
    2
    """
    return sorted(grades)[(len(grades) - 1) // 2]


def _worst_first(sides: Mapping[str, Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """Side medians sorted worst first, then again with one median grade taken from every side, and so on."""
    left = {side: sorted(given) for side, given in sides.items()}
    levels = []
    for _ in range(min((len(given) for given in left.values()), default=0)):
        levels.append(tuple(sorted(lower_median(given) for given in left.values())))
        for given in left.values():
            given.pop((len(given) - 1) // 2)
    return tuple(levels)
