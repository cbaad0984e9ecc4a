"""Calls can be talked about."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samskab.ground.dialogue.subjects import Kind, Subject
from samskab.process.calls import selectors
from samskab.process.calls.models import CallState, CallThread


def find(public_id: UUID) -> Subject | None:
    """A call, until it has become a process: then the talk is there."""
    call = selectors.by_public_id(str(public_id))
    if call is None:
        return None
    return Subject(
        row=call,
        public_id=call.public_id,
        space=call.public_id,
        title=call.title,
        text=call.text,
        url=reverse("calls:call", args=[call.public_id]),
        is_open=call.state != CallState.BECAME_PROCESS,
    )


KIND = Kind("kald", _("et kald"), CallThread, find)
