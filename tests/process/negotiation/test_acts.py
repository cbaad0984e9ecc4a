"""The acts of the negotiation table: one test per sentence of rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest

from samskab.ground.parties.models import Membership, MembershipRole, PartyKind
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.ground.places.models import SchoolHoliday
from samskab.kit.errors import Refusal
from samskab.process.core.models import Seat, Stage, Status
from samskab.process.framing.models import StanceCode
from samskab.process.knowledge.models import StatementState
from samskab.process.negotiation import gates, selectors, services
from samskab.process.negotiation.models import InterestMet, ObjectionAnswer, ProposalUse, Stance
from tests import builders
from tests.builders import LONG_REASON, NOW, Table
from tests.builders import negotiation as build

pytestmark = pytest.mark.django_db


def refused(code: str, act: Callable[..., object], **more: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        act(now=NOW, **more)
    assert caught.value.code == code
    return caught.value


@pytest.fixture
def here() -> Table:
    return build.negotiation()


def state(made: Table, who: str = "residents", text: str = "At kunne komme hjem.") -> partial[object]:
    return partial(services.state_interest, process_id=made.process.pk, actor=made.actor(who), text=text)


def propose(made: Table, who: str = "association", **more: object) -> partial[object]:
    given = {
        "text": "Varebilen kører hver dag.",
        "meets": {build.interest_of(made, who).pk: "meets"} if who in made.parties else {},
        "builds_on": [],
        "counter_to_id": None,
    }
    return partial(services.propose, process_id=made.process.pk, actor=made.actor(who), **{**given, **more})


def take(
    made: Table, on: object, who: str = "residents", code: str = "support", **more: object
) -> partial[object]:
    given = {"stance": code, "reason": "", "proposal_id": on.pk}
    return partial(
        services.take_stance, process_id=made.process.pk, actor=made.actor(who), **{**given, **more}
    )


# -- interests ----------------------------------------------------------------------------------------------


def test_a_party_states_what_it_needs(here: Table) -> None:
    stated = state(here, text="  Et toilet,\r\nder kan låses. ")(now=NOW)
    assert stated.text == "Et toilet,\nder kan låses."
    assert stated.party == here.parties["residents"]


def test_an_interest_may_be_stated_while_knowledge_is_gathered(here: Table) -> None:
    here.stand(Stage.KNOWLEDGE)
    assert state(here)(now=NOW).pk


@pytest.mark.parametrize("stage", [Stage.FRAMING, Stage.PURPOSE, Stage.AGREEMENT, Stage.ACTION])
def test_no_interest_is_stated_before_knowledge_or_after_the_talks(here: Table, stage: Stage) -> None:
    here.stand(stage)
    refused("core.stage_not_now", state(here))


def test_a_possible_supplier_may_state_what_it_needs(here: Table) -> None:
    here.seat("gardener", PartyKind.COMPANY, may_supply=True)
    assert state(here, "gardener")(now=NOW).pk


def test_nothing_is_said_in_a_paused_process(here: Table) -> None:
    here.process.status, here.process.status_reason = Status.PAUSED, "Ferie"
    here.process.save()
    refused("core.not_running", state(here))


def test_an_empty_interest_is_refused(here: Table) -> None:
    refused("kit.text_missing", state(here, text="   "))


SPOKEN = [
    "state_interest", "withdraw_interest", "propose", "withdraw_proposal", "judge_interest", "take_stance",
    "answer_objection", "accept_answer", "ask_mediation", "go_on_with_dissent",
]  # fmt: skip


def _outsiders(here: Table) -> dict[str, tuple[Actor, str]]:
    member = builders.person()
    Membership.objects.create(
        party=here.parties["residents"], participant=member, role=MembershipRole.MEMBER, since=NOW
    )
    stranger, speaker = builders.party(PartyKind.ASSOCIATION)
    residents = here.parties["residents"].pk
    cases = {
        "nobody": (Actor(party_id=residents), "core.nobody_known"),
        "member": (Actor(member.pk, residents), "core.not_spokesperson"),
        "stranger": (Actor(speaker.pk, stranger.pk), "core.party_not_at_table"),
        "other": (Actor(here.speakers["unit"].pk, residents), "core.not_spokesperson"),
    }
    for role, code in (
        (Role.COUNCILLOR, "core.councillor_has_no_stance"),
        (Role.FACILITATOR, "core.facilitator_has_no_stance"),
    ):
        holder = builders.office(role)
        Membership.objects.create(
            party=here.parties["residents"],
            participant=holder,
            role=MembershipRole.SPOKESPERSON,
            since=NOW,
        )
        cases[role] = (Actor(holder.pk, residents), code)
    return cases


@pytest.mark.parametrize("who", ["nobody", "member", "stranger", "other", Role.COUNCILLOR, Role.FACILITATOR])
@pytest.mark.parametrize("act", SPOKEN)
def test_only_a_living_mandate_at_the_table_speaks(here: Table, who: str, act: str) -> None:
    actor, code = _outsiders(here)[who]
    mine, theirs = build.proposal(here, "residents"), build.proposal(here)
    objection = build.objection(here, theirs, "unit")
    given = build.answer(here, objection)
    need = build.interest_of(here, "residents")
    inputs: dict[str, dict[str, object]] = {
        "state_interest": {"text": "Lys."},
        "propose": {"text": "Lys.", "meets": {need.pk: "meets"}, "builds_on": [], "counter_to_id": None},
        "take_stance": {"proposal_id": theirs.pk, "stance": "support", "reason": ""},
        "answer_objection": {"objection_id": objection.pk, "text": LONG_REASON},
        "ask_mediation": {"objection_id": objection.pk},
        "go_on_with_dissent": {"objection_id": objection.pk, "reason": LONG_REASON},
        "judge_interest": {"proposal_id": theirs.pk, "interest_id": need.pk, "degree": "not"},
        "withdraw_interest": {"interest_id": need.pk},
        "withdraw_proposal": {"proposal_id": mine.pk},
        "accept_answer": {"answer_id": given.pk, "settled": True},
    }
    refused(code, partial(getattr(services, act), process_id=here.process.pk, actor=actor, **inputs[act]))


def test_a_party_takes_back_its_own_interest_and_the_words_stay_in_the_history(here: Table) -> None:
    need = build.interest_of(here, "residents")
    taken = services.withdraw_interest(
        process_id=here.process.pk, actor=here.actor("residents"), interest_id=need.pk, now=NOW
    )
    assert taken.withdrawn_at == NOW
    assert need not in selectors.interests(here.process)


def test_nobody_takes_back_anothers_interest(here: Table) -> None:
    need = build.interest_of(here, "residents")
    act = partial(
        services.withdraw_interest,
        process_id=here.process.pk,
        actor=here.actor("unit"),
        interest_id=need.pk,
    )
    refused("negotiation.not_your_words", act)


def test_an_interest_is_taken_back_once(here: Table) -> None:
    need = build.interest_of(here, "residents")
    act = partial(
        services.withdraw_interest,
        process_id=here.process.pk,
        actor=here.actor("residents"),
        interest_id=need.pk,
    )
    act(now=NOW)
    refused("negotiation.already_taken_back", act)


# -- proposals ----------------------------------------------------------------------------------------------


def test_a_proposal_says_whose_need_it_meets_what_it_builds_on_and_what_it_answers(here: Table) -> None:
    first, known = build.proposal(here, "unit"), build.statement(here)
    needs = {build.interest_of(here, "association").pk: "meets", build.interest_of(here, "unit").pk: "partly"}
    made = propose(here, meets=needs, builds_on=[known.pk], counter_to_id=first.pk)(now=NOW)
    assert made.parent == first
    assert dict(InterestMet.objects.filter(proposal=made).values_list("interest_id", "degree")) == needs
    use = ProposalUse.objects.get(proposal=made)
    assert (use.statement, use.traced_by, use.understood) == (known, made.party, None)


def test_no_proposal_before_a_purpose_is_adopted(here: Table) -> None:
    here.process.adopted_purposes.update(retired_at=NOW)
    refused("purpose.not_adopted", propose(here))


def test_a_partys_own_interest_comes_before_its_first_proposal(here: Table) -> None:
    build.interest_of(here, "association").delete()
    other = {build.interest_of(here, "residents").pk: "meets"}
    act = partial(
        services.propose,
        process_id=here.process.pk,
        actor=here.actor("association"),
        text="Lys.",
        meets=other,
        builds_on=[],
        counter_to_id=None,
    )
    refused("negotiation.own_interest_first", act)


def test_a_possible_supplier_does_not_propose(here: Table) -> None:
    here.seat("gardener", PartyKind.COMPANY, may_supply=True)
    build.interest(here, "gardener")
    refused("core.supplier_stands_aside", propose(here, "gardener"))


@pytest.mark.parametrize("stage", [Stage.PURPOSE, Stage.KNOWLEDGE, Stage.AGREEMENT, Stage.ACTION])
def test_nothing_is_proposed_outside_the_talks(here: Table, stage: Stage) -> None:
    here.stand(stage)
    refused("core.stage_not_now", propose(here))


@pytest.mark.parametrize("degrees", [{}, {"association": "not"}])
def test_a_proposal_meets_at_least_one_need(here: Table, degrees: dict[str, str]) -> None:
    meets = {build.interest_of(here, who).pk: degree for who, degree in degrees.items()}
    refused("negotiation.meets_no_interest", propose(here, meets=meets))


def test_a_proposal_names_only_needs_of_its_own_process(here: Table) -> None:
    elsewhere = build.negotiation()
    strange = build.interest_of(elsewhere, "residents").pk
    refused("core.unknown_choice", propose(here, meets={strange: "meets"}))


def test_a_withdrawn_or_foreign_statement_is_not_built_on(here: Table) -> None:
    gone, strange = build.statement(here), build.statement(build.negotiation())
    gone.state = StatementState.WITHDRAWN
    gone.save()
    refused("core.unknown_choice", propose(here, builds_on=[gone.pk]))
    refused("core.unknown_choice", propose(here, builds_on=[strange.pk]))


def test_a_counter_proposal_answers_one_that_lies_on_the_table(here: Table) -> None:
    first = build.proposal(here, "unit")
    first.withdrawn_at = NOW
    first.save()
    refused("negotiation.proposal_is_taken_back", propose(here, counter_to_id=first.pk))
    foreign = build.proposal(build.negotiation())
    refused("core.unknown_choice", propose(here, counter_to_id=foreign.pk))


def test_an_unknown_degree_is_refused(here: Table) -> None:
    need = build.interest_of(here, "association").pk
    refused("core.unknown_choice", propose(here, meets={need: "wonderful"}))


def test_a_party_takes_its_own_proposal_off_the_table(here: Table) -> None:
    made = build.proposal(here)
    taken = services.withdraw_proposal(
        process_id=here.process.pk, actor=here.actor("association"), proposal_id=made.pk, now=NOW
    )
    assert taken.withdrawn_at == NOW


def test_nobody_takes_anothers_proposal_off_the_table(here: Table) -> None:
    made = build.proposal(here)
    act = partial(
        services.withdraw_proposal,
        process_id=here.process.pk,
        actor=here.actor("unit"),
        proposal_id=made.pk,
    )
    refused("negotiation.not_your_words", act)


def test_the_party_that_has_the_need_says_whether_it_is_met_beside_what_the_proposer_said(
    here: Table,
) -> None:
    made, need = build.proposal(here, "unit"), build.interest_of(here, "residents")
    InterestMet.objects.create(proposal=made, interest=need, degree="meets", said_by=here.parties["unit"])
    judge = partial(
        services.judge_interest,
        process_id=here.process.pk,
        actor=here.actor("residents"),
        proposal_id=made.pk,
        interest_id=need.pk,
    )
    judge(degree="partly", now=NOW)
    judge(degree="not", now=NOW)
    said = {met.said_by_id: met.degree for met in InterestMet.objects.filter(proposal=made, interest=need)}
    assert said == {here.parties["unit"].pk: "meets", here.parties["residents"].pk: "not"}


def test_nobody_judges_anothers_need(here: Table) -> None:
    made, need = build.proposal(here, "unit"), build.interest_of(here, "residents")
    act = partial(
        services.judge_interest,
        process_id=here.process.pk,
        actor=here.actor("association"),
        proposal_id=made.pk,
        interest_id=need.pk,
        degree="meets",
    )
    refused("negotiation.not_your_interest", act)


# -- stances ------------------------------------------------------------------------------------------------


def test_support_needs_no_reason(here: Table) -> None:
    assert take(here, build.proposal(here))(now=NOW).stance == StanceCode.SUPPORT


@pytest.mark.parametrize("code", ["live_with", "stand_aside"])
def test_everything_but_support_has_a_reason(here: Table, code: str) -> None:
    on = build.proposal(here)
    refused("kit.text_missing", take(here, on, code=code))
    assert take(here, on, code=code, reason="Vi er kun fire.")(now=NOW).reason


def test_an_objection_names_an_interest_a_value_or_a_harm(here: Table) -> None:
    on = build.proposal(here)
    act = partial(take, here, on, code="object", reason="Det går ikke.")
    refused("negotiation.objection_names_nothing", act())
    need, value = build.interest_of(here, "residents"), build.value(here, "residents")
    assert act(interest_id=need.pk)(now=NOW).interest == need
    assert act(value_id=value.pk)(now=NOW).value == value
    assert act(harm="Vi sidder fast.")(now=NOW).harm


def test_an_objection_names_only_what_is_said_in_this_process(here: Table) -> None:
    on, elsewhere = build.proposal(here), build.negotiation()
    strange = build.interest_of(elsewhere, "residents").pk
    foreign = build.value(elsewhere, "residents").pk
    refused("core.unknown_choice", take(here, on, code="object", reason="Nej.", interest_id=strange))
    refused("core.unknown_choice", take(here, on, code="object", reason="Nej.", value_id=foreign))


def test_a_new_stance_replaces_the_old_and_the_old_stays_readable(here: Table) -> None:
    on = build.proposal(here)
    old = take(here, on, code="live_with", reason="Hvis det holder.")(now=NOW)
    new = take(here, on)(now=NOW + timedelta(days=1))
    old.refresh_from_db()
    assert old.replaced_at == NOW + timedelta(days=1)
    assert selectors.current_stance(on, here.parties["residents"].pk) == new


@pytest.mark.parametrize("code", ["support", "live_with", "object"])
def test_a_possible_supplier_only_stands_aside(here: Table, code: str) -> None:
    on = build.proposal(here)
    here.seat("gardener", PartyKind.COMPANY, may_supply=True)
    refused(
        "negotiation.supplier_only_stands_aside",
        take(here, on, "gardener", code, reason="Vi kan levere.", harm="Tab."),
    )
    aside = take(here, on, "gardener", "stand_aside", reason="Vi kan blive leverandør.")
    assert aside(now=NOW).pk


def test_who_proposes_stands_behind_it(here: Table) -> None:
    refused("negotiation.own_proposal", take(here, build.proposal(here), "association"))


def test_no_stance_on_what_is_taken_back(here: Table) -> None:
    on = build.proposal(here)
    on.withdrawn_at = NOW
    on.save()
    refused("negotiation.proposal_is_taken_back", take(here, on))


def test_only_an_affected_party_says_that_it_is_done_to_it(here: Table) -> None:
    on = build.proposal(here)
    more = {"reason": "Nej.", "harm": "Vi sidder fast.", "done_to_us": True}
    refused("negotiation.done_to_us_is_for_the_affected", take(here, on, "unit", "object", **more))
    refused("negotiation.done_to_us_is_for_the_affected", take(here, on, "residents", "live_with", **more))
    assert take(here, on, "residents", "object", **more)(now=NOW).done_to_us


def test_an_unknown_stance_is_refused(here: Table) -> None:
    refused("core.unknown_choice", take(here, build.proposal(here), code="like", reason="Fint."))


# -- objections ---------------------------------------------------------------------------------------------


def answering(made: Table, objection: Stance, who: str = "association", **more: object) -> partial[object]:
    return partial(
        services.answer_objection,
        process_id=made.process.pk,
        actor=made.actor(who),
        objection_id=objection.pk,
        **more,
    )


def test_an_objection_is_answered_in_at_least_forty_characters(here: Table) -> None:
    objection = build.objection(here, build.proposal(here))
    refused("kit.text_too_short", answering(here, objection, text="Tak for input."))
    assert answering(here, objection, text=LONG_REASON)(now=NOW).text == LONG_REASON


def test_an_objection_is_answered_by_a_counter_proposal_without_words(here: Table) -> None:
    on = build.proposal(here)
    between = build.proposal(here, "unit", parent=on)
    counter = build.proposal(here, "grocer", parent=between)
    objection = build.objection(here, on)
    assert answering(here, objection, counter_id=counter.pk)(now=NOW).counter == counter


def test_an_unrelated_proposal_is_no_answer(here: Table) -> None:
    objection = build.objection(here, build.proposal(here))
    other = build.proposal(here, "unit")
    refused("negotiation.no_counter_to_it", answering(here, objection, counter_id=other.pk))


def test_the_party_that_objects_does_not_answer_itself(here: Table) -> None:
    objection = build.objection(here, build.proposal(here))
    refused("negotiation.own_objection", answering(here, objection, "residents", text=LONG_REASON))


def test_a_replaced_objection_is_not_answered(here: Table) -> None:
    on = build.proposal(here)
    objection = build.objection(here, on)
    take(here, on)(now=NOW)
    refused("negotiation.objection_is_gone", answering(here, objection, text=LONG_REASON))


def accepting(
    made: Table, answer: ObjectionAnswer, who: str = "residents", settled: bool = True
) -> partial[object]:
    return partial(
        services.accept_answer,
        process_id=made.process.pk,
        actor=made.actor(who),
        answer_id=answer.pk,
        settled=settled,
    )


def test_the_party_that_objected_says_whether_it_is_settled(here: Table) -> None:
    objection = build.objection(here, build.proposal(here))
    accepting(here, build.answer(here, objection), settled=False)(now=NOW)
    assert selectors.open_objections(here.process) == [objection]
    accepting(here, build.answer(here, objection))(now=NOW)
    assert selectors.open_objections(here.process) == []


def test_nobody_accepts_an_answer_for_another(here: Table) -> None:
    given = build.answer(here, build.objection(here, build.proposal(here)))
    refused("negotiation.not_your_objection", accepting(here, given, "unit"))


def test_a_settled_objection_is_not_answered_again(here: Table) -> None:
    objection = build.objection(here, build.proposal(here))
    accepting(here, build.answer(here, objection))(now=NOW)
    refused("negotiation.objection_is_settled", answering(here, objection, text=LONG_REASON))


# -- mediation ----------------------------------------------------------------------------------------------


def asking(made: Table, objection: Stance, who: str = "residents") -> partial[object]:
    return partial(
        services.ask_mediation,
        process_id=made.process.pk,
        actor=made.actor(who),
        objection_id=objection.pk,
    )


def twice_answered(here: Table, *, done_to_us: bool = False, who: str = "residents") -> Stance:
    objection = build.objection(here, build.proposal(here), who, done_to_us=done_to_us)
    build.answer(here, objection)
    build.answer(here, objection)
    return objection


def test_mediation_comes_after_two_answers(here: Table) -> None:
    objection = build.objection(here, build.proposal(here))
    build.answer(here, objection)
    assert refused("negotiation.two_rounds_first", asking(here, objection)).params == {
        "rounds": 2,
        "given": 1,
    }
    build.answer(here, objection)
    assert asking(here, objection)(now=NOW).due == NOW + timedelta(days=21)


@pytest.mark.parametrize("who", ["residents", "association"])
def test_either_party_may_ask_also_when_the_answers_met_silence(here: Table, who: str) -> None:
    assert asking(here, twice_answered(here), who)(now=NOW).pk


def test_a_party_outside_the_disagreement_does_not_ask_for_mediation(here: Table) -> None:
    refused("negotiation.not_between_you", asking(here, twice_answered(here), "grocer"))


def test_an_objection_is_mediated_once(here: Table) -> None:
    objection = twice_answered(here)
    asking(here, objection)(now=NOW)
    refused("negotiation.mediation_is_asked", asking(here, objection))


def test_a_mediation_never_ends_in_a_school_holiday(here: Table) -> None:
    due = (NOW + timedelta(days=21)).date()
    SchoolHoliday.objects.create(
        name="Juleferie", first_day=due - timedelta(days=2), last_day=due + timedelta(days=5)
    )
    ends = asking(here, twice_answered(here))(now=NOW).due.date()
    assert ends == due + timedelta(days=6)
    assert isinstance(ends, date)


def closing(made: Table, mediation: object, actor: Actor, **more: object) -> partial[object]:
    given = {"outcome": "I prøver det i tre måneder.", "settled": True}
    return partial(
        services.close_mediation,
        process_id=made.process.pk,
        actor=actor,
        mediation_id=mediation.pk,
        **{**given, **more},
    )


def test_a_neutral_facilitator_writes_what_came_of_the_mediation(here: Table) -> None:
    objection = twice_answered(here)
    neutral = Actor(builders.office(Role.FACILITATOR).pk)
    closed = closing(here, build.mediation(here, objection), neutral)(now=NOW)
    assert (closed.settled, closed.closed_at) == (True, NOW)
    assert selectors.open_objections(here.process) == []
    refused("negotiation.mediation_is_closed", closing(here, closed, neutral))


def test_a_facilitator_of_one_of_the_parties_is_not_neutral(here: Table) -> None:
    facilitator = builders.office(Role.FACILITATOR)
    Membership.objects.create(
        party=here.parties["unit"], participant=facilitator, role=MembershipRole.MEMBER, since=NOW
    )
    mediation = build.mediation(here, twice_answered(here))
    refused("negotiation.facilitator_is_not_neutral", closing(here, mediation, Actor(facilitator.pk)))


@pytest.mark.parametrize("who", ["residents", "association", "unit"])
def test_no_party_and_no_steward_closes_a_mediation(here: Table, who: str) -> None:
    mediation = build.mediation(here, twice_answered(here))
    refused("negotiation.only_a_facilitator", closing(here, mediation, here.actor(who)))


# -- going on with dissent ----------------------------------------------------------------------------------


def going_on(
    made: Table, objection: Stance, who: str = "association", reason: str = LONG_REASON
) -> partial[object]:
    return partial(
        services.go_on_with_dissent,
        process_id=made.process.pk,
        actor=made.actor(who),
        objection_id=objection.pk,
        reason=reason,
    )


def test_nobody_goes_on_before_a_mediation_was_tried(here: Table) -> None:
    objection = twice_answered(here)
    refused("negotiation.mediation_first", going_on(here, objection))
    build.mediation(here, objection)
    refused("negotiation.mediation_first", going_on(here, objection))


def test_the_parties_go_on_when_the_mediation_did_not_settle_it(here: Table) -> None:
    objection = twice_answered(here)
    mediation = build.mediation(here, objection)
    closing(here, mediation, Actor(builders.office(Role.FACILITATOR).pk), settled=False)(now=NOW)
    assert going_on(here, objection)(now=NOW).objection == objection
    assert selectors.carried_objections(here.process) == [objection]


def test_the_parties_go_on_when_the_clock_of_the_mediation_has_run_out(here: Table) -> None:
    objection = twice_answered(here)
    build.mediation(here, objection, due=NOW - timedelta(minutes=1))
    assert going_on(here, objection)(now=NOW).pk


def test_never_against_an_affected_party_on_something_done_to_it(here: Table) -> None:
    objection = twice_answered(here, done_to_us=True)
    build.mediation(here, objection, due=NOW - timedelta(days=1))
    refused("negotiation.never_against_the_affected", going_on(here, objection))


def test_going_on_has_a_reason_of_forty_characters(here: Table) -> None:
    objection = twice_answered(here)
    build.mediation(here, objection, due=NOW - timedelta(days=1))
    refused("kit.text_too_short", going_on(here, objection, reason="Vi er flest."))


def test_a_dissent_is_carried_once(here: Table) -> None:
    objection = twice_answered(here)
    build.mediation(here, objection, due=NOW - timedelta(days=1))
    going_on(here, objection)(now=NOW)
    refused("negotiation.dissent_is_carried", going_on(here, objection, "unit"))


def test_a_supplier_does_not_carry_anyone_on(here: Table) -> None:
    objection = twice_answered(here)
    build.mediation(here, objection, due=NOW - timedelta(days=1))
    here.seat("gardener", PartyKind.COMPANY, may_supply=True)
    refused("core.supplier_stands_aside", going_on(here, objection, "gardener"))


# -- the gate -----------------------------------------------------------------------------------------------


def codes(made: Table) -> list[str]:
    return [refusal.code for refusal in gates.blockers(made.process, NOW)]


class TestTheGate:
    def test_nothing_stops_talks_without_open_objections(self, here: Table) -> None:
        build.proposal(here)
        assert codes(here) == []

    def test_every_negotiating_party_has_said_what_it_needs(self, here: Table) -> None:
        build.interest_of(here, "residents").delete()
        assert codes(here) == ["negotiation.party_has_no_interest"]

    def test_a_possible_supplier_need_not_say_what_it_needs(self, here: Table) -> None:
        here.seat("gardener", PartyKind.COMPANY, may_supply=True)
        assert codes(here) == []

    def test_an_open_objection_stops_the_talks_from_ending_and_says_what_would_help(
        self, here: Table
    ) -> None:
        build.objection(here, build.proposal(here))
        (stop,) = gates.blockers(here.process, NOW)
        assert stop.code == "negotiation.objection_is_open"
        assert "forhandling/forslag/" in stop.params["step_url"]

    def test_a_carried_objection_does_not_stop_them(self, here: Table) -> None:
        build.carried(here, build.objection(here, build.proposal(here)))
        assert codes(here) == []

    def test_an_objection_to_a_withdrawn_proposal_does_not_stop_them(self, here: Table) -> None:
        on = build.proposal(here)
        build.objection(here, on)
        on.withdrawn_at = NOW
        on.save()
        assert codes(here) == []

    def test_an_objection_of_a_party_that_left_does_not_stop_them(self, here: Table) -> None:
        build.objection(here, build.proposal(here))
        Seat.objects.filter(party=here.parties["residents"]).update(left_at=NOW)
        assert codes(here) == []
