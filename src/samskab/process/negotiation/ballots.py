"""What a ballot says, as a page shows it: in words, never a side of fewer than five voters in figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from samskab.kit.words import label
from samskab.process.core.models import Process
from samskab.process.negotiation.models import Ballot, BallotDraft, BallotKind, BallotOutcome


@dataclass(frozen=True)
class SideLine:
    """How one side decided; `shown` is false where figures would tell what a person said."""

    name: str
    passed: bool
    shown: bool
    yes: int = 0
    no: int = 0
    abstained: int = 0


@dataclass(frozen=True)
class DraftLine:
    """One draft's place, and the word each side agreed on."""

    draft: BallotDraft
    rank: int
    words: list[tuple[str, str]] = field(default_factory=list)


def listed(process: Process) -> list[Ballot]:
    """Every ballot, the newest first."""
    return list(process.ballots.select_related("called_by", "outcome"))


def drafts_of(ballot: Ballot) -> list[BallotDraft]:
    return list(ballot.drafts.select_related("proposal__party"))


def side_name(code: str) -> str:
    """Sides that were counted together are named together."""
    return ", ".join(str(label("side", one)) for one in code.split("+"))


@dataclass
class Told:
    """A counted ballot in its own words."""

    kept: BallotOutcome
    drafts: list[BallotDraft]

    @property
    def found(self) -> dict[str, Any]:
        found: dict[str, Any] = self.kept.outcome
        return found

    @cached_property
    def sides(self) -> list[SideLine]:
        return [
            SideLine(side_name(row["side"]), row["passed"], shown=True, **row["tally"])
            if row["way"] == "majority"
            else SideLine(side_name(row["side"]), row["passed"], shown=False)
            for row in self.found.get("sides", ())
        ]

    @property
    def open_figures(self) -> bool:
        """Whether every figure may be seen: with one side hidden, the sum would give it away."""
        return bool(self.found) and all(side.shown for side in self.sides)

    @property
    def total(self) -> dict[str, int] | None:
        return self.found.get("total") if self.open_figures else None

    @cached_property
    def ranking(self) -> list[DraftLine]:
        named = {str(draft.proposal.public_id): draft for draft in self.drafts}
        return [
            DraftLine(
                named[row["draft"]],
                row["rank"],
                [(side_name(side), str(label("draft_word", str(grade)))) for side, grade in row["medians"]],
            )
            for row in self.found.get("drafts", ())
        ]

    @property
    def is_adopt(self) -> bool:
        return self.kept.ballot.kind == BallotKind.ADOPT
