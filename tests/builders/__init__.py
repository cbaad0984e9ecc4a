"""Rows to begin a test from, as an act would have left them; the acts themselves are what tests try."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from django.db import connection

from samskab.ground.parties.models import Membership, MembershipRole, Party, PartyKind
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Door, Participant, Role, RoleGrant, User
from samskab.ground.places.models import Area, AreaKind, Municipality
from samskab.ground.places.selectors import house
from samskab.kit import guards
from samskab.process.core.models import OpeningChecklist, Process, Stage, Steward
from samskab.process.path.guards import GUARDS

MOVES = next(guard for guard in GUARDS if guard.name == "process_stage_moves_by_two_keys")
NOW = datetime(2026, 11, 2, 11, 0, tzinfo=UTC)
LONG_REASON = "Fordi vi har talt om det på to møder og ikke kan se en anden vej endnu."
_numbers = count(1)


def municipality(*, demo: bool = False) -> Municipality:
    """The one municipality; its name is kept as it would be in a house that has shown a page before."""
    found = Municipality.objects.first()
    if found is None:
        found = Municipality.objects.create(name="Prøve Kommune", phone="00 00 00 00", is_demo=demo)
        house()
    return found


def area(slug: str = "vestby") -> Area:
    found = Area.objects.filter(slug=slug).first()
    if found:
        return found
    municipality()
    return Area.objects.create(slug=slug, name=slug.capitalize(), kind=AreaKind.VILLAGE, population=600)


def person(name: str = "") -> Participant:
    """Somebody with an account."""
    number = next(_numbers)
    user = User.objects.create_user(email=f"person{number}@example.org", name=name or f"Person {number}")
    return Participant.objects.create(user=user, door=Door.ACCOUNT, since=NOW - timedelta(days=90))


def office(role: Role) -> Participant:
    holder = person(role.value)
    RoleGrant.objects.create(participant=holder, role=role, since=NOW - timedelta(days=90))
    return holder


def party(
    kind: PartyKind, name: str = "", spokesperson: Participant | None = None
) -> tuple[Party, Participant]:
    made = Party.objects.create(
        kind=kind, name=name or f"{kind.value} {next(_numbers)}", area=area(), since=NOW - timedelta(days=90)
    )
    speaker = spokesperson or person()
    Membership.objects.create(
        party=made, participant=speaker, role=MembershipRole.SPOKESPERSON, since=NOW - timedelta(days=90)
    )
    return made, speaker


SEATS: dict[str, tuple[PartyKind, dict[str, bool]]] = {
    "residents": (PartyKind.INFORMAL_GROUP, {"affected": True}),
    "association": (PartyKind.ASSOCIATION, {}),
    "unit": (PartyKind.MUNICIPAL_UNIT, {"paid_time": True}),
    "grocer": (PartyKind.COMPANY, {"paid_time": True}),
}


@dataclass
class Table:
    """A process with four parties: affected residents, an association, the municipal unit, a company."""

    process: Process
    parties: dict[str, Party] = field(default_factory=dict)
    speakers: dict[str, Participant] = field(default_factory=dict)

    def actor(self, who: str) -> Actor:
        """The spokesperson of a party, speaking for it."""
        return Actor(participant_id=self.speakers[who].pk, party_id=self.parties[who].pk)

    def seat(self, who: str, kind: PartyKind, **marks: bool) -> Party:
        self.parties[who], self.speakers[who] = party(kind, who)
        self.process.seats.create(party=self.parties[who], joined_at=NOW - timedelta(days=80), **marks)
        return self.parties[who]

    def stand(self, stage: Stage) -> None:
        """Put the process at a stage, without its gate and without its keys."""
        with guards.lifted(connection, [MOVES]):
            Process.objects.filter(pk=self.process.pk).update(stage=stage)
        self.process.stage = stage


def table(stage: Stage = Stage.CALLED, *, slug: str = "") -> Table:
    """A running process at `stage`, with two stewards: the unit's and the residents' spokespersons."""
    process = Process.objects.create(
        slug=slug or f"forloeb-{next(_numbers)}",
        title="Hvordan kommer vi hjem, når det er mørkt?",
        area=area(),
        stage=stage,
        declared_type="ligevaerdig",
        promised_influence="collaborate",
        started_at=NOW - timedelta(days=80),
        stage_since=NOW - timedelta(days=10),
    )
    OpeningChecklist.objects.create(
        process=process,
        can_change="Alt undtagen lov.",
        who_decides="Parterne aftaler.",
        saving_is_part=False,
        saving="Nej.",
        money_hours="25.000 kr.",
        outside_affected="Naboerne.",
        answered_at=NOW - timedelta(days=80),
    )
    made = Table(process)
    for who, (kind, marks) in SEATS.items():
        made.seat(who, kind, **marks)
    for side, who in (("public", "unit"), ("civic", "residents")):
        Steward.objects.create(
            process=process,
            participant=made.speakers[who],
            party=made.parties[who],
            side=side,
            since=NOW - timedelta(days=80),
        )
    return made
