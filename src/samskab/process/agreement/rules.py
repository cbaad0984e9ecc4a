"""What makes an agreement an agreement: origins, duties, rights, and no word changed after a signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from samskab.ground.parties.models import Side
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.ground.people.rules import require_second_factor
from samskab.ground.people.selectors import holds
from samskab.kit.errors import Closed, Invalid, NotAllowed, Refusal
from samskab.kit.words import label
from samskab.process.agreement import selectors
from samskab.process.agreement.models import (
    Agreement,
    AnswerCode,
    Clause,
    ClauseSuggestion,
    CouncillorQuestion,
    DecisionRight,
    Duty,
    Gives,
    Heading,
    ProfessionalRequirement,
    RequirementKind,
    Resource,
    ResourceKind,
)
from samskab.process.core import rules as core
from samskab.process.core import selectors as table
from samskab.process.core.models import Process, Seat, Stage, Steward
from samskab.process.negotiation.models import Proposal

DRAFTING = (Stage.NEGOTIATION, Stage.AGREEMENT)
AFTER_TALKS = (Stage.NEGOTIATION, Stage.AGREEMENT, Stage.ACTION, Stage.FOLLOWED_UP)
PROFESSIONAL_SIDES = {Side.PUBLIC, Side.SEMI_PUBLIC}
MOST_HOURS = 10_000
MOST_ORE = 10**14
LEAST_ANSWER_DAYS = 14  # fewer leaves nobody time to find another way


# -- the paper and its clauses ------------------------------------------------------------------------------


def require_pen(process: Process, actor: Actor) -> Steward | None:
    """The shared text is written in one place, by a neutral facilitator or a steward; it decides nothing."""
    core.require_stage(process, *DRAFTING)
    core.require_facilitator_or_key(process, actor)
    return core.key_in_hand(process, actor.participant_id)


def require_agreement(process: Process) -> Agreement:
    found = selectors.current(process)
    if found is None:
        raise Closed("agreement.no_draft")
    return found


def require_unsigned(agreement: Agreement) -> Agreement:
    """Not one word changes once somebody has signed."""
    if agreement.superseded_at is not None:
        raise Closed("agreement.older_version")
    if selectors.is_signed(agreement):
        raise Closed("agreement.signed_stays")
    return agreement


def require_may_draft(process: Process, actor: Actor) -> None:
    require_pen(process, actor)
    if selectors.current(process) is not None:
        raise Closed("agreement.draft_exists")


def require_may_write(process: Process, actor: Actor) -> tuple[Steward | None, Agreement]:
    pen = require_pen(process, actor)
    return pen, require_unsigned(require_agreement(process))


def require_live_clause(clause: Clause | None) -> Clause:
    if clause is None:
        raise Invalid("core.unknown_choice")
    if clause.dropped_at is not None:
        raise Closed("agreement.clause_is_dropped")
    return clause


def require_may_change(
    process: Process, actor: Actor, clause: Clause | None
) -> tuple[Steward | None, Clause]:
    pen = require_pen(process, actor)
    found = require_live_clause(clause)
    require_unsigned(found.agreement)
    return pen, found


def require_live_origin(origin: Proposal | None) -> Proposal:
    """A clause comes from a proposal that still lies on the table: so everyone can see whose it is."""
    if origin is None:
        raise Invalid("agreement.clause_needs_an_origin")
    if origin.withdrawn_at is not None:
        raise Invalid("agreement.origin_is_taken_back")
    return origin


def require_clause_codes(heading: str, gives: str, covers: Sequence[str]) -> None:
    known = heading in Heading.values and gives in Gives.values
    if not known or any(duty not in Duty.values for duty in covers):
        raise Invalid("core.unknown_choice")


def require_may_suggest(process: Process, actor: Actor, clause: Clause | None) -> tuple[Seat, Clause]:
    """Any party that negotiates; a possible supplier does not shape what may be bought from it."""
    core.require_stage(process, *DRAFTING)
    seat = core.require_seat(process, actor)
    core.require_no_supplier(seat)
    found = require_live_clause(clause)
    require_unsigned(found.agreement)
    return seat, found


def require_may_answer_suggestion(
    process: Process, actor: Actor, suggestion: ClauseSuggestion | None
) -> tuple[Steward | None, ClauseSuggestion]:
    if suggestion is None:
        raise Invalid("core.unknown_choice")
    pen, _ = require_may_change(process, actor, suggestion.clause)
    if suggestion.answered_at is not None:
        raise Closed("agreement.suggestion_is_answered")
    return pen, suggestion


def require_may_set_requirement(process: Process, actor: Actor, clause: Clause | None) -> tuple[Seat, Clause]:
    """A profession speaks for law, safety and ethics. It is answered, never outvoted (op-ed, P1e)."""
    core.require_stage(process, *DRAFTING)
    seat = core.require_seat(process, actor)
    core.require_no_supplier(seat)
    if seat.party.side not in PROFESSIONAL_SIDES:
        raise NotAllowed("agreement.only_a_profession")
    found = require_live_clause(clause)
    if found.agreement.superseded_at is not None:
        raise Closed("agreement.older_version")
    return seat, found


def require_requirement_fits(kind: str, *, blocks: bool) -> None:
    if kind not in RequirementKind.values:
        raise Invalid("core.unknown_choice")
    if blocks and kind == RequirementKind.ETHICS:
        raise Invalid("agreement.ethics_does_not_block")


def require_may_answer_requirement(
    process: Process, actor: Actor, requirement: ProfessionalRequirement | None
) -> ProfessionalRequirement:
    """A blocking requirement is met by other words in the clause; only then can it be answered."""
    require_pen(process, actor)
    if requirement is None:
        raise Invalid("core.unknown_choice")
    require_live_clause(requirement.clause)
    if requirement.answered_at is not None:
        raise Closed("agreement.requirement_is_answered")
    if requirement.blocks and not selectors.was_reworded(requirement):
        raise Closed("agreement.reword_first", number=requirement.clause.number)
    return requirement


# -- rights, resources, terms -------------------------------------------------------------------------------


def require_holders(process: Process, holders: Sequence[int]) -> list[int]:
    """Parties at this table, at least one: a right nobody holds is no right."""
    if not holders:
        raise Invalid("agreement.right_needs_a_holder")
    seated = {seat.party_id for seat in table.seats(process)}
    if not set(holders) <= seated:
        raise Invalid("core.unknown_choice")
    return list(dict.fromkeys(holders))


def require_may_change_right(
    process: Process, actor: Actor, right: DecisionRight | None, holders: Sequence[int]
) -> DecisionRight:
    """Before signing the pen writes; after signing a party can only give its own right on, never lose it."""
    core.require_stage(process, *AFTER_TALKS)
    if right is None:
        raise Invalid("core.unknown_choice")
    if right.agreement.superseded_at is not None:
        raise Closed("agreement.older_version")
    if not selectors.is_signed(right.agreement):
        require_pen(process, actor)
        return right
    seat = core.require_seat(process, actor)
    lost = {holder.party_id for holder in selectors.holders_now(right)} - set(holders)
    if lost != {seat.party_id}:
        raise NotAllowed("agreement.right_is_only_given_by_its_holder")
    return right


def require_may_offer(process: Process, actor: Actor) -> tuple[Seat, Agreement]:
    """Everybody may bring something, also a company: its name stands in this list and nowhere else."""
    core.require_stage(process, Stage.NEGOTIATION, Stage.AGREEMENT, Stage.ACTION)
    seat = core.require_seat(process, actor)
    return seat, require_agreement(process)


def require_resource_fits(kind: str, hours: Decimal, most: Decimal | None, amount_ore: int) -> None:
    """Money is money; hours are hours, and are never priced as savings (DOMAIN.md 16)."""
    if kind not in ResourceKind.values:
        raise Invalid("core.unknown_choice")
    if not 0 <= hours < MOST_HOURS or not 0 <= amount_ore < MOST_ORE or not 0 <= (most or 0) < MOST_HOURS:
        raise Invalid("agreement.number_out_of_range")
    if kind != ResourceKind.MONEY and amount_ore:
        raise Invalid("agreement.hours_are_never_priced")
    if most is not None and most < hours:
        raise Invalid("agreement.ceiling_below_hours")


def require_may_withdraw_resource(process: Process, actor: Actor, resource: Resource | None) -> Resource:
    """I må gerne holde op - at any time and without a reason. The public side has given its word in print."""
    core.require_running(process)
    seat = core.require_seat(process, actor)
    if resource is None:
        raise Invalid("core.unknown_choice")
    if resource.by_id != seat.party_id:
        raise NotAllowed("agreement.not_your_resource")
    if resource.withdrawn_at is not None:
        raise Closed("agreement.resource_is_taken_back")
    if seat.party.side == Side.PUBLIC and selectors.is_signed(resource.agreement):
        raise NotAllowed("agreement.public_side_keeps_its_word")
    return resource


def require_terms_fit(*, today: date, review_on: date, expires_on: date, answer_days: int) -> None:
    """Looked at before it ends, and answered in time to do something about the answer."""
    if review_on <= today:
        raise Invalid("agreement.review_is_past")
    if expires_on <= review_on:
        raise Invalid("agreement.expires_before_review")
    if not LEAST_ANSWER_DAYS <= answer_days < (expires_on - today).days:
        raise Invalid("agreement.answer_days_do_not_fit", least=LEAST_ANSWER_DAYS)


# -- dissent and signatures ---------------------------------------------------------------------------------


def require_may_print_dissent(process: Process, actor: Actor, *, instead: bool) -> tuple[Seat, Agreement]:
    """A party's own words, in print. Standing outside is said where others sign."""
    core.require_stage(process, *((Stage.AGREEMENT,) if instead else DRAFTING))
    seat = core.require_seat(process, actor)
    core.require_no_supplier(seat)
    found = require_agreement(process)
    if instead and seat.party_id in selectors.signed_parties(found):
        raise Closed("agreement.already_signed")
    if instead and seat.party_id in selectors.outside_parties(found):
        raise Closed("agreement.already_outside")
    return seat, found


def require_may_open_signing(process: Process) -> Agreement:
    """While the talks end and the stage opens; to sign still needs the stage itself."""
    core.require_stage(process, *DRAFTING)
    found = require_agreement(process)
    if None in {found.review_on, found.expires_on, found.answer_days}:
        raise Invalid("agreement.terms_are_not_set")
    return found


def require_open_for_signing(process: Process) -> Agreement:
    core.require_stage(process, Stage.AGREEMENT)
    found = require_agreement(process)
    if found.opened_for_signing_at is None:
        raise Closed("agreement.not_open_for_signing")
    return found


def require_may_sign(process: Process, actor: Actor) -> tuple[Seat, Agreement]:
    """By a living mandate, once, and not while a profession has said that a clause is unlawful or unsafe."""
    found = require_open_for_signing(process)
    seat = core.require_seat(process, actor)
    if seat.party_id in selectors.signed_parties(found):
        raise Closed("agreement.already_signed")
    _require_whole(process, found)
    return seat, found


def _require_whole(process: Process, agreement: Agreement) -> None:
    """What opened the signing is still in the paper: the pen cannot take it out behind the gate, and nobody
    signs what could never be acted on.
    """
    gaps = draft_gaps(agreement, table.seats(process))
    if gaps:
        raise gaps[0]


def _require_no_block(agreement: Agreement) -> None:
    blocking = next(iter(selectors.open_requirements(agreement)), None)
    if blocking is not None:
        raise Closed("agreement.requirement_open", number=blocking.clause.number, party=blocking.by.name)


def require_may_enter_third_party(process: Process, actor: Actor) -> tuple[Steward, Agreement]:
    found = require_open_for_signing(process)
    steward = core.require_key(process, actor)
    _require_no_block(found)
    return steward, found


def require_clauses(process: Process, ids: Sequence[int], *, some: bool = False) -> list[Clause]:
    """The named clauses, all of them here and in force; at least one where one is needed."""
    found = selectors.clauses_here(process, ids)
    if len(found) != len(set(ids)):
        raise Invalid("core.unknown_choice")
    if some and not found:
        raise Invalid("agreement.name_a_clause")
    return found


def require_may_revise(process: Process, actor: Actor) -> Agreement:
    """A signed agreement is not changed: the talks are opened again, and a new version follows it."""
    core.require_stage(process, Stage.NEGOTIATION)
    core.require_facilitator_or_key(process, actor)
    found = require_agreement(process)
    if not selectors.is_signed(found):
        raise Closed("agreement.not_signed_yet")
    return found


# -- the gate's half ----------------------------------------------------------------------------------------


def draft_gaps(agreement: Agreement, seats: Sequence[Seat]) -> list[Refusal]:
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
    if not _public_side_brings(agreement, seats):
        gaps.append(Closed("agreement.public_side_brings_nothing"))
    return gaps + [
        Closed("agreement.requirement_open", number=requirement.clause.number, party=requirement.by.name)
        for requirement in selectors.open_requirements(agreement)
    ]


def _public_side_brings(agreement: Agreement, seats: Sequence[Seat]) -> bool:
    """Something from a public party that is here or has signed: who has left unsigned promises nothing."""
    brought = selectors.resources(agreement)
    public = {row.by_id for row in brought if row.withdrawn_at is None and row.by.side == Side.PUBLIC}
    here = {seat.party_id for seat in seats}
    return bool(public & here or (public and public & selectors.signed_parties(agreement)))


# -- politicians --------------------------------------------------------------------------------------------


def require_may_ask(process: Process, actor: Actor, councillor_id: int | None) -> Seat:
    """Any party may ask, at any stage. The one asked holds the office now."""
    core.require_running(process)
    seat = core.require_seat(process, actor)
    if councillor_id is not None and not holds(councillor_id, Role.COUNCILLOR):
        raise Invalid("agreement.not_a_councillor")
    return seat


def require_may_answer_question(
    process: Process, actor: Actor, question: CouncillorQuestion | None
) -> tuple[CouncillorQuestion, int]:
    """Only a councillor, and the one who was asked as long as that one holds office. Late is better than
    never.
    """
    core.require_running(process)
    person = core.require_person(actor)
    if not holds(person, Role.COUNCILLOR):
        raise NotAllowed("agreement.only_a_councillor")
    if question is None:
        raise Invalid("core.unknown_choice")
    asked = question.councillor_id
    if asked not in {None, person} and holds(asked, Role.COUNCILLOR):
        raise NotAllowed("agreement.another_was_asked")
    if question.answered_at is not None:
        raise Closed("agreement.question_is_answered")
    return question, person


def require_answer_code(code: str) -> None:
    if code not in AnswerCode.values:
        raise Invalid("core.unknown_choice")


def require_may_tell_decision(process: Process, actor: Actor) -> tuple[int, Agreement]:
    """A councillor, or the steward of the public side, tells what the committee decided."""
    core.require_stage(process, *AFTER_TALKS)
    person = core.require_person(actor)
    key = core.key_in_hand(process, person)
    if not holds(person, Role.COUNCILLOR):
        if key is None or key.side != Side.PUBLIC:
            raise NotAllowed("agreement.told_by_councillor_or_public_key")
        require_second_factor(actor)
    return person, require_agreement(process)
