"""The acts of an institution agreement: propose, approve by another, pause, resume, end; and its use."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
import uuid
from datetime import date, datetime, timedelta

from django.utils import timezone

from samskab.ground.access import rules
from samskab.ground.access.models import NetworkAgreement, NetworkUse, NetworkVersion
from samskab.ground.access.selectors import ending, old_addresses
from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.client_address import network_of
from samskab.kit.errors import Invalid, NotAllowed, TooMany
from samskab.kit.text import require_text

USES_WITHIN = timedelta(hours=1)
MOST_FROM_ONE_NETWORK = 20
MOST_BY_ONE_AGREEMENT = 100


def _lock() -> None:
    """Agreements change one at a time, and whoever has read the ranges sees that they are no longer these."""
    NetworkVersion.objects.get_or_create(pk=1)
    NetworkVersion.objects.select_for_update().get(pk=1)


def _changed() -> None:
    NetworkVersion.objects.filter(pk=1).update(version=uuid.uuid4())


def _found(agreement_id: int) -> NetworkAgreement:
    found = NetworkAgreement.objects.filter(pk=agreement_id).first()
    if found is None:
        raise Invalid("access.unknown_agreement")
    return found


def _today(now: datetime) -> date:
    return timezone.localdate(now)


def _new_token(agreement: NetworkAgreement) -> str:
    """The contact's own switch: 256 random bits, kept as a hash. It can pause and nothing else."""
    token = secrets.token_urlsafe(32)
    agreement.pause_hash = hash_of(token)
    return token


def hash_of(token: str) -> str:
    return hashlib.sha256(f"samskab.network.pause\0{token}".encode()).hexdigest()


@act("access.network.proposed")
def propose_network(
    *,
    actor: Actor,
    institution: str,
    cidr: str,
    contact_name: str,
    contact_email: str,
    valid_from: date,
    valid_to: date,
    now: datetime,
) -> NetworkAgreement:
    """An administrator writes down what an institution has said are its addresses. It opens nothing yet.

    A renewal is the same act for the period after the one that runs.
    """
    person = rules.require_administrator(actor)
    network = rules.require_range(cidr.strip())
    rules.require_period(valid_from, valid_to, _today(now))
    _lock()
    rules.require_free(network, valid_from, valid_to)
    agreement = NetworkAgreement.objects.create(
        institution=require_text(institution, field="institution", most=120),
        cidr=str(network),
        family=network.version,
        first=rules.hexed(network[0]),
        last=rules.hexed(network[-1]),
        contact_name=require_text(contact_name, field="contact_name", most=120),
        contact_email=contact_email,
        valid_from=valid_from,
        valid_to=valid_to,
        proposed_by_id=person,
        proposed_at=now,
    )
    record.append(
        "access.network.proposed",
        space=agreement.public_id,
        obj=agreement.public_id,
        at=now,
        commits={"institution": agreement.institution, "cidr": agreement.cidr},
    )
    return agreement


@act("access.network.approved")
def approve_network(*, actor: Actor, agreement_id: int, now: datetime) -> tuple[NetworkAgreement, str]:
    """A second administrator opens the door. Returns the agreement and the contact's switch, shown once."""
    person = rules.require_administrator(actor)
    _lock()
    agreement = _found(agreement_id)
    rules.require_may_approve(agreement, person, _today(now))
    agreement.approved_by_id, agreement.approved_at = person, now
    token = _new_token(agreement)
    agreement.save(update_fields=["approved_by", "approved_at", "pause_hash"])
    _changed()
    record.append("access.network.approved", space=agreement.public_id, obj=agreement.public_id, at=now)
    return agreement, token


@act("access.network.paused")
def pause_network(*, actor: Actor, agreement_id: int, now: datetime) -> NetworkAgreement:
    """One administrator is enough to shut the door; it works with the next request."""
    rules.require_administrator(actor)
    _lock()
    return _pause(_found(agreement_id), now)


@act("access.network.paused")
def pause_own_network(*, token: str, now: datetime) -> NetworkAgreement:
    """The institution's contact shuts their own door with the switch they were sent. It works once.

    The switch opens nothing and shows nothing: to open again takes an administrator.
    """
    _lock()
    agreement = NetworkAgreement.objects.filter(pause_hash=hash_of(token)).first()
    if agreement is None:
        raise NotAllowed("access.unknown_switch")
    return _pause(agreement, now)


def _pause(agreement: NetworkAgreement, now: datetime) -> NetworkAgreement:
    rules.require_running(agreement, _today(now))
    agreement.paused_at, agreement.pause_hash = now, None
    agreement.save(update_fields=["paused_at", "pause_hash"])
    _changed()
    record.append("access.network.paused", space=agreement.public_id, obj=agreement.public_id, at=now)
    return agreement


@act("access.network.resumed")
def resume_network(*, actor: Actor, agreement_id: int, now: datetime) -> tuple[NetworkAgreement, str]:
    """The door opens again, with a new switch for the contact."""
    rules.require_administrator(actor)
    _lock()
    agreement = _found(agreement_id)
    rules.require_paused(agreement, _today(now))
    agreement.paused_at = None
    token = _new_token(agreement)
    agreement.save(update_fields=["paused_at", "pause_hash"])
    _changed()
    record.append("access.network.resumed", space=agreement.public_id, obj=agreement.public_id, at=now)
    return agreement, token


@act("access.network.ended")
def end_network(*, actor: Actor, agreement_id: int, now: datetime) -> NetworkAgreement:
    """The agreement is over, or the proposal is dropped; the range is free for another."""
    rules.require_administrator(actor)
    _lock()
    agreement = _found(agreement_id)
    rules.require_not_ended(agreement)
    agreement.ended_at, agreement.pause_hash = now, None
    agreement.save(update_fields=["ended_at", "pause_hash"])
    _changed()
    record.append("access.network.ended", space=agreement.public_id, obj=agreement.public_id, at=now)
    return agreement


@act()
def note_use(*, actor: Actor, address: str, now: datetime) -> NetworkUse:
    """Something is written by the right of a network: call this inside the act that writes it.

    Twenty an hour from one /24 or /64 and a hundred from one institution, then wait. `address` is
    `people.addresses.address_of(request)`; it is kept for 30 days.
    """
    if actor.network_id is None:
        raise NotAllowed("access.not_in_a_network")
    NetworkAgreement.objects.select_for_update().get(pk=actor.network_id)
    uses = NetworkUse.objects.filter(agreement_id=actor.network_id, at__gt=now - USES_WITHIN)
    network = network_of(ipaddress.ip_address(address))
    full = uses.filter(network=network).count() >= MOST_FROM_ONE_NETWORK
    if full or uses.count() >= MOST_BY_ONE_AGREEMENT:
        raise TooMany("access.network_is_full", minutes=int(USES_WITHIN.total_seconds() // 60))
    return NetworkUse.objects.create(agreement_id=actor.network_id, address=address, network=network, at=now)


def truncate_addresses(*, now: datetime) -> int:
    """Addresses older than 30 days are forgotten; the /24 or /64 stays. For the house's daily tidying."""
    return old_addresses(now).update(address="")


def claim_warnings(*, now: datetime) -> list[NetworkAgreement]:
    """Agreements whose end is near and whose contact has not been told; each is given out once."""
    waiting = [one.pk for one in ending(_today(now)).filter(warned_at__isnull=True)]
    claimed = [
        pk
        for pk in waiting
        if NetworkAgreement.objects.filter(pk=pk, warned_at__isnull=True).update(warned_at=now)
    ]
    return list(NetworkAgreement.objects.filter(pk__in=claimed))


def release_warning(*, agreement_id: int) -> None:
    """Nobody could be told: the next day's look finds it again."""
    NetworkAgreement.objects.filter(pk=agreement_id).update(warned_at=None)
