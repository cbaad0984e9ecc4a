"""Framings can be talked about once they are revealed: before that nobody knows that they are there."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samskab.ground.dialogue.subjects import Kind, Subject
from samskab.kit import clock
from samskab.process.core.rules import is_running
from samskab.process.framing.models import Framing, FramingThread
from samskab.process.framing.selectors import is_over


def find(public_id: UUID) -> Subject | None:
    found = Framing.objects.select_related("round__process", "party").filter(public_id=public_id).first()
    if found is None or found.withdrawn_at is not None or not is_over(found.round, clock.now()):
        return None
    process = found.round.process
    return Subject(
        row=found,
        public_id=found.public_id,
        space=process.public_id,
        title=f"{found.party.name} – {process.title}",
        text=found.text,
        url=reverse("framing:page", args=[process.slug]),
        is_open=is_running(process),
        sensitive=process.sensitive,
    )


KIND = Kind("problemforstaaelse", _("en problemforståelse"), FramingThread, find)
