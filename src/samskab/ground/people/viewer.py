"""The reader of a page: known by an account, by a paper code, or not at all. Read once, and only when asked
for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import HttpRequest

from samskab.ground.people import shared_screen
from samskab.ground.people.actor import Actor, Network
from samskab.ground.people.models import Participant
from samskab.ground.people.proof import proof_of
from samskab.ground.people.selectors import participant_by_code, participant_of, roles_of

if TYPE_CHECKING:
    from samskab.ground.people.models import User

CODE_SESSION_KEY = "participant_by_code"
CODE_STAMP_KEY = "participant_code_stamp"
_STAMP_CHARS = 16


def code_stamp(participant: Participant) -> str:
    """Which code a session was opened with: when the code is replaced, every session it opened ends."""
    return (participant.code_hash or "")[:_STAMP_CHARS]


@dataclass
class Viewer:
    """Templates ask `is_known`, `name`, `via`; services get `actor()`."""

    request: HttpRequest
    find_network: Callable[[], Network | None] | None = None  # given by ground.access, which knows agreements

    @cached_property
    def network(self) -> Network | None:
        """The institution whose network this request came from, if it has an agreement. Looked up when first
        asked for, anew for each request: it is never kept in the login.
        """
        return self.find_network() if self.find_network else None

    @cached_property
    def is_at_shared_screen(self) -> bool:
        """Whether the page stands on a screen many people use."""
        return shared_screen.is_shared(self.request)

    @cached_property
    def participant(self) -> Participant | None:
        if shared_screen.is_over(self.request):
            shared_screen.wipe(self.request)
        user: User | None = self.request.user if self.request.user.is_authenticated else None
        if user is not None:
            return participant_of(user)
        known = self.request.session.get(CODE_SESSION_KEY)
        if known is None:
            return None
        found = participant_by_code(known)
        stamp = self.request.session.get(CODE_STAMP_KEY, "")
        return found if found and stamp == code_stamp(found) else None

    @cached_property
    def roles(self) -> frozenset[str]:
        return roles_of(self.participant.pk) if self.participant else frozenset()

    @property
    def is_known(self) -> bool:
        return self.participant is not None

    @property
    def via(self) -> str:
        """`account`, `code` or nothing: which door the reader came in by."""
        return self.participant.door if self.participant else ""

    @property
    def name(self) -> str:
        """What the reader is called on their own page; without a name it is their own e-mail, which only they
        see.
        """
        if self.participant is None or self.participant.user is None:
            return ""
        return self.participant.user.get_short_name() or self.participant.user.email or ""

    def actor(self, party_id: int | None = None) -> Actor:
        """The reader as one who acts, for a party when one is named, as surely as this session shows."""
        participant_id = self.participant.pk if self.participant else None
        channel = "kiosk" if self.is_at_shared_screen else "web"
        proof = proof_of(self.request)
        return Actor(participant_id=participant_id, party_id=party_id, channel=channel, proof=proof)


class ViewedRequest(HttpRequest):
    """A request with its reader on it, as the middleware leaves it. For type annotations in views."""

    viewer: Viewer


def viewer_of(request: HttpRequest) -> Viewer:
    """Who reads this page, as the middleware found."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by ViewerMiddleware
    return viewer
