"""Pages of the framing: one to read, and one for each act."""

from samskab.process.framing.views.rounds import (
    extend_round,
    lock,
    open_round,
    page,
    reveal_round,
    withdraw,
    write,
)
from samskab.process.framing.views.shared import decline, give_stance, suggest, versions, write_shared

__all__ = [
    "decline",
    "extend_round",
    "give_stance",
    "lock",
    "open_round",
    "page",
    "reveal_round",
    "suggest",
    "versions",
    "withdraw",
    "write",
    "write_shared",
]
