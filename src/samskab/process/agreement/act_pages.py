"""What the pages of this room's acts share."""

from __future__ import annotations

from samskab.process.agreement import selectors
from samskab.process.agreement.models import Clause
from samskab.process.core.act_page import ActPage


class PaperAct(ActPage):
    """An act on the paper."""

    def points(self) -> list[Clause]:
        """The clauses that count now, to choose among."""
        agreement = selectors.current(self.standing.process)
        return list(selectors.live_clauses(agreement)) if agreement else []
