"""Nobody can talk themselves into another address (SECURITY.md 8.3, P20)."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

import pytest
from django.conf import LazySettings
from django.test import RequestFactory

from samskab.kit import client_address as rule
from samskab.kit.client_address import UNIX, Address, Hop, client_address, parse

pytestmark = pytest.mark.engine_free
PROXIES = ("192.0.2.1", "192.0.2.2", "2001:db8::3")
TRUSTED = frozenset[Hop](map(ip_address, PROXIES))
SETS = 20_000


@dataclass(frozen=True)
class Sent:
    """What arrives at the house, and who really called."""

    remote: str
    lines: tuple[str, ...]
    caller: Address


def _address(chance: random.Random) -> Address:
    """Anybody, also inside the institution's own 10.x and next door to a proxy; never a proxy itself."""
    kinds = (
        lambda: f"10.{chance.randrange(256)}.{chance.randrange(256)}.{chance.randrange(256)}",
        lambda: f"192.0.2.{chance.randrange(3, 255)}",
        lambda: f"{chance.randrange(11, 223)}.{chance.randrange(256)}.7.{chance.randrange(256)}",
        lambda: f"2001:db8:{chance.randrange(65536):x}::{chance.randrange(4, 65536):x}",
    )
    return ip_address(chance.choice(kinds)())


RIDDLES = (
    "", " ", "unknown", "_hidden", "127.1", "0x7f.1", "2130706433", "192.168.010.1", "::1%eth0", "1.2.3.4.5",
    "1.2.3.4/8", "[1.2.3.4]", "[::1", "1.2.3.4:99999", "1.2.3.4:port", "a" * 70, "for=1.2.3.4", "١.٢.٣.٤",
)  # fmt: skip


def _written(address: Address, chance: random.Random) -> str:
    """As a proxy may write it: bare, with a port, as IPv6."""
    if address.version == 4:
        return chance.choice(
            [f"{address}", f" {address}", f"{address}:50{chance.randrange(100)}", f"::ffff:{address}"]
        )
    return chance.choice([f"{address}", f"[{address}]", f"[{address}]:443", f"{address.exploded}"])


def forged(chance: random.Random) -> Sent:
    """A caller writes what they like; then up to three honest proxies add whom they heard it from."""
    caller = _address(chance)
    claims = [
        chance.choice([_written(_address(chance), chance), chance.choice(PROXIES), chance.choice(RIDDLES)])
        for _ in range(chance.randrange(6))
    ]
    lines, heard = [", ".join(claims)] if claims else [], caller
    for proxy in chance.sample(PROXIES, chance.randrange(4)):
        said = _written(heard, chance)
        if lines and chance.random() < 0.7:  # append to the last line, or write one of its own
            lines[-1] = f"{lines[-1]}, {said}" if lines[-1] else said
        else:
            lines.append(said)
        heard = ip_address(proxy)
    return Sent(str(heard), tuple(lines), caller)


Rule = Callable[[str, Sequence[str], frozenset[Hop]], Address | None]


def wrong(find: Rule, sets: int = SETS) -> int:
    chance = random.Random(20)  # noqa: S311 - the same forgeries every time
    made = (forged(chance) for _ in range(sets))
    return sum(find(sent.remote, sent.lines, TRUSTED) != sent.caller for sent in made)


def leftmost(remote: str, lines: Sequence[str], trusted: frozenset[Hop]) -> Address | None:
    """What many houses do: the first word of the header is the client."""
    first = lines[0].split(",")[0] if lines else remote
    return parse(first)


def test_twenty_thousand_forged_headers_behind_zero_to_three_proxies_give_no_wrong_address() -> None:
    assert wrong(client_address) == 0


def test_the_same_headers_fool_whoever_believes_the_leftmost() -> None:
    assert wrong(leftmost, 2_000) > 1_000


def test_a_broad_trusted_range_would_skip_the_institutions_own_people() -> None:
    """Why TRUSTED_PROXIES names exact addresses: with 10/8 trusted, a real caller from 10.x vanishes."""
    near = ip_address("10.0.0.7")
    assert client_address("192.0.2.1", ["198.51.100.9, 10.0.0.7"], TRUSTED) == near
    assert client_address("192.0.2.1", ["198.51.100.9, 10.0.0.7"], TRUSTED | {near}) != near


@pytest.mark.parametrize("text", RIDDLES)
def test_a_riddle_is_no_address(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1.2.3.4", "1.2.3.4"),
        (" 1.2.3.4\t", "1.2.3.4"),
        ("1.2.3.4:80", "1.2.3.4"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("[2001:DB8::1]", "2001:db8::1"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
    ],
)
def test_the_honest_spellings_are_read(text: str, meant: str) -> None:
    assert parse(text) == ip_address(meant)


def test_without_trusted_proxies_every_header_is_ignored() -> None:
    assert client_address("203.0.113.9", ["1.2.3.4"], frozenset()) == ip_address("203.0.113.9")


def test_a_broken_hop_on_the_way_gives_no_address() -> None:
    assert client_address("192.0.2.1", ["1.2.3.4, unknown"], TRUSTED) is None
    assert client_address("192.0.2.1", ["1.2.3.4,"], TRUSTED) is None


def test_only_our_own_proxies_on_the_way_gives_no_address() -> None:
    assert client_address("192.0.2.1", ["192.0.2.2"], TRUSTED) is None
    assert client_address("192.0.2.1", [], TRUSTED) is None


def test_more_than_thirty_two_hops_give_no_address() -> None:
    assert client_address("192.0.2.1", [", ".join(["1.2.3.4"] * 32)], TRUSTED) == ip_address("1.2.3.4")
    assert client_address("192.0.2.1", [", ".join(["1.2.3.4"] * 33)], TRUSTED) is None


def test_a_unix_socket_is_trusted_only_when_it_is_named() -> None:
    assert client_address("", ["1.2.3.4"], TRUSTED) is None
    assert client_address("", ["1.2.3.4"], TRUSTED | {UNIX}) == ip_address("1.2.3.4")


def test_a_proxy_is_named_by_one_address() -> None:
    words = ["10.0.0.0/8", "10.0.0.5", "10.0.0.6/32", "fd00::1/128", "unix:", "proxy.example", "fd00::/64"]
    assert rule.misnamed(words) == ["10.0.0.0/8", "proxy.example", "fd00::/64"]


def test_a_range_among_the_trusted_proxies_trusts_nobody(settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.0/8"]
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="1.2.3.4")
    assert rule.address_of(request) == ip_address("127.0.0.1")


def test_no_other_header_is_read(settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    others = {
        "HTTP_FORWARDED": "for=1.2.3.4",
        "HTTP_X_REAL_IP": "1.2.3.4",
        "HTTP_CF_CONNECTING_IP": "1.2.3.4",
        "HTTP_TRUE_CLIENT_IP": "1.2.3.4",
    }
    assert rule.address_of(RequestFactory().get("/", **others)) is None


def test_who_cannot_be_told_shares_one_place_for_each_proxy(settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    places = {
        rule.source_of(RequestFactory().get("/", HTTP_X_FORWARDED_FOR=f"1.2.3.4, odd{n}")) for n in range(9)
    }
    assert places == {"unknown by 127.0.0.1"}


def test_one_callers_network_is_a_24_or_a_64() -> None:
    assert rule.network_of(ip_address("203.0.113.77")) == "203.0.113.0/24"
    assert rule.network_of(ip_address("2001:db8:1:2:3::4")) == "2001:db8:1:2::/64"
