"""Open words are for all. Words taken back or hidden are for their author alone. A vote is one's own."""

from datetime import datetime

from django.db.models import Q

from samskab.ground.people.actor import Actor
from samskab.process.knowledge.models import (
    ConversationImport,
    ConversationReply,
    ElementUse,
    ImportedParticipant,
    NobodyCame,
    OpinionMap,
    PlainLanguageFlag,
    Reply,
    Statement,
    StatementState,
    StatementThread,
    Vote,
)


def _open_or_own(actor: Actor, _now: datetime | None) -> Q:
    seen = Q(state=StatementState.OPEN)
    return seen if actor.participant_id is None else seen | Q(participant=actor.participant_id)


def _own_vote(actor: Actor, _now: datetime | None) -> Q:
    return Q(participant=actor.participant_id)


RULES = {Statement: _open_or_own, Vote: _own_vote}
SEEN_BY_ALL = (
    StatementThread,
    ElementUse,
    Reply,
    NobodyCame,
    OpinionMap,
    ConversationImport,
    ConversationReply,
)
SHOWN_TO_NOBODY = (PlainLanguageFlag, ImportedParticipant)  # counted; whose they are is told to nobody
