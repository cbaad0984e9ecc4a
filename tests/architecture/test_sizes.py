"""Nothing grows past what one can hold in one's head. An exception carries its reason."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.source import ROOT, SRC, files, near, python, templates, tree

pytestmark = pytest.mark.engine_free
MOST_LINES, MOST_TEMPLATE, MOST_SCRIPT = 500, 120, 150
MOST_FUNCTION, MOST_METHOD = 60, 80
# path or path:function -> why it may be longer
EXCEPTIONS: dict[str, str] = {
    "tests/architecture/test_gates_on_every_door.py": "one table of gates and doors, read from top to bottom",
    "tests/process/agreement/test_acts.py": "one class per act of one room, each read on its own",
    "tests/process/negotiation/test_acts.py": "one class per act of one room, each read on its own",
}


def _over(found: dict[str, int], most: int) -> list[str]:
    return sorted(
        f"{name} ({n} > {most})" for name, n in found.items() if n > most and name not in EXCEPTIONS
    )


def _lines(paths: list[object]) -> dict[str, int]:
    return {near(p): len(p.read_text(encoding="utf-8").splitlines()) for p in paths}  # type: ignore[attr-defined,arg-type]  # paths


def test_no_file_is_longer_than_500_lines() -> None:
    tests = files(ROOT / "tests", "*.py")
    assert _over(_lines([*python(), *tests]), MOST_LINES) == []


def test_no_function_is_longer_than_60_lines_or_80_in_the_methods() -> None:
    for folder, most in ((SRC / "methods", MOST_METHOD), (SRC, MOST_FUNCTION)):
        found = {
            f"{near(path)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
            for path in files(folder, "*.py")
            if most == MOST_METHOD or SRC / "methods" not in path.parents
            for node in ast.walk(tree(path))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        assert _over(found, most) == []


def test_no_template_is_longer_than_120_lines() -> None:
    assert _over(_lines(list(templates())), MOST_TEMPLATE) == []


def test_no_script_is_longer_than_150_lines() -> None:
    assert _over(_lines(list(files(SRC, "*.js"))), MOST_SCRIPT) == []


def test_an_exception_is_still_needed_and_says_why() -> None:
    for name, why in EXCEPTIONS.items():
        path = ROOT / name.split(":")[0]
        assert path.exists(), name
        assert len(why) > 20, name
