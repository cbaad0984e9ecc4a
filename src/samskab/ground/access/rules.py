"""What an agreement with an institution may be, and who may make one."""

from __future__ import annotations

import ipaddress
from datetime import date, timedelta

from samskab.ground.access.models import NetworkAgreement
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.ground.people.rules import require_second_factor
from samskab.ground.people.selectors import holds
from samskab.kit.client_address import Address, trusted_proxies
from samskab.kit.errors import Closed, Invalid, NotAllowed

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

WIDTHS = {4: (16, 32), 6: (32, 64)}
LONGEST = timedelta(days=366)
NOBODYS = tuple(
    ipaddress.ip_network(cidr)
    for cidr in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        "::/16", "64:ff9b::/32", "100::/8", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        "5f00::/16", "fc00::/7", "fe80::/9", "ff00::/8",
    )
)  # fmt: skip


def require_administrator(actor: Actor) -> int:
    """Only an administrator looks after agreements: the office is given by the house's own command."""
    if actor.participant_id is None or not holds(actor.participant_id, Role.ADMINISTRATOR):
        raise NotAllowed("access.only_an_administrator")
    require_second_factor(actor)
    return actor.participant_id


def require_range(cidr: str) -> Network:
    """One institution's own public addresses, written exactly: no host bits, not too wide, nobody else's.

    Private and documentation ranges are the same in every house, so they say nothing about who calls.
    """
    try:
        network = ipaddress.ip_network(cidr, strict=True)
    except ValueError:
        raise Invalid("access.not_a_range", cidr=cidr) from None
    widest, narrowest = WIDTHS[network.version]
    if not widest <= network.prefixlen <= narrowest:
        raise Invalid("access.range_too_wide", widest=widest, narrowest=narrowest)
    if any(network.version == other.version and network.overlaps(other) for other in NOBODYS):
        raise Invalid("access.range_is_nobodys", cidr=cidr)
    if any(not isinstance(hop, str) and hop in network for hop in trusted_proxies()):
        raise Invalid("access.range_holds_our_proxy", cidr=cidr)
    return network


def hexed(address: Address) -> str:
    """An address as SQL can compare it."""
    return f"{int(address):032x}"


def require_period(valid_from: date, valid_to: date, today: date) -> None:
    """At most a year, and not over already: an institution says each year that the range is still its own."""
    if valid_to <= valid_from or valid_to < today:
        raise Invalid("access.period_is_over")
    if valid_to - valid_from > LONGEST:
        raise Invalid("access.period_too_long")


def require_free(network: Network, valid_from: date, valid_to: date) -> None:
    """No two agreements hold one address at one time, whoever made them: nobody comes from two houses."""
    other = (
        NetworkAgreement.objects.filter(
            family=network.version,
            ended_at__isnull=True,
            first__lte=hexed(network[-1]),
            last__gte=hexed(network[0]),
        )
        .filter(valid_from__lte=valid_to, valid_to__gte=valid_from)
        .first()
    )
    if other is not None:
        raise Closed("access.range_is_taken", institution=other.institution)


def require_may_approve(agreement: NetworkAgreement, person: int, today: date) -> None:
    """Another than the one who proposed it: one person alone opens no door (SECURITY.md 8.2)."""
    if agreement.ended_at is not None or agreement.valid_to < today:
        raise Closed("access.agreement_is_over")
    if agreement.approved_at is not None:
        raise Closed("access.already_approved")
    if agreement.proposed_by_id == person:
        raise NotAllowed("access.takes_two_people")


def require_running(agreement: NetworkAgreement, today: date) -> None:
    """Only what two people have opened can be paused."""
    if agreement.ended_at is not None or agreement.valid_to < today:
        raise Closed("access.agreement_is_over")
    if agreement.approved_at is None:
        raise Closed("access.not_approved_yet")
    if agreement.paused_at is not None:
        raise Closed("access.already_paused")


def require_paused(agreement: NetworkAgreement, today: date) -> None:
    """Only a paused agreement can be resumed, and only before its last day."""
    if agreement.ended_at is not None or agreement.valid_to < today:
        raise Closed("access.agreement_is_over")
    if agreement.paused_at is None:
        raise Closed("access.not_paused")


def require_not_ended(agreement: NetworkAgreement) -> None:
    """An agreement ends once."""
    if agreement.ended_at is not None:
        raise Closed("access.agreement_is_over")
