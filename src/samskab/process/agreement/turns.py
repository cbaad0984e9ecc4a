"""What waits for this reader in the agreement."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samskab.ground.people.models import Role
from samskab.ground.people.selectors import holds
from samskab.kit.turns import Turn
from samskab.process.agreement import selectors
from samskab.process.agreement.models import Agreement, ClauseSuggestion
from samskab.process.agreement.sheet import Sheet
from samskab.process.core.models import Process, Seat, Stage, Status
from samskab.process.core.viewing import Standing

MOST = 4
MINUTES_SIGN, MINUTES_ANSWER, MINUTES_SUGGESTION, MINUTES_DRAFT = 5, 5, 2, 10


def turns(
    standing: Standing, now: datetime, laid: Sheet | None = None, paper: Agreement | None = None
) -> list[Turn]:
    """A question to a politician, a signature that is missing, a suggestion nobody has answered.

    `laid` is the newest paper with all that stands on it, `paper` the bare one, when the page has read it.
    """
    process = standing.process
    if process.status != Status.RUNNING:
        return []
    found: list[Turn] = []
    if Role.COUNCILLOR in standing.viewer.roles:
        found += _questions(standing)
    if process.stage not in {Stage.NEGOTIATION, Stage.AGREEMENT}:
        return found[:MOST]
    if standing.seat is None and standing.key is None and Role.FACILITATOR not in standing.viewer.roles:
        return found[:MOST]
    if laid is not None and laid.agreement.superseded_at is not None:
        laid = None
    agreement = laid.agreement if laid else paper or selectors.current(process)
    if standing.seat is not None and agreement is not None and process.stage == Stage.AGREEMENT:
        found += _signature(process, standing.seat, agreement, laid)
    if standing.key is not None or Role.FACILITATOR in standing.viewer.roles:
        found += _pen(process, agreement)
    return found[:MOST]


def _questions(standing: Standing) -> list[Turn]:
    """Those this reader may answer: to all councillors, to this one, or to one who has left the office."""
    person = standing.viewer.participant
    waiting = list(selectors.waiting_questions(standing.process))
    asked = {question.councillor_id for question in waiting} - {None, person and person.pk}
    in_office = {one for one in asked if holds(one, Role.COUNCILLOR)}
    return [
        Turn(
            _("Svar på spørgsmålet fra %(party)s") % {"party": question.asked_by.name},
            reverse("agreement:answer_councillor", args=[standing.process.slug, question.public_id]),
            MINUTES_ANSWER,
            question.answer_due,
        )
        for question in waiting
        if person is not None and question.councillor_id not in in_office
    ]


def _signature(process: Process, seat: Seat, agreement: Agreement, laid: Sheet | None) -> list[Turn]:
    if seat.may_supply or agreement.opened_for_signing_at is None:
        return []
    spoken = (
        laid.spoken if laid else selectors.signed_parties(agreement) | selectors.outside_parties(agreement)
    )
    if seat.party_id in spoken:
        return []
    return [
        Turn(_("Læs aftalen, og skriv under"), reverse("agreement:sign", args=[process.slug]), MINUTES_SIGN)
    ]


def _pen(process: Process, agreement: Agreement | None) -> list[Turn]:
    if agreement is None:
        url = reverse("agreement:draft_agreement", args=[process.slug])
        return [Turn(_("Begynd udkastet til aftalen"), url, MINUTES_DRAFT)]
    waiting = ClauseSuggestion.objects.filter(
        clause__agreement=agreement, clause__dropped_at__isnull=True, answered_at__isnull=True
    ).select_related("clause")
    n = len(rows := list(waiting))
    if not n:
        return []
    text = ngettext("Svar på %(n)s forslag til andre ord", "Svar på %(n)s forslag til andre ord", n)
    url = reverse("agreement:clause", args=[process.slug, rows[0].clause.public_id])
    return [Turn(text % {"n": n}, url, n * MINUTES_SUGGESTION)]
