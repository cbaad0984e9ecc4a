"""Every gate as one thing taken away from a process that was ready, and the exact refusal it must give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from samskab.process.action.models import FollowUp, ReplacementFlag, Result, Task
from samskab.process.agreement.models import (
    Agreement,
    Clause,
    ClauseCover,
    DecisionRight,
    Dissent,
    Duty,
    Resource,
    Signature,
)
from samskab.process.core.models import OpeningChecklist, Seat, Stage, Steward
from samskab.process.framing.models import Framing, FramingRound, FramingStance, SharedFraming, StanceCode
from samskab.process.knowledge.models import Statement
from samskab.process.negotiation.models import Interest
from samskab.process.purpose.models import Purpose, PurposeStance, QuestionAnswer, ValueSkip
from tests.builders import LONG_REASON, NOW, Table, table
from tests.builders import agreement as papers
from tests.builders import framing as framings
from tests.builders import knowledge as known
from tests.builders import negotiation as talks
from tests.builders import purpose as purposes

Change = Callable[[Table], object]


# -- ready to leave each stage ------------------------------------------------------------------------------


def _framed() -> Table:
    return framings.agreed_table()


def _known() -> Table:
    made = table(Stage.KNOWLEDGE)
    purposes.draft(made.process)
    for basis in ("experience", "professional"):
        known.statement(made.process, basis=basis)
    return made


def _signed() -> Table:
    made = papers.open_for_signing()
    for who in made.parties:
        papers.signature(made, who)
    return made


def _done() -> Table:
    made = papers.complete(Stage.ACTION)
    held = FollowUp.objects.create(
        process=made.process, held_at=NOW, survey_offered=True, lift_answer="Ja.", spread_answer="Nordby."
    )
    for direction in ("good", "bad", "unknown"):
        Result.objects.create(
            follow_up=held, by=made.parties["unit"], text="Sådan gik det.", direction=direction, at=NOW
        )
    said = known.statement(made.process)
    said.replies.create(by=made.parties["unit"], outcome="followed", text=LONG_REASON, at=NOW)
    return made


READY: dict[Stage, Callable[[], Table]] = {
    Stage.CALLED: table,
    Stage.FRAMING: _framed,
    Stage.PURPOSE: purposes.ready_table,
    Stage.KNOWLEDGE: _known,
    Stage.NEGOTIATION: papers.complete,
    Stage.AGREEMENT: _signed,
    Stage.ACTION: _done,
}


# -- what can be missing ------------------------------------------------------------------------------------


def _alone(made: Table) -> None:
    Seat.objects.filter(process=made.process).exclude(party=made.parties["unit"]).update(left_at=NOW)


def _no_round(made: Table) -> None:
    """Nobody has written a word: the shared text is gone with the framings it was made of."""
    SharedFraming.objects.all().delete()
    FramingRound.objects.all().delete()


def _one_framing(made: Table) -> None:
    others = Framing.objects.exclude(party=made.parties["residents"])
    _take_back(others)


def _take_back(rows: object) -> None:
    rows.update(withdrawn_at=NOW, withdrawn_reason="Vi skrev en løsning.")  # type: ignore[attr-defined]  # a query set


def _loose_elements(made: Table) -> None:
    element = SharedFraming.objects.get().elements.get(number=3)
    element.sources.clear()


def _objects(model: type[FramingStance] | type[PurposeStance]) -> Change:
    def change(made: Table) -> None:
        model.objects.filter(party=made.parties["association"]).update(
            stance=StanceCode.OBJECT, reason="Det er ikke vores problem."
        )

    return change


def _silent(model: type[FramingStance] | type[PurposeStance]) -> Change:
    return lambda made: model.objects.filter(party=made.parties["association"]).delete()


def _without(kind: str) -> Change:
    return lambda made: Statement.objects.filter(basis=kind).delete()


def _uncovered(duty: Duty) -> Change:
    return lambda made: ClauseCover.objects.filter(duty=duty).delete()


def _objection(made: Table) -> None:
    talks.objection(made, papers.first_proposal(made))


def _origin_gone(made: Table) -> None:
    """One clause comes from a proposal that is taken back."""
    other = talks.proposal(made, "residents")
    first = papers.paper(made).clauses.order_by("number")[0]
    Clause.objects.filter(pk=first.pk).update(origin=other)
    other.withdrawn_at = NOW
    other.save(update_fields=["withdrawn_at"])


def _professional_no(made: Table) -> None:
    papers.requirement(made, papers.paper(made).clauses.order_by("number")[0])


def _unsigned(who: str) -> Change:
    return lambda made: Signature.objects.filter(party=made.parties[who]).delete()


def _outside(made: Table, who: str) -> None:
    _unsigned(who)(made)
    Dissent.objects.create(
        agreement=papers.paper(made),
        party=made.parties[who],
        text=LONG_REASON,
        instead_of_signing=True,
        at=NOW,
    )


def _promise(made: Table) -> None:
    papers.resource(made, "association", kind="time", hours="4")
    _outside(made, "association")


def _task(made: Table, **given: object) -> Task:
    return Task.objects.create(
        process=made.process,
        under=made.process.adopted_purposes.get(),
        title="Besøg hver tirsdag",
        owner=made.parties["association"],
        planned_at=NOW,
        **{"earlier_by": "none", "now_by": "volunteer", **given},
    )


def _statutory_outside(made: Table) -> None:
    _task(made, core_statutory=True, now_by="company")


def _flagged(made: Table) -> None:
    moved = _task(made, earlier_by="staff", status="flagged")
    ReplacementFlag.objects.create(
        task=moved, by=made.parties["residents"], text="Det var hendes job.", at=NOW
    )


def _held(**changes: object) -> Change:
    return lambda made: FollowUp.objects.update(**changes)


def _result(direction: str) -> Change:
    return lambda made: Result.objects.filter(direction=direction).delete()


def _challenged(made: Table) -> None:
    boundary = made.process.boundaries.create(
        set_by=made.parties["unit"], kind="budget", text="25.000 kr.", reason="Budgettet.", set_at=NOW
    )
    boundary.challenges.create(
        by=made.parties["association"], text="Hvorfor?", raised_at=NOW, answer_due=NOW + timedelta(days=10)
    )


def _no_key(side: str) -> Change:
    return lambda made: Steward.objects.filter(process=made.process, side=side).update(until=NOW)


@dataclass(frozen=True)
class Gate:
    """`lack` takes one thing away; `code` is the refusal, and the only one."""

    name: str
    stage: Stage
    code: str
    lack: Change


GATES = [
    Gate(
        "G0", Stage.CALLED, "path.opening_not_answered", lambda made: OpeningChecklist.objects.all().delete()
    ),
    Gate("G0", Stage.CALLED, "path.too_few_at_table", _alone),
    Gate("G1", Stage.FRAMING, "framing.too_few", _one_framing),
    Gate("G1", Stage.FRAMING, "framing.elements_not_traced", _loose_elements),
    Gate("G1", Stage.FRAMING, "framing.stances_missing", _silent(FramingStance)),
    Gate("G1", Stage.FRAMING, "framing.objection_open", _objects(FramingStance)),
    Gate("G1", Stage.FRAMING, "framing.shared_missing", lambda made: SharedFraming.objects.all().delete()),
    Gate(
        "G1",
        Stage.FRAMING,
        "framing.no_affected_party",
        lambda made: Seat.objects.filter(process=made.process).update(affected=False),
    ),
    Gate("G1", Stage.FRAMING, "framing.no_round_yet", _no_round),
    Gate(
        "G1",
        Stage.FRAMING,
        "framing.round_still_blind",
        lambda made: framings.blind_round(made.process, number=2),
    ),
    Gate(
        "G2",
        Stage.PURPOSE,
        "purpose.values_missing",
        lambda made: ValueSkip.objects.filter(party__isnull=False).delete(),
    ),
    Gate(
        "G2",
        Stage.PURPOSE,
        "purpose.basic_value_missing",
        lambda made: ValueSkip.objects.filter(party__isnull=True).delete(),
    ),
    Gate(
        "G2",
        Stage.PURPOSE,
        "purpose.question_missing",
        lambda made: QuestionAnswer.objects.order_by("pk")[0].delete(),
    ),
    Gate("G2", Stage.PURPOSE, "purpose.draft_missing", lambda made: Purpose.objects.all().delete()),
    Gate("G2", Stage.PURPOSE, "purpose.stances_missing", _silent(PurposeStance)),
    Gate("G2", Stage.PURPOSE, "purpose.objection_open", _objects(PurposeStance)),
    Gate("G4", Stage.KNOWLEDGE, "knowledge.kind_missing", _without("experience")),
    Gate("G4", Stage.KNOWLEDGE, "knowledge.kind_missing", _without("professional")),
    Gate(
        "G4",
        Stage.NEGOTIATION,
        "negotiation.party_has_no_interest",
        lambda made: Interest.objects.filter(party=made.parties["grocer"]).update(withdrawn_at=NOW),
    ),
    Gate("G5", Stage.NEGOTIATION, "negotiation.objection_is_open", _objection),
    Gate("G5", Stage.NEGOTIATION, "agreement.no_draft", lambda made: Agreement.objects.all().delete()),
    Gate(
        "G5",
        Stage.NEGOTIATION,
        "agreement.heading_is_empty",
        lambda made: Clause.objects.filter(heading="omsorg").update(dropped_at=NOW, dropped_reason="Ud."),
    ),
    Gate("G5", Stage.NEGOTIATION, "agreement.origin_is_gone", _origin_gone),
    *(Gate("G5", Stage.NEGOTIATION, "agreement.duty_is_not_covered", _uncovered(duty)) for duty in Duty),
    Gate(
        "G5",
        Stage.NEGOTIATION,
        "agreement.terms_are_not_set",
        lambda made: Agreement.objects.update(answer_days=None),
    ),
    Gate(
        "G5",
        Stage.NEGOTIATION,
        "agreement.nobody_decides_anything",
        lambda made: DecisionRight.objects.all().delete(),
    ),
    Gate(
        "G5",
        Stage.NEGOTIATION,
        "agreement.public_side_brings_nothing",
        lambda made: Resource.objects.update(withdrawn_at=NOW),
    ),
    Gate("G5", Stage.NEGOTIATION, "agreement.requirement_open", _professional_no),
    Gate("G6", Stage.AGREEMENT, "agreement.party_has_not_signed", _unsigned("grocer")),
    Gate("G6", Stage.AGREEMENT, "agreement.promise_without_signature", _promise),
    Gate(
        "G6",
        Stage.AGREEMENT,
        "agreement.no_affected_party_has_signed",
        lambda made: _outside(made, "residents"),
    ),
    Gate("G6", Stage.AGREEMENT, "action.statutory_needs_public_owner", _statutory_outside),
    Gate("G6", Stage.AGREEMENT, "action.replaces_staff", _flagged),
    Gate("G7", Stage.ACTION, "knowledge.unanswered", lambda made: known.statement(made.process)),
    Gate("G7", Stage.ACTION, "action.no_follow_up_yet", lambda made: FollowUp.objects.all().delete()),
    Gate("G7", Stage.ACTION, "action.say_what_failed", _result("bad")),
    Gate("G7", Stage.ACTION, "action.say_what_is_unknown", _result("unknown")),
    Gate("G7", Stage.ACTION, "action.offer_the_survey", _held(survey_offered=False)),
    Gate("G7", Stage.ACTION, "action.answer_the_lift", _held(lift_answer="")),
    Gate("G7", Stage.ACTION, "action.answer_the_spread", _held(spread_answer="")),
    Gate("G7", Stage.ACTION, "action.flag_is_answered_first", _flagged),
    Gate("G7", Stage.ACTION, "path.challenge_unanswered", _challenged),
]
# Beside the gate of a stage, two keys are asked for at every stage.
KEYS = [
    Gate("keys", stage, f"path.{side}_key_missing", _no_key(side))
    for stage in READY
    for side in ("public", "civic")
]
# One thing that is missing may show as two things: no round at all is no shared text either.
MORE = {
    "framing.too_few": {"framing.elements_not_traced"},
    "framing.no_round_yet": {"framing.shared_missing"},
    "framing.round_still_blind": set(),
}
