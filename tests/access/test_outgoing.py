"""The suite's guard against connections out of the machine: the listed ones go through, others do not."""

from __future__ import annotations

import random
import smtplib
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from tests import outgoing
from tests.outgoing import ReachedOutError, stays_here

pytestmark = pytest.mark.engine_free
MANY = 200


@pytest.fixture
def forgotten() -> Iterator[list[str]]:
    """What these tests try on purpose is taken off the list again."""
    before = len(outgoing.refused)
    yield outgoing.refused
    del outgoing.refused[before:]


def strange_addresses() -> Iterator[str]:
    """Ways to name another machine, among them those that look like this one."""
    chance = random.Random(7)  # noqa: S311 - a test that can be run again
    yield from (
        "2130706434",
        "0x7f000002.example",
        "localhost.example.org",
        "127.0.0.1.example.org",
        "metadata",
    )
    yield from ("169.254.169.254", "::ffff:169.254.169.254", "fe80::1%eth0", "::", "10.0.0.1")
    while True:
        yield str(
            chance.choice([socket.inet_ntoa(chance.randbytes(4)), f"2001:db8::{chance.getrandbits(16):x}"])
        )


def test_of_two_hundred_other_machines_none_is_reached(forgotten: list[str]) -> None:
    tried = [
        host for host, _ in zip(strange_addresses(), range(MANY), strict=False) if not host.startswith("127.")
    ]
    for host in tried:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with closing(socket.socket(family)) as out, pytest.raises(ReachedOutError):
            out.connect((host, 80))
    assert forgotten[-len(tried) :] == tried


def test_what_swallows_the_error_is_remembered(forgotten: list[str]) -> None:
    with suppress(OSError):
        smtplib.SMTP("mail.example.org", 25)
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen("http://example.org/", timeout=1)
    assert forgotten[-2:] == ["mail.example.org", "example.org"]


@pytest.mark.parametrize("here", ["127.0.0.1", "::1", "localhost", "127.0.0.53", ""])
def test_this_machine_is_on_the_list(here: str) -> None:
    assert stays_here(here)


def test_a_server_on_this_machine_is_reached() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        made = socket.create_connection(server.getsockname(), timeout=5)
        with closing(made):
            assert made.getpeername() == server.getsockname()
