"""The house starts without the heavy maths, and without what only a few doors need."""

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
maths = ["sklearn", "scipy.optimize", "scipy.stats", "pandas"]
doors = ["fido2", "requests", "jwt", "qrcode", "oauthlib", "cryptography.fernet"]
heavy = [name for name in maths + doors if name in sys.modules]
print(",".join(heavy))
"""


def test_starting_the_house_loads_neither_the_heavy_maths_nor_what_only_a_few_doors_need() -> None:
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
