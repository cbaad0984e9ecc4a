"""The paper as a whole: begun, given its dates, and followed by a new version when it is signed."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.text import SHORT_CHARS, require_text
from samskab.process.agreement import rules, selectors
from samskab.process.agreement.models import (
    Agreement,
    Clause,
    ClauseCover,
    ClauseUse,
    DecisionRight,
    Dissent,
    Resource,
    RightHolder,
)
from samskab.process.core.selectors import process_for_update


@act("agreement.paper.drafted")
def draft_agreement(*, process_id: int, actor: Actor, title: str, now: datetime) -> Agreement:
    """A facilitator or a steward lays out the empty paper. It is empty until proposals become clauses."""
    process = process_for_update(process_id)
    rules.require_may_draft(process, actor)
    agreement = Agreement.objects.create(
        process=process,
        version=1,
        title=require_text(title, field="title", most=SHORT_CHARS),
        drafted_at=now,
    )
    record.append(
        "agreement.paper.drafted",
        space=process.public_id,
        obj=agreement.public_id,
        at=now,
        commits={"title": agreement.title},
    )
    return agreement


@act("agreement.terms.set")
def set_terms(
    *,
    process_id: int,
    actor: Actor,
    review_on: date,
    expires_on: date,
    answer_days: int,
    now: datetime,
) -> Agreement:
    """When the parties look at it again, when it ends, and how long before that the authority must answer.

    A project fades when nobody has to decide before it expires (DOMAIN.md 13).
    """
    process = process_for_update(process_id)
    _, agreement = rules.require_may_write(process, actor)
    rules.require_terms_fit(
        today=localdate(now), review_on=review_on, expires_on=expires_on, answer_days=answer_days
    )
    agreement.review_on, agreement.expires_on, agreement.answer_days = review_on, expires_on, answer_days
    agreement.save(update_fields=["review_on", "expires_on", "answer_days"])
    record.append("agreement.terms.set", space=process.public_id, obj=agreement.public_id, at=now)
    return agreement


@act("agreement.paper.revised")
def revise_agreement(*, process_id: int, actor: Actor, now: datetime) -> Agreement:
    """A signed agreement is never changed: a new version begins with its clauses, rights, resources and
    dissent, and nobody has signed it yet.
    """
    process = process_for_update(process_id)
    old = rules.require_may_revise(process, actor)
    old.superseded_at = now
    old.save(update_fields=["superseded_at"])
    new = Agreement.objects.create(
        process=process,
        version=old.version + 1,
        title=old.title,
        drafted_at=now,
        review_on=old.review_on,
        expires_on=old.expires_on,
        answer_days=old.answer_days,
    )
    _copy_clauses(old, new, now)
    _copy_rights(old, new, now)
    _copy_promises(old, new)
    record.append("agreement.paper.revised", space=process.public_id, obj=new.public_id, at=now)
    return new


def _copy_clauses(old: Agreement, new: Agreement, now: datetime) -> None:
    """The same words keep their origin, their duties, and the yes their authors have given."""
    for clause in selectors.live_clauses(old).prefetch_related("covers", "uses"):
        copied = Clause.objects.create(
            agreement=new,
            number=clause.number,
            heading=clause.heading,
            gives=clause.gives,
            text=clause.text,
            origin=clause.origin,
            needs_political_decision=clause.needs_political_decision,
            written_at=now,
        )
        ClauseCover.objects.bulk_create(
            ClauseCover(clause=copied, duty=cover.duty) for cover in clause.covers.all()
        )
        ClauseUse.objects.bulk_create(
            ClauseUse(
                clause=copied,
                statement_id=use.statement_id,
                traced_by_id=use.traced_by_id,
                traced_at=use.traced_at,
                understood=use.understood,
                rather=use.rather,
                confirmed_at=use.confirmed_at,
            )
            for use in clause.uses.all()
        )


def _copy_rights(old: Agreement, new: Agreement, now: datetime) -> None:
    for right in selectors.rights(old):
        copied = DecisionRight.objects.create(agreement=new, what=right.what)
        RightHolder.objects.bulk_create(
            RightHolder(right=copied, party_id=holder.party_id, since=now)
            for holder in selectors.holders_now(right)
        )


def _copy_promises(old: Agreement, new: Agreement) -> None:
    """Resources still offered, and every dissent a party wrote itself: what is printed is never lost.

    Objections carried by the parties are printed again when signing opens, if they are still meant.
    """
    for resource in old.resources.filter(withdrawn_at__isnull=True):
        Resource.objects.create(
            agreement=new,
            by_id=resource.by_id,
            kind=resource.kind,
            text=resource.text,
            condition=resource.condition,
            hours_month=resource.hours_month,
            most_hours_month=resource.most_hours_month,
            amount_ore=resource.amount_ore,
            offered_at=resource.offered_at,
        )
    Dissent.objects.bulk_create(
        Dissent(agreement=new, party_id=dissent.party_id, text=dissent.text, at=dissent.at)
        for dissent in old.dissents.filter(objection__isnull=True)
    )
