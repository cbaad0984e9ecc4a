"""Din tur: what waits for this reader in this process, the most important first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samskab.kit.turns import Turn
from samskab.process.action import turns as action
from samskab.process.agreement import turns as agreement
from samskab.process.core.models import Boundary, Process, Stage, Status
from samskab.process.core.viewing import Standing
from samskab.process.framing import turns as framing
from samskab.process.knowledge import turns as knowledge
from samskab.process.negotiation import turns as negotiation
from samskab.process.path import gates
from samskab.process.path.gates import Read
from samskab.process.path.models import StageChange
from samskab.process.purpose import turns as purpose

# A councillor can be asked at any stage, and the answer has a clock: so the room that keeps the questions is
# asked at every stage, and before what waits without one.
ROOMS = {
    Stage.CALLED: (agreement.turns,),
    Stage.FRAMING: (agreement.turns, framing.turns),
    Stage.PURPOSE: (agreement.turns, purpose.turns),
    Stage.KNOWLEDGE: (agreement.turns, knowledge.turns, negotiation.turns),
    Stage.NEGOTIATION: (negotiation.turns, agreement.turns, knowledge.turns),
    Stage.AGREEMENT: (agreement.turns, knowledge.turns, action.turns),
    Stage.ACTION: (agreement.turns, action.turns, knowledge.turns),
    Stage.FOLLOWED_UP: (agreement.turns, action.turns),
}


def turns(
    standing: Standing,
    now: datetime,
    read: Read,
    boundaries: Sequence[Boundary],
    pending: StageChange | None,
) -> list[Turn]:
    """Challenges on a clock first, then the stage's own work, then the key. A passer-by gets one: a way
    in.

    `boundaries` come with their challenges; `pending` is the change that waits for the other key.
    """
    process = standing.process
    if process.status != Status.RUNNING:
        return []
    if not standing.viewer.is_known:
        return _for_a_stranger(process)
    found = _challenges(standing, boundaries)
    for room in ROOMS.get(Stage(process.stage), ()):
        if room is negotiation.turns:
            found += negotiation.turns(standing, now, read.board)
        elif room is agreement.turns:
            found += agreement.turns(standing, now, paper=read.paper)
        else:
            found += room(standing, now)
    return found + _key(standing, now, read, pending)


def _for_a_stranger(process: Process) -> list[Turn]:
    if process.stage == Stage.FOLLOWED_UP:
        return [Turn(_("Læs, hvad der kom ud af det"), reverse("action:page", args=[process.slug]), 3)]
    if process.stage == Stage.KNOWLEDGE:
        return [Turn(_("Fortæl, hvad du ved"), reverse("knowledge:page", args=[process.slug]), 2)]
    return [Turn(_("Kom ind, og vær med"), reverse("people:login") + f"?next=/forloeb/{process.slug}/", 2)]


def _challenges(standing: Standing, boundaries: Sequence[Boundary]) -> list[Turn]:
    ours = {seat.party_id for seat in standing.seats}
    waiting = [
        challenge
        for boundary in boundaries
        if boundary.set_by_id in ours
        for challenge in boundary.challenges.all()
        if challenge.answered_at is None
    ]
    return [
        Turn(
            _("Svar på udfordringen af jeres ramme"),
            reverse("core:answer_challenge", args=[standing.process.slug, challenge.public_id]),
            5,
            challenge.answer_due,
        )
        for challenge in sorted(waiting, key=lambda one: (one.raised_at, one.pk))
    ]


def _key(standing: Standing, now: datetime, read: Read, pending: StageChange | None) -> list[Turn]:
    if standing.key is None or standing.process.stage == Stage.FOLLOWED_UP:
        return []
    desk = reverse("path:desk", args=[standing.process.slug])
    if pending is not None and not any(key.side == standing.key.side for key in pending.approvals.all()):
        return [Turn(_("Den anden nøgle er drejet. Drej jeres, eller sig nej"), desk, 2)]
    if pending is None and not gates.blockers(standing.process, now, read):
        return [Turn(_("Alt er klar til næste trin. Drej jeres nøgle"), desk, 2)]
    return [Turn(_("Se, hvad der mangler til næste trin"), desk, 3)]
