"""The agreement, its clauses, rights, resources and signatures, read only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet

from samskab.ground.parties.models import Side
from samskab.kit.prepared import Slot, hang, prepared
from samskab.process.agreement.models import (
    Agreement,
    Clause,
    ClauseCover,
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
    ThirdPartySignature,
)
from samskab.process.core.models import Process, Seat, Stage

MOST_EARLIER = 10  # agreements to begin from, on one page
# What the public side opens is listed first (op-ed, P1d).
SIDE_ORDER = [Side.PUBLIC, Side.SEMI_PUBLIC, Side.CIVIC, Side.MARKET]


def current(process: Process) -> Agreement | None:
    """The version in force, or the draft."""
    return _current.first(process)


@prepared
def _current(process: Slot) -> QuerySet[Agreement]:
    return Agreement.objects.filter(process=process, superseded_at__isnull=True)[:1]


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


def live_clauses(agreement: Agreement | Slot) -> QuerySet[Clause]:
    """The clauses that count, each with where it came from."""
    standing = Clause.objects.filter(agreement=agreement, dropped_at__isnull=True)
    return standing.select_related("origin__party")


def earlier(process: Process) -> list[Agreement]:
    """Signed agreements of other processes, in force or lived through, that a party at this table signed; the
    newest first, each with the clauses that count.
    """
    here = Seat.objects.filter(process=process, left_at__isnull=True).values("party")
    found = Agreement.objects.filter(
        signatures__party__in=here,
        superseded_at__isnull=True,
        process__stage__in=(Stage.ACTION, Stage.FOLLOWED_UP),
    ).exclude(process=process)
    clauses = Clause.objects.filter(dropped_at__isnull=True)
    newest = found.select_related("process").prefetch_related(Prefetch("clauses", clauses))
    return list(newest.distinct().order_by("-drafted_at", "-pk")[:MOST_EARLIER])


@prepared
def _clauses(agreement: Slot) -> QuerySet[Clause]:
    blocking = Q(requirements__blocks=True, requirements__answered_at__isnull=True)
    waiting = Q(suggestions__answered_at__isnull=True)
    return live_clauses(agreement).annotate(
        n_suggestions=Count("suggestions", filter=waiting, distinct=True),
        n_requirements=Count("requirements", distinct=True),
        n_blocking=Count("requirements", filter=blocking, distinct=True),
        n_uses=Count("uses", distinct=True),
    )


@prepared
def _decided(agreement: Slot) -> QuerySet[PoliticalDecision]:
    return PoliticalDecision.objects.filter(clauses__agreement=agreement).annotate(of=F("clauses__pk"))


def clauses(agreement: Agreement) -> list[Clause]:
    """The clauses that count, each with how much is said about it and what committees decided."""
    found = _clauses(agreement)
    hang(found, "political_decisions", _decided(agreement), by="of")
    return found


@prepared
def _standing(agreement: Slot) -> QuerySet[Clause]:
    return live_clauses(agreement)


@prepared
def _covers(agreement: Slot) -> QuerySet[ClauseCover]:
    return ClauseCover.objects.filter(clause__agreement=agreement).order_by("pk")


def covered_clauses(agreement: Agreement) -> list[Clause]:
    """The clauses that count, each with the duties it covers."""
    found = _standing(agreement)
    hang(found, "covers", _covers(agreement), by="clause_id")
    return found


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


def open_requirements(agreement: Agreement) -> list[ProfessionalRequirement]:
    """Blocking, unanswered, on a clause that counts."""
    return _open_requirements(agreement)


@prepared
def _open_requirements(agreement: Slot) -> QuerySet[ProfessionalRequirement]:
    return ProfessionalRequirement.objects.filter(
        clause__agreement=agreement,
        clause__dropped_at__isnull=True,
        blocks=True,
        answered_at__isnull=True,
    ).select_related("clause", "by")


def rights(agreement: Agreement) -> list[DecisionRight]:
    """Who decides what, with everyone who ever held it."""
    found = _rights(agreement)
    hang(found, "holders", _holders(agreement), by="right_id")
    return found


@prepared
def _rights(agreement: Slot) -> QuerySet[DecisionRight]:
    return DecisionRight.objects.filter(agreement=agreement)


@prepared
def _any_right(agreement: Slot) -> QuerySet[DecisionRight, int]:
    return DecisionRight.objects.filter(agreement=agreement).order_by().values_list("pk", flat=True)[:1]


def has_rights(agreement: Agreement) -> bool:
    """Whether anybody decides anything."""
    return bool(_any_right(agreement))


@prepared
def _holders(agreement: Slot) -> QuerySet[RightHolder]:
    return RightHolder.objects.filter(right__agreement=agreement).select_related("party").order_by("pk")


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
    return sorted(
        _resources(agreement), key=lambda resource: (SIDE_ORDER.index(resource.by.side), resource.pk)
    )


@prepared
def _resources(agreement: Slot) -> QuerySet[Resource]:
    return Resource.objects.filter(agreement=agreement).select_related("by")


def resource_of(process: Process, resource_id: int) -> Resource | None:
    return (
        Resource.objects.filter(pk=resource_id, agreement__process=process)
        .select_related("agreement", "by")
        .first()
    )


def dissents(agreement: Agreement) -> list[Dissent]:
    return _dissents(agreement)


@prepared
def _dissents(agreement: Slot) -> QuerySet[Dissent]:
    return Dissent.objects.filter(agreement=agreement).select_related("party")


def signatures(agreement: Agreement) -> list[Signature]:
    """Each with the clauses it is limited to."""
    found = _signatures(agreement)
    hang(found, "clauses", _limited(agreement), by="of")
    return found


@prepared
def _signatures(agreement: Slot) -> QuerySet[Signature]:
    return Signature.objects.filter(agreement=agreement).select_related("party")


@prepared
def _limited(agreement: Slot) -> QuerySet[Clause]:
    limited = Clause.objects.filter(limited_signatures__agreement=agreement)
    return limited.annotate(of=F("limited_signatures__pk"))


def third_signatures(agreement: Agreement) -> list[ThirdPartySignature]:
    """Of those who are no party to the process, each with the clauses it is about."""
    found = _third(agreement)
    hang(found, "clauses", _of_third(agreement), by="of")
    return found


@prepared
def _third(agreement: Slot) -> QuerySet[ThirdPartySignature]:
    return ThirdPartySignature.objects.filter(agreement=agreement)


@prepared
def _of_third(agreement: Slot) -> QuerySet[Clause]:
    about = Clause.objects.filter(third_party_signatures__agreement=agreement)
    return about.annotate(of=F("third_party_signatures__pk"))


@prepared
def _signed(agreement: Slot) -> QuerySet[Signature, int]:
    return Signature.objects.filter(agreement=agreement).order_by().values_list("party_id", flat=True)


@prepared
def _outside(agreement: Slot) -> QuerySet[Dissent, int]:
    outside = Dissent.objects.filter(agreement=agreement, instead_of_signing=True).order_by()
    return outside.values_list("party_id", flat=True)


def signed_parties(agreement: Agreement) -> set[int]:
    return set(_signed(agreement))


def outside_parties(agreement: Agreement) -> set[int]:
    """Those who have said in print that they do not sign."""
    return set(_outside(agreement))


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
