"""The tutorial, followed word for word: what it says to press is pressed, what it says one sees is seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

pytestmark = pytest.mark.browser
TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorials" / "your-first-co-creation.md"
STEP = re.compile(
    r"find _(?P<card>[^_]+)_, and press \*\*(?P<door>[^*]+)\*\*"
    r"|\*\*(?P<press>[^*]+)\*\*"
    r"|_(?P<field>[^_]+)_ ← `(?P<text>[^`]+)`"
    r"|_(?P<group>[^_]+)_ → `(?P<option>[^`]+)`"
    r"|^> (?P<see>.+)$"
    r"|(?P<back>browser's back button)",
    re.MULTILINE,
)


class Step(NamedTuple):
    kind: str
    name: str
    value: str


def steps() -> Iterator[Step]:
    """Everything to do, in the order of the page; what stands before the first heading of a step explains."""
    told = TUTORIAL.read_text(encoding="utf-8").split("## 1.", 1)[1]
    for found in STEP.finditer(told):
        if found["card"]:
            yield Step("be", found["card"], found["door"])
        elif found["press"]:
            yield Step("press", found["press"], "")
        elif found["field"]:
            yield Step("write", found["field"], found["text"])
        elif found["group"]:
            yield Step("choose", found["group"], found["option"])
        elif found["see"]:
            yield Step("see", found["see"], "")
        else:
            yield Step("back", "", "")


def press(place: Any, name: str) -> None:
    links = place.get_by_role("link", name=name, exact=True)
    links.or_(place.get_by_role("button", name=name, exact=True)).first.click()


def choose(page: Any, label: str, option: str) -> None:
    group = page.get_by_role("group", name=label)
    if group.count():
        group.get_by_text(option, exact=True).click()
        return
    field = page.get_by_label(label, exact=True)
    words = [text for text in field.locator("option").all_inner_texts() if text.startswith(option)]
    field.select_option(label=words[0])


def follow(page: Any, step: Step) -> None:
    if step.kind == "press":
        press(page, step.name)
    elif step.kind == "be":
        card = page.locator("section.card", has=page.get_by_role("heading", name=step.name, exact=True))
        press(card, step.value)
    elif step.kind == "write":
        page.get_by_label(step.name).first.fill(step.value)
    elif step.kind == "choose":
        choose(page, step.name, step.value)
    elif step.kind == "back":
        page.go_back()
    else:
        page.get_by_text(step.name).first.wait_for()


def test_the_tutorial_can_be_followed_word_for_word(
    own_house: Callable[..., str], opened: Callable[..., Any]
) -> None:
    page = opened(own_house() + "/", 1280)
    done = []
    for step in steps():
        done.append(step)
        try:
            follow(page, step)
        except Exception as error:
            text = page.locator("main").inner_text()[:900]
            raise AssertionError(f"step {len(done)} {step} on {page.url}\n{text}") from error
    assert len(done) > 50
    assert page.elsewhere == []
