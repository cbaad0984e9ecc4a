"""The acts of the agreement: write it, say what is brought and who decides, disagree in print, sign, ask."""

from samskab.process.agreement.services.clauses import (
    answer_requirement,
    answer_suggestion,
    drop_clause,
    require_professionally,
    rewrite_clause,
    suggest_clause_change,
    write_clause,
)
from samskab.process.agreement.services.giving import (
    change_decision_right,
    give_decision_right,
    offer_resource,
    withdraw_resource,
)
from samskab.process.agreement.services.paper import draft_agreement, revise_agreement, set_terms
from samskab.process.agreement.services.politics import (
    answer_councillor,
    ask_councillor,
    tell_political_decision,
)
from samskab.process.agreement.services.signing import (
    open_for_signing,
    print_dissent,
    sign,
    sign_as_third_party,
)

__all__ = [
    "answer_councillor",
    "answer_requirement",
    "answer_suggestion",
    "ask_councillor",
    "change_decision_right",
    "draft_agreement",
    "drop_clause",
    "give_decision_right",
    "offer_resource",
    "open_for_signing",
    "print_dissent",
    "require_professionally",
    "revise_agreement",
    "rewrite_clause",
    "set_terms",
    "sign",
    "sign_as_third_party",
    "suggest_clause_change",
    "tell_political_decision",
    "withdraw_resource",
    "write_clause",
]
