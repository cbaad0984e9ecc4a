"""How surely a session's person is who they say, read from the session alone: no page asks the database."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from samskab.ground.people.actor import Proof

DEMO_SESSION_KEY = "one_click_login"
_RECORDS = "account_authentication_methods"  # allauth's own list of how this session came in
_OF_USER = "account_authentication_methods_user"


def proof_of(request: HttpRequest) -> Proof:
    """Two factors: an app's code, a spare code or a passkey in this session, or a broker that had to promise
    a level of assurance. All else is one factor, however dear it is to its owner.
    """
    session = request.session
    if not request.user.is_authenticated:
        return Proof.ONE
    if session.get(_OF_USER) == str(request.user.pk) and any(map(_is_two, session.get(_RECORDS) or ())):
        return Proof.TWO
    return Proof.DEMO if session.get(DEMO_SESSION_KEY) else Proof.ONE


def _is_two(record: dict[str, Any]) -> bool:
    if record.get("method") == "mfa":
        return True
    return record.get("method") == "socialaccount" and record.get("provider") in _brokers_with_assurance()


def _brokers_with_assurance() -> set[str]:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return {app["provider_id"] for app in apps if app["settings"]["acr_values"]}
