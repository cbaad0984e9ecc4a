"""How to call the acts from the framing to the negotiation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from samskab.ground.parties.models import PartyKind
from samskab.process.framing.models import FramingRound, SharedFraming
from samskab.process.framing.services import Element
from samskab.process.knowledge.conversation import Conversation
from samskab.process.knowledge.counting import Counted, packed
from samskab.process.knowledge.models import Reply, Statement
from samskab.process.negotiation.models import InterestMet, Proposal, Stance
from samskab.process.negotiation.services.packages import Given
from samskab.process.negotiation.settling import Settled
from samskab.process.purpose.models import BasicValue
from tests.architecture.plausible_parts import (
    PARTIES,
    Plausible,
    Scene,
    about,
    each,
    own,
    ready,
    stance_of,
    words,
)
from tests.builders import LONG_REASON, NOW, ballots, packages, party, person
from tests.builders import framing as framings
from tests.builders import knowledge as known
from tests.builders import negotiation as talks
from tests.builders import purpose as purposes
from tests.builders.cast import ROLES

# -- framing, purpose, knowledge ----------------------------------------------------------------------------


def _round(s: Scene, *, over: bool = False, revealed: bool = True) -> FramingRound:
    if over:
        return framings.past_round(s.at.process, revealed=revealed)
    return framings.blind_round(s.at.process)


def _framings(s: Scene, *, over: bool) -> None:
    around = _round(s, over=over)
    s.own = {role: framings.framing(around, s.at.parties[role]) for role in PARTIES}


def _shared(s: Scene) -> SharedFraming:
    _framings(s, over=True)
    return framings.shared(s.at.process, [s.own["residents"]], [s.own["unit"]])


def _purpose(s: Scene) -> Any:
    return purposes.draft(s.at.process, version=s.at.process.purposes.count() + 1)


def _said(s: Scene, role: str) -> Statement:
    return known.statement(s.at.process, s.cast.people[role])


def _reply(s: Scene, role: str) -> Reply:
    return Reply.objects.create(
        statement=known.statement(s.at.process),
        by=s.at.parties[role],
        outcome="followed",
        text=LONG_REASON,
        at=NOW,
    )


def _another(s: Scene) -> None:
    s.it = known.statement(s.at.process, person())


def _voted(s: Scene) -> None:
    known.vote(known.statement(s.at.process, person()), person(), 1)


KNOWN_ROLES = tuple(role for role in ROLES if role != "nobody")
STATE = {"basis": "experience", "text": "Der er mørkt ved skuret."}
COUNTED = Counted("too_few", 0, 1, 1, "0" * 64, {}, {}, packed({}), packed({}))
EARLY = {
    "framing.open_round": Plausible(words(deadline=NOW + timedelta(days=30))),
    "framing.extend_round": Plausible(words(deadline=NOW + timedelta(days=30)), ready(_round)),
    "framing.reveal_round": Plausible(given=ready(lambda s: _round(s, over=True, revealed=False))),
    "framing.write_framing": Plausible(words(text="Vi kan ikke komme hjem."), ready(_round)),
    "framing.lock_framing": Plausible(given=lambda s: _framings(s, over=False)),
    "framing.withdraw_framing": Plausible(
        own("framing_id", reason="Vi mente noget andet."), lambda s: _framings(s, over=True)
    ),
    "framing.write_shared_framing": Plausible(
        lambda s, r: {
            "text": "Et sted og en vej derhen.",
            "elements": [Element("hjemvejen", [s.own["residents"].pk])],
            "took": [],
        },
        lambda s: _framings(s, over=True),
    ),
    "framing.suggest_shared_change": Plausible(about("shared_id", text="Skriv hjemvejen."), ready(_shared)),
    "framing.decline_shared_suggestion": Plausible(
        about("suggestion_id", reason=LONG_REASON),
        ready(lambda s: framings.suggestion(_shared(s), s.at.parties["school"])),
    ),
    "framing.give_framing_stance": Plausible(
        lambda s, r: {"shared_id": s.it.pk, **stance_of(r)}, ready(_shared)
    ),
    "purpose.state_value": Plausible(words(basic=BasicValue.EQUALITY, text="Alle kommer som naboer.")),
    "purpose.share_value": Plausible(
        about("value_id"), ready(lambda s: purposes.value(s.at.process, s.at.parties["school"]))
    ),
    "purpose.withdraw_value": Plausible(
        own("value_id"), each(lambda s, r: purposes.value(s.at.process, s.at.parties[r]))
    ),
    "purpose.skip_values": Plausible(words(reason="Vi lytter denne gang.")),
    "purpose.skip_basic_value": Plausible(
        words(basic=BasicValue.COMMUNITY, reason="Ingen havde noget om det.")
    ),
    "purpose.answer_question": Plausible(
        words(question="who_decides", text="Dem, der bruger huset.", skipped=False)
    ),
    "purpose.draft_purpose": Plausible(words(text="Alle kan komme trygt hjem.")),
    "purpose.give_purpose_stance": Plausible(
        lambda s, r: {"purpose_id": s.it.pk, **stance_of(r)}, ready(_purpose)
    ),
    "knowledge.state_knowledge": Plausible(words(**STATE), alone=("member",)),
    "knowledge.correct_statement": Plausible(
        own("statement_id", text="Der er meget mørkt."), each(_said, KNOWN_ROLES)
    ),
    "knowledge.withdraw_statement": Plausible(own("statement_id"), each(_said, KNOWN_ROLES)),
    "knowledge.cast_vote": Plausible(
        lambda s, r: {"statement": s.it.public_id, "value": 1}, _another, names_process=False
    ),
    "knowledge.confirm_trace": Plausible(
        lambda s, r: {"trace": s.of(r), "understood": True, "rather": ""},
        each(lambda s, r: known.use(_said(s, r)), KNOWN_ROLES),
        names_process=False,
    ),
    "knowledge.confirm_use": Plausible(own("use_id"), each(lambda s, r: known.use(_said(s, r)), KNOWN_ROLES)),
    "knowledge.object_use": Plausible(
        own("use_id", rather="Jeg mente søndag."), each(lambda s, r: known.use(_said(s, r)), KNOWN_ROLES)
    ),
    "knowledge.flag_plain_language": Plausible(about("statement_id"), _another),
    "knowledge.reply": Plausible(about("statement_id", outcome="followed", text=LONG_REASON), _another),
    "knowledge.answer_conversation": Plausible(
        words(outcome="followed", text=LONG_REASON), lambda s: known.conversation(s.at.process)
    ),
    "knowledge.add_later": Plausible(
        lambda s, r: {"reply_id": s.it.pk, "text": "Lygten er sat op."}, ready(lambda s: _reply(s, "unit"))
    ),
    "knowledge.log_nobody_came": Plausible(words(basis="professional", asked=LONG_REASON)),
    "knowledge.trace_statement": Plausible(
        lambda s, r: {"statement_id": s.it.pk, "element_id": known.element(s.at.process).pk}, _another
    ),
    "knowledge.keep_map": Plausible(words(counted=COUNTED), _voted),
    "knowledge.import_conversation": Plausible(words(conversation=Conversation("0" * 64, (), (), {}))),
}

# -- negotiation --------------------------------------------------------------------------------------------


def _questions(s: Scene) -> None:
    """A round with a question of every party."""
    made = packages.writing(s.at)
    s.own = {
        role: packages.question(s.at, made, role, "Hvem betaler?", ["Ingen", "Alle"]) for role in PARTIES
    }


def _opened_by_another_side(s: Scene) -> None:
    """By a party on a side that no role of the table is on, so that each of them may be the second."""
    s.it = packages.writing(s.at, "school")
    s.it.opened_by, _ = party(PartyKind.HOUSING_ORG)
    s.it.save()


SETTLED = Settled("agreed_all", "0" * 64, "0" * 64, {}, [])


def _proposal(s: Scene, who: str = "school") -> Proposal:
    row = talks.proposal(s.at, who)
    InterestMet.objects.filter(proposal=row).delete()
    return row


def _objection(s: Scene, proposer: str = "association", by: str = "school") -> Stance:
    return talks.objection(s.at, _proposal(s, proposer), by)


def _answered(s: Scene) -> Stance:
    row = _objection(s)
    for who in ("residents", "unit", "grocer", "association", "supplier"):
        talks.answer(s.at, row, who)
    return row


def _mediated(s: Scene) -> Stance:
    row = _answered(s)
    talks.mediation(s.at, row, due=NOW - timedelta(days=1))
    return row


def _judged(s: Scene, role: str) -> Any:
    return talks.answer(s.at, _objection(s, "school", role), "school")


TALKS = {
    "negotiation.state_interest": Plausible(words(text="At komme hjem om søndagen.")),
    "negotiation.withdraw_interest": Plausible(
        own("interest_id"), each(lambda s, r: talks.interest_of(s.at, r))
    ),
    "negotiation.judge_interest": Plausible(
        lambda s, r: {"proposal_id": s.it.pk, "interest_id": s.of(r).pk, "degree": "partly"},
        lambda s: (ready(_proposal)(s), each(lambda s, r: talks.interest_of(s.at, r))(s)),
    ),
    "negotiation.propose": Plausible(
        lambda s, r: {
            "text": "En bil kører.",
            "meets": {talks.interest_of(s.at, "residents").pk: "meets"},
            "builds_on": [],
            "counter_to_id": None,
        }
    ),
    "negotiation.withdraw_proposal": Plausible(own("proposal_id"), each(_proposal)),
    "negotiation.take_stance": Plausible(
        lambda s, r: {"proposal_id": s.it.pk, **stance_of(r)}, ready(_proposal)
    ),
    "negotiation.answer_objection": Plausible(about("objection_id", text=LONG_REASON), ready(_objection)),
    "negotiation.accept_answer": Plausible(
        own("answer_id", settled=True), each(_judged, ("residents", "association", "unit", "grocer"))
    ),
    "negotiation.ask_mediation": Plausible(about("objection_id"), ready(_answered)),
    "negotiation.close_mediation": Plausible(
        about("mediation_id", outcome="De mødtes på midten.", settled=True),
        ready(lambda s: talks.mediation(s.at, _answered(s))),
    ),
    "negotiation.go_on_with_dissent": Plausible(about("objection_id", reason=LONG_REASON), ready(_mediated)),
    "negotiation.open_package_round": Plausible(),
    "negotiation.ask_question": Plausible(
        words(text="Hvornår kører bilen?", today="Klokken 16"), ready(lambda s: packages.writing(s.at))
    ),
    "negotiation.withdraw_question": Plausible(own("question_id"), _questions),
    "negotiation.add_option": Plausible(
        about("question_id", text="Klokken 22"),
        ready(lambda s: packages.writing(s.at).questions.first()),
    ),
    "negotiation.start_package_round": Plausible(
        words(deadline=NOW + timedelta(days=20)), _opened_by_another_side
    ),
    "negotiation.give_sheet": Plausible(
        lambda s, r: {
            "how": "På et møde.",
            "grades": {option.pk: Given(2) for option in packages.options(s.it)},
        },
        ready(lambda s: packages.grading(s.at)),
    ),
    "negotiation.give_own_sheet": Plausible(
        lambda s, r: {"grades": {option.pk: Given(2) for option in packages.options(s.it)}},
        ready(lambda s: packages.grading(s.at)),
    ),
    "negotiation.close_package_round": Plausible(given=ready(lambda s: packages.grading(s.at, deadline=NOW))),
    "negotiation.keep_settlement": Plausible(
        lambda s, r: {"round_id": s.it.pk, "settled": SETTLED},
        ready(lambda s: packages.closed(s.at)),
    ),
    "negotiation.call_ballot": Plausible(
        lambda s, r: {
            "kind": "adopt",
            "proposal_ids": [s.it.proposal_id],
            "reason": LONG_REASON,
            "deadline": NOW + timedelta(days=20),
        },
        ready(_mediated),
    ),
    "negotiation.cast_ballot": Plausible(
        lambda s, r: {"ballot_id": s.it.pk, "marks": {row.pk: 1 for row in s.it.drafts.all()}},
        ready(lambda s: ballots.running(s.at, _proposal(s))),
    ),
    "negotiation.count_ballot": Plausible(
        about("ballot_id"), ready(lambda s: ballots.running(s.at, _proposal(s), deadline=NOW))
    ),
}
