"""What the pages of this room's acts share."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from samskab.process.agreement import selectors
from samskab.process.agreement.models import Clause
from samskab.process.core.act_page import ActPage


class PaperAct(ActPage):
    """An act on the paper: it leads back to it."""

    def done(self) -> str:
        return reverse("agreement:page", args=[self.slug])

    def ids(self) -> dict[str, Any]:
        return {"process_id": self.standing.process.pk, "actor": self.standing.actor, "now": self.now}

    def points(self) -> list[Clause]:
        """The clauses that count now, to choose among."""
        agreement = selectors.current(self.standing.process)
        return list(selectors.live_clauses(agreement)) if agreement else []
