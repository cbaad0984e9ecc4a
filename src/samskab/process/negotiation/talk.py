"""Proposals can be talked about by all; only parties take a stance."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samskab.ground.dialogue.subjects import Kind, Subject
from samskab.process.core.rules import is_running
from samskab.process.negotiation.models import Proposal, ProposalThread


def find(public_id: UUID) -> Subject | None:
    found = Proposal.objects.select_related("process", "party").filter(public_id=public_id).first()
    if found is None:
        return None
    return Subject(
        row=found,
        public_id=found.public_id,
        space=found.process.public_id,
        title=f"{found.party.name} – {found.process.title}",
        text=found.text,
        url=reverse("negotiation:proposal", args=[found.process.slug, found.public_id]),
        is_open=found.withdrawn_at is None and is_running(found.process),
        sensitive=found.process.sensitive,
    )


KIND = Kind("forslag", _("et forslag"), ProposalThread, find)
