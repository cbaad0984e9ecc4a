"""The acts of the negotiation table: need, propose, take a stance, answer, mediate, go on."""

from samskab.process.negotiation.services.ballots import call_ballot, cast_ballot, count_ballot
from samskab.process.negotiation.services.interests import judge_interest, state_interest, withdraw_interest
from samskab.process.negotiation.services.mediation import (
    ask_mediation,
    close_mediation,
    go_on_with_dissent,
)
from samskab.process.negotiation.services.packages import (
    add_option,
    ask_question,
    close_package_round,
    give_own_sheet,
    give_sheet,
    keep_settlement,
    open_package_round,
    settle_package_round,
    start_package_round,
    withdraw_question,
)
from samskab.process.negotiation.services.proposals import propose, withdraw_proposal
from samskab.process.negotiation.services.stances import accept_answer, answer_objection, take_stance

__all__ = [
    "accept_answer",
    "add_option",
    "answer_objection",
    "ask_mediation",
    "ask_question",
    "call_ballot",
    "cast_ballot",
    "close_mediation",
    "close_package_round",
    "count_ballot",
    "give_own_sheet",
    "give_sheet",
    "go_on_with_dissent",
    "judge_interest",
    "keep_settlement",
    "open_package_round",
    "propose",
    "settle_package_round",
    "start_package_round",
    "state_interest",
    "take_stance",
    "withdraw_interest",
    "withdraw_proposal",
    "withdraw_question",
]
