"""Where a caller calls from, as far as this house can trust what it is told."""

from __future__ import annotations

from django.http import HttpRequest

from samskab.kit import client_address


def address_of(request: HttpRequest) -> str:
    """The caller's address, or a name for a place that cannot be told. Never empty.

    Without the walk behind trusted proxies everybody there would share one limit, and ten wrong tries would
    shut the door for all.
    """
    return client_address.source_of(request)
