"""Nothing the house does reaches out of this machine: every connection is looked at before it is made.

Listed are this machine itself (the database, the servers the tests start, the browser they drive) and the
host that DATABASE_URL or TEST_DATABASE_URL names. Everything else is refused, and remembered: code that
swallows the error does not hide it.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

NAMED = ("DATABASE_URL", "TEST_DATABASE_URL")
refused: list[str] = []


class ReachedOutError(OSError):
    """A test, or the house under test, tried to leave the machine."""


def listed_hosts() -> frozenset[str]:
    return frozenset(filter(None, (urlsplit(os.environ.get(name, "")).hostname for name in NAMED)))


def stays_here(host: object) -> bool:
    """Whether a connection to this host stays on the machine or is on the list."""
    if isinstance(host, bytes):
        host = host.decode()
    if not isinstance(host, str):
        return False
    if host in {"", "localhost"} or host in listed_hosts():
        return True
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False  # a name: asking for its address is already an outgoing question


def _look(host: object) -> None:
    if not stays_here(host):
        refused.append(str(host))
        raise ReachedOutError(f"{host} is not this machine, and not on the list of tests/outgoing.py")


def _guarded_connect(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            _look(address[0])
        return connect(self, address)

    return guarded


def _guarded_lookup(lookup: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host is not None:
            _look(host)
        return lookup(host, *args, **kwargs)

    return guarded


def guard() -> None:
    """From now on, in this process."""
    socket.socket.connect = _guarded_connect(socket.socket.connect)  # type: ignore[method-assign]
    socket.socket.connect_ex = _guarded_connect(socket.socket.connect_ex)  # type: ignore[method-assign]
    socket.getaddrinfo = _guarded_lookup(socket.getaddrinfo)
