"""The acts of knowledge: say it, vote on it, trace it, answer it; and read in a conversation held
elsewhere.
"""

from samskab.process.knowledge.services.answers import (
    add_later,
    flag_plain_language,
    log_nobody_came,
    reply,
)
from samskab.process.knowledge.services.conversations import answer_conversation
from samskab.process.knowledge.services.importing import Imported, import_conversation
from samskab.process.knowledge.services.maps import draw_map, keep_map
from samskab.process.knowledge.services.statements import (
    correct_statement,
    enter_words,
    state_knowledge,
    withdraw_statement,
)
from samskab.process.knowledge.services.traces import confirm_trace, confirm_use, object_use, trace_statement
from samskab.process.knowledge.services.votes import cast_vote

__all__ = [
    "Imported",
    "add_later",
    "answer_conversation",
    "cast_vote",
    "confirm_trace",
    "confirm_use",
    "correct_statement",
    "draw_map",
    "enter_words",
    "flag_plain_language",
    "import_conversation",
    "keep_map",
    "log_nobody_came",
    "object_use",
    "reply",
    "state_knowledge",
    "trace_statement",
    "withdraw_statement",
]
