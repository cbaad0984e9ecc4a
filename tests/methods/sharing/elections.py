"""Small random elections, full of equal costs and equal votes, for the property tests."""

from __future__ import annotations

import os
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import strategies as st

from samskab.methods.sharing import Ballot, Election, Project

_ROOT = Path(__file__).resolve().parents[3]


def data_file(name: str) -> Path:
    """Find a real election, or skip with the reason."""
    folder = Path(os.environ.get("SAMSKAB_TEST_DATA", _ROOT.parent / "shared" / "data"))
    path = folder / "pabulib" / name
    if not path.is_file():
        pytest.skip(f"no real elections at {folder}: set SAMSKAB_TEST_DATA")
    return path


@st.composite
def elections(draw: st.DrawFn, *, cumulative: bool = False, areas: bool = False) -> Election:
    """Few distinct costs and votes, so that exact ties are common."""
    n_projects = draw(st.integers(1, 6))
    names = [f"p{number}" for number in range(n_projects)]
    costs = draw(st.lists(st.integers(1, 12), min_size=n_projects, max_size=n_projects))
    n_ballots = draw(st.integers(1, 8))
    ballots = []
    for _ in range(n_ballots):
        liked = draw(st.sets(st.sampled_from(names)))
        points = {name: draw(st.integers(1, 4)) if cumulative else 1 for name in sorted(liked)}
        area = draw(st.sampled_from(["north", "south"])) if areas else ""
        ballots.append(Ballot(MappingProxyType(points), area, draw(st.integers(1, 3))))
    weights = {"north": draw(st.integers(1, 3)), "south": draw(st.integers(1, 3))} if areas else {}
    return Election(
        tuple(Project(name, cost) for name, cost in zip(names, costs, strict=True)),
        tuple(ballots),
        draw(st.integers(1, 40)),
        MappingProxyType(weights),
        "cumulative" if cumulative else "approval",
    )
