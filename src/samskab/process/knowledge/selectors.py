"""What is known, what became of it, and what is still unanswered; read only.

Nothing here counts over the votes: the counters stand on the statement, so that a process with a quarter of a
million votes reads as fast as an empty one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Mod, RowNumber

from samskab.ground.access.visible import PASSER_BY, visible
from samskab.ground.people.models import Role, RoleGrant
from samskab.kit.errors import Refusal
from samskab.kit.prepared import Slot, prepared
from samskab.process.core.models import Process
from samskab.process.framing.models import FramingElement
from samskab.process.knowledge.models import (
    Basis,
    ConversationReply,
    ElementUse,
    NobodyCame,
    Reply,
    Statement,
    Trace,
    Vote,
)

# Where words may live on: the relation, and what the trace points at. The last two belong to rooms above this
# one and are known by name only.
TRACES = {"element_uses": "element", "proposal_uses": "proposal", "clause_uses": "clause"}
COUNTED_AS_USED = ("element_uses", "clause_uses")  # M1: a framing element or a clause (DOMAIN.md 11)
COUNTER_OF = {Vote.AGREE: "agrees", Vote.DISAGREE: "disagrees", Vote.PASS: "passes"}
MOST_CARRIED = 10  # what a conversation agreed on that is answered one by one (decision 8)


class UnknownStatement(Refusal):
    """Nothing is known by that name in this process."""

    status = 404


def statement_for_act(process: Process, statement_id: int) -> Statement:
    """The statement an act is about, of this process."""
    found = (
        Statement.objects.filter(process=process, pk=statement_id)
        .select_related("party", "addressed_to")
        .first()
    )
    if found is None:
        raise UnknownStatement("knowledge.unknown_statement")
    return found


# -- uses and answers ---------------------------------------------------------------------------------------


def _trace_model(relation: str) -> type[Trace]:
    model: Any = Statement._meta.get_field(relation).related_model
    return model  # type: ignore[no-any-return]  # every relation in TRACES leads to a Trace


def _has_use(relations: tuple[str, ...], **trace: object) -> Q:
    """Some trace of these kinds. What its author has said no to (“nej, jeg mente …”) is no use of the
    words.
    """
    found = Q()
    for relation in relations:
        traces = _trace_model(relation)._default_manager.filter(statement=OuterRef("pk"), **trace)
        found |= Q(Exists(traces.exclude(understood=False)))
    return found


def answered() -> Q:
    """Used somewhere, or replied to: something became of the words. What was read in from elsewhere is also
    answered when the conversation it was said in is (decision 8).
    """
    replies = ConversationReply.objects.filter(process=OuterRef("process"), superseded_at__isnull=True)
    return _one_by_one() | (~Q(imported_ref="") & Q(Exists(replies)))


def _one_by_one() -> Q:
    return _has_use(tuple(TRACES)) | Q(Exists(Reply.objects.filter(statement=OuterRef("pk"))))


def carried(process: Process) -> QuerySet[Statement]:
    """What most people in a conversation from elsewhere agreed with, the most carried first."""
    agreed = open_statements(process).exclude(imported_ref="").filter(agrees__gt=F("disagrees"))
    return agreed.order_by((F("agrees") - F("disagrees")).desc(), "pk")[:MOST_CARRIED]


def carried_waiting(process: Process) -> QuerySet[Statement]:
    """Those of them with neither a use nor a reply of their own."""
    first = list(carried(process).values_list("pk", flat=True))
    return Statement.objects.filter(~_one_by_one(), pk__in=first).order_by("pk")


def conversation_replies(process: Process) -> list[ConversationReply]:
    """What was answered to the conversation, the newest first."""
    return list(process.conversation_replies.select_related("by").order_by("-at", "-pk"))


def open_statements(process: Process | Slot) -> QuerySet[Statement]:
    return visible(PASSER_BY, Statement.objects.filter(process=process))


@prepared
def _by_basis(process: Slot) -> QuerySet[Statement, tuple[str, int, int]]:
    by_basis = open_statements(process).order_by().values_list("basis")
    return by_basis.annotate(said=Count("pk"), waiting=Count("pk", filter=~answered()))


def counted(process: Process) -> dict[str, tuple[int, int]]:
    """How many open statements stand on each basis, and how many of them wait for an answer; a basis nobody
    brought is missing.
    """
    return {basis: (said, waiting) for basis, said, waiting in _by_basis(process)}


@prepared
def _waiting(process: Slot) -> QuerySet[Statement, tuple[bool, int]]:
    own = ExpressionWrapper(Q(imported_ref=""), output_field=BooleanField())
    words = open_statements(process).order_by().annotate(own=own).values_list("own")
    return words.annotate(waiting=Count("pk", filter=~answered()))  # PostgreSQL counts sooner than it filters


def waiting(process: Process) -> tuple[int, bool]:
    """How many open words said here have neither a use nor a reply, and whether words were read in that
    neither they nor their conversation has an answer to.
    """
    found = {bool(own): waiting for own, waiting in _waiting(process)}
    return found.get(True, 0), found.get(False, 0) > 0


def unanswered(process: Process | Slot) -> QuerySet[Statement]:
    """Open words with neither a use nor a reply, oldest first. Nothing closes before this is empty (G7)."""
    return open_statements(process).filter(~answered()).select_related("party").order_by("stated_at", "pk")


@prepared
def _answers(process: Slot) -> QuerySet[Statement, tuple[int, bool]]:
    answer = ExpressionWrapper(answered(), output_field=BooleanField())
    words = open_statements(process).annotate(has_answer=answer)
    return words.order_by("stated_at", "pk").values_list("pk", "has_answer")


def unanswered_ids(process: Process) -> list[int]:
    """The same words as `unanswered`, in the same order, for a page that counts them and shows a few: asked
    once.
    """
    return [pk for pk, has_answer in _answers(process) if not has_answer]


def with_party(ids: Sequence[int]) -> list[Statement]:
    """These statements, each with the party it was said for, in this order."""
    by_pk = Statement.objects.select_related("party").in_bulk(ids)
    return [by_pk[pk] for pk in ids]


def is_built_upon(statement: Statement) -> bool:
    """Whether anybody has voted on it, replied to it or traced it."""
    if statement.agrees or statement.disagrees or statement.passes or statement.replies.exists():
        return True
    return any(
        _trace_model(relation)._default_manager.filter(statement=statement).exists() for relation in TRACES
    )


@dataclass(frozen=True)
class UseLine:
    """One place where the words live on: which kind of place, its text, and the trace itself."""

    kind: str
    text: str
    trace: Trace


def uses_of(statement: Statement) -> Iterator[UseLine]:
    """In the order of the stages: the shared framing, the proposals, the agreement."""
    for relation, target in TRACES.items():
        traces = _trace_model(relation)._default_manager.filter(statement=statement)
        for trace in traces.select_related(target, "traced_by").order_by("traced_at", "pk"):
            yield UseLine(target, str(getattr(trace, target).text), trace)


def current_elements(process: Process) -> QuerySet[FramingElement]:
    """The elements of the latest shared framing: what words can be traced to now."""
    latest = process.shared_framings.order_by("-version").values("pk")[:1]
    return FramingElement.objects.filter(shared__in=latest).order_by("number")


def element_use(process: Process, statement_id: UUID, element_id: UUID) -> ElementUse | None:
    return (
        ElementUse.objects.filter(
            statement__process=process, statement__public_id=statement_id, element__public_id=element_id
        )
        .select_related("statement__party", "element")
        .first()
    )


# -- lists --------------------------------------------------------------------------------------------------


def listed(
    process: Process, *, basis: str = "", party: UUID | None = None, is_answered: bool | None = None
) -> QuerySet[Statement]:
    """The statements in alternating order of basis: no kind of knowledge comes first throughout the page.

    The first of every kind, then the second of every kind, and so on; who leads a round changes from round to
    round.
    """
    bases = Basis.values
    found = open_statements(process)
    if basis:
        found = found.filter(basis=basis)
    if party is not None:
        found = found.filter(party__public_id=party)
    if is_answered is not None:
        found = found.filter(answered() if is_answered else ~answered())
    place = Case(
        *(When(basis=code, then=Value(number)) for number, code in enumerate(bases)),
        output_field=IntegerField(),
    )
    turn = Window(RowNumber(), partition_by=[F("basis")], order_by=[F("pk").desc()])
    return (
        found.annotate(turn=turn)
        .annotate(seat=Mod(place + F("turn") + len(bases) - 1, len(bases), output_field=IntegerField()))
        .order_by("turn", "seat")
    )


def shown(order: Sequence[int]) -> list[Statement]:
    """One page of the above as cards show it. Whether each has its answer is asked for these alone."""
    cards = Statement.objects.filter(pk__in=order).select_related("party")
    answer = ExpressionWrapper(answered(), output_field=BooleanField())
    by_pk = {card.pk: card for card in cards.annotate(has_answer=answer)}
    return [by_pk[pk] for pk in order]


def parties_heard(process: Process) -> list[tuple[UUID, str]]:
    """The parties with open words here, for the filter."""
    return _parties_heard(process)


@prepared
def _parties_heard(process: Slot) -> QuerySet[Statement, tuple[UUID, str]]:
    found = open_statements(process).filter(party__isnull=False)
    return found.values_list("party__public_id", "party__name").order_by("party__name").distinct()


@dataclass(frozen=True)
class Uptake:
    """M1 for one kind of knowledge: how much was said, and how much is used and confirmed by who said it.

    Imported words are left out of both: their authors chose no basis here. `waiting` has neither use nor
    reply, imported or not: everybody is owed an answer.
    """

    basis: str
    said: int
    used: int
    waiting: int


def uptake(process: Process) -> list[Uptake]:
    """All four kinds, also those nobody brought."""
    found = {basis: counts for basis, *counts in _uptake(process)}
    return [Uptake(code, *found.get(code, (0, 0, 0))) for code in Basis.values]


@prepared
def _uptake(process: Slot) -> QuerySet[Statement, tuple[str, int, int, int]]:
    return _said_and_used(open_statements(process)).annotate(waiting=Count("pk", filter=~answered()))


def _said_and_used(words: QuerySet[Statement]) -> QuerySet[Statement, tuple[str, int, int]]:
    own = Q(imported_ref="")
    used = own & _has_use(COUNTED_AS_USED, understood=True)
    counts = {"said": Count("pk", filter=own), "used": Count("pk", filter=used)}
    return words.order_by().values_list("basis").annotate(**counts)


def uptake_everywhere(since: datetime) -> list[Uptake]:
    """M1 of all processes together, said since then. What waits is a question to each process, and not asked
    here: 0.
    """
    words = visible(PASSER_BY, Statement.objects.filter(stated_at__gte=since))
    found = {basis: (said, used) for basis, said, used in _said_and_used(words)}
    return [Uptake(code, *found.get(code, (0, 0)), waiting=0) for code in Basis.values]


def bases_present(process: Process) -> set[str]:
    """The kinds of knowledge somebody brought, and chose themself."""
    return set(_present(process))


@prepared
def _present(process: Slot) -> QuerySet[Statement, str]:
    chosen = open_statements(process).filter(imported_ref="").order_by()
    return chosen.values_list("basis", flat=True).distinct()


@prepared
def _logged(process: Slot) -> QuerySet[NobodyCame, str]:
    return NobodyCame.objects.filter(process=process).values_list("basis", flat=True)


def bases_logged(process: Process) -> set[str]:
    """The kinds that were asked for where nobody came."""
    return set(_logged(process))


def nobody_came(process: Process) -> list[NobodyCame]:
    return _nobody_came(process)


@prepared
def _nobody_came(process: Slot) -> QuerySet[NobodyCame]:
    return NobodyCame.objects.filter(process=process).select_related("by").order_by("at")


# -- votes --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ballot:
    """All that decides whether a vote may be cast, read in one query."""

    statement_id: int
    state: str
    author_id: int | None
    process: Process
    is_councillor: bool
    is_facilitator: bool


def ballot(statement: UUID, participant_id: int) -> Ballot | None:
    """The statement as it stands for this voter. `process` carries only what the stage rule asks."""

    def held(role: Role) -> Exists:
        return Exists(RoleGrant.objects.filter(participant_id=participant_id, role=role, until__isnull=True))

    row = (
        Statement.objects.filter(public_id=statement)
        .annotate(is_councillor=held(Role.COUNCILLOR), is_facilitator=held(Role.FACILITATOR))
        .values_list(
            "pk",
            "state",
            "participant_id",
            "process_id",
            "process__stage",
            "process__status",
            "is_councillor",
            "is_facilitator",
        )
        .first()
    )
    if row is None:
        return None
    pk, state, author, process_id, stage, status, councillor, facilitator = row
    return Ballot(
        pk, state, author, Process(pk=process_id, stage=stage, status=status), councillor, facilitator
    )


def left_to_vote(process: Process | Slot, participant_id: int | Slot) -> QuerySet[Statement]:
    """Open words of others that this person has not voted on."""
    mine = Vote.objects.filter(statement=OuterRef("pk"), participant_id=participant_id)
    others = Q(participant_id__isnull=True) | ~Q(participant_id=participant_id)
    return open_statements(process).filter(others, ~Exists(mine))


@prepared
def _left(process: Slot, participant: Slot) -> QuerySet[Statement, tuple[int, int]]:
    left = left_to_vote(process, participant).order_by()
    return left.values_list("process").annotate(n=Count("pk"))


def n_left_to_vote(process: Process, participant_id: int) -> int:
    """How many of those."""
    row = _left.first(process, participant_id)
    return row[1] if row else 0
