"""What is voted on and who votes: projects with prices, ballots, the budget, what each voter holds."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

Money = int | Fraction


class BadElectionError(ValueError):
    """An election that cannot be counted; `code` says why and `params` where."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code + "".join(f" {name}={value}" for name, value in params.items()))


@dataclass(frozen=True)
class Project:
    """
    One proposal with its price.

    Attributes
    ----------
    id : str
        Name used on ballots; never decides anything.
    cost : int or Fraction
        Price in currency units, above 0.
    area : str
        Where it lies; empty for the whole municipality. Shown, never used in the count.
    """

    id: str
    cost: Money
    area: str = ""


@dataclass(frozen=True)
class Ballot:
    """
    One voter's ballot, without the voter's name.

    Attributes
    ----------
    points : mapping of str to int
        Points per project id, each at least 1; an approval ballot gives 1 to every approved project.
    area : str
        Where the voter lives; only used with `Election.area_weights`.
    n_voters : int
        How many voters cast exactly this ballot.
    """

    points: Mapping[str, int]
    area: str = ""
    n_voters: int = 1


@dataclass(frozen=True)
class Election:
    """
    A budget, the projects that ask for it, and the ballots.

    Attributes
    ----------
    projects : tuple of Project
        Ids must differ.
    ballots : tuple of Ballot
        In any order; an empty ballot counts as a voter.
    budget : int or Fraction
        Currency units, at least 0.
    area_weights : mapping of str to int or Fraction
        Agreed weight of one voter of an area, above 0. Areas not named weigh 1. Empty: all voters hold the
        same. Weights are scaled so that the mean over all voters is 1.
    ballot_kind : {"approval", "cumulative"}
        Only names the ballot; the count reads the points.

    Raises
    ------
    BadElectionError
        Codes ``project_twice``, ``cost_not_positive``, ``unknown_project``, ``points_not_positive``,
        ``n_voters_not_positive``, ``budget_negative``, ``weight_not_positive``.

    Examples
    --------
    >>> election = Election((Project("bench", 60), Project("tree", 40)), (approval("bench", "tree"),), 100)
    >>> election.n_voters
    1
    """

    projects: tuple[Project, ...]
    ballots: tuple[Ballot, ...]
    budget: Money
    area_weights: Mapping[str, Money] = field(default_factory=lambda: MappingProxyType({}))
    ballot_kind: str = "approval"

    def __post_init__(self) -> None:
        seen = Counter(project.id for project in self.projects)
        for project in self.projects:
            if seen[project.id] > 1:
                raise BadElectionError("project_twice", project=project.id)
            if project.cost <= 0:
                raise BadElectionError("cost_not_positive", project=project.id)
        if self.budget < 0:
            raise BadElectionError("budget_negative", budget=self.budget)
        for area, weight in self.area_weights.items():
            if weight <= 0:
                raise BadElectionError("weight_not_positive", area=area)
        for number, ballot in enumerate(self.ballots, start=1):
            _check_ballot(ballot, number, seen)

    @property
    def n_voters(self) -> int:
        """Every ballot counts as a voter, the empty ones too: they hold money that stays unspent."""
        return sum(ballot.n_voters for ballot in self.ballots)


def _check_ballot(ballot: Ballot, number: int, known: Mapping[str, int]) -> None:
    if ballot.n_voters < 1:
        raise BadElectionError("n_voters_not_positive", ballot=number)
    for project, points in ballot.points.items():
        if project not in known:
            raise BadElectionError("unknown_project", project=project, ballot=number)
        if points < 1:
            raise BadElectionError("points_not_positive", project=project, ballot=number)


def approval(*project_ids: str, area: str = "", n_voters: int = 1) -> Ballot:
    """
    Write an approval ballot.

    Parameters
    ----------
    *project_ids : str
        The approved projects; naming one twice counts once.
    area : str
        Where the voter lives.
    n_voters : int
        How many cast it.

    Returns
    -------
    Ballot
        One point for each approved project.

    Examples
    --------
    >>> dict(approval("bench", "bench", "tree").points)
    {'bench': 1, 'tree': 1}
    """
    return Ballot(MappingProxyType(dict.fromkeys(project_ids, 1)), area, n_voters)


def draw_lot(project_ids: Sequence[str], seed: int | str) -> tuple[str, ...]:
    """
    Draw the order that breaks the last ties, once, before anyone has seen a result.

    Parameters
    ----------
    project_ids : sequence of str
        In any order.
    seed : int or str
        Published beforehand: a number, or a sentence with dice or lottery balls in it.

    Returns
    -------
    tuple of str
        The ids sorted by SHA-256 of ``"<seed>/<id>"``: first in the order wins. Anybody can recompute it
        with a pocket hash program.

    Examples
    --------
    >>> draw_lot(["a", "b", "c"], 1) == draw_lot(["c", "b", "a"], 1)
    True
    """
    return tuple(
        sorted(project_ids, key=lambda name: (hashlib.sha256(f"{seed}/{name}".encode()).digest(), name))
    )


def endowment_weights(election: Election) -> dict[str, Fraction]:
    """
    Give each area's share of money per voter, scaled so that the mean over all voters is 1.

    Parameters
    ----------
    election : Election
        With or without `Election.area_weights`.

    Returns
    -------
    dict of str to Fraction
        One entry per area that has voters; a voter of the area holds this many times the mean endowment.

    Examples
    --------
    >>> ballots = (approval("bench", area="north"), approval("bench", area="south"))
    >>> election = Election((Project("bench", 60),), ballots, 90, {"north": 2})
    >>> {area: str(weight) for area, weight in endowment_weights(election).items()}
    {'north': '4/3', 'south': '2/3'}
    """
    voters: Counter[str] = Counter()
    for ballot in election.ballots:
        voters[ballot.area] += ballot.n_voters
    weights = {area: Fraction(election.area_weights.get(area, 1)) for area in sorted(voters)}
    total = sum((weights[area] * count for area, count in voters.items()), Fraction(0))
    if not total:
        return {}
    mean = total / sum(voters.values())
    return {area: weight / mean for area, weight in weights.items()}
