"""Disagreeing in print, and signing by a mandate in one's own words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.text import REASON_CHARS, optional_text, require_text
from samskab.process.agreement import rules
from samskab.process.agreement.models import Agreement, Dissent, Signature, ThirdPartySignature
from samskab.process.core.models import Process
from samskab.process.core.selectors import process_for_update
from samskab.process.negotiation.models import Stance
from samskab.process.negotiation.selectors import carried_objections

ROLE_CHARS = 120
MANDATE_CHARS = 400


@act("agreement.signing.opened", "agreement.dissent.printed")
def open_for_signing(*, process_id: int, now: datetime) -> Agreement:
    """The house itself, when two keys have opened the stage: signing opens and carried dissent is printed.

    It takes no actor, because nobody may choose whether a carried objection is printed (DOMAIN.md 7).
    """
    process = process_for_update(process_id)
    agreement = rules.require_may_open_signing(process)
    printed = set(agreement.dissents.values_list("objection_id", flat=True))
    for objection in carried_objections(process):
        if objection.pk not in printed:
            _print(process, agreement, objection, now)
    agreement.opened_for_signing_at = now
    agreement.save(update_fields=["opened_for_signing_at"])
    record.append("agreement.signing.opened", space=process.public_id, obj=agreement.public_id, at=now)
    return agreement


def _print(process: Process, agreement: Agreement, objection: Stance, now: datetime) -> None:
    dissent = Dissent.objects.create(
        agreement=agreement, party=objection.party, text=objection.reason, objection=objection, at=now
    )
    record.append(
        "agreement.dissent.printed",
        space=process.public_id,
        obj=dissent.public_id,
        at=now,
        commits={"text": dissent.text},
    )


@act("agreement.dissent.printed")
def print_dissent(
    *, process_id: int, actor: Actor, text: str, instead_of_signing: bool = False, now: datetime
) -> Dissent:
    """Her er vi uenige: a party's own words in the paper, never removed. It may sign beside them, or say that
    it does not sign.
    """
    process = process_for_update(process_id)
    seat, agreement = rules.require_may_print_dissent(process, actor, instead=instead_of_signing)
    dissent = Dissent.objects.create(
        agreement=agreement,
        party=seat.party,
        text=require_text(text, field="text", least=REASON_CHARS if instead_of_signing else 1),
        instead_of_signing=instead_of_signing,
        at=now,
    )
    record.append(
        "agreement.dissent.printed",
        space=process.public_id,
        obj=dissent.public_id,
        at=now,
        commits={"text": dissent.text},
    )
    return dissent


@act("agreement.signature.given")
def sign(
    *,
    process_id: int,
    actor: Actor,
    role: str,
    mandate: str,
    clauses: Sequence[int] = (),
    now: datetime,
) -> Signature:
    """A spokesperson signs, in which role and by what mandate in the party's own words - for all clauses, or
    for some.

    "11 af 14 sagde ja" is a mandate; a board's decision is one too (op-ed, S10).
    """
    process = process_for_update(process_id)
    seat, agreement = rules.require_may_sign(process, actor)
    limited = rules.require_clauses(process, clauses)
    signature = Signature.objects.create(
        agreement=agreement,
        party=seat.party,
        participant_id=actor.participant_id,
        role=require_text(role, field="role", most=ROLE_CHARS),
        mandate=require_text(mandate, field="mandate", most=MANDATE_CHARS),
        at=now,
    )
    signature.clauses.set(limited)
    record.append(
        "agreement.signature.given",
        space=process.public_id,
        obj=signature.public_id,
        at=now,
        commits={"mandate": signature.mandate},
    )
    return signature


@act("agreement.third_party.signed")
def sign_as_third_party(
    *,
    process_id: int,
    actor: Actor,
    role: str,
    clauses: Sequence[int],
    note: str = "",
    now: datetime,
) -> ThirdPartySignature:
    """Somebody outside the table is bound by single clauses - a landlord by the rent. A steward enters it."""
    process = process_for_update(process_id)
    steward, agreement = rules.require_may_enter_third_party(process, actor)
    named = rules.require_clauses(process, clauses, some=True)
    signature = ThirdPartySignature.objects.create(
        agreement=agreement,
        role=require_text(role, field="role", most=ROLE_CHARS),
        note=optional_text(note, field="note", most=MANDATE_CHARS),
        entered_by=steward.party,
        at=now,
    )
    signature.clauses.set(named)
    record.append(
        "agreement.third_party.signed",
        space=process.public_id,
        obj=signature.public_id,
        at=now,
        commits={"role": signature.role},
    )
    return signature
