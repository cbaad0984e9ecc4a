"""The agreement, its clauses, rights, resources and signatures, read only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet

from samskab.ground.parties.models import Side
from samskab.process.agreement.models import (
    Agreement,
    Clause,
    ClauseSuggestion,
    ClauseWording,
    CouncillorQuestion,
    DecisionRight,
    Dissent,
    PoliticalDecision,
    ProfessionalRequirement,
    Resource,
    RightHolder,
    Signature,
)
from samskab.process.core.models import Process

# What the public side opens is listed first (op-ed, P1d).
SIDE_ORDER = [Side.PUBLIC, Side.SEMI_PUBLIC, Side.CIVIC, Side.MARKET]


def current(process: Process) -> Agreement | None:
    """The version in force, or the draft."""
    return process.agreements.filter(superseded_at__isnull=True).first()


def versions(process: Process) -> list[Agreement]:
    """All versions, the newest first, each with how many signed it and how many clauses it has."""
    return list(
        process.agreements.annotate(
            n_signed=Count("signatures", distinct=True),
            n_clauses=Count("clauses", filter=Q(clauses__dropped_at__isnull=True), distinct=True),
        ).order_by("-version")
    )


def is_signed(agreement: Agreement) -> bool:
    return agreement.signatures.exists() or agreement.third_party_signatures.exists()


def live_clauses(agreement: Agreement) -> QuerySet[Clause]:
    """The clauses that count, each with where it came from."""
    return agreement.clauses.filter(dropped_at__isnull=True).select_related("origin__party")


def clause_of(process: Process, clause_id: int) -> Clause | None:
    return (
        Clause.objects.filter(pk=clause_id, agreement__process=process)
        .select_related("agreement", "origin__party")
        .first()
    )


def next_number(agreement: Agreement) -> int:
    last = agreement.clauses.filter(dropped_at__isnull=True).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def suggestion_of(process: Process, suggestion_id: int) -> ClauseSuggestion | None:
    return (
        ClauseSuggestion.objects.filter(pk=suggestion_id, clause__agreement__process=process)
        .select_related("clause__agreement", "by")
        .first()
    )


def requirement_of(process: Process, requirement_id: int) -> ProfessionalRequirement | None:
    return (
        ProfessionalRequirement.objects.filter(pk=requirement_id, clause__agreement__process=process)
        .select_related("clause__agreement", "by")
        .first()
    )


def was_reworded(requirement: ProfessionalRequirement) -> bool:
    """Whether the clause reads otherwise now than when the profession spoke."""
    then = (
        ClauseWording.objects.filter(clause_id=requirement.clause_id, until__gte=requirement.raised_at)
        .order_by("until", "pk")
        .first()
    )
    return then is not None and then.text != requirement.clause.text


def open_requirements(agreement: Agreement) -> QuerySet[ProfessionalRequirement]:
    """Blocking, unanswered, on a clause that counts."""
    return ProfessionalRequirement.objects.filter(
        clause__agreement=agreement,
        clause__dropped_at__isnull=True,
        blocks=True,
        answered_at__isnull=True,
    ).select_related("clause", "by")


def rights(agreement: Agreement) -> list[DecisionRight]:
    """Who decides what, with everyone who ever held it."""
    held = Prefetch("holders", RightHolder.objects.select_related("party"))
    return list(agreement.rights.prefetch_related(held))


def holders_now(right: DecisionRight) -> list[RightHolder]:
    return [holder for holder in right.holders.all() if holder.until is None]


def right_of(process: Process, right_id: int) -> DecisionRight | None:
    return (
        DecisionRight.objects.filter(pk=right_id, agreement__process=process)
        .select_related("agreement")
        .prefetch_related("holders__party")
        .first()
    )


def resources(agreement: Agreement) -> list[Resource]:
    """What everybody brings, the public side first; also what was taken back, as history."""
    found = list(agreement.resources.select_related("by"))
    return sorted(found, key=lambda resource: (SIDE_ORDER.index(resource.by.side), resource.pk))


def resource_of(process: Process, resource_id: int) -> Resource | None:
    return (
        Resource.objects.filter(pk=resource_id, agreement__process=process)
        .select_related("agreement", "by")
        .first()
    )


def dissents(agreement: Agreement) -> list[Dissent]:
    return list(agreement.dissents.select_related("party", "objection__proposal"))


def signatures(agreement: Agreement) -> list[Signature]:
    return list(agreement.signatures.select_related("party").prefetch_related("clauses"))


def signed_parties(agreement: Agreement) -> set[int]:
    return set(agreement.signatures.values_list("party_id", flat=True))


def outside_parties(agreement: Agreement) -> set[int]:
    """Those who have said in print that they do not sign."""
    return set(agreement.dissents.filter(instead_of_signing=True).values_list("party_id", flat=True))


def clauses_here(process: Process, ids: Iterable[int]) -> list[Clause]:
    """Those of the named clauses that count in the agreement of this process now."""
    return list(
        Clause.objects.filter(
            pk__in=list(ids),
            agreement__process=process,
            agreement__superseded_at__isnull=True,
            dropped_at__isnull=True,
        )
    )


def questions(process: Process) -> list[CouncillorQuestion]:
    """What politicians were asked, those that wait first, the oldest first."""
    found = process.councillor_questions.select_related("asked_by").prefetch_related("clauses")
    return sorted(found, key=lambda question: (question.answered_at is not None, question.asked_at))


def waiting_questions(process: Process) -> QuerySet[CouncillorQuestion]:
    """What no politician has answered, the first that is due first."""
    waiting = process.councillor_questions.filter(answered_at__isnull=True)
    return waiting.select_related("asked_by").order_by("answer_due", "pk")


def question_of(process: Process, question_id: int) -> CouncillorQuestion | None:
    return process.councillor_questions.filter(pk=question_id).select_related("asked_by").first()


def political_decisions(agreement: Agreement) -> list[PoliticalDecision]:
    return list(agreement.political_decisions.prefetch_related("clauses"))


def undecided_clauses(agreement: Agreement) -> QuerySet[Clause]:
    """Clauses a committee must say yes or no to, and has not."""
    told = PoliticalDecision.clauses.through.objects.filter(clause_id=OuterRef("pk"))
    return live_clauses(agreement).filter(~Exists(told), needs_political_decision=True)


def answer_date(agreement: Agreement) -> date | None:
    """The last day on which the authority must answer whether and why the agreement goes on."""
    if agreement.expires_on is None or agreement.answer_days is None:
        return None
    return date.fromordinal(agreement.expires_on.toordinal() - agreement.answer_days)
