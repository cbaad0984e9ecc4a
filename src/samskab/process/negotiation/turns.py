"""What waits for this reader at the negotiation table."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samskab.ground.people.models import Role
from samskab.kit.turns import Turn
from samskab.process.core.models import Process, Seat, Stage, Status
from samskab.process.core.viewing import Standing
from samskab.process.negotiation import selectors
from samskab.process.negotiation.ballot_rules import waiting_for
from samskab.process.negotiation.board import MINE, Board, board
from samskab.process.negotiation.models import Mediation, Stance
from samskab.process.negotiation.package_rules import current_round

MOST = 4
MINUTES_INTEREST, MINUTES_YES_OR_NO, MINUTES_ANSWER, MINUTES_STANCE = 2, 1, 3, 1
MINUTES_SHEET = 5


def turns(standing: Standing, now: datetime, laid: Board | None = None) -> list[Turn]:
    """The most important first: one's own need, an answer to one's objection, then what others wait for.

    `laid` is the table, when the page has read it already.
    """
    process = standing.process
    if process.status != Status.RUNNING or process.stage not in {Stage.KNOWLEDGE, Stage.NEGOTIATION}:
        return []
    talking = process.stage == Stage.NEGOTIATION
    found: list[Turn] = _vote(standing, now) if talking else []
    if standing.seat is not None and talking:
        laid = laid or board(process, now)
        found += _own_need(process, standing.seat, {interest.party_id for interest in laid.interests})
        found += _round(process, standing.seat, now)
        found += _talks(process, standing.seat, laid)
    elif standing.seat is not None:
        found += _own_need(process, standing.seat, selectors.parties_with_interest(process))
    if talking and Role.FACILITATOR in standing.viewer.roles:
        found += _mediations(process)
    return found[:MOST]


def _own_need(process: Process, seat: Seat, heard: set[int]) -> list[Turn]:
    if seat.may_supply or seat.party_id in heard:
        return []
    url = reverse("negotiation:state_interest", args=[process.slug])
    return [Turn(_("Sig, hvad I har brug for"), url, MINUTES_INTEREST)]


def _vote(standing: Standing, now: datetime) -> list[Turn]:
    """A voice not used yet: everyone at the table has one, whoever speaks for the party."""
    participant = standing.viewer.participant
    voice = waiting_for(standing.process, participant.pk) if participant else None
    if voice is None or now >= voice.ballot.deadline:
        return []
    url = reverse("negotiation:cast_ballot", args=[standing.process.slug, voice.ballot.public_id])
    return [Turn(_("Stem. Det er hemmeligt"), url, MINUTES_YES_OR_NO, voice.ballot.deadline)]


def _round(process: Process, seat: Seat, now: datetime) -> list[Turn]:
    """A round over several questions that waits for this party: its answers, or its yes to the questions."""
    current = None if seat.may_supply else current_round(process)
    if current is None:
        return []
    if current.deadline is None:
        text = _("Læs spørgsmålene, og sig til, når I er klar til at svare")
        waits = seat.party_id != current.opened_by_id
        url = reverse("negotiation:packages", args=[process.slug])
        return [Turn(text, url, MINUTES_ANSWER)] if waits else []
    given = current.sheets.filter(party=seat.party_id).exists()
    if given or now >= current.deadline:
        return []
    url = reverse("negotiation:give_sheet", args=[process.slug])
    return [Turn(_("Sig, hvad I kan leve med"), url, MINUTES_SHEET, current.deadline)]


def _talks(process: Process, seat: Seat, laid: Board) -> list[Turn]:
    found = [turn for objection in laid.open_objections for turn in _about(process, seat, objection.stance)]
    waiting = len(laid.shown(MINE, seat.party_id))
    if waiting and not seat.may_supply:
        text = ngettext("Tag stilling til %(n)s forslag", "Tag stilling til %(n)s forslag", waiting)
        url = reverse("negotiation:page", args=[process.slug]) + f"?vis={MINE}"
        found.append(Turn(text % {"n": waiting}, url, waiting * MINUTES_STANCE))
    return found


def _about(process: Process, seat: Seat, stance: Stance) -> list[Turn]:
    """One objection: its own party judges the answers, the proposer owes one."""
    mediation = selectors.mediation_about(stance)
    due = mediation.due if mediation else None
    answers = list(stance.answers.all())
    if stance.party_id == seat.party_id:
        return [
            Turn(
                _("%(party)s har svaret på jeres indvending. Er den løst?") % {"party": answer.by.name},
                reverse("negotiation:accept_answer", args=[process.slug, answer.public_id]),
                MINUTES_YES_OR_NO,
                due,
            )
            for answer in answers
            if answer.accepted is None
        ][:1]
    unanswered = all(answer.accepted is False for answer in answers)
    if stance.proposal.party_id == seat.party_id and unanswered:
        url = reverse("negotiation:answer_objection", args=[process.slug, stance.public_id])
        text = _("Svar på indvendingen fra %(party)s") % {"party": stance.party.name}
        return [Turn(text, url, MINUTES_ANSWER, due)]
    return []


def _mediations(process: Process) -> list[Turn]:
    running = Mediation.objects.filter(
        objection__proposal__process=process, closed_at__isnull=True
    ).select_related("objection__party")
    return [
        Turn(
            _("Skriv, hvad der kom ud af mæglingen med %(party)s") % {"party": row.objection.party.name},
            reverse("negotiation:close_mediation", args=[process.slug, row.public_id]),
            MINUTES_ANSWER,
            row.due,
        )
        for row in running
    ]
