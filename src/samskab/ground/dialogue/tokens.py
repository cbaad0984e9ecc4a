"""One-browser tokens: who wrote without an account can change it for half an hour, in that browser."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def new() -> str:
    """128 random bits; only its hash is stored."""
    return secrets.token_hex(16)


def hash_of(token: str) -> str:
    return hashlib.sha256(f"samskab.comment\0{token}".encode()).hexdigest()


def holds(kept: str, token: str) -> bool:
    """Whether this token is the one that was given; compared in constant time."""
    return bool(kept and token) and hmac.compare_digest(kept, hash_of(token))
