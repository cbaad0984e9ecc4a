"""Codes on paper: four words a person can read aloud over the phone.

1,316 words give 1316 ** 4 = 3.0e12 codes, 41 bits; with the limit on tries a guess is hopeless. Only a
keyed hash is
kept, so the database alone tells nobody a code.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from functools import cache
from importlib.resources import files

from django.conf import settings

from samskab.kit.text import tidy

WORDS_IN_CODE = 4
_IPV6_HOUSEHOLD = 64  # one household or phone holds a whole /64 and may draw a new address for every try
_SPELLINGS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "-": " ", ".": " ", ",": " "})


@cache
def word_list() -> tuple[str, ...]:
    """The words, each different from all others also when æ, ø and å are typed as ae, oe and aa."""
    return tuple(files(__package__).joinpath("words_da.txt").read_text(encoding="utf-8").split())


def new_code() -> str:
    """Four words drawn by the system's random source."""
    return "-".join(secrets.choice(word_list()) for _ in range(WORDS_IN_CODE))


def plain(code: str) -> str:
    """What a person meant, however it was typed: case, spaces, hyphens and Danish letters do not matter."""
    return " ".join(tidy(code).lower().translate(_SPELLINGS).split())


def hash_of(code: str) -> str:
    return _keyed("samskab.code", plain(code))


def source_of(address: str, day: str) -> str:
    """A caller's address as it may be kept: hashed with a key that changes every day, useless the day
    after.
    """
    return _keyed(f"samskab.source.{day}", _household(address))


def _household(address: str) -> str:
    """One place to try from: an IPv4 address, or the whole IPv6 network a single caller may pick from."""
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found), _IPV6_HOUSEHOLD), strict=False))


def _keyed(purpose: str, text: str) -> str:
    key = hashlib.sha256(f"{purpose}\0{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
