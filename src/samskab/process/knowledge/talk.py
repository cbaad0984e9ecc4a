"""Statements can be talked about, beside the votes and the answers owed."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samskab.ground.dialogue.subjects import Kind, Subject
from samskab.process.core.rules import is_running
from samskab.process.knowledge.models import Statement, StatementState, StatementThread


def find(public_id: UUID) -> Subject | None:
    """Words that are taken back or hidden are not read here either; what others said about them is."""
    found = Statement.objects.select_related("process").filter(public_id=public_id).first()
    if found is None:
        return None
    is_shown = found.state == StatementState.OPEN
    return Subject(
        row=found,
        public_id=found.public_id,
        space=found.process.public_id,
        title=found.process.title,
        text=found.text if is_shown else "",
        url=reverse("knowledge:statement", args=[found.process.slug, found.public_id]),
        is_open=is_shown and is_running(found.process),
        sensitive=found.process.sensitive,
    )


KIND = Kind("udsagn", _("et udsagn"), StatementThread, find)
