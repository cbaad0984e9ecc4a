"""Every place a person's statements went, gathered from the rooms that used them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from samskab.ground.people.models import Participant
from samskab.kit.prepared import Prepared, Slot, hang, prepared
from samskab.process.agreement.models import ClauseUse
from samskab.process.calls.models import Call
from samskab.process.knowledge.models import ElementUse, Reply, Statement, Trace
from samskab.process.negotiation.models import ProposalUse

KINDS: dict[str, type[ElementUse] | type[ProposalUse] | type[ClauseUse]] = {
    "problem": ElementUse,
    "forslag": ProposalUse,
    "punkt": ClauseUse,
}
TARGETS = {"problem": "element", "forslag": "proposal", "punkt": "clause"}


@dataclass(frozen=True)
class Use:
    """One use: which kind, the row, and the words it became."""

    kind: str
    row: Trace
    became: str
    number: int | None


@dataclass
class StatementTrace:
    statement: Statement
    uses: list[Use] = field(default_factory=list)


@dataclass(frozen=True)
class Traces:
    """All of one person's words: what waits for their yes stands first on the page."""

    statements: list[StatementTrace]
    calls: list[Call]

    @property
    def assisted(self) -> list[StatementTrace]:
        """What a helper wrote down."""
        return [trace for trace in self.statements if trace.statement.assisted_by]

    @property
    def waiting(self) -> list[tuple[StatementTrace, Use]]:
        return [(trace, use) for trace in self.statements for use in trace.uses if use.row.understood is None]


def traces_of(participant: Participant) -> Traces:
    """Six questions to the database, however much a person has said."""
    statements = _said(participant)
    hang(statements, "replies", _replies(participant), by="statement_id")
    traces = {statement.pk: StatementTrace(statement) for statement in statements}
    for kind, rows in _USES.items():
        for row in rows(participant):
            target = getattr(row, TARGETS[kind])
            traces[row.statement_id].uses.append(Use(kind, row, target.text, getattr(target, "number", None)))
    return Traces(list(traces.values()), list(participant.calls.prefetch_related("replies__by")))


@prepared
def _said(participant: Slot) -> QuerySet[Statement]:
    said = Statement.objects.filter(participant=participant).select_related("process", "party")
    return said.order_by("-stated_at")


@prepared
def _replies(participant: Slot) -> QuerySet[Reply]:
    return Reply.objects.filter(statement__participant=participant).select_related("by")


def _uses_of(kind: str) -> Prepared[Any]:
    """The traces of one kind, each with what it points at."""

    def compose(participant: Slot) -> QuerySet[Any]:
        found = KINDS[kind]._default_manager.filter(statement__participant=participant)
        return found.select_related(TARGETS[kind]).order_by("pk")

    return Prepared(compose)


_USES = {kind: _uses_of(kind) for kind in KINDS}


def one(kind: str, trace_id: int) -> ElementUse | ProposalUse | ClauseUse | None:
    """One use by its kind and number, with its statement."""
    model = KINDS.get(kind)
    if model is None:
        return None
    return model.objects.filter(pk=trace_id).select_related("statement__process", TARGETS[kind]).first()
