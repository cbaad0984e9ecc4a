"""What the page a municipality signs says is what the code does."""

from __future__ import annotations

from pathlib import Path

from samskab.methods.disclosure import K_ORDINARY, K_SPECIAL, Areas, Contributors, partition, release

PAGE = (Path(__file__).resolve().parents[3] / "docs/explanation/disclosure.md").read_text(encoding="utf-8")
TOLD = " ".join(PAGE.split())
WORDS = {5: "five", 10: "ten"}
NORTH, SAID = Areas(("north",)), ("bus", "shop", "road")


def test_the_limits_on_the_page_are_the_limits_in_the_code() -> None:
    assert f"has {WORDS[K_ORDINARY]} people; {WORDS[K_SPECIAL]} when" in TOLD
    assert f"more than {partition.MOST_ALIKE_PERCENT} %" in TOLD
    assert f"at least {partition.FEWEST_ADULTS} adults" in TOLD
    assert f"rounded** to {K_ORDINARY} ({K_SPECIAL})" in TOLD


def test_the_example_by_hand_holds() -> None:
    said = [0] * 7 + [1] * 5 + [2] * 2
    shown = []
    told = None
    for bus in (0, 2, 5):
        people = Contributors.of(range(14 + bus), [0] * (14 + bus), said + [0] * bus)
        told = release(people, NORTH, SAID, at=str(bus), previous=told)
        shown.append(
            [(cell.answers, size, cell.about) for cell, size in zip(told.cells, told.units, strict=True)]
        )
    others = (("road", "shop"), 7, 5)
    assert shown == [[(("bus",), 7, 5), others], [(("bus",), 7, 5), others], [(("bus",), 12, 10), others]]
