"""The palette itself: every text colour can be read on every surface, in light and in dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SHEET = Path(__file__).resolve().parents[2] / "src/samskab/kit/static/samskab/samskab.css"
TEXTS = [
    "ink",
    "quiet",
    "root",
    "root-deep",
    "link",
    "link-seen",
    "turn",
    "experience",
    "professional",
    "practice",
    "stop",
    "near",
    "good",
]
SURFACES = [
    "paper",
    "card",
    "sunk",
    "root-soft",
    "turn-soft",
    "experience-soft",
    "professional-soft",
    "practice-soft",
    "stop-soft",
    "near-soft",
    "good-soft",
]
FILLED = [("on-root", "root"), ("on-root", "root-deep"), ("on-turn", "turn"), ("on-turn", "turn-deep")]
FOOT = [("on-foot", "foot"), ("on-foot", "foot-line")]
KNOWLEDGE = ("experience", "professional", "practice")


def palettes() -> dict[str, dict[str, str]]:
    text = SHEET.read_text(encoding="utf-8")
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})\b", part))
        for part in text.split("/* ---- ground")[0].split("@media (prefers-color-scheme: dark)")
    )
    return {"light": light, "dark": light | dark}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_the_one_everybody_uses() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_colour_can_be_read_on_every_surface(scheme: str) -> None:
    colours = palettes()[scheme]
    pairs = [(text, surface) for text in TEXTS for surface in SURFACES] + FILLED + FOOT
    assert [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 4.5] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edge_of_a_field_can_be_seen(scheme: str) -> None:
    colours = palettes()[scheme]
    assert [name for name in ("paper", "card", "sunk") if contrast(colours["edge"], colours[name]) < 3] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_kind_of_knowledge_shouts_louder_than_another(scheme: str) -> None:
    colours = palettes()[scheme]
    weights = [contrast(colours[kind], colours["card"]) for kind in KNOWLEDGE]
    assert max(weights) / min(weights) < 1.1
