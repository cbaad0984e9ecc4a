"""The acts of the newsroom."""

from samskab.commons.news.services.articles import (
    correct_article,
    hand_in_article,
    publish_article,
    return_article,
    rewrite_article,
    withdraw_article,
    write_article,
)
from samskab.commons.news.services.newsletter import (
    ask_newsletter,
    choose_notice,
    confirm_newsletter,
    follow_newsletter,
    mark_read,
    sign_off,
    unfollow_newsletter,
)
from samskab.commons.news.services.replies import ask_reply, publish_reply, refuse_reply

__all__ = [
    "ask_newsletter",
    "ask_reply",
    "choose_notice",
    "confirm_newsletter",
    "correct_article",
    "follow_newsletter",
    "hand_in_article",
    "mark_read",
    "publish_article",
    "publish_reply",
    "refuse_reply",
    "return_article",
    "rewrite_article",
    "sign_off",
    "unfollow_newsletter",
    "withdraw_article",
    "write_article",
]
