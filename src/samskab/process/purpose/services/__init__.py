"""The acts of values and purpose, and the adoption that `path` carries out when the knowledge stage opens."""

from samskab.process.purpose.services.adoption import adopt
from samskab.process.purpose.services.drafts import draft_purpose, give_purpose_stance
from samskab.process.purpose.services.questions import answer_question
from samskab.process.purpose.services.values import (
    share_value,
    skip_basic_value,
    skip_values,
    state_value,
    withdraw_value,
)

__all__ = [
    "adopt",
    "answer_question",
    "draft_purpose",
    "give_purpose_stance",
    "share_value",
    "skip_basic_value",
    "skip_values",
    "state_value",
    "withdraw_value",
]
