"""No text anybody sends makes a pattern of the house slow (ReDoS): every one is timed against hostile texts.

The patterns are found where they are made, by reading the source; whatever is made inside a function must be
as constant as one that is not, or it is not known what is timed.
"""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Iterator
from importlib import import_module
from re import _parser  # type: ignore[attr-defined]  # the standard library's own reader of patterns
from typing import Any

import pytest

from tests.architecture.source import near, python, tree

pytestmark = pytest.mark.engine_free
# What takes longer by the double with each sign is seen while it is still short, and does not hang.
LENGTHS = (*range(10, 28, 2), 500, 10_000)
WHOLE = " (whole)"
MOST_SECONDS = 0.05  # of the processor; the slowest of the house takes a tenth of it
MAKES = {"compile", "sub", "subn", "match", "search", "fullmatch", "split", "findall", "finditer"}
# Patterns put together while running, and why no text decides how long they take.
PUT_TOGETHER = {
    (
        "ground/record/verify.py",
        "findall",
    ): "the origin of a checkpoint is escaped",
    ("ground/record/verify.py", "compile"): "made of constants of the module; timed there by its name",
    ("kit/private.py", "compile"): "made of constants of the module; timed there by its name",
    ("process/knowledge/rules.py", "compile"): "made of constants of the module; timed there by its name",
}
Pattern = re.Pattern[str] | re.Pattern[bytes]


def made(module: ast.Module) -> Iterator[tuple[str, str | bytes | None]]:
    """Every call that makes or uses a pattern: which, and the pattern when it is a constant."""
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in MAKES
        ):
            first = node.args[0]
            yield node.func.attr, first.value if isinstance(first, ast.Constant) else None


def patterns() -> dict[str, Pattern]:
    found: dict[str, Pattern] = {}
    for path in python():
        name = near(path).removeprefix("src/samskab/")
        calls = list(made(tree(path)))
        if not calls or name.startswith("methods/"):
            continue
        for how, constant in calls:
            if constant is None:
                assert (name, how) in PUT_TOGETHER, f"{name}: a pattern nobody times"
            elif how != "compile":  # what is compiled lies in the module, and is timed as it is used there
                found[f"{name}: {constant!r}"] = re.compile(constant)
        module = import_module(f"samskab.{name.removesuffix('.py').replace('/', '.')}")
        whole = whole_only(tree(path))
        for key, one in vars(module).items():
            if isinstance(one, re.Pattern):
                found[f"{name}: {key}{WHOLE if key in whole else ''}"] = one
    return found


def whole_only(module: ast.Module) -> set[str]:
    """Patterns a module asks only whether they fit the whole of a text."""
    uses: dict[str, set[str]] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            uses.setdefault(node.value.id, set()).add(node.attr)
    return {name for name, how in uses.items() if how & MAKES == {"fullmatch"}}


def _letters(parsed: Any) -> Iterator[str]:
    """One sign for each thing a pattern asks for, in its order: what hostile texts are made of."""
    for op, given in parsed:
        name = str(op)
        if name == "LITERAL":
            yield chr(given)
        elif name == "IN":
            yield _one_of(given)
        elif name in {"NOT_LITERAL", "ANY"}:
            yield "a"
        elif name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            yield from _letters(given[2])
        elif name == "SUBPATTERN":
            yield from _letters(given[3])
        elif name == "BRANCH":
            for branch in given[1]:
                yield from _letters(branch)
        elif name in {"ASSERT", "ASSERT_NOT"}:
            yield from _letters(given[1])


def _one_of(members: list[tuple[Any, Any]]) -> str:
    signs = {"CATEGORY_DIGIT": "5", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a", "CATEGORY_NOT_SPACE": "a"}
    for op, given in members:
        if str(op) == "LITERAL":
            return chr(given)
        if str(op) == "RANGE":
            return chr(given[0])
        if str(op) == "CATEGORY":
            return signs.get(str(given), "a")
    return "a"


def hostile(pattern: Pattern, pairs: int = 4) -> Iterator[str]:
    """Long texts that nearly fit: each sign and each pair and run of what is asked for, again and again, and
    an end that fits nothing.
    """
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode()
    signs = list(dict.fromkeys(_letters(_parser.parse(source, pattern.flags & ~re.DEBUG & ~re.LOCALE))))[:24]
    whole = "".join(signs)
    starts = {*signs, "a", "5", " ", "A", "æ", "\n", whole, whole.replace("\n", " ")}
    starts |= {one + other for one in signs[:pairs] for other in signs[:pairs]}
    for chars in LENGTHS:
        for start in sorted(starts):
            yield (start * chars)[:chars] + "!"


def slowest(pattern: Pattern, pairs: int = 4, *, whole: bool = False) -> tuple[float, str]:
    worst = (0.0, "")
    looks = (pattern.fullmatch,) if whole else (pattern.search, pattern.fullmatch)
    for text in hostile(pattern, pairs):
        given: Any = text if isinstance(pattern.pattern, str) else text.encode()
        started = time.process_time()
        for look in looks:
            look(given)
        worst = max(worst, (time.process_time() - started, text[:40]))
        if worst[0] > MOST_SECONDS:
            break
    return worst


@pytest.fixture(scope="module")
def all_patterns() -> dict[str, Pattern]:
    return patterns()


def test_every_pattern_of_the_house_is_found(all_patterns: dict[str, Pattern]) -> None:
    assert len(all_patterns) > 20
    assert any("_MAIL" in name for name in all_patterns)


def test_no_text_makes_a_pattern_slow(all_patterns: dict[str, Pattern]) -> None:
    slow = {name: slowest(one, whole=name.endswith(WHOLE)) for name, one in all_patterns.items()}
    assert {name: told for name, told in slow.items() if told[0] > MOST_SECONDS} == {}


@pytest.mark.slow
def test_no_text_out_of_many_more_makes_a_pattern_slow(all_patterns: dict[str, Pattern]) -> None:
    slow = {name: slowest(one, 24, whole=name.endswith(WHOLE)) for name, one in all_patterns.items()}
    assert {name: told for name, told in slow.items() if told[0] > MOST_SECONDS} == {}


@pytest.mark.parametrize("bad", [r"(\w+\s?)+$", r"(?:a|b)*c", r"\S@\S+\.\S"])
def test_a_slow_pattern_would_be_found(bad: str) -> None:
    assert slowest(re.compile(bad))[0] > MOST_SECONDS


def test_a_pattern_made_where_nobody_looks_would_be_found() -> None:
    (only,) = made(ast.parse("re.compile(given)"))
    assert only == ("compile", None)
