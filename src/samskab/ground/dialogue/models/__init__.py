"""What the room keeps: threads and comments; notices, decisions, answers and appeals."""

from samskab.ground.dialogue.models.cases import (
    Answer,
    Appeal,
    AppealOutcome,
    AppealSide,
    Decision,
    HouseRule,
    Notice,
    Outcome,
)
from samskab.ground.dialogue.models.threads import Comment, CommentState, Thread, ThreadLink, Via

__all__ = [
    "Answer",
    "Appeal",
    "AppealOutcome",
    "AppealSide",
    "Comment",
    "CommentState",
    "Decision",
    "HouseRule",
    "Notice",
    "Outcome",
    "Thread",
    "ThreadLink",
    "Via",
]
