"""What the newsroom keeps: articles with their corrections and replies, and the letters people asked for."""

from samskab.commons.news.models.articles import (
    Article,
    ArticleState,
    ArticleThread,
    Correction,
    ReplyRequest,
    ReplyState,
    Section,
)
from samskab.commons.news.models.letters import (
    Cursor,
    How,
    Issue,
    Letter,
    LetterKind,
    Notice,
    NoticeChoice,
    Quota,
    Reader,
    SignOff,
    Subscription,
)

__all__ = [
    "Article",
    "ArticleState",
    "ArticleThread",
    "Correction",
    "Cursor",
    "How",
    "Issue",
    "Letter",
    "LetterKind",
    "Notice",
    "NoticeChoice",
    "Quota",
    "Reader",
    "ReplyRequest",
    "ReplyState",
    "Section",
    "SignOff",
    "Subscription",
]
