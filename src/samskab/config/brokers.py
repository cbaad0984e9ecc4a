"""The brokers one may come in by, as the environment names them: MitID for anybody, the municipality's own
login for its staff. Nothing named, no door.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.core.exceptions import ImproperlyConfigured

from samskab.config import env

MITID, STAFF = "mitid", "staff"
_NAMES = {MITID: "MitID", STAFF: ""}
_NEVER_ASKED = ("cpr", "ssn")  # a number of a person is never asked for, under any of its names


def configured() -> list[dict[str, Any]]:
    """Each broker that has an issuer, as allauth describes an application."""
    return [_broker(kind) for kind in (MITID, STAFF) if env.text(f"{kind.upper()}_OIDC_ISSUER")]


def _broker(kind: str) -> dict[str, Any]:
    prefix = f"{kind.upper()}_OIDC"
    scope = env.text(f"{prefix}_SCOPE", "openid").split()
    more = dict(parse_qsl(env.text(f"{prefix}_AUTH_PARAMS")))
    _require_no_number_asked_for(prefix, [*scope, *more, *more.values()])
    issuer = env.text(f"{prefix}_ISSUER").rstrip("/")
    _require_safe_address(prefix, issuer)
    if "openid" not in scope:
        raise ImproperlyConfigured(f"{prefix}_SCOPE must name openid")
    client_id = env.text(f"{prefix}_CLIENT_ID")
    if not client_id:
        raise ImproperlyConfigured(f"{prefix}_ISSUER is set, and {prefix}_CLIENT_ID is not")
    acr = env.words(f"{prefix}_ACR_VALUES", [])
    if kind == MITID and not acr:
        raise ImproperlyConfigured(
            f"{prefix}_ACR_VALUES must name the level of assurance, as the broker writes it: without it a "
            "login proves nothing about who it is"
        )
    return {
        "provider_id": kind,
        "name": env.text(f"{prefix}_NAME", _NAMES[kind]),
        "client_id": client_id,
        "secret": env.secret(f"{prefix}_CLIENT_SECRET", kept_in=Path()) if _has_secret(prefix) else "",
        "settings": {
            "server_url": issuer,
            "issuer": env.text(f"{prefix}_ISSUER"),
            "scope": scope,
            "acr_values": acr,
            "auth_params": more,
            "oauth_pkce_enabled": True,
            "fetch_userinfo": False,
            "token_auth_method": env.text(f"{prefix}_TOKEN_AUTH_METHOD", "client_secret_basic"),
        },
    }


def _has_secret(prefix: str) -> bool:
    return bool(env.text(f"{prefix}_CLIENT_SECRET") or env.text(f"{prefix}_CLIENT_SECRET_FILE"))


def _require_no_number_asked_for(prefix: str, asked: list[str]) -> None:
    """The CPR number is never asked for: who could read it would have to guard it."""
    for word in asked:
        if any(number in word.lower() for number in _NEVER_ASKED):
            raise ImproperlyConfigured(
                f"{prefix}: {word!r} asks for a CPR number, which this house never does"
            )


def _require_safe_address(prefix: str, issuer: str) -> None:
    parts = urlsplit(issuer)
    here = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    if parts.scheme != "https" and not (parts.scheme == "http" and here):
        raise ImproperlyConfigured(f"{prefix}_ISSUER must begin with https://")
