"""The ballots as arrays: equal ballots are counted once with a weight, each project knows its supporters."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

import numpy as np
import numpy.typing as npt

from samskab.methods.sharing.election import Election, Money, endowment_weights

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Supporters:
    """
    Who supports one project.

    Attributes
    ----------
    index : ndarray of int, shape (s,)
        Rows of the roll.
    points : ndarray of int, shape (s,)
        Points each of their voters gave.
    weight, point_weight : ndarray of float, shape (s,)
        Voters, and voters times points.
    approval : bool
        All points are 1, so divisions by them can be left out.
    """

    index: npt.NDArray[np.intp]
    points: Ints
    weight: Floats
    point_weight: Floats
    approval: bool


@dataclass(frozen=True)
class Roll:
    """
    An election ready to be counted; m projects, v different ballots.

    Attributes
    ----------
    ids : tuple of str, length m
        Project ids in the order of the lot, so that no row order of the file can matter.
    cost : tuple of int or Fraction, length m
        Exact prices.
    cost_float : ndarray of float, shape (m,)
        The same, rounded.
    votes : tuple of int, length m
        Points in all (voters, with approval ballots).
    supporters : tuple of Supporters, length m
        Who supports each.
    n_voters : ndarray of int, shape (v,)
        Voters behind each different ballot.
    area : ndarray of int, shape (v,)
        Row of `holding`.
    holding : tuple of Fraction
        What a voter of each area holds, in mean endowments.
    areas : tuple of str
        Names of the areas of `holding`.
    project_areas : tuple of str, length m
        Where each project lies; only shown.
    n_empty : int
        Voters without any project.
    budget : int or Fraction
        Currency units.
    """

    ids: tuple[str, ...]
    cost: tuple[Money, ...]
    cost_float: Floats
    votes: tuple[int, ...]
    supporters: tuple[Supporters, ...]
    n_voters: Ints
    area: npt.NDArray[np.intp]
    holding: tuple[Fraction, ...]
    areas: tuple[str, ...]
    project_areas: tuple[str, ...]
    n_empty: int
    budget: Money

    @property
    def n_all(self) -> int:
        """Everyone who cast a ballot, the empty ones too."""
        return int(self.n_voters.sum())

    def cost_of(self, chosen: tuple[int, ...]) -> Money:
        """Add up exact prices."""
        return sum((self.cost[project] for project in chosen), 0)

    def tie_key(self, project: int) -> tuple[Money, int, int]:
        """Order of the rule for ties: lowest price, most votes, the lot (rows stand in its order)."""
        return (self.cost[project], -self.votes[project], project)


def make_roll(election: Election, lot: tuple[str, ...]) -> Roll:
    """
    Gather equal ballots and list each project's supporters.

    Parameters
    ----------
    election : Election
        Unchanged.
    lot : tuple of str
        Every project id once, in the drawn order.

    Returns
    -------
    Roll
        Rows are sorted by content: the order of ballots and projects in the file leaves no trace.

    Raises
    ------
    ValueError
        If `lot` is not a permutation of the project ids.

    Examples
    --------
    >>> from samskab.methods.sharing.election import Project, approval
    >>> ballots = (approval("tree"), approval("bench"), approval("tree"))
    >>> projects = (Project("tree", 4), Project("bench", 5))
    >>> make_roll(Election(projects, ballots, 9), ("bench", "tree")).votes
    (1, 2)
    """
    by_id = {project.id: project for project in election.projects}
    if sorted(lot) != sorted(by_id):
        message = "the lot must name every project once"
        raise ValueError(message)
    holding = endowment_weights(election)
    area_row = {area: row for row, area in enumerate(holding)}
    row_of = {name: row for row, name in enumerate(lot)}
    different, n_voters = _gather(election, row_of, area_row)
    area, marks, owner = _read_back(different)
    supporters = tuple(_supporters(marks, owner, n_voters, len(lot)) if lot else ())
    cost = tuple(by_id[name].cost for name in lot)
    return Roll(
        ids=lot,
        cost=cost,
        cost_float=np.array([float(price) for price in cost]),
        votes=tuple(int(who.point_weight.sum()) for who in supporters),
        supporters=supporters,
        n_voters=n_voters,
        area=area,
        holding=tuple(holding.values()),
        areas=tuple(holding),
        project_areas=tuple(by_id[name].area for name in lot),
        n_empty=sum(ballot.n_voters for ballot in election.ballots if not ballot.points),
        budget=election.budget,
    )


_MARK = np.dtype([("project", ">u4"), ("points", ">u8")])
_Marks = npt.NDArray[np.void]


def _gather(election: Election, row_of: dict[str, int], area_row: dict[str, int]) -> tuple[list[bytes], Ints]:
    """
    Count equal ballots: each different one is the bytes of its area and its sorted marks.

    Arrays do the sorting inside ballots because a city has millions of marks.
    """
    ballots = election.ballots
    sizes = np.fromiter((len(ballot.points) for ballot in ballots), dtype=np.int64, count=len(ballots))
    n_marks = int(sizes.sum())
    names = chain.from_iterable(ballot.points for ballot in ballots)
    project = np.fromiter(map(row_of.__getitem__, names), dtype=np.int64, count=n_marks)
    given = chain.from_iterable(ballot.points.values() for ballot in ballots)
    points = np.fromiter(given, dtype=np.int64, count=n_marks)
    owner = np.repeat(np.arange(len(ballots)), sizes)
    order = np.argsort(owner * len(row_of) + project)
    marks = np.zeros(n_marks + len(ballots), dtype=_MARK)
    ends = np.cumsum(sizes + 1)
    heads = ends - sizes - 1
    body = np.arange(n_marks) + owner + 1
    marks["project"][heads] = np.fromiter(
        (area_row[ballot.area] for ballot in ballots), np.int64, len(ballots)
    )
    marks["project"][body], marks["points"][body] = project[order], points[order]
    stream = marks.tobytes()
    counted: dict[bytes, int] = {}
    start = 0
    for ballot, end in zip(ballots, (ends * _MARK.itemsize).tolist(), strict=True):
        key = stream[start:end]
        counted[key] = counted.get(key, 0) + ballot.n_voters
        start = end
    different = sorted(counted)
    return different, np.array([counted[key] for key in different], dtype=np.int64)


def _read_back(different: list[bytes]) -> tuple[npt.NDArray[np.intp], _Marks, npt.NDArray[np.intp]]:
    """Give the area of each different ballot, all marks without the areas, and whose mark each is."""
    marks = np.frombuffer(b"".join(different), dtype=_MARK)
    sizes = np.fromiter(map(len, different), dtype=np.int64, count=len(different)) // _MARK.itemsize
    heads = np.cumsum(sizes) - sizes
    area = marks["project"][heads].astype(np.intp)
    owner = np.repeat(np.arange(len(different), dtype=np.intp), sizes - 1)
    body = np.ones(len(marks), dtype=np.bool_)
    body[heads] = False
    return area, marks[body], owner


def _supporters(
    marks: _Marks, owner: npt.NDArray[np.intp], n_voters: Ints, n_projects: int
) -> list[Supporters]:
    project = marks["project"].astype(np.int64)
    order = np.argsort(project, kind="stable")
    points = marks["points"].astype(np.int64)[order]
    cuts = np.cumsum(np.bincount(project, minlength=n_projects))[:-1]
    found = []
    for index, given in zip(np.split(owner[order], cuts), np.split(points, cuts), strict=True):
        weight = n_voters[index].astype(np.float64)
        found.append(Supporters(index, given, weight, weight * given, bool((given == 1).all())))
    return found
