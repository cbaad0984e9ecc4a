"""What in this room still stops the process from leaving the negotiation (its half of G5)."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from samskab.kit.errors import Closed, Refusal
from samskab.kit.words import label
from samskab.process.core import selectors as core
from samskab.process.core.models import Process
from samskab.process.negotiation import rules, selectors
from samskab.process.negotiation.board import Board
from samskab.process.negotiation.models import Stance
from samskab.process.negotiation.selectors import ObjectionState
from samskab.process.negotiation.words import STEPS


def blockers(process: Process, now: datetime, laid: Board | None = None) -> list[Refusal]:
    """Parties without an interest, and objections neither settled nor carried as printed dissent. `laid` is
    the table, when a page has read it already.
    """
    seats = laid.seats if laid else core.seats(process)
    heard = {need.party_id for need in laid.interests} if laid else selectors.parties_with_interest(process)
    missing = rules.missing_interests(seats, heard)
    for refusal in missing:
        refusal.params["step_url"] = reverse("negotiation:state_interest", args=[process.slug])
    open_ones = (
        [objection.stance for objection in laid.open_objections]
        if laid
        else selectors.open_objections(process, seats)
    )
    return [*missing, *(_open(process, stance, now) for stance in open_ones)]


def _open(process: Process, stance: Stance, now: datetime) -> Refusal:
    state = selectors.state_of(stance, now)
    protected = stance.done_to_us and state == ObjectionState.MEDIATION_FAILED
    return Closed(
        "negotiation.objection_is_open",
        party=stance.party.name,
        state=label("objection_state", state),
        step=STEPS["unanswered"] if protected else STEPS[state],
        step_url=reverse("negotiation:proposal", args=[process.slug, stance.proposal.public_id]),
    )
