"""The acts of framing: run a blind round, write one's own, write one together."""

from samskab.process.framing.services.own import lock_framing, withdraw_framing, write_framing
from samskab.process.framing.services.rounds import extend_round, open_round, reveal_round
from samskab.process.framing.services.shared import (
    Element,
    decline_shared_suggestion,
    give_framing_stance,
    suggest_shared_change,
    write_shared_framing,
)

__all__ = [
    "Element",
    "decline_shared_suggestion",
    "extend_round",
    "give_framing_stance",
    "lock_framing",
    "open_round",
    "reveal_round",
    "suggest_shared_change",
    "withdraw_framing",
    "write_framing",
    "write_shared_framing",
]
