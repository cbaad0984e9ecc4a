"""How to call the acts of the agreement and the action."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from samskab.process.agreement.models import ClauseSuggestion, RightHolder
from tests.architecture.plausible_parts import (
    LATER,
    PARTIES,
    Plausible,
    Scene,
    about,
    each,
    own,
    ready,
    words,
)
from tests.builders import LONG_REASON, NOW
from tests.builders import action as results
from tests.builders import agreement as papers
from tests.builders import knowledge as known
from tests.builders import negotiation as talks

# -- agreement and action -----------------------------------------------------------------------------------


def _paper(s: Scene, *, signed: bool = False) -> Any:
    talks.proposal(s.at)
    made = papers.Agreement.objects.create(process=s.at.process, version=1, title="Aftale", drafted_at=NOW)
    papers.Agreement.objects.filter(pk=made.pk).update(
        review_on=papers.REVIEW, expires_on=papers.EXPIRES, answer_days=120
    )
    if signed:
        papers.Agreement.objects.filter(pk=made.pk).update(opened_for_signing_at=NOW)
        papers.signature(s.at, "school")
    return made


def _open_paper(s: Scene) -> Any:
    made = _paper(s)
    papers.Agreement.objects.filter(pk=made.pk).update(opened_for_signing_at=NOW)
    return papers.clause(s.at)


def _complete_paper(s: Scene) -> None:
    made = _paper(s)
    papers.fill(s.at)
    papers.Agreement.objects.filter(pk=made.pk).update(opened_for_signing_at=NOW)


def _clause(s: Scene) -> Any:
    _paper(s)
    return papers.clause(s.at)


def _suggestion(s: Scene) -> ClauseSuggestion:
    return ClauseSuggestion.objects.create(
        clause=_clause(s), by=s.at.parties["school"], text="Alle kan komme hjem hver dag.", at=NOW
    )


def _rights(s: Scene) -> None:
    """Signed, and each party holds one thing alone."""
    _paper(s, signed=True)
    for role in PARTIES:
        right = papers.right(s.at, f"Sagen om {role}", role)
        s.own[role] = right
    RightHolder.objects.update(since=NOW - timedelta(days=9))


def _resource(s: Scene, role: str) -> Any:
    return papers.resource(s.at, role)


def _resources(s: Scene) -> None:
    _paper(s)
    each(_resource)(s)


def _held(s: Scene, **fields: object) -> Any:
    return results.follow_up(s.at, **fields)


def _asked(s: Scene) -> Any:
    """Who came by with a paper code has said something here."""
    known.statement(s.at.process, s.cast.people["code_resident"])
    return _held(s, survey_offered=True)


CLAUSE = {"heading": "omsorg", "gives": "right", "text": "Alle kan komme hjem."}
AGREEMENT = {
    "agreement.draft_agreement": Plausible(words(title="Aftale om vejen hjem")),
    "agreement.write_clause": Plausible(
        lambda s, r: {**CLAUSE, "origin_id": papers.first_proposal(s.at).pk}, ready(_paper)
    ),
    "agreement.rewrite_clause": Plausible(
        about("clause_id", text="Alle kommer hjem.", reason="Kortere."), ready(_clause)
    ),
    "agreement.drop_clause": Plausible(about("clause_id", reason="Det står i punkt 2."), ready(_clause)),
    "agreement.suggest_clause_change": Plausible(about("clause_id", text="Alle, hver dag."), ready(_clause)),
    "agreement.answer_suggestion": Plausible(
        about("suggestion_id", taken=True, answer=""), ready(_suggestion)
    ),
    "agreement.require_professionally": Plausible(
        about("clause_id", kind="law", text=LONG_REASON, blocks=True), ready(_clause)
    ),
    "agreement.answer_requirement": Plausible(
        about("requirement_id", answer=LONG_REASON),
        ready(lambda s: papers.requirement(s.at, _clause(s), blocks=False)),
    ),
    "agreement.give_decision_right": Plausible(
        lambda s, r: {"what": "Køreplanen", "holders": [s.at.parties["residents"].pk]}, ready(_paper)
    ),
    "agreement.change_decision_right": Plausible(
        lambda s, r: {
            "right_id": s.of(r).pk,
            "holders": [s.at.parties["school"].pk],
            "note": "Vi giver den videre.",
        },
        _rights,
    ),
    "agreement.offer_resource": Plausible(words(kind="place", text="Vores lokale"), ready(_paper)),
    "agreement.withdraw_resource": Plausible(own("resource_id"), _resources),
    "agreement.set_terms": Plausible(
        words(review_on=papers.REVIEW, expires_on=papers.EXPIRES, answer_days=120), ready(_paper)
    ),
    "agreement.revise_agreement": Plausible(given=ready(lambda s: _paper(s, signed=True))),
    "agreement.open_for_signing": Plausible(given=ready(_paper)),
    "agreement.print_dissent": Plausible(words(text="Det er for lidt."), ready(_paper)),
    "agreement.sign": Plausible(words(role="Talsperson", mandate="Alle sagde ja."), ready(_complete_paper)),
    "agreement.sign_as_third_party": Plausible(
        lambda s, r: {"role": "Udlejer", "clauses": [s.it.pk]}, ready(_open_paper)
    ),
    "agreement.ask_councillor": Plausible(words(to_title="Udvalgsformanden", text="Hvad sker der i år tre?")),
    "agreement.answer_councillor": Plausible(
        about("question_id", code="yes", answer=LONG_REASON),
        ready(lambda s: papers.question(s.at, "school")),
    ),
    "agreement.tell_political_decision": Plausible(
        lambda s, r: {
            "committee": "Teknisk udvalg",
            "approved": True,
            "reason": LONG_REASON,
            "clauses": [s.it.pk],
        },
        ready(_clause),
    ),
    "action.plan_task": Plausible(
        words(
            title="Kør folk hjem",
            earlier_by="none",
            now_by="joint",
            core_statutory=False,
            hours_month=Decimal(4),
            clause_id=None,
            partner_ids=[],
            consent_id=None,
        )
    ),
    "action.change_status": Plausible(
        own("task_id", status="done", note=""), each(lambda s, r: results.task(s.at, r))
    ),
    "action.ask_replacement": Plausible(words(what="At følge gæster hjem", text=LONG_REASON)),
    "action.sign_replacement": Plausible(
        about("consent_id", text=LONG_REASON), ready(lambda s: results.consent(s.at))
    ),
    "action.flag_replacement": Plausible(
        about("task_id", text="Det gjorde de ansatte."), ready(lambda s: results.task(s.at, "school"))
    ),
    "action.take_back": Plausible(
        about("task_id", text="Vi gør det selv."), ready(lambda s: results.flagged(s.at, "school"))
    ),
    "action.hold_follow_up": Plausible(),
    "action.state_result": Plausible(
        words(text="Seks kom hjem.", direction="good", is_story=False, approved_by_author=False), ready(_held)
    ),
    "action.plan_next_step": Plausible(words(text="Vi kører tirsdag.", due_on=LATER), ready(_held)),
    "action.spread_solution": Plausible(words(text="Nørby vil også.", area_id=None), ready(_held)),
    "action.answer_lift": Plausible(words(text="Også dem uden bil."), ready(_held)),
    "action.offer_survey": Plausible(given=ready(_held)),
    "action.answer_survey": Plausible(words(felt=4), ready(_asked)),
}
