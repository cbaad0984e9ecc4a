"""Every example in the docstrings is true, and every public function has one."""

import doctest
import importlib
import inspect
import pkgutil
import subprocess
import sys

import pytest

from samskab.methods import opinion

MODULES = [module.name for module in pkgutil.iter_modules(opinion.__path__, "samskab.methods.opinion.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_public_functions_show_an_example():
    without = [
        name
        for name in opinion.__all__
        if inspect.isfunction(getattr(opinion, name)) and ">>>" not in (getattr(opinion, name).__doc__ or "")
    ]
    assert without == []


def test_importing_it_loads_neither_scikit_learn_nor_django():
    code = (
        "import sys; before = set(sys.modules); import samskab.methods.opinion;"
        "print([m for m in ('sklearn', 'django', 'scipy.optimize') if m in set(sys.modules) - before])"
    )
    path = {"PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=path)
    assert done.stdout.strip() == "[]"
