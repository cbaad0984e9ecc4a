"""Clauses can be talked about by all; only the parties change them."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samskab.ground.dialogue.subjects import Kind, Subject
from samskab.process.agreement.models import Clause, ClauseThread
from samskab.process.core.rules import is_running


def find(public_id: UUID) -> Subject | None:
    found = Clause.objects.select_related("agreement__process").filter(public_id=public_id).first()
    if found is None:
        return None
    process = found.agreement.process
    return Subject(
        row=found,
        public_id=found.public_id,
        space=process.public_id,
        title=f"{found.number} – {process.title}",
        text=found.text,
        url=reverse("agreement:clause", args=[process.slug, found.public_id]),
        is_open=found.dropped_at is None and is_running(process),
        sensitive=process.sensitive,
    )


KIND = Kind("punkt", _("et punkt i aftalen"), ClauseThread, find)
