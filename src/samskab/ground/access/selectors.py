"""Which institution a request comes from, read only."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from samskab.ground.access.models import NetworkAgreement, NetworkUse, NetworkVersion
from samskab.ground.people.actor import Network
from samskab.kit import clock
from samskab.kit.client_address import Address, address_of
from samskab.kit.prepared import prepared

WARNED_BEFORE = timedelta(days=30)
ADDRESSES_KEPT = timedelta(days=30)


def network_of(request: HttpRequest) -> Network | None:
    """The agreement this request comes under now, or None. Ask it through `request.viewer.network`.

    The answer is worked out from the address of this very request: leaving the network, a pause and a
    withdrawal end it with the next request. It gives one right, to comment in the open as "fra
    <institution>", and it says nothing about who the person is: never use it to read what is closed, to vote,
    or to recognise anybody. Who comments by it has `Actor(network_id=network.agreement_id)`. Costs one small
    question to the database, and none when the address cannot be told.
    """
    address = address_of(request)
    if address is None:
        return None
    return ranges(timezone.localdate(clock.now())).find(address)


@dataclass(frozen=True)
class Ranges:
    """The agreements that run on one day, in order of their addresses, per family. Ranges never overlap."""

    version: UUID | None
    day: date
    starts: dict[int, list[int]]
    rows: dict[int, list[tuple[int, Network]]]

    def find(self, address: Address) -> Network | None:
        """The agreement an address lies in: the last range that begins at or before it, if it reaches it."""
        place = bisect_right(self.starts.get(address.version, []), int(address)) - 1
        if place < 0:
            return None
        last, network = self.rows[address.version][place]
        return network if int(address) <= last else None


_kept: list[Ranges] = []


@prepared
def _version() -> QuerySet[NetworkVersion, UUID]:
    return NetworkVersion.objects.order_by().values_list("version", flat=True)


def ranges(day: date) -> Ranges:
    """The ranges as they stand now, read anew only when some agreement has changed or a day has passed."""
    version = _version.first()
    if not (_kept and _kept[0].version == version and _kept[0].day == day):
        _kept[:] = [_read(version, day)]
    return _kept[0]


def _read(version: UUID | None, day: date) -> Ranges:
    starts: dict[int, list[int]] = {}
    rows: dict[int, list[tuple[int, Network]]] = {}
    if version is not None:
        today = running().filter(valid_from__lte=day, valid_to__gte=day)
        for one in today.order_by("family", "first"):
            starts.setdefault(one.family, []).append(int(one.first, 16))
            rows.setdefault(one.family, []).append((int(one.last, 16), Network(one.pk, one.institution)))
    return Ranges(version, day, starts, rows)


def running() -> QuerySet[NetworkAgreement]:
    """Agreements two people have said yes to, not paused and not ended; their dates are not looked at."""
    return NetworkAgreement.objects.filter(
        approved_at__isnull=False, paused_at__isnull=True, ended_at__isnull=True
    )


def agreements() -> QuerySet[NetworkAgreement]:
    """Every agreement, proposals and ended ones too, the newest period first."""
    return NetworkAgreement.objects.order_by("ended_at", "institution", "-valid_from")


def institutions(day: date) -> list[str]:
    """Who has an agreement that runs today: for everybody to read. Ranges and contacts are not shown."""
    today = running().filter(valid_from__lte=day, valid_to__gte=day)
    return sorted(set(today.values_list("institution", flat=True)))


def ending(day: date) -> QuerySet[NetworkAgreement]:
    """Agreements that end within 30 days and have no period after them: somebody should renew them."""
    soon = running().filter(valid_to__gte=day, valid_to__lte=day + WARNED_BEFORE)
    follows = NetworkAgreement.objects.filter(
        cidr=OuterRef("cidr"), ended_at__isnull=True, valid_from__gt=OuterRef("valid_from")
    )
    return soon.exclude(Exists(follows))


def old_addresses(now: datetime) -> QuerySet[NetworkUse]:
    """Uses whose address has been kept for its 30 days."""
    return NetworkUse.objects.filter(at__lt=now - ADDRESSES_KEPT).exclude(address="")
