"""What the pages of this room share: who acts, and which words this browser wrote."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from samskab.ground.dialogue import selectors, subjects, tokens
from samskab.ground.dialogue.models import Comment, Thread
from samskab.ground.parties.models import Party
from samskab.ground.parties.selectors import parties_spoken_for
from samskab.ground.people.actor import Actor
from samskab.ground.people.viewer import viewer_of

TOKENS_KEY = "comment_tokens"
MOST_TOKENS = 30


def parties_of(request: HttpRequest) -> tuple[Party, ...]:
    participant = viewer_of(request).participant
    return tuple(parties_spoken_for(participant.pk)) if participant else ()


def actor_of(request: HttpRequest, party: str = "") -> Actor:
    """Who acts: a person, for a party when one is chosen; without a person, the network they sit on."""
    viewer = viewer_of(request)
    chosen = (
        next((one for one in parties_of(request) if str(one.public_id) == party), None) if party else None
    )
    actor = viewer.actor(chosen.pk if chosen else None)
    if actor.participant_id is None and viewer.network is not None:
        return replace(actor, network_id=viewer.network.agreement_id)
    return actor


def token_for(request: HttpRequest, comment: Comment) -> str:
    """What this browser was given when it wrote the comment without an account."""
    kept: dict[str, str] = request.session.get(TOKENS_KEY, {})
    return kept.get(str(comment.public_id), "")


def keep_token(request: HttpRequest, comment: Comment, token: str) -> None:
    if tokens.holds(comment.edit_hash, token):
        kept = {**request.session.get(TOKENS_KEY, {}), str(comment.public_id): token}
        request.session[TOKENS_KEY] = dict(list(kept.items())[-MOST_TOKENS:])


def hashes_of(request: HttpRequest) -> frozenset[str]:
    kept: dict[str, str] = request.session.get(TOKENS_KEY, {})
    return frozenset(map(tokens.hash_of, kept.values()))


def comment_or_404(public_id: UUID) -> Comment:
    comment = selectors.comment_of(public_id)
    if comment is None:
        raise Http404
    return comment


def thread_url(thread: Thread) -> str:
    """The page of a thread, whatever room its subject is in; the front page when the subject is gone."""
    subject = subjects.of_thread(thread)
    return reverse("dialogue:thread", args=[thread.kind, subject.public_id]) if subject else "/"
