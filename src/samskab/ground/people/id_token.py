"""What a broker says of a person, believed only when every sign on it is right.

Signature, issuer, audience, expiry, nonce and level of assurance are all asked; a token that says less than
it must is refused like one that lies. What it says beside `sub` and `name` is never returned, kept or logged.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jwt

SIGNED_BY = ("RS256", "PS256", "ES256")  # never `none`, and never a secret that both sides hold
MUST_SAY = ("iss", "aud", "sub", "exp", "iat", "nonce")
SECONDS_APART = 60  # two clocks are never quite one
LONGEST_SUB = 191


class Refused(Exception):  # noqa: N818 - it is a no with a reason, not an error of the program
    """The token is not believed. `code` says which sign was wrong; nothing of the token is in it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Expected:
    """What this login asked for."""

    issuer: str
    client_id: str
    nonce: str
    acr_values: Sequence[str] = ()


_CODES: tuple[tuple[type[Exception], str], ...] = (
    (jwt.ExpiredSignatureError, "expired"),
    (jwt.InvalidIssuerError, "issuer"),
    (jwt.InvalidAudienceError, "audience"),
    (jwt.InvalidSignatureError, "signature"),
    (jwt.MissingRequiredClaimError, "claims"),
    (jwt.PyJWTError, "token"),
)


def person_in(token: str, keys: Mapping[str, Any], expected: Expected) -> dict[str, str]:
    """`sub` and, when it is said, `name`."""
    try:
        claims = jwt.decode(
            token,
            key=_key(token, keys),
            algorithms=list(SIGNED_BY),
            issuer=expected.issuer,
            audience=expected.client_id,
            leeway=SECONDS_APART,
            options={"require": list(MUST_SAY)},
        )
    except jwt.PyJWTError as error:
        raise Refused(next(code for kind, code in _CODES if isinstance(error, kind))) from None
    _require_meant_for_us(claims, expected)
    sub, name = claims["sub"], claims.get("name")
    if not isinstance(sub, str) or not 0 < len(sub) <= LONGEST_SUB:
        raise Refused("claims")
    return {"sub": sub, "name": name if isinstance(name, str) else ""}


def _key(token: str, keys: Mapping[str, Any]) -> Any:
    """The broker's own key of the kind the token is signed with, found by its name."""
    header = jwt.get_unverified_header(token)
    if header.get("alg") not in SIGNED_BY:
        raise Refused("algorithm")
    for found in keys.get("keys", ()):
        if found.get("kid") == header.get("kid") and found.get("use", "sig") == "sig":
            return jwt.PyJWK(found, algorithm=header["alg"]).key
    raise Refused("signature")


def _require_meant_for_us(claims: Mapping[str, Any], expected: Expected) -> None:
    if not hmac.compare_digest(str(claims["nonce"]).encode(), expected.nonce.encode()):
        raise Refused("nonce")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else expected.client_id) != expected.client_id:
        raise Refused("audience")
    if expected.acr_values and claims.get("acr") not in expected.acr_values:
        raise Refused("assurance")
