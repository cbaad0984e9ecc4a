"""The source as the architecture tests read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "samskab"
FLOORS = ("ground", "process", "commons")


def files(folder: Path, pattern: str) -> list[Path]:
    """Every file of ours: not what was vendored and not what Django wrote."""
    skipped = {"vendor", "migrations", "__pycache__"}
    return sorted(path for path in folder.rglob(pattern) if not skipped & set(path.parts))


def python() -> list[Path]:
    return files(SRC, "*.py")


def templates() -> list[Path]:
    return [
        path for path in files(SRC, "*") if "templates" in path.parts and path.suffix in (".html", ".txt")
    ]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def near(path: Path) -> str:
    """A path as people name it."""
    return path.relative_to(ROOT).as_posix()


def room_of(path: Path) -> str:
    """`process.core` for a file in that room; `kit`, `config`, ... for one outside the floors."""
    parts = path.relative_to(SRC).parts
    return ".".join(parts[:2]) if parts[0] in FLOORS and len(parts) > 2 else parts[0]


def calls(module: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last name of what is called."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            yield name, node


def is_test(path: Path) -> bool:
    return path.name.startswith("test_")
