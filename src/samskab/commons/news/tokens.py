"""Tokens in mails: each has one purpose, and in the database lies only a hash.

A confirmation is 160 random bits, made when its letter is sent, used once and worthless after two days. A
sign-off is 160 bits made from the row's public id with the house's secret key: every letter can carry it,
and neither the database alone nor the address can make it. It opens one thing only: no more letters.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from uuid import UUID

from django.conf import settings

BYTES = 20


def new() -> str:
    return secrets.token_hex(BYTES)


def hash_of(purpose: str, token: str) -> str:
    """The purpose is part of the hash: a token shown at another door finds nothing there."""
    return hashlib.sha256(f"samskab.news.{purpose}\0{token}".encode()).hexdigest()


def sign_off_token(public_id: UUID) -> str:
    return _keyed("sign_off", public_id.hex)[: 2 * BYTES]


def sign_off_hash(public_id: UUID) -> str:
    return hash_of("sign_off", sign_off_token(public_id))


def quota_key(what: str, of: str, day: str) -> str:
    """Whom a limit counts, as it may be kept: a keyed hash that is another one tomorrow."""
    return _keyed(f"quota.{what}.{day}", of.lower())


def _keyed(purpose: str, text: str) -> str:
    key = hashlib.sha256(f"samskab.news.{purpose}\0{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
