"""A reader at the door: a test client known as somebody, and a standing at a table without a browser."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from samskab.ground.people.models import Participant
from samskab.ground.people.viewer import CODE_SESSION_KEY, CODE_STAMP_KEY, Viewer, code_stamp
from samskab.process.core.models import Process
from samskab.process.core.viewing import Standing
from tests.acts import come_in


def client_of(participant: Participant | None = None) -> Client:
    """Logged in as this person, or nobody."""
    client = Client()
    if participant is not None and participant.user is not None:
        come_in(client, participant)
    return client


def code_session(participant: Participant | None) -> dict[str, object]:
    """What a session keeps of somebody who came in by four words; of others it keeps nothing."""
    if participant is None or participant.user is not None:
        return {}
    return {CODE_SESSION_KEY: participant.pk, CODE_STAMP_KEY: code_stamp(participant)}


def standing_of(process: Process, participant: Participant | None = None) -> Standing:
    request = RequestFactory().get("/")
    request.user = participant.user if participant and participant.user else AnonymousUser()
    request.session = code_session(participant)  # type: ignore[assignment]  # a bare session
    return Standing(process, Viewer(request))
