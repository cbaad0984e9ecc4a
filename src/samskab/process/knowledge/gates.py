"""G4's half about knowledge, and G7's: both kinds were heard, and everybody was answered."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from samskab.kit import words
from samskab.kit.errors import Closed, Refusal
from samskab.process.core.models import Process
from samskab.process.knowledge import selectors
from samskab.process.knowledge.models import Basis

BOTH_KINDS = (Basis.EXPERIENCE, Basis.PROFESSIONAL)


def blockers(process: Process, now: datetime) -> list[Refusal]:
    """Lived and professional knowledge are both here, or the log says “Vi spurgte. Ingen kom.” (G4)."""
    present = selectors.bases_present(process)
    logged = selectors.bases_logged(process)
    missing = [basis for basis in BOTH_KINDS if basis not in present | logged]
    step = reverse("knowledge:nobody_came", args=[process.slug])
    return [
        Closed(
            "knowledge.kind_missing",
            basis=basis.value,
            kind=words.label("basis", basis.value),
            step_url=f"{step}?basis={basis.value}",
        )
        for basis in missing
    ]


def unanswered_blockers(process: Process, now: datetime) -> list[Refusal]:
    """Every open statement is used somewhere or has a reply; a conversation read in has its answer (G7)."""
    found: list[Refusal] = []
    count, conversation = selectors.waiting(process)
    if count:
        url = reverse("knowledge:unanswered", args=[process.slug])
        found.append(Closed("knowledge.unanswered", count=count, step_url=url))
    if conversation:
        url = reverse("knowledge:answer_conversation", args=[process.slug])
        found.append(Closed("knowledge.conversation_unanswered", step_url=url))
    return found
