"""A login begins: a new session of the person's own, noted so that they can find it and end it."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest

from samskab.ground.people import services
from samskab.ground.people.device import device_of
from samskab.ground.people.models import Participant, User, WayIn
from samskab.kit import clock


def note_login(request: HttpRequest, participant: Participant, way_in: WayIn) -> None:
    """To be called when the session has its final key; it gets one if it has none."""
    if not request.session.session_key:
        request.session.create()
    services.note_session(
        participant_id=participant.pk,
        session_key=str(request.session.session_key),
        device=device_of(request.headers.get("user-agent", "")),
        way_in=way_in,
        now=clock.now(),
    )


def way_in_of(request: HttpRequest, user: User) -> WayIn:
    """The door this session's login began at, as allauth noted it."""
    records: list[dict[str, Any]] = get_authentication_records(request, user)
    first = records[0] if records else {}
    if first.get("method") == "socialaccount":
        return WayIn(first["provider"])
    return WayIn.PASSKEY if first.get("passwordless") else WayIn.MAIL
