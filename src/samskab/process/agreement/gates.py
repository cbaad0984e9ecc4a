"""What still stops the agreement: from opening for signing (G5), and from being acted on (half of G6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from samskab.kit.errors import Closed, Refusal
from samskab.process.agreement import rules, selectors, services
from samskab.process.agreement.models import Agreement
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


def opening_gaps(
    process: Process, agreement: Agreement | None, seats: Sequence[Seat] | None = None
) -> list[Refusal]:
    """The same of a paper, and of a table, already read."""
    if agreement is None:
        return _with_steps(process, [Closed("agreement.no_draft")])
    return _with_steps(process, rules.draft_gaps(agreement, table.seats(process) if seats is None else seats))


def blockers(process: Process, now: datetime) -> list[Refusal]:
    """What stops the process from leaving the stage `agreement` for action: what the paper had to hold to be
    signed, it still holds, and it is signed.
    """
    return leaving_gaps(process, selectors.current(process))


def leaving_gaps(
    process: Process, agreement: Agreement | None, seats: Sequence[Seat] | None = None
) -> list[Refusal]:
    """The same of a paper, and of a table, already read."""
    if agreement is None:
        return _with_steps(process, [Closed("agreement.no_draft")])
    seats = table.seats(process) if seats is None else seats
    return _with_steps(process, rules.draft_gaps(agreement, seats) + signing_gaps(agreement, seats))


def on_open(process: Process, now: datetime) -> None:
    """When the stage opens, signing opens and every carried dissent is printed."""
    services.open_for_signing(process_id=process.pk, now=now)


def _with_steps(process: Process, refusals: list[Refusal]) -> list[Refusal]:
    page = reverse("agreement:page", args=[process.slug])
    for refusal in refusals:
        name = _STEPS.get(refusal.code)
        refusal.params["step_url"] = reverse(name, args=[process.slug]) if name else page
    return refusals


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
    return gaps
