"""Every no has words, and no words are left over from a no that is gone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from samskab.kit import refusals
from samskab.kit.errors import Refusal
from samskab.kit.refusals import explain
from tests.architecture.source import near, python, tree

pytestmark = pytest.mark.engine_free
CODE = re.compile(r"[a-z_]+\.[a-z_]+")
ERRORS = {"Refusal", "NotAllowed", "Closed", "Invalid"}


def kinds() -> set[str]:
    """The refusals' classes, with those that rooms derive."""
    names = set(ERRORS)
    grown = True
    while grown:
        found = {
            node.name
            for path in python()
            for node in ast.walk(tree(path))
            if isinstance(node, ast.ClassDef)
            and any(getattr(b, "id", getattr(b, "attr", "")) in names for b in node.bases)
        }
        grown = not found <= names
        names |= found
    return names


def made() -> Iterator[tuple[Path, str]]:
    """Every code a refusal is made with, where it is written out. A code held in a constant counts too."""
    names = kinds()
    for path in python():
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            if getattr(node.func, "id", getattr(node.func, "attr", "")) not in names:
                continue
            for part in ast.walk(node.args[0]):
                if (
                    isinstance(part, ast.Constant)
                    and isinstance(part.value, str)
                    and CODE.fullmatch(part.value)
                ):
                    yield path, part.value


def literals() -> set[str]:
    """Every string outside words.py that looks like a code: a code may travel through a variable."""
    return {
        node.value
        for path in python()
        if path.name not in ("words.py", "refusals.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    }


def composed() -> list[re.Pattern[str]]:
    """Codes put together from parts (`f"path.{side}_key_missing"`), as patterns."""
    found = []
    for path in python():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_]+"
                    for part in node.values
                ]
                if re.match(r"[a-z_]+\\\.[a-z_]*", parts[0]):
                    found.append(re.compile("".join(parts)))
    return found


def test_every_refusal_has_words() -> None:
    silent = sorted({f"{near(path)}: {code}" for path, code in made() if code not in refusals.known_codes()})
    assert silent == []


def test_no_words_are_left_without_a_refusal() -> None:
    left = refusals.known_codes() - literals()
    assert sorted(code for code in left if not any(form.fullmatch(code) for form in composed())) == []


def test_a_code_names_the_room_that_says_no_or_one_below() -> None:
    rooms = {path.parent.name for path in python() if path.name in ("models.py", "apps.py")}
    assert sorted({code for _, code in made() if code.split(".")[0] not in rooms}) == []


def test_words_of_a_refusal_ask_only_for_what_is_given() -> None:
    asked = {
        code: set(re.findall(r"%\((\w+)\)s", f"{words.what} {words.why} {words.step}"))
        for code, words in refusals._EXPLANATIONS.items()
    }
    given: dict[str, list[set[str]]] = {}
    names = kinds()
    for path in python():
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in names and all(word.arg for word in node.keywords):
                given.setdefault(str(node.args[0].value), []).append({str(w.arg) for w in node.keywords})
    missing = {
        f"{code}: {sorted(asked[code] - params)}"
        for code, all_params in given.items()
        for params in all_params
        if asked.get(code, set()) - params
    }
    assert sorted(missing) == []


def test_every_refusal_says_what_why_and_the_next_step() -> None:
    for code in refusals.known_codes():
        words = refusals._EXPLANATIONS[code]
        for part in (words.what, words.why, words.step):
            text = str(part)
            assert text.endswith((".", "?", "”", "…", ")s")), f"{code}: {text}"
            assert text[0].isupper() or text[0] in "“%0123456789", f"{code}: {text}"


def test_a_refusal_nobody_wrote_words_for_still_has_a_next_step() -> None:
    said = explain(Refusal("nowhere.at_all"))
    assert said.what
    assert said.why
    assert said.step
