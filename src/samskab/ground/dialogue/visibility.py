"""Words in a thread are for everybody while they are shown. What waits, and what is hidden, is for its author
and the moderators. Who gave notice is told to the moderators only; who decided is not told to the public.
"""

from datetime import datetime

from django.db.models import Exists, Q

from samskab.ground.dialogue.models import Answer, Appeal, Comment, CommentState, Decision, Notice, Thread
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role, RoleGrant


def _moderates(actor: Actor) -> Q:
    held = RoleGrant.objects.filter(participant=actor.participant_id, role=Role.MODERATOR, until__isnull=True)
    return Q(Exists(held))


def _of(path: str, actor: Actor) -> Q:
    """One's own, when one is known at all."""
    return Q(pk__in=[]) if actor.participant_id is None else Q(**{path: actor.participant_id})


def _comment(actor: Actor, _now: datetime | None) -> Q:
    return Q(state=CommentState.SHOWN) | _of("participant", actor) | _moderates(actor)


def _decision(actor: Actor, _now: datetime | None) -> Q:
    return _of("author", actor) | _moderates(actor)


def _notice(actor: Actor, _now: datetime | None) -> Q:
    return _of("participant", actor) | _moderates(actor)


def _about_decision(actor: Actor, _now: datetime | None) -> Q:
    return _of("decision__author", actor) | _moderates(actor)


RULES = {
    Comment: _comment,
    Decision: _decision,
    Notice: _notice,
    Answer: _about_decision,
    Appeal: _about_decision,
}
SEEN_BY_ALL = (Thread,)
