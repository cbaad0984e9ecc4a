"""What still stops the agreement: from opening for signing (G5), and from being acted on (half of G6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from samskab.ground.parties.models import Side
from samskab.kit.errors import Closed, Refusal
from samskab.kit.words import label
from samskab.process.agreement import selectors, services
from samskab.process.agreement.models import Agreement, Duty, Heading
from samskab.process.core import selectors as table
from samskab.process.core.models import Process, Seat

_STEPS = {
    "agreement.no_draft": "agreement:draft_agreement",
    "agreement.heading_is_empty": "agreement:write_clause",
    "agreement.duty_is_not_covered": "agreement:write_clause",
    "agreement.terms_are_not_set": "agreement:set_terms",
    "agreement.nobody_decides_anything": "agreement:give_decision_right",
    "agreement.public_side_brings_nothing": "agreement:offer_resource",
    "agreement.party_has_not_signed": "agreement:sign",
    "agreement.promise_without_signature": "agreement:sign",
    "agreement.no_affected_party_has_signed": "agreement:sign",
}


def opening_blockers(process: Process, now: datetime) -> list[Refusal]:
    """What the paper lacks before the stage `agreement` can open. The room `path` asks when leaving the
    negotiation, beside `negotiation.gates.blockers`, which holds the other half of G5.
    """
    return opening_gaps(process, selectors.current(process))


def opening_gaps(process: Process, agreement: Agreement | None) -> list[Refusal]:
    """The same of a paper already read."""
    if agreement is None:
        return _with_steps(process, [Closed("agreement.no_draft")])
    return _with_steps(process, draft_gaps(agreement))


def blockers(process: Process, now: datetime) -> list[Refusal]:
    """What stops the process from leaving the stage `agreement` for action."""
    return leaving_gaps(process, selectors.current(process))


def leaving_gaps(process: Process, agreement: Agreement | None) -> list[Refusal]:
    """The same of a paper already read."""
    if agreement is None:
        return _with_steps(process, [Closed("agreement.no_draft")])
    return _with_steps(process, signing_gaps(agreement, table.seats(process)))


def on_open(process: Process, now: datetime) -> None:
    """When the stage opens, signing opens and every carried dissent is printed."""
    services.open_for_signing(process_id=process.pk, now=now)


def _with_steps(process: Process, refusals: list[Refusal]) -> list[Refusal]:
    page = reverse("agreement:page", args=[process.slug])
    for refusal in refusals:
        name = _STEPS.get(refusal.code)
        refusal.params["step_url"] = reverse(name, args=[process.slug]) if name else page
    return refusals


def draft_gaps(agreement: Agreement) -> list[Refusal]:
    """G5, what the paper itself still lacks."""
    clauses = selectors.covered_clauses(agreement)
    headings = {clause.heading for clause in clauses}
    covered = {cover.duty for clause in clauses for cover in clause.covers.all()}
    gaps: list[Refusal] = [
        Closed("agreement.heading_is_empty", heading=label("clause_heading", heading))
        for heading in (Heading.SUPPORT, Heading.CARE, Heading.SAY)
        if heading not in headings
    ]
    gaps += [
        Closed("agreement.origin_is_gone", number=clause.number)
        for clause in clauses
        if clause.origin.withdrawn_at is not None
    ]
    gaps += [
        Closed("agreement.duty_is_not_covered", duty=label("clause_covers", duty))
        for duty in Duty
        if duty not in covered
    ]
    if None in {agreement.review_on, agreement.expires_on, agreement.answer_days}:
        gaps.append(Closed("agreement.terms_are_not_set"))
    if not selectors.has_rights(agreement):
        gaps.append(Closed("agreement.nobody_decides_anything"))
    brought = [resource for resource in selectors.resources(agreement) if resource.withdrawn_at is None]
    if not any(resource.by.side == Side.PUBLIC for resource in brought):
        gaps.append(Closed("agreement.public_side_brings_nothing"))
    return gaps + blocks(agreement)


def blocks(agreement: Agreement) -> list[Refusal]:
    """Clauses a profession has called unlawful or unsafe."""
    return [
        Closed("agreement.requirement_open", number=requirement.clause.number, party=requirement.by.name)
        for requirement in selectors.open_requirements(agreement)
    ]


def signing_gaps(agreement: Agreement, seats: Sequence[Seat]) -> list[Refusal]:
    """The signing half of G6: who is here has signed, or has said in print why not; who brings something has
    signed for it; and somebody it happens to has signed.
    """
    signed, outside = selectors.signed_parties(agreement), selectors.outside_parties(agreement)
    bringing = {
        resource.by_id for resource in selectors.resources(agreement) if resource.withdrawn_at is None
    }
    gaps: list[Refusal] = []
    for seat in seats:
        if seat.may_supply or seat.party_id in signed:
            continue
        if seat.party_id not in outside:
            gaps.append(Closed("agreement.party_has_not_signed", party=seat.party.name))
        elif seat.party_id in bringing:
            gaps.append(Closed("agreement.promise_without_signature", party=seat.party.name))
    affected = {seat.party_id for seat in seats if seat.affected and not seat.may_supply}
    if affected and not affected & signed:
        gaps.append(Closed("agreement.no_affected_party_has_signed"))
    return gaps + blocks(agreement)
