"""Every place a person's statements went, gathered from the rooms that used them."""

from __future__ import annotations

from dataclasses import dataclass, field

from samskab.ground.people.models import Participant
from samskab.process.agreement.models import ClauseUse
from samskab.process.calls.models import Call
from samskab.process.knowledge.models import ElementUse, Statement, Trace
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
    def waiting(self) -> list[tuple[StatementTrace, Use]]:
        return [(trace, use) for trace in self.statements for use in trace.uses if use.row.understood is None]


def traces_of(participant: Participant) -> Traces:
    """Six questions to the database, however much a person has said."""
    statements = list(
        participant.statements.select_related("process", "party")
        .prefetch_related("replies__by")
        .order_by("-stated_at")
    )
    traces = {statement.pk: StatementTrace(statement) for statement in statements}
    for kind, model in KINDS.items():
        for row in model.objects.filter(statement__in=traces).select_related(TARGETS[kind]):
            target = getattr(row, TARGETS[kind])
            traces[row.statement_id].uses.append(Use(kind, row, target.text, getattr(target, "number", None)))
    return Traces(list(traces.values()), list(participant.calls.prefetch_related("replies__by")))


def one(kind: str, trace_id: int) -> ElementUse | ProposalUse | ClauseUse | None:
    """One use by its kind and number, with its statement."""
    model = KINDS.get(kind)
    if model is None:
        return None
    return model.objects.filter(pk=trace_id).select_related("statement__process", TARGETS[kind]).first()
