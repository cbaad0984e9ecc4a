"""Everybody who may come by a table: twelve roles, from nobody to the one who holds a key (DOMAIN.md 9)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from django.test import Client

from samskab.ground.parties.models import MembershipRole, PartyKind
from samskab.ground.people import codes
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Door, Participant, Role
from tests.builders import NOW, Table, office, person
from tests.builders.reading import client_of, code_session

CITIZENS = ("code_resident", "member", "residents", "association")
PUBLIC = ("unit",)
MARKET = ("grocer", "supplier")
OFFICES = ("councillor", "facilitator", "helper", "administrator", "editor")
ROLES = ("nobody", *CITIZENS, *PUBLIC, *MARKET, *OFFICES)


@dataclass
class Cast:
    """The people of one table by their role, and who they act as there."""

    people: dict[str, Participant | None]
    actors: dict[str, Actor]

    def client(self, role: str) -> Client:
        """A browser in which this one has come in by their own door."""
        who = self.people[role]
        client = client_of(who)
        if who is not None and who.user is None:
            session = client.session
            session.update(code_session(who))
            session.save()
        return client


def code_resident() -> Participant:
    """Somebody with four words on paper, and no account, name or party."""
    return Participant.objects.create(
        door=Door.CODE,
        code_hash=codes.hash_of(codes.new_code()),
        code_given_at=NOW - timedelta(days=20),
        since=NOW - timedelta(days=20),
    )


def cast(at: Table) -> Cast:
    """The table's four parties, a possible supplier beside them, and those who come without a seat."""
    if "supplier" not in at.parties:
        at.seat("supplier", PartyKind.COMPANY, paid_time=True, may_supply=True)
    member = person("Menigt medlem")
    at.parties["association"].memberships.create(
        participant=member, role=MembershipRole.MEMBER, since=NOW - timedelta(days=30)
    )
    people: dict[str, Participant | None] = {
        "nobody": None,
        "code_resident": code_resident(),
        "member": member,
        **{who: at.speakers[who] for who in ("residents", "association", "unit", "grocer", "supplier")},
        "councillor": office(Role.COUNCILLOR),
        "facilitator": office(Role.FACILITATOR),
        "helper": office(Role.HELPER),
        "administrator": office(Role.ADMINISTRATOR),
        "editor": office(Role.EDITOR),
    }
    actors = {
        role: Actor(
            participant_id=who.pk if who else None,
            party_id=at.parties[role].pk if role in at.parties else None,
        )
        for role, who in people.items()
    }
    actors["member"] = replace(actors["member"], party_id=at.parties["association"].pk)
    return Cast(people, actors)
