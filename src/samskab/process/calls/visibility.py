"""Calls stand on the board for everybody, with those who join in and the answer."""

from samskab.process.calls.models import (
    Call,
    CallJoin,
    CallReply,
    CallThread,
)

SEEN_BY_ALL = (
    CallThread,
    Call,
    CallJoin,
    CallReply,
)
