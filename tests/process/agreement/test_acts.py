"""The acts of the agreement: one test per sentence of rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest

from samskab.ground.parties.models import Membership, MembershipRole, PartyKind
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role, RoleGrant
from samskab.ground.record.models import Entry
from samskab.kit.errors import Refusal
from samskab.process.agreement import gates, selectors, services
from samskab.process.agreement.models import (
    Agreement,
    Clause,
    ClauseUse,
    ClauseWording,
    Dissent,
    Duty,
    Heading,
    RightHolder,
)
from samskab.process.core.models import Seat, Stage
from tests import builders
from tests.builders import LONG_REASON, NOW, Table
from tests.builders import agreement as build
from tests.builders import negotiation as talks

pytestmark = pytest.mark.django_db

NEW_WORDS = "Alle kan komme hjem, hver dag til klokken ti."


def call(made: Table, act: str, who: str | Actor = "unit", **given: object) -> partial[object]:
    """The act by a party's spokesperson; the unit's holds the public key and so the pen."""
    actor = who if isinstance(who, Actor) else made.actor(who)
    return partial(getattr(services, act), process_id=made.process.pk, actor=actor, **given)


def refused(code: str, act: Callable[..., object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        act(now=NOW)
    assert caught.value.code == code
    return caught.value


@pytest.fixture
def here() -> Table:
    return build.draft()


@pytest.fixture
def signing() -> Table:
    return build.open_for_signing()


def writing(made: Table, who: str | Actor = "unit", **more: object) -> partial[object]:
    given = {
        "heading": Heading.SUPPORT,
        "gives": "right",
        "text": "Alle kan komme hjem.",
        "origin_id": build.first_proposal(made).pk,
    }
    return call(made, "write_clause", who, **{**given, **more})


def rewriting(made: Table, clause: Clause, who: str | Actor = "unit", **more: object) -> partial[object]:
    given = {"clause_id": clause.pk, "text": NEW_WORDS, "reason": "Gruppen bad om det."}
    return call(made, "rewrite_clause", who, **{**given, **more})


def facilitator() -> Actor:
    return Actor(builders.office(Role.FACILITATOR).pk)


# -- the paper ----------------------------------------------------------------------------------------------


def test_a_steward_or_a_facilitator_lays_out_the_paper_once() -> None:
    made = talks.negotiation()
    act = call(made, "draft_agreement", facilitator(), title="Aftale om vejen hjem")
    assert act(now=NOW).version == 1
    refused("agreement.draft_exists", act)


PEN_ACTS: dict[str, Callable[[Table], dict[str, object]]] = {
    "draft_agreement": lambda made: {"title": "Aftale"},
    "write_clause": lambda made: {
        "heading": "stoette", "gives": "right", "text": "Lys.", "origin_id": build.first_proposal(made).pk,
    },
    "rewrite_clause": lambda made: {"clause_id": build.clause(made).pk, "text": "Lys.", "reason": "Kort."},
    "drop_clause": lambda made: {"clause_id": build.clause(made).pk, "reason": "Kort."},
    "set_terms": lambda made: {"review_on": build.REVIEW, "expires_on": build.EXPIRES, "answer_days": 120},
    "give_decision_right": lambda made: {"what": "Nøglen", "holders": [made.parties["residents"].pk]},
    "answer_requirement": lambda made: {
        "requirement_id": build.requirement(made, build.clause(made)).pk, "answer": LONG_REASON,
    },
    "answer_suggestion": lambda made: {
        "suggestion_id": _suggestion(made).pk, "taken": False, "answer": LONG_REASON,
    },
}  # fmt: skip


def _suggestion(made: Table) -> object:
    clause = build.clause(made)
    return clause.suggestions.create(by=made.parties["residents"], text=NEW_WORDS, at=NOW)


@pytest.mark.parametrize("act", PEN_ACTS)
def test_the_shared_text_is_written_in_one_place(here: Table, act: str) -> None:
    given = PEN_ACTS[act](here)
    refused("core.not_facilitator_or_key", call(here, act, "association", **given))
    councillor = Actor(builders.office(Role.COUNCILLOR).pk)
    refused("core.not_facilitator_or_key", call(here, act, councillor, **given))
    refused("core.nobody_known", call(here, act, Actor(), **given))


@pytest.mark.parametrize("act", PEN_ACTS)
@pytest.mark.parametrize("stage", [Stage.KNOWLEDGE, Stage.ACTION])
def test_nothing_is_written_before_the_talks_or_after_the_agreement(
    here: Table, act: str, stage: Stage
) -> None:
    given = PEN_ACTS[act](here)
    here.stand(stage)
    refused("core.stage_not_now", call(here, act, **given))


@pytest.mark.parametrize("act", [a for a in PEN_ACTS if a not in {"draft_agreement", "answer_requirement"}])
def test_not_one_word_changes_after_the_first_signature(here: Table, act: str) -> None:
    given = PEN_ACTS[act](here)
    build.signature(here, "residents")
    refused("agreement.signed_stays", call(here, act, **given))


def test_nothing_is_written_without_a_draft() -> None:
    made = talks.negotiation()
    refused("agreement.no_draft", call(made, "set_terms", **PEN_ACTS["set_terms"](made)))


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("agreement.review_is_past", {"review_on": NOW.date()}),
        ("agreement.expires_before_review", {"expires_on": build.REVIEW}),
        ("agreement.answer_days_do_not_fit", {"answer_days": 13}),
        ("agreement.answer_days_do_not_fit", {"answer_days": 5000}),
    ],
)
def test_dates_that_cannot_hold_are_refused(here: Table, code: str, given: dict[str, object]) -> None:
    terms = {"review_on": build.REVIEW, "expires_on": build.EXPIRES, "answer_days": 120}
    refused(code, call(here, "set_terms", **{**terms, **given}))


def test_the_agreement_says_when_it_is_looked_at_when_it_ends_and_when_it_is_answered(here: Table) -> None:
    act = call(here, "set_terms", review_on=build.REVIEW, expires_on=date(2028, 11, 1), answer_days=120)
    assert selectors.answer_date(act(now=NOW)) == date(2028, 7, 4)


# -- clauses ------------------------------------------------------------------------------------------------


def test_a_clause_says_where_it_came_from_what_it_covers_and_whose_words_live_in_it(here: Table) -> None:
    known = talks.statement(here)
    covers = [Duty.EXIT, Duty.REVIEW, Duty.EXIT]
    clause = writing(here, covers=covers, uses=[known.pk], needs_political_decision=True)(now=NOW)
    assert (clause.number, clause.origin) == (1, build.first_proposal(here))
    assert sorted(clause.covers.values_list("duty", flat=True)) == ["exit", "review"]
    use = clause.uses.get()
    assert (use.statement, use.traced_by, use.understood) == (known, here.parties["association"], None)
    assert Entry.objects.get(kind="agreement.clause.written").obj == clause.public_id


def test_a_clause_comes_from_a_proposal_that_lies_on_the_table(here: Table) -> None:
    refused("agreement.clause_needs_an_origin", writing(here, origin_id=0))
    foreign = talks.proposal(talks.negotiation())
    refused("agreement.clause_needs_an_origin", writing(here, origin_id=foreign.pk))
    gone = build.first_proposal(here)
    gone.withdrawn_at = NOW
    gone.save()
    refused("agreement.origin_is_taken_back", writing(here))


@pytest.mark.parametrize("wrong", [{"heading": "opgaver"}, {"gives": "joy"}, {"covers": ["everything"]}])
def test_codes_are_of_the_closed_lists(here: Table, wrong: dict[str, object]) -> None:
    refused("core.unknown_choice", writing(here, **wrong))


def test_a_foreign_statement_does_not_live_in_a_clause(here: Table) -> None:
    foreign = talks.statement(talks.negotiation())
    refused("core.unknown_choice", writing(here, uses=[foreign.pk]))


def test_the_old_words_are_kept_with_whose_hand_and_why(here: Table) -> None:
    clause = build.clause(here)
    before = clause.text
    changed = rewriting(here, clause, gives="work", covers=["exit"], needs_political_decision=True)(now=NOW)
    assert (changed.text, changed.gives, changed.heading) == (NEW_WORDS, "work", Heading.SUPPORT)
    assert list(changed.covers.values_list("duty", flat=True)) == ["exit"]
    kept = ClauseWording.objects.get(clause=clause)
    assert (kept.text, kept.changed_by, kept.reason) == (before, here.parties["unit"], "Gruppen bad om det.")


def test_authors_are_asked_again_when_the_words_they_said_yes_to_change(here: Table) -> None:
    clause = build.clause(here)
    yes = {"understood": True, "confirmed_at": NOW, "traced_at": NOW}
    use = ClauseUse.objects.create(clause=clause, statement=talks.statement(here), **yes)
    rewriting(here, clause, text=clause.text, gives="work")(now=NOW)
    use.refresh_from_db()
    assert use.understood
    rewriting(here, clause)(now=NOW)
    use.refresh_from_db()
    assert (use.understood, use.confirmed_at) == (None, None)


def test_rewriting_says_why(here: Table) -> None:
    refused("kit.text_missing", rewriting(here, build.clause(here), reason=" "))


def test_a_clause_taken_out_keeps_its_words_and_the_others_close_the_gap(here: Table) -> None:
    first, second, third = (build.clause(here) for _ in range(3))
    call(here, "drop_clause", clause_id=first.pk, reason="Står allerede i punkt 2.")(now=NOW)
    numbers = {row.pk: row.number for row in selectors.live_clauses(build.paper(here))}
    assert numbers == {second.pk: 1, third.pk: 2}
    first.refresh_from_db()
    assert first.text
    refused("agreement.clause_is_dropped", rewriting(here, first))


def test_a_clause_of_another_process_is_out_of_reach(here: Table) -> None:
    foreign = build.clause(build.draft())
    refused("core.unknown_choice", rewriting(here, foreign))


def suggesting(made: Table, clause: Clause, who: str | Actor = "residents") -> partial[object]:
    return call(made, "suggest_clause_change", who, clause_id=clause.pk, text=NEW_WORDS, reason="Klarere.")


def test_a_party_suggests_other_words_and_the_clause_stands_until_it_is_answered(here: Table) -> None:
    clause = build.clause(here)
    made = suggesting(here, clause)(now=NOW)
    clause.refresh_from_db()
    assert (made.taken, clause.text) == (None, "Alle kan komme hjem, også om søndagen.")


def test_a_suggestion_is_taken_as_it_stands_and_named_in_the_history(here: Table) -> None:
    clause = build.clause(here)
    made = suggesting(here, clause)(now=NOW)
    act = call(here, "answer_suggestion", suggestion_id=made.pk, taken=True, answer="")
    act(now=NOW)
    clause.refresh_from_db()
    assert clause.text == NEW_WORDS
    assert ClauseWording.objects.get(clause=clause).suggestion == made
    refused("agreement.suggestion_is_answered", act)


def test_a_suggestion_is_declined_with_forty_characters_of_reason(here: Table) -> None:
    made = suggesting(here, build.clause(here))(now=NOW)
    act = partial(call, here, "answer_suggestion", suggestion_id=made.pk, taken=False)
    refused("kit.text_too_short", act(answer="Nej."))
    assert act(answer=LONG_REASON)(now=NOW).taken is False


def test_a_possible_supplier_suggests_no_words(here: Table) -> None:
    here.seat("gardener", PartyKind.COMPANY, may_supply=True)
    refused("core.supplier_stands_aside", suggesting(here, build.clause(here), "gardener"))


# -- what a profession demands ------------------------------------------------------------------------------


def requiring(made: Table, clause: Clause, who: str | Actor = "unit", **more: object) -> partial[object]:
    given = {"kind": "law", "text": LONG_REASON, "blocks": True}
    return call(made, "require_professionally", who, clause_id=clause.pk, **{**given, **more})


@pytest.mark.parametrize("who", ["residents", "association", "grocer"])
def test_only_a_profession_sets_a_professional_requirement(here: Table, who: str) -> None:
    refused("agreement.only_a_profession", requiring(here, build.clause(here), who))


def test_a_semi_public_party_has_professional_standing(here: Table) -> None:
    here.seat("housing", PartyKind.HOUSING_ORG)
    assert requiring(here, build.clause(here), "housing")(now=NOW).blocks


def test_ethics_is_answered_and_does_not_block(here: Table) -> None:
    clause = build.clause(here)
    refused("agreement.ethics_does_not_block", requiring(here, clause, kind="ethics"))
    assert requiring(here, clause, kind="ethics", blocks=False, text="Spørg først.")(now=NOW).pk


def test_what_blocks_says_why_in_forty_characters(here: Table) -> None:
    refused("kit.text_too_short", requiring(here, build.clause(here), text="Ulovligt."))


def answering(made: Table, requirement: object, text: str = LONG_REASON) -> partial[object]:
    return call(made, "answer_requirement", requirement_id=requirement.pk, answer=text)


def test_a_blocking_requirement_is_met_by_other_words_before_it_is_answered(here: Table) -> None:
    clause = build.clause(here)
    requirement = build.requirement(here, clause)
    refused("agreement.reword_first", answering(here, requirement))
    rewriting(here, clause, text=clause.text, gives="work")(now=NOW)
    refused("agreement.reword_first", answering(here, requirement))
    rewriting(here, clause)(now=NOW + timedelta(minutes=1))
    answering(here, requirement)(now=NOW + timedelta(minutes=2))
    assert not selectors.open_requirements(build.paper(here))
    refused("agreement.requirement_is_answered", answering(here, requirement))


def test_words_put_back_as_they_were_do_not_meet_a_requirement(here: Table) -> None:
    clause = build.clause(here)
    unlawful = clause.text
    requirement = build.requirement(here, clause)
    rewriting(here, clause)(now=NOW)
    rewriting(here, clause, text=unlawful)(now=NOW + timedelta(minutes=1))
    refused("agreement.reword_first", answering(here, requirement))


def test_a_requirement_that_does_not_block_is_answered_in_words(here: Table) -> None:
    requirement = build.requirement(here, build.clause(here), blocks=False)
    refused("kit.text_too_short", answering(here, requirement, "Ja."))
    assert answering(here, requirement)(now=NOW).answer == LONG_REASON


# -- rights and resources -----------------------------------------------------------------------------------


def test_a_right_is_held_by_parties_at_the_table(here: Table) -> None:
    who = [here.parties["residents"].pk, here.parties["unit"].pk]
    right = call(here, "give_decision_right", what="Åbningstider", holders=who)(now=NOW)
    assert {holder.party_id for holder in right.holders.all()} == set(who)
    stranger, _ = builders.party(PartyKind.ASSOCIATION)
    refused("agreement.right_needs_a_holder", call(here, "give_decision_right", what="Lys", holders=[]))
    refused("core.unknown_choice", call(here, "give_decision_right", what="Lys", holders=[stranger.pk]))


def changing(made: Table, right: object, who: str, *holders: str) -> partial[object]:
    ids = [made.parties[name].pk for name in holders]
    return call(made, "change_decision_right", who, right_id=right.pk, holders=ids, note="Vi flytter.")


def test_before_signing_the_pen_changes_a_right_and_the_earlier_holder_stays_readable(here: Table) -> None:
    right = build.right(here, "Nøglen", "residents")
    changing(here, right, "unit", "association")(now=NOW)
    old = RightHolder.objects.get(right=right, party=here.parties["residents"])
    assert (old.until, old.note) == (NOW, "Vi flytter.")
    assert RightHolder.objects.get(right=right, until=None).party == here.parties["association"]
    refused("core.not_facilitator_or_key", changing(here, right, "association", "grocer"))


def test_after_signing_a_party_only_gives_its_own_right_on(here: Table) -> None:
    right = build.right(here, "Køreplanen", "grocer", "residents")
    build.signature(here, "residents")
    here.stand(Stage.ACTION)
    taking = changing(here, right, "unit", "unit")
    refused("agreement.right_is_only_given_by_its_holder", taking)
    pushing = changing(here, right, "grocer", "grocer")
    refused("agreement.right_is_only_given_by_its_holder", pushing)
    changing(here, right, "grocer", "residents")(now=NOW)
    assert {h.party.name for h in RightHolder.objects.filter(right=right, until=None)} == {"residents"}


def offering(made: Table, who: str = "association", **more: object) -> partial[object]:
    given = {"kind": "time", "text": "Ni chauffører", "hours_month": Decimal(38)}
    return call(made, "offer_resource", who, **{**given, **more})


def test_a_party_offers_hours_with_a_ceiling_and_a_condition(here: Table) -> None:
    offered = offering(here, most_hours_month=Decimal(40), condition="Ikke i december")(now=NOW)
    assert (offered.by, offered.most_hours_month) == (here.parties["association"], Decimal(40))


def test_hours_are_never_priced(here: Table) -> None:
    refused("agreement.hours_are_never_priced", offering(here, amount_ore=100_00))
    money = offering(here, "unit", kind="money", hours_month=Decimal(0), amount_ore=25_000_00)
    assert money(now=NOW).amount_ore == 25_000_00


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("agreement.number_out_of_range", {"hours_month": Decimal(-1)}),
        ("agreement.number_out_of_range", {"hours_month": Decimal(10_000)}),
        ("agreement.ceiling_below_hours", {"most_hours_month": Decimal(8)}),
        ("core.unknown_choice", {"kind": "goodwill"}),
    ],
)
def test_numbers_that_cannot_be_are_refused(here: Table, code: str, more: dict[str, object]) -> None:
    refused(code, offering(here, **more))


def test_a_company_may_bring_something(here: Table) -> None:
    here.seat("baker", PartyKind.COMPANY, may_supply=True)
    assert offering(here, "baker", kind="goods", text="40 rundstykker", hours_month=Decimal(0))(now=NOW).pk


def taking_back(made: Table, resource: object, who: str) -> partial[object]:
    return call(made, "withdraw_resource", who, resource_id=resource.pk)


@pytest.mark.parametrize("stage", [Stage.NEGOTIATION, Stage.ACTION, Stage.FOLLOWED_UP])
def test_a_party_stops_at_any_time_without_a_reason(here: Table, stage: Stage) -> None:
    offered = build.resource(here, "association", kind="time")
    build.signature(here, "association")
    here.stand(stage)
    act = taking_back(here, offered, "association")
    assert act(now=NOW).withdrawn_at == NOW
    refused("agreement.resource_is_taken_back", act)


def test_nobody_takes_back_what_another_brings(here: Table) -> None:
    refused("agreement.not_your_resource", taking_back(here, build.resource(here), "grocer"))


def test_the_public_side_keeps_its_word_once_somebody_has_signed(here: Table) -> None:
    offered = build.resource(here, "unit")
    build.signature(here, "residents")
    refused("agreement.public_side_keeps_its_word", taking_back(here, offered, "unit"))


# -- dissent ------------------------------------------------------------------------------------------------


def dissenting(made: Table, who: str = "residents", **more: object) -> partial[object]:
    return call(made, "print_dissent", who, **{"text": "Ni af os mener, at det er for lidt.", **more})


def test_a_party_prints_its_own_words_and_may_still_sign(signing: Table) -> None:
    dissenting(signing)(now=NOW)
    call(signing, "sign", "residents", role="Talsperson", mandate="11 af 14 sagde ja")(now=NOW)
    dissenting(signing)(now=NOW)
    assert Dissent.objects.filter(party=signing.parties["residents"]).count() == 2


def test_not_signing_is_said_in_print_with_a_reason_where_others_sign(signing: Table) -> None:
    refused("kit.text_too_short", dissenting(signing, text="Nej.", instead_of_signing=True))
    act = dissenting(signing, text=LONG_REASON, instead_of_signing=True)
    assert act(now=NOW).instead_of_signing
    refused("agreement.already_outside", act)


def test_not_signing_is_not_said_before_signing_has_begun(here: Table) -> None:
    refused("core.stage_not_now", dissenting(here, text=LONG_REASON, instead_of_signing=True))


def test_who_has_signed_does_not_stand_outside(signing: Table) -> None:
    build.signature(signing, "residents")
    refused("agreement.already_signed", dissenting(signing, text=LONG_REASON, instead_of_signing=True))


def test_dissent_is_printed_before_and_while_signing_and_not_later(here: Table) -> None:
    assert dissenting(here)(now=NOW).pk
    here.stand(Stage.ACTION)
    refused("core.stage_not_now", dissenting(here))


def test_when_the_stage_opens_signing_opens_and_carried_dissent_is_printed_once() -> None:
    made = build.complete()
    objection = talks.objection(made, build.first_proposal(made))
    talks.carried(made, objection)
    gates.on_open(made.process, NOW)
    gates.on_open(made.process, NOW)
    printed = Dissent.objects.get(agreement=build.paper(made))
    assert (printed.objection, printed.text, printed.party) == (objection, objection.reason, objection.party)
    assert build.paper(made).opened_for_signing_at == NOW


def test_signing_does_not_open_without_dates(here: Table) -> None:
    with pytest.raises(Refusal, match=r"agreement\.terms_are_not_set"):
        gates.on_open(here.process, NOW)


# -- signing ------------------------------------------------------------------------------------------------


def sign(made: Table, who: str | Actor = "residents", **more: object) -> partial[object]:
    return call(made, "sign", who, **{"role": "Talsperson", "mandate": "11 af 14 sagde ja", **more})


def test_a_party_signs_once_by_a_mandate_in_its_own_words(signing: Table) -> None:
    given = sign(signing)(now=NOW)
    assert (given.mandate, given.participant) == ("11 af 14 sagde ja", signing.speakers["residents"])
    refused("agreement.already_signed", sign(signing))
    assert Entry.objects.get(kind="agreement.signature.given").obj == given.public_id


def test_a_signature_may_be_limited_to_clauses_of_this_paper(signing: Table) -> None:
    clause, foreign = build.paper(signing).clauses.all()[0], build.clause(build.draft())
    refused("core.unknown_choice", sign(signing, clauses=[foreign.pk]))
    assert list(sign(signing, clauses=[clause.pk])(now=NOW).clauses.all()) == [clause]


def test_nobody_signs_before_the_stage_has_opened_or_after_it(signing: Table) -> None:
    for stage in (Stage.NEGOTIATION, Stage.ACTION):
        signing.stand(stage)
        refused("core.stage_not_now", sign(signing))


def test_nobody_signs_what_is_not_open_for_signing() -> None:
    refused("agreement.not_open_for_signing", sign(build.complete(Stage.AGREEMENT)))


def test_nobody_signs_what_a_profession_has_called_unlawful(signing: Table) -> None:
    build.requirement(signing, build.paper(signing).clauses.all()[1])
    assert refused("agreement.requirement_open", sign(signing)).params["number"] == 2


@pytest.mark.parametrize("missing", ["role", "mandate"])
def test_a_signature_says_role_and_mandate(signing: Table, missing: str) -> None:
    refused("kit.text_missing", sign(signing, **{missing: " "}))


def test_only_a_spokesperson_at_the_table_signs(signing: Table) -> None:
    member = builders.person()
    residents = signing.parties["residents"]
    Membership.objects.create(party=residents, participant=member, role=MembershipRole.MEMBER, since=NOW)
    stranger, speaker = builders.party(PartyKind.ASSOCIATION)
    refused("core.not_spokesperson", sign(signing, Actor(member.pk, residents.pk)))
    refused("core.party_not_at_table", sign(signing, Actor(speaker.pk, stranger.pk)))
    refused("core.nobody_known", sign(signing, Actor(party_id=residents.pk)))
    refused("core.not_spokesperson", sign(signing, Actor(signing.speakers["unit"].pk, residents.pk)))


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.FACILITATOR])
def test_an_office_that_stands_outside_does_not_sign(signing: Table, role: Role) -> None:
    RoleGrant.objects.create(participant=signing.speakers["residents"], role=role, since=NOW)
    with pytest.raises(Refusal, match=r"has_no_stance"):
        sign(signing)(now=NOW)


def test_a_steward_enters_somebody_outside_who_is_bound_by_single_clauses(signing: Table) -> None:
    clause = build.paper(signing).clauses.all()[0]
    act = partial(call, signing, "sign_as_third_party", role="Udlejeren af Sydfløjen")
    refused("agreement.name_a_clause", act(clauses=[]))
    refused("core.no_key", act("association", clauses=[clause.pk]))
    entered = act(clauses=[clause.pk])(now=NOW)
    assert (list(entered.clauses.all()), entered.entered_by) == ([clause], signing.parties["unit"])
    refused("agreement.signed_stays", rewriting(signing, clause))


# -- a new version ------------------------------------------------------------------------------------------


def revising(made: Table, who: str | Actor = "unit") -> partial[object]:
    return call(made, "revise_agreement", who)


def signed_and_reopened() -> Table:
    made = build.complete()
    build.signature(made, "residents")
    return made


def test_a_signed_agreement_is_followed_by_a_new_version_with_the_same_words_and_no_signature() -> None:
    made = signed_and_reopened()
    old = build.paper(made)
    use = {"statement": talks.statement(made), "understood": True, "traced_at": NOW, "confirmed_at": NOW}
    ClauseUse.objects.create(clause=old.clauses.all()[0], **use)
    build.resource(made, "association", withdrawn_at=NOW)
    Dissent.objects.create(agreement=old, party=made.parties["residents"], text="For lidt.", at=NOW)
    new = revising(made)(now=NOW)
    old.refresh_from_db()
    assert (new.version, old.superseded_at, new.signatures.count()) == (2, NOW, 0)
    assert [c.text for c in new.clauses.all()] == [c.text for c in old.clauses.all()]
    assert new.clauses.all()[0].uses.get().understood
    assert {c.duty for clause in new.clauses.all() for c in clause.covers.all()} == set(Duty)
    assert (new.rights.count(), new.resources.count(), new.dissents.count()) == (1, 1, 1)
    assert rewriting(made, new.clauses.all()[0])(now=NOW).text == NEW_WORDS


def test_an_unsigned_draft_is_rewritten_and_not_revised(here: Table) -> None:
    refused("agreement.not_signed_yet", revising(here))


def test_a_new_version_needs_the_talks_to_be_open_again() -> None:
    made = signed_and_reopened()
    for stage in (Stage.AGREEMENT, Stage.ACTION):
        made.stand(stage)
        refused("core.stage_not_now", revising(made))


def test_a_new_version_is_begun_by_a_steward_or_a_facilitator() -> None:
    refused("core.not_facilitator_or_key", revising(signed_and_reopened(), "association"))


def test_the_words_of_an_older_version_stay() -> None:
    made = signed_and_reopened()
    old = build.paper(made).clauses.all()[0]
    revising(made)(now=NOW)
    refused("agreement.older_version", rewriting(made, old))


# -- politicians --------------------------------------------------------------------------------------------


def asking(made: Table, who: str | Actor = "residents", **more: object) -> partial[object]:
    given = {"to_title": "Formand for udvalget", "text": "Hvad sker der i år tre?"}
    return call(made, "ask_councillor", who, **{**given, **more})


@pytest.mark.parametrize("stage", [Stage.FRAMING, Stage.NEGOTIATION, Stage.ACTION])
def test_any_party_asks_at_any_stage_and_is_answered_within_21_days(here: Table, stage: Stage) -> None:
    here.stand(stage)
    assert asking(here)(now=NOW).answer_due == NOW + timedelta(days=21)


def test_a_named_councillor_holds_the_office(here: Table) -> None:
    refused("agreement.not_a_councillor", asking(here, councillor_id=builders.person().pk))
    holder = builders.office(Role.COUNCILLOR)
    assert asking(here, councillor_id=holder.pk)(now=NOW).councillor == holder


def replying(made: Table, question: object, actor: Actor, **more: object) -> partial[object]:
    given = {"question_id": question.pk, "code": "no", "answer": LONG_REASON}
    return call(made, "answer_councillor", actor, **{**given, **more})


def test_a_councillor_answers_yes_no_or_not_ours_and_points_to_clauses(here: Table) -> None:
    question, clause = build.question(here), build.clause(here)
    councillor = Actor(builders.office(Role.COUNCILLOR).pk)
    refused("core.unknown_choice", replying(here, question, councillor, code="perhaps"))
    refused("kit.text_too_short", replying(here, question, councillor, answer="Nej."))
    answered = replying(here, question, councillor, code="not_ours", clauses=[clause.pk])(now=NOW)
    assert (answered.code, list(answered.clauses.all())) == ("not_ours", [clause])
    refused("agreement.question_is_answered", replying(here, question, councillor))


@pytest.mark.parametrize("who", ["residents", "unit"])
def test_nobody_else_answers_for_a_councillor(here: Table, who: str) -> None:
    refused("agreement.only_a_councillor", replying(here, build.question(here), here.actor(who)))


def test_the_one_who_was_asked_answers_as_long_as_the_office_is_held(here: Table) -> None:
    asked, other = builders.office(Role.COUNCILLOR), builders.office(Role.COUNCILLOR)
    question = build.question(here, councillor=asked)
    refused("agreement.another_was_asked", replying(here, question, Actor(other.pk)))
    RoleGrant.objects.filter(participant=asked).update(until=NOW)
    assert replying(here, question, Actor(other.pk))(now=NOW).councillor == other


def telling(made: Table, who: str | Actor = "unit", **more: object) -> partial[object]:
    given = {
        "committee": "Social- og sundhedsudvalget",
        "approved": True,
        "reason": LONG_REASON,
        "clauses": [build.clause(made).pk],
    }
    return call(made, "tell_political_decision", who, **{**given, **more})


def test_the_committees_decision_and_reason_stand_at_the_clauses(here: Table) -> None:
    told = telling(here, Actor(builders.office(Role.COUNCILLOR).pk), approved=False)(now=NOW)
    assert (told.approved, told.clauses.count()) == (False, 1)
    assert telling(here)(now=NOW).told_by == here.speakers["unit"]


@pytest.mark.parametrize("who", ["residents", "association", "grocer"])
def test_only_a_councillor_or_the_public_steward_tells_a_decision(here: Table, who: str) -> None:
    refused("agreement.told_by_councillor_or_public_key", telling(here, who))


def test_a_decision_has_a_reason_and_names_clauses(here: Table) -> None:
    refused("agreement.name_a_clause", telling(here, clauses=[]))
    refused("kit.text_too_short", telling(here, reason="Vedtaget."))


# -- gates --------------------------------------------------------------------------------------------------


def opening(made: Table) -> list[str]:
    return [refusal.code for refusal in gates.opening_blockers(made.process, NOW)]


def leaving(made: Table) -> list[str]:
    return [refusal.code for refusal in gates.blockers(made.process, NOW)]


def test_no_agreement_opens_without_a_draft() -> None:
    made = talks.negotiation()
    assert opening(made) == leaving(made) == ["agreement.no_draft"]


def test_a_complete_paper_may_be_opened_for_signing() -> None:
    assert opening(build.complete()) == []


def test_an_empty_paper_lacks_three_headings_five_duties_dates_rights_and_public_resources(
    here: Table,
) -> None:
    codes = opening(here)
    assert codes.count("agreement.heading_is_empty") == 3
    assert codes.count("agreement.duty_is_not_covered") == 5
    assert set(codes[8:]) == {
        "agreement.terms_are_not_set",
        "agreement.nobody_decides_anything",
        "agreement.public_side_brings_nothing",
    }


def test_every_gap_leads_to_an_act(here: Table) -> None:
    assert all(refusal.params["step_url"] for refusal in gates.opening_blockers(here.process, NOW))


def test_a_withdrawn_origin_stops_the_paper() -> None:
    made = build.complete()
    proposal = build.first_proposal(made)
    proposal.withdrawn_at = NOW
    proposal.save()
    assert opening(made) == ["agreement.origin_is_gone"] * 4


def test_a_blocking_requirement_stops_both_gates_until_it_is_answered() -> None:
    made = build.open_for_signing()
    for who in made.parties:
        build.signature(made, who)
    requirement = build.requirement(made, build.paper(made).clauses.all()[0])
    assert opening(made) == leaving(made) == ["agreement.requirement_open"]
    requirement.answer, requirement.answered_at = LONG_REASON, NOW
    requirement.save()
    assert opening(made) == leaving(made) == []


def test_what_the_public_side_took_back_does_not_count() -> None:
    made = build.complete()
    made.process.agreements.get().resources.update(withdrawn_at=NOW)
    assert opening(made) == ["agreement.public_side_brings_nothing"]


def test_every_party_at_the_table_signs(signing: Table) -> None:
    assert leaving(signing).count("agreement.party_has_not_signed") == 4
    for who in signing.parties:
        build.signature(signing, who)
    assert leaving(signing) == []


def test_a_possible_supplier_and_one_who_left_need_not_sign(signing: Table) -> None:
    signing.seat("gardener", PartyKind.COMPANY, may_supply=True)
    for who in ("residents", "association", "unit"):
        build.signature(signing, who)
    Seat.objects.filter(party=signing.parties["grocer"]).update(left_at=NOW)
    assert leaving(signing) == []


def test_a_party_may_stand_outside_in_print(signing: Table) -> None:
    for who in ("residents", "unit", "grocer"):
        build.signature(signing, who)
    dissenting(signing, "association", text=LONG_REASON, instead_of_signing=True)(now=NOW)
    assert leaving(signing) == []


def test_who_brings_something_signs_for_it(signing: Table) -> None:
    for who in ("residents", "association", "grocer"):
        build.signature(signing, who)
    dissenting(signing, "unit", text=LONG_REASON, instead_of_signing=True)(now=NOW)
    assert leaving(signing) == ["agreement.promise_without_signature"]


def test_an_agreement_about_somebody_is_signed_by_one_of_them(signing: Table) -> None:
    for who in ("association", "unit", "grocer"):
        build.signature(signing, who)
    dissenting(signing, "residents", text=LONG_REASON, instead_of_signing=True)(now=NOW)
    assert leaving(signing) == ["agreement.no_affected_party_has_signed"]


def test_only_one_version_is_in_force() -> None:
    made = signed_and_reopened()
    revising(made)(now=NOW)
    assert Agreement.objects.filter(process=made.process, superseded_at=None).count() == 1
