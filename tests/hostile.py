"""Texts no page and no act may stumble over."""

from __future__ import annotations

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{ 7|add:7 }}{% now 'Y' %}"
RIGHT_TO_LEFT = "نحن لا نستطيع العودة إلى البيت في الظلام"
EMOJI = "👩‍👩‍👧‍👦 🇩🇰 e\u0301"
HIDDEN_TURNS = "ja\u202egno jen\u202c\u2066x\u2069"
CONTROLS = "a\x00b\x07c\x1b[31m"
SURROGATE = "a\ud800b"

HOSTILE = [
    SCRIPT,
    RIGHT_TO_LEFT,
    EMOJI,
    HIDDEN_TURNS,
    CONTROLS,
    SURROGATE,
    "'; DROP TABLE core_process; --",
    "%s %(x)s",
]
IDS = ["script", "rtl", "emoji", "bidi", "controls", "surrogate", "sql", "percent"]
