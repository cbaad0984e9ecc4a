"""Agreements with institutions, as two administrators made them."""

from __future__ import annotations

from datetime import timedelta

from samskab.ground.access.models import NetworkAgreement
from samskab.ground.access.services import networks
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from tests.builders import NOW, office


def administrator() -> Actor:
    return Actor(participant_id=office(Role.ADMINISTRATOR).pk)


def proposed(cidr: str, *, by: Actor | None = None, days: int = 200) -> NetworkAgreement:
    return networks.propose_network(
        actor=by or administrator(),
        institution="Biblioteket",
        cidr=cidr,
        contact_name="Ida",
        contact_email="ida@example.org",
        valid_from=NOW.date(),
        valid_to=NOW.date() + timedelta(days=days),
        now=NOW,
    )


def running(cidr: str, *, days: int = 200) -> tuple[NetworkAgreement, str]:
    """An open agreement and its contact's switch."""
    waits = proposed(cidr, days=days)
    return networks.approve_network(actor=administrator(), agreement_id=waits.pk, now=NOW)


def paused(cidr: str) -> NetworkAgreement:
    _, switch = running(cidr)
    return networks.pause_own_network(token=switch, now=NOW)
