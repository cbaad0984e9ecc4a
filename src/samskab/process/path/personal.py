"""How a process moved, and with whose keys."""

from __future__ import annotations

from samskab.kit.personal import Rest

_WHY = "The process' own history; it points at keys, and a key without its person points at nobody."
REST = [
    Rest(
        "path.StageChange",
        "id public_id process from_stage to_stage backward reason asked_at opened_at dropped_at",
        _WHY,
    ),
    Rest("path.StageApproval", "id change steward side at", _WHY),
]
