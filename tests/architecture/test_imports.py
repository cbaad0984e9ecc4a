"""The house starts without the heavy maths."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT

pytestmark = pytest.mark.engine_free
START = """
import sys, django
django.setup()
import samskab.config.urls
from django.urls import get_resolver
get_resolver().url_patterns
heavy = [name for name in ("sklearn", "scipy.optimize", "scipy.stats", "pandas") if name in sys.modules]
print(",".join(heavy))
"""


def test_starting_the_house_loads_neither_sklearn_nor_scipy_optimize() -> None:
    here = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "samskab.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", START],
        env=here,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")
