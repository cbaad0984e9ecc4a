"""What waits for a person's parties, as the process pages know it: the same turns, from all tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

from samskab.ground.parties.models import Membership, MembershipRole
from samskab.ground.people.models import Participant
from samskab.ground.people.viewer import Viewer
from samskab.kit.turns import Turn
from samskab.process.core.models import Process, Stage, Status
from samskab.process.core.viewing import Standing
from samskab.process.path.overview import Overview

SOON = timedelta(days=2)
FEW = 3
KEY_CHARS = 190


@dataclass(frozen=True)
class Waits:
    """One thing a party is waited for with, at one table."""

    party: str
    process: str
    turn: Turn
    since: datetime

    @property
    def key(self) -> str:
        """Which turn this is, so that it is told once: the same page in a later stage is another turn."""
        due = self.turn.due.date().isoformat() if self.turn.due else self.since.date().isoformat()
        return f"{self.turn.url}#{due}"[-KEY_CHARS:]


def waits_for(participant: Participant, now: datetime) -> list[Waits]:
    """What has a deadline first, the nearest before the others; then in the order of the processes."""
    found = []
    for process in _processes_of(participant):
        viewer = Viewer(HttpRequest())
        viewer.participant = participant  # by mail nobody asks: the reader is known already
        seats = Standing(process, viewer).seats
        for seat in seats:
            standing = Standing(process, viewer, str(seat.party.public_id))
            turns = Overview(process, standing, now).turns
            found += [Waits(seat.party.name, process.title, turn, process.stage_since) for turn in turns]
    last = now + timedelta(days=3650)
    unique: dict[str, Waits] = {}
    for waits in found:
        unique.setdefault(waits.key, waits)
    return sorted(unique.values(), key=lambda waits: waits.turn.due or last)


def is_near(one: Waits, now: datetime) -> bool:
    """A deadline within two days; what is late already was told before it was."""
    return one.turn.due is not None and now < one.turn.due <= now + SOON


def spokespersons() -> set[int]:
    """Everybody who speaks for a party that sits at a table."""
    seated = Membership.objects.filter(
        role=MembershipRole.SPOKESPERSON,
        until__isnull=True,
        participant__user__isnull=False,
        party__seats__left_at__isnull=True,
        party__seats__process__status=Status.RUNNING,
    )
    return set(seated.values_list("participant_id", flat=True))


def _processes_of(participant: Participant) -> list[Process]:
    spoken = Process.objects.filter(
        status=Status.RUNNING,
        seats__left_at__isnull=True,
        seats__party__memberships__participant=participant,
        seats__party__memberships__role=MembershipRole.SPOKESPERSON,
        seats__party__memberships__until__isnull=True,
    )
    return list(
        spoken.exclude(stage=Stage.FOLLOWED_UP)
        .select_related("area", "initiative_by", "opening")
        .distinct()
        .order_by("pk")
    )
