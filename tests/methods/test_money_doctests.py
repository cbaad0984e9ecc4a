"""The examples in the docstrings of outcome, sharing and bargaining are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import samskab.methods.bargaining
import samskab.methods.sharing

NAMES = ["samskab.methods.outcome"] + [
    f"{package.__name__}.{module.name}"
    for package in (samskab.methods.sharing, samskab.methods.bargaining)
    for module in pkgutil.iter_modules(package.__path__)
]


@pytest.mark.parametrize("name", NAMES)
def test_docstring_examples_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
