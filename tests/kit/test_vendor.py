"""What we borrow from others is exactly what was pinned, and nothing else lies beside it. Offline."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLAN: dict[str, Any] = json.loads((ROOT / "tools" / "vendor.json").read_text(encoding="utf-8"))
VENDOR = ROOT / PLAN["into"]
OWN = VENDOR.parent / "samskab"
FIRST_VISIT_LIMIT = 150_000  # SCREENS.md: over the wire, fonts apart
PAGE_ALLOWANCE = 40_000  # a long page with a hundred rows, packed


def test_every_borrowed_file_has_the_pinned_sum() -> None:
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file()
    }
    assert found == PLAN["sha256"]


def test_every_borrowed_package_brings_its_licence() -> None:
    for name in PLAN["packages"]:
        assert list((VENDOR / name).glob("LICENSE*")), name
    assert "SIL OPEN FONT LICENSE" in (VENDOR / "dkfds/fonts/license.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "sheet", sorted([*VENDOR.rglob("*.css"), *OWN.glob("*.css")]), ids=lambda path: path.name
)
def test_every_file_a_stylesheet_names_is_carried(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    named = [name.strip("\"'") for name in re.findall(r"url\(([^)]*)\)", text)]
    assert [name for name in named if not (sheet.parent / name).is_file()] == []
    assert "sourceMappingURL" not in text
    assert "http://" not in text
    assert "https://" not in text


def test_the_system_lies_in_a_layer_so_that_our_own_words_win() -> None:
    text = (VENDOR / "dkfds/css/dkfds.min.css").read_text(encoding="utf-8")
    assert text.startswith('@charset "UTF-8";@layer dkfds{')
    assert text.count("{") == text.count("}")


def test_the_first_visit_is_light() -> None:
    carried = [
        VENDOR / "dkfds/css/dkfds.min.css",
        VENDOR / "dkfds/img/icons.svg",
        VENDOR / "htmx/htmx.min.js",
        *(path for path in OWN.iterdir() if path.is_file()),
    ]
    sent = sum(len(gzip.compress(path.read_bytes(), 6)) for path in carried)
    assert sent + PAGE_ALLOWANCE < FIRST_VISIT_LIMIT
    assert len((OWN / "samskab.js").read_text(encoding="utf-8").splitlines()) <= 150


def test_every_icon_a_template_or_tag_names_is_in_the_sprite() -> None:
    kit = VENDOR.parents[1]
    carried = set(
        re.findall(r'<symbol id="([^"]+)"', (VENDOR / "dkfds/img/icons.svg").read_text(encoding="utf-8"))
    )
    named: set[str] = set()
    for path in kit.parent.rglob("*.html"):
        named |= set(re.findall(r"""\{% icon ["']([^"']+)["']""", path.read_text(encoding="utf-8")))
    assert named, "the pattern finds nothing any more"
    assert named - carried == set()
