"""The acts of the negotiation table: need, propose, take a stance, answer, mediate, go on."""

from samskab.process.negotiation.services.interests import judge_interest, state_interest, withdraw_interest
from samskab.process.negotiation.services.mediation import (
    ask_mediation,
    close_mediation,
    go_on_with_dissent,
)
from samskab.process.negotiation.services.proposals import propose, withdraw_proposal
from samskab.process.negotiation.services.stances import accept_answer, answer_objection, take_stance

__all__ = [
    "accept_answer",
    "answer_objection",
    "ask_mediation",
    "close_mediation",
    "go_on_with_dissent",
    "judge_interest",
    "propose",
    "state_interest",
    "take_stance",
    "withdraw_interest",
    "withdraw_proposal",
]
