"""The acts of dialogue."""

from samskab.ground.dialogue.services.appeals import answer_decision, appeal_decision, decide_appeal
from samskab.ground.dialogue.services.comments import edit_comment, withdraw_comment, write_comment
from samskab.ground.dialogue.services.moderation import (
    clear_hidden,
    decide_comment,
    give_notice,
    release_comment,
)

__all__ = [
    "answer_decision",
    "appeal_decision",
    "clear_hidden",
    "decide_appeal",
    "decide_comment",
    "edit_comment",
    "give_notice",
    "release_comment",
    "withdraw_comment",
    "write_comment",
]
