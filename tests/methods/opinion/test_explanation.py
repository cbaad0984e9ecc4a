"""The table on the page a municipality signs is what the code gives."""

import numpy as np
import pytest

from samskab.methods.opinion import (
    GroupCounts,
    gate,
    much_to_few,
    routing,
    what_we_share,
    where_we_differ,
    wilson,
)

from .conversations import ROOT

PAGE = (ROOT / "docs" / "explanation" / "opinion.md").read_text(encoding="utf-8")


def table():
    rows = [
        line.strip("|").split("|") for line in PAGE.splitlines() if " of 30" in line and line.startswith("|")
    ]
    return [[cell.strip(" *") for cell in row] for row in rows]


def test_the_worked_table_holds():
    rows = table()
    agree = np.array([[int(row[g].split()[0]) for row in rows] for g in (1, 2)])
    seen = np.array([[int(row[g].split()[2]) for row in rows] for g in (1, 2)])
    counts = GroupCounts(agree, seen - agree, seen)
    shared = {s.statement: s for s in what_we_share(counts)}
    lower, upper = wilson(agree, seen)
    for j, (_, _, _, everyone, bounds, lowest, consensus) in enumerate(rows):
        assert f"{agree[:, j].sum() / seen[:, j].sum():.0%}" == everyone.replace(" ", "")
        assert [f"{b:.3f}" for b in lower[:, j]] == bounds.split(", ")
        assert f"{shared[j].lowest_group:.3f}" == lowest
        assert f"{shared[j].gac:.3f}" == consensus
    assert next(iter(shared)) == 0
    apart = where_we_differ(counts)[0]
    assert (apart.statement, f"{apart.gap:.3f}") == (1, "0.574")
    assert f"gap {apart.gap:.3f}" in PAGE
    assert f"upper bound {upper[1, 1]:.3f}" in PAGE
    (held,) = much_to_few(counts, np.array([30, 12]))
    assert held.statement == 2


@pytest.mark.parametrize(
    "sentence",
    [
        f"at least {gate.FEWEST_PEOPLE} |",
        f"at least {gate.SMALLEST_GROUP} people and {gate.SMALLEST_SHARE:.0%}".replace("%", " %"),
        f"silhouette at least {gate.LEAST_SILHOUETTE}",
        f"{gate.DRAWS} draws, mean agreement (adjusted Rand) at least {gate.LEAST_STABILITY}",
        f"You need {gate.FEWEST_VOTES} answers",
    ],
)
def test_the_limits_on_the_page_are_the_limits_in_the_code(sentence):
    assert sentence in PAGE


def test_words_for_numbers_on_the_page_hold():
    assert (gate.WINS_NEEDED, routing.HEARD, routing.UNIFORM_SHARE) == (4, 10, 0.1)
