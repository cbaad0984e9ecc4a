"""From which address a request really comes: the one place in the house that reads it.

A forwarding header is believed only as far as it was written by a proxy this house names exactly. The list is
walked from the right, where our own proxy wrote; what stands further left may be anybody's invention.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
UNIX = "unix:"  # a unix socket has no address: whoever runs the house must name it as trusted
Hop = Address | str

MOST_HOPS = 32
MOST_CHARS = 64
MOST_PORT = 65_535
NETWORK_BITS = {4: 24, 6: 64}  # whom one caller may share with, or pick an address from


def parse(text: str) -> Address | None:
    """One address as a proxy may write it, with or without a port; None for every other spelling.

    Octal, hexadecimal, short and zoned forms are refused: two readers may understand them differently. An
    IPv4 address written as IPv6 is the IPv4 address.
    """
    if len(text) > MOST_CHARS:
        return None
    plain = _without_port(text.strip(" \t"))
    if plain is None or "%" in plain:
        return None
    try:
        found = ipaddress.ip_address(plain)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found


def _without_port(text: str) -> str | None:
    """`1.2.3.4:80` and `[2001:db8::1]:443` lose what is not the address; bare IPv6 has no port."""
    if text.startswith("["):
        address, closed, port = text[1:].partition("]")
        fits = closed and ":" in address and (not port or (port[0] == ":" and _is_port(port[1:])))
        return address if fits else None
    if text.count(":") == 1:
        address, _, port = text.partition(":")
        return address if _is_port(port) else None
    return text


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_PORT)) and int(text) <= MOST_PORT


def client_address(remote: str, forwarded_for: Sequence[str], trusted: frozenset[Hop]) -> Address | None:
    """Who calls: the first hop from the right that is not ours. None when it cannot be told.

    `remote` is the other end of the connection, empty on a unix socket; `forwarded_for` the header's lines in
    the order they came. None gives no right to anybody; the page is served all the same.
    """
    here: Hop | None = parse(remote) if remote else UNIX
    if here is None or here not in trusted:
        return None if here == UNIX else _address(here)
    hops = [hop for line in forwarded_for for hop in line.split(",")]
    if len(hops) > MOST_HOPS:
        return None
    for hop in reversed(hops):
        found = parse(hop)
        if found is None or found not in trusted:
            return found
    return None


def _address(hop: Hop | None) -> Address | None:
    return None if isinstance(hop, str) else hop


def exact(word: str) -> Hop | None:
    """A trusted proxy as it may be named: one address, or the unix socket. None for a range or a riddle."""
    if word == UNIX:
        return UNIX
    address, _, bits = word.partition("/")
    found = parse(address)
    if found is None or (bits and bits != str(found.max_prefixlen)):
        return None
    return found


@lru_cache(maxsize=8)
def _trusted(words: tuple[str, ...]) -> frozenset[Hop]:
    return frozenset(hop for hop in map(exact, words) if hop is not None)


def trusted_proxies() -> frozenset[Hop]:
    """The proxies named in TRUSTED_PROXIES. What is not one exact address is trusted by nobody."""
    return _trusted(tuple(settings.TRUSTED_PROXIES))


def misnamed(words: Iterable[str]) -> list[str]:
    """The entries of TRUSTED_PROXIES that name no single address."""
    return [word for word in words if exact(word) is None]


def address_of(request: HttpRequest) -> Address | None:
    """The address of whoever sent this request, or None when it cannot be told."""
    told = request.META.get("HTTP_X_FORWARDED_FOR")
    lines = () if told is None else (told,)
    return client_address(str(request.META.get("REMOTE_ADDR", "")), lines, trusted_proxies())


def source_of(request: HttpRequest) -> str:
    """A name for the place a request comes from, for limits: never empty.

    Those whose address cannot be told share one place for each proxy, so that a broken header buys nothing.
    """
    found = address_of(request)
    return str(found) if found else f"unknown by {request.META.get('REMOTE_ADDR') or UNIX}"


def network_of(address: Address) -> str:
    """The /24 or /64 an address lies in: what one caller may share, or choose from."""
    return str(ipaddress.ip_network(f"{address}/{NETWORK_BITS[address.version]}", strict=False))
