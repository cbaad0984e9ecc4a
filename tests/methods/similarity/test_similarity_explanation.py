"""What the page a municipality signs says about limits and counts is what the code gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from samskab.methods import similarity
from samskab.methods.similarity import index as index_module

from .sayings import (
    ABOUT_OTHER_THINGS,
    ABOUT_OTHER_THINGS_LATER,
    SAID_AGAIN,
    SAID_AGAIN_LATER,
    demo_statements,
)

PAGE = (Path(__file__).resolve().parents[3] / "docs/explanation/similarity.md").read_text(encoding="utf-8")
ROWS = {
    cells[1].strip(): [cell.strip() for cell in cells[2:5]]
    for cells in (line.split("|") for line in PAGE.splitlines() if line.startswith("|"))
}


def row(starts: str) -> list[str]:
    return next(cells for name, cells in ROWS.items() if name.startswith(starts))


@pytest.mark.parametrize(
    ("name", "again"), [("28 paraphrases", SAID_AGAIN), ("18 paraphrases", SAID_AGAIN_LATER)]
)
def test_the_counts_of_paraphrases_hold(name: str, again: dict[str, str]) -> None:
    said = demo_statements()
    ids, index = list(said), similarity.Index.build(list(said.values()))
    found = {
        key: [ids[match.index] for match in similarity.nearest(index, text).matches]
        for key, text in again.items()
    }
    first = sum(hits[:1] == [key] for key, hits in found.items())
    among = sum(key in hits for key, hits in found.items())
    shown = sum(bool(hits) for hits in found.values())
    assert row(name) == [str(first), str(among), str(shown)]
    assert name.startswith(str(len(again)))


@pytest.mark.parametrize(
    ("name", "others"),
    [("20 texts", ABOUT_OTHER_THINGS), ("16 texts", ABOUT_OTHER_THINGS_LATER)],
)
def test_the_counts_of_other_texts_hold(name: str, others: tuple[str, ...]) -> None:
    index = similarity.Index.build(list(demo_statements().values()))
    shown = sum(bool(similarity.nearest(index, text).matches) for text in others)
    assert row(name) == ["", "", str(shown)]
    assert name.startswith(str(len(others)))


def test_the_bar_and_the_worked_examples_hold() -> None:
    assert f"Below {index_module.LEAST} nothing is shown" in PAGE
    assert f"demo's {len(demo_statements())} statements" in PAGE
    scores = similarity.Index.build(["ingen bus", "kaffe"]).scores("ingen bus")
    assert scores.tolist() == [1.0, 0.0]
    found = similarity.themes([[[0, 1], [2]]] * 5, 3)
    assert [theme.texts for theme in found.themes] == [(0, 1), (2,)]
    assert (1 - found.merges[0][2], 1 - found.merges[1][2]) == pytest.approx((0.9545, 0.0455), abs=1e-3)
