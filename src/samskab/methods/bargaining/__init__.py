"""What can all of us live with? Packages over several questions, with proof, and who has the say."""

from samskab.methods.bargaining.beside import Fallback, fallback
from samskab.methods.bargaining.majority import (
    DoubleMajority,
    DraftGrade,
    Judgement,
    Tally,
    double_majority,
    judge_drafts,
)
from samskab.methods.bargaining.power import Say, majority_in_every_side, power, quota, say_under_rules
from samskab.methods.bargaining.settle import Settlement, settle, why_not
from samskab.methods.bargaining.sheets import (
    BadSheetsError,
    Limit,
    Negotiation,
    Option,
    Party,
    Question,
    never_together,
    only_if,
    party_grade,
)
from samskab.methods.bargaining.sticking import Consent, StickingPoints, consent_by_side

__all__ = [
    "BadSheetsError",
    "Consent",
    "DoubleMajority",
    "DraftGrade",
    "Fallback",
    "Judgement",
    "Limit",
    "Negotiation",
    "Option",
    "Party",
    "Question",
    "Say",
    "Settlement",
    "StickingPoints",
    "Tally",
    "consent_by_side",
    "double_majority",
    "fallback",
    "judge_drafts",
    "majority_in_every_side",
    "never_together",
    "only_if",
    "party_grade",
    "power",
    "quota",
    "say_under_rules",
    "settle",
    "why_not",
]
