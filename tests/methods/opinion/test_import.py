"""The house starts without the heavy libraries."""

import subprocess
import sys


def test_importing_it_loads_neither_scikit_learn_nor_django():
    code = (
        "import sys; before = set(sys.modules); import samskab.methods.opinion;"
        "print([m for m in ('sklearn', 'django', 'scipy.optimize') if m in set(sys.modules) - before])"
    )
    path = {"PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=path)
    assert done.stdout.strip() == "[]"
