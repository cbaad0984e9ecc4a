"""Where a caller calls from, as far as this house can trust what it is told."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The caller's address. Behind N trusted proxies it is the Nth from the right that they wrote.

    Without this everybody behind a proxy would share one limit, and ten wrong tries would shut the door for
    all.
    """
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    told = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
    if proxies and len(told) >= proxies:
        return told[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
