"""python -m bench: names every bench of this folder; python -m bench NAME ...: runs one; `all` runs all."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def benches() -> dict[str, str]:
    """Every file with a `main`, and the first line of what it says about itself."""
    found = {}
    for path in sorted(FOLDER.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        has_main = any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body)
        if has_main and path.stem not in {"__main__", "pages_measure"}:
            found[path.stem] = " ".join((ast.get_docstring(tree) or "").split("\n\n")[0].split())
    return found


def run(name: str, options: list[str]) -> int:
    """In a process of its own, so that peak memory and loaded modules are the bench's own."""
    print(f"== {name} ==", flush=True)
    return subprocess.run(
        [sys.executable, "-m", f"bench.{name}", *options], cwd=FOLDER.parent, check=False
    ).returncode


def main(words: list[str]) -> int:
    known = benches()
    if not words or words[0] in {"-h", "--help"}:
        print("usage: ./run bench NAME [options]   or   ./run bench all\n")
        print("\n".join(f"  {name:<12}{says}" for name, says in known.items()))
        return 0
    if words[0] == "all":
        return max([run(name, []) for name in known])
    if words[0] not in known:
        print(f"bench: no {words[0]!r}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    return run(words[0], words[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
