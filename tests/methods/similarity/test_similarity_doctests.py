"""Every example in the docstrings is true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

from samskab.methods import similarity


@pytest.mark.parametrize("name", sorted(m.name for m in pkgutil.iter_modules(similarity.__path__)))
def test_examples_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"{similarity.__name__}.{name}")).failed == 0
