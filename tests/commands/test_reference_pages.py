"""Each method's command has a page, and the page names every option the command has, and no other."""

from __future__ import annotations

import argparse
import importlib
import re
from pathlib import Path

import pytest

PAGES = Path(__file__).resolve().parents[2] / "docs/reference/commands"


@pytest.mark.parametrize("word", ["opinion", "draw", "share", "tables", "settle", "recount"])
def test_the_page_names_every_option_and_no_other(word: str) -> None:
    module = importlib.import_module(f"samskab.commands.{word}")
    parser = argparse.ArgumentParser()
    module.configure(parser)
    have = {
        option for action in parser._actions for option in action.option_strings if option.startswith("--")
    }
    page = (PAGES / f"{word}.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(--[\w-]+)`", page, flags=re.MULTILINE)) == have - {"--help"}
    positional = [str(action.metavar) for action in parser._actions if not action.option_strings]
    assert [name for name in positional if f"| `{name}` |" not in page] == []
    assert "| 2 |" in page
