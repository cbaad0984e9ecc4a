"""What waits for this reader among what is known."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samskab.kit.prepared import Slot, prepared
from samskab.kit.turns import Turn
from samskab.process.core.viewing import Standing
from samskab.process.knowledge import rules, selectors
from samskab.process.knowledge.models import ElementUse, Statement, StatementState

SECONDS_PER_VOTE = 8
MINUTES_PER_REPLY = 3
MOST_MINUTES = 30  # nobody is asked for more than half an hour in one sitting


def turns(standing: Standing, now: datetime) -> list[Turn]:
    """Whether I was understood first, then what others wait for, then what I may add."""
    participant = standing.viewer.participant
    if participant is None or not rules.may_answer(standing.process):
        return []
    found = [*_understood(standing, participant.pk), *_replies(standing)]
    if rules.may_gather(standing.process):
        found += [*_words(standing, participant.pk), *_votes(standing, participant.pk)]
    return found


@prepared
def _unjudged(process: Slot, person: Slot) -> QuerySet[ElementUse, UUID]:
    waiting = ElementUse.objects.filter(
        statement__process=process,
        statement__participant=person,
        statement__state=StatementState.OPEN,
        understood__isnull=True,
    )
    return waiting.order_by("traced_at").values_list("statement__public_id", flat=True)[:1]


@prepared
def _own(process: Slot, person: Slot) -> QuerySet[Statement, int]:
    return (
        Statement.objects.filter(process=process, participant=person)
        .order_by()
        .values_list("pk", flat=True)[:1]
    )


def _understood(standing: Standing, person: int) -> list[Turn]:
    waiting = _unjudged.first(standing.process, person)
    if waiting is None:
        return []
    url = reverse("knowledge:statement", args=[standing.process.slug, waiting])
    return [Turn(_("Dine ord er brugt. Sig, om du blev forstået rigtigt"), url, 1)]


def _replies(standing: Standing) -> list[Turn]:
    """Only for a party that owes answers; how many wait is said as it is."""
    seat = standing.seat
    if seat is None or not rules.owes_answers(seat.party):
        return []
    slug, found = standing.process.slug, []
    count, conversation = selectors.waiting(standing.process)
    if count:
        text = ngettext("Svar på %(n)s udsagn", "Svar på %(n)s udsagn", count) % {"n": count}
        minutes = min(count * MINUTES_PER_REPLY, MOST_MINUTES)
        found.append(Turn(text, reverse("knowledge:unanswered", args=[slug]), minutes))
    if conversation:
        url = reverse("knowledge:answer_conversation", args=[slug])
        found.append(Turn(_("Svar på samtalen, der er læst ind"), url, MOST_MINUTES))
    return found


def _words(standing: Standing, person: int) -> list[Turn]:
    if _own(standing.process, person):
        return []
    return [Turn(_("Skriv, hvad du ved"), reverse("knowledge:state", args=[standing.process.slug]), 1)]


def _votes(standing: Standing, person: int) -> list[Turn]:
    left = selectors.n_left_to_vote(standing.process, person)
    if not left:
        return []
    minutes = max(1, min(round(left * SECONDS_PER_VOTE / 60), MOST_MINUTES))
    text = ngettext("Stem om %(n)s udsagn", "Stem om %(n)s udsagn", left) % {"n": left}
    return [Turn(text, reverse("knowledge:vote", args=[standing.process.slug]), minutes)]
