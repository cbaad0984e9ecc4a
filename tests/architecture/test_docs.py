"""Documentation that cannot rot: links lead somewhere, and the op-ed page answers for every sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.engine_free

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
README_LINES = 150
SENTENCES = [f"S{n}" for n in range(1, 14)] + ["P1a", "P1b", "P1c", "P1d", "P1e", "P2a", "P2b", "P2c"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = [page.parent / target for target in LINK.findall(page.read_text(encoding="utf-8"))]
    assert [str(target) for target in targets if not target.exists()] == []


def test_the_readme_can_be_read_at_once() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= README_LINES


def test_the_op_ed_page_answers_for_every_sentence() -> None:
    page = (ROOT / "docs/explanation/the-op-ed.md").read_text(encoding="utf-8")
    assert [code for code in SENTENCES if f"| {code} |" not in page] == []


def test_no_page_names_a_path_of_one_machine() -> None:
    machine = re.compile(r"/(?:home|root|work|Users)/\w+")
    assert [str(page) for page in PAGES if machine.search(page.read_text(encoding="utf-8"))] == []


def test_what_the_op_ed_page_points_to_exists() -> None:
    page = (ROOT / "docs/explanation/the-op-ed.md").read_text(encoding="utf-8")
    named = re.findall(r"`(process/[\w/]+\.py)`", page)
    assert named
    assert [path for path in named if not (ROOT / "src/samskab" / path).exists()] == []
