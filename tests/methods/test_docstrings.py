"""Every public name says what it takes and gives, and every public function shows an example that is true."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path

import pytest
from numpydoc.validate import validate

import samskab.methods

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(m.name for m in pkgutil.walk_packages(samskab.methods.__path__, "samskab.methods."))
WANTED = {"GL08", "PR01", "PR02", "PR03", "PR04", "RT01"}


def public() -> Iterator[tuple[str, object]]:
    """Names that packages export, and the functions of modules that stand alone."""
    for name in MODULES:
        module = importlib.import_module(name)
        alone = name.count(".") == 2 and not hasattr(module, "__path__")
        own = [
            n
            for n, v in vars(module).items()
            if alone and getattr(v, "__module__", "") == name and n[0] != "_"
        ]
        for word in getattr(module, "__all__", own):
            thing = getattr(module, word)
            if inspect.isfunction(thing) or (inspect.isclass(thing) and not issubclass(thing, Exception)):
                yield f"{thing.__module__}.{thing.__qualname__}", thing


PUBLIC = dict(public())
FUNCTIONS = sorted(name for name, thing in PUBLIC.items() if inspect.isfunction(thing))


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_public_names_say_what_they_take_and_give(name: str) -> None:
    thing = PUBLIC[name]
    takes_nothing_of_its_own = is_dataclass(thing) or getattr(thing, "_is_protocol", False)
    wanted = WANTED - ({"PR01"} if takes_nothing_of_its_own else set())
    assert [error for error in validate(name)["errors"] if error[0] in wanted] == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_public_functions_show_an_example(name: str) -> None:
    assert ">>>" in (inspect.getdoc(PUBLIC[name]) or "")


def test_the_layout_of_all_docstrings_is_numpydocs() -> None:
    files = sorted(str(path) for path in (ROOT / "src/samskab/methods").rglob("*.py"))
    lint = [sys.executable, "-m", "numpydoc", "lint", "--config", str(ROOT), *files]
    done = subprocess.run(lint, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr.strip()) == (0, "", "")
