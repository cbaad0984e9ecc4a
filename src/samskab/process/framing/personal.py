"""Framings are the parties'."""

from __future__ import annotations

from samskab.kit.personal import Rest

_WHY = "A party's words, said at the table in public; no number tells who typed them."
REST = [
    Rest("framing.FramingThread", "thread about", "Which talk is about which framing."),
    Rest("framing.FramingRound", "id process number opened_at deadline revealed_at", _WHY),
    Rest(
        "framing.Framing",
        "id public_id round party text written_at locked_at withdrawn_at withdrawn_reason",
        _WHY,
    ),
    Rest("framing.SharedFraming", "id public_id process version text written_by written_at", _WHY),
    Rest("framing.FramingElement_sources", "id framingelement framing", _WHY),
    Rest("framing.FramingElement", "id public_id shared number text", _WHY),
    Rest(
        "framing.SharedSuggestion",
        "id public_id shared party text made_at taken_in declined_at declined_reason",
        _WHY,
    ),
    Rest("framing.FramingStance", "id shared party stance reason at", _WHY),
]
