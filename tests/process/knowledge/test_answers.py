from __future__ import annotations

from typing import Any

import pytest
from django.db import DataError, IntegrityError, transaction

from samskab.ground.parties.models import PartyKind
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant, Role
from samskab.kit.errors import Refusal
from samskab.kit.refusals import explain
from samskab.process.core.models import STAGE_ORDER, Stage
from samskab.process.knowledge import gates, rules, selectors
from samskab.process.knowledge.models import ElementUse, NobodyCame, PlainLanguageFlag, Reply, Statement
from samskab.process.knowledge.services import (
    add_later,
    confirm_trace,
    confirm_use,
    flag_plain_language,
    log_nobody_came,
    object_use,
    reply,
    trace_statement,
)
from tests.builders import LONG_REASON, NOW, Table, office, person, table
from tests.builders.knowledge import element, statement, use, vote

NOT_YET = [stage for stage in STAGE_ORDER if stage not in rules.ANSWER_STAGES]


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=f"^{code}$")


def answer(at_table: Table, who: str | Actor, words: Statement, **given: Any) -> Reply:
    actor = at_table.actor(who) if isinstance(who, str) else who
    said = {"outcome": "not_followed", "text": LONG_REASON, **given}
    return reply(process_id=at_table.process.pk, actor=actor, statement_id=words.pk, now=NOW, **said)


# -- replies ------------------------------------------------------------------------------------------------


def test_the_public_side_answers_with_an_outcome_and_a_reason(
    at_table: Table, recorded: list[dict[str, Any]]
) -> None:
    given = answer(at_table, "unit", statement(at_table.process))
    assert (given.by, given.outcome, given.text) == (
        at_table.parties["unit"],
        "not_followed",
        LONG_REASON,
    )
    assert recorded[-1]["kind"] == "knowledge.reply.given"
    assert recorded[-1]["commits"] == {"text": LONG_REASON}


def test_a_semi_public_party_answers_too(at_table: Table) -> None:
    at_table.seat("housing", PartyKind.HOUSING_ORG)
    assert answer(at_table, "housing", statement(at_table.process)).pk


@pytest.mark.parametrize("who", ["residents", "association", "grocer"])
def test_others_answer_only_when_they_are_asked_by_name(at_table: Table, who: str) -> None:
    with refused("knowledge.reply_not_yours"):
        answer(at_table, who, statement(at_table.process))
    asked = statement(at_table.process, addressed_to=at_table.parties[who])
    assert answer(at_table, who, asked).by == at_table.parties[who]


def test_only_a_spokesperson_answers_for_a_party(at_table: Table) -> None:
    member = person()
    unit = at_table.parties["unit"]
    unit.memberships.create(participant=member, role="member", since=NOW)
    words = statement(at_table.process)
    with refused("core.not_spokesperson"):
        answer(at_table, Actor(participant_id=member.pk, party_id=unit.pk), words)
    with refused("core.party_not_at_table"):
        answer(at_table, Actor(participant_id=member.pk), words)
    with refused("core.nobody_known"):
        answer(at_table, Actor(), words)


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.FACILITATOR])
def test_an_office_answers_for_no_party(at_table: Table, role: Role) -> None:
    holder = office(role)
    at_table.parties["unit"].memberships.create(participant=holder, role="spokesperson", since=NOW)
    with refused(f"core.{role.value}_has_no_stance"):
        answer(
            at_table,
            Actor(participant_id=holder.pk, party_id=at_table.parties["unit"].pk),
            statement(at_table.process),
        )


@pytest.mark.parametrize("stage", rules.ANSWER_STAGES)
def test_answers_are_given_until_the_action_is_over(at_table: Table, stage: Stage) -> None:
    words = statement(at_table.process)
    at_table.stand(stage)
    assert answer(at_table, "unit", words).pk


@pytest.mark.parametrize("stage", NOT_YET)
def test_before_and_after_nobody_answers(at_table: Table, stage: Stage) -> None:
    words = statement(at_table.process)
    at_table.stand(stage)
    with refused("core.stage_not_now"):
        answer(at_table, "unit", words)


def test_thanks_for_the_input_is_no_answer(at_table: Table) -> None:
    with refused("kit.text_too_short"):
        answer(at_table, "unit", statement(at_table.process), text="Tak for input.")
    with refused("core.unknown_choice"):
        answer(at_table, "unit", statement(at_table.process), outcome="thanks")
    with refused("kit.text_gives_cpr"):
        answer(at_table, "unit", statement(at_table.process), text=LONG_REASON + " 0101901234")


def test_a_party_answers_once(at_table: Table) -> None:
    words = statement(at_table.process)
    answer(at_table, "unit", words)
    with refused("knowledge.already_replied"):
        answer(at_table, "unit", words)


def test_words_taken_back_are_not_answered(at_table: Table) -> None:
    with refused("knowledge.statement_not_open"):
        answer(at_table, "unit", statement(at_table.process, state="withdrawn"))


def later(at_table: Table, who: str, given: Reply, text: str = "Bussen kom.") -> Reply:
    return add_later(
        process_id=at_table.process.pk, actor=at_table.actor(who), reply_id=given.pk, text=text, now=NOW
    )


def test_who_answered_tells_later_what_came_of_it_once(
    at_table: Table, recorded: list[dict[str, Any]]
) -> None:
    given = answer(at_table, "unit", statement(at_table.process))
    assert later(at_table, "unit", given).later_text == "Bussen kom."
    assert recorded[-1]["kind"] == "knowledge.reply.added_to"
    with refused("knowledge.later_is_written"):
        later(at_table, "unit", given)


def test_nobody_adds_to_anothers_answer(at_table: Table) -> None:
    given = answer(at_table, "unit", statement(at_table.process))
    at_table.seat("housing", PartyKind.HOUSING_ORG)
    with refused("knowledge.not_your_reply"):
        later(at_table, "housing", given)
    given.pk = 0
    with refused("core.unknown_choice"):
        later(at_table, "unit", given)


@pytest.mark.parametrize("stage", NOT_YET)
def test_an_answer_is_added_to_in_the_same_stages(at_table: Table, stage: Stage) -> None:
    given = answer(at_table, "unit", statement(at_table.process))
    at_table.stand(stage)
    with refused("core.stage_not_now"):
        later(at_table, "unit", given)


# -- traces -------------------------------------------------------------------------------------------------


def lay(at_table: Table, actor: Actor, words: Statement, at: Any = None) -> ElementUse:
    place = at or element(at_table.process)
    return trace_statement(
        process_id=at_table.process.pk, actor=actor, statement_id=words.pk, element_id=place.pk, now=NOW
    )


def test_a_party_a_steward_and_a_facilitator_say_where_words_were_used(
    at_table: Table, recorded: list[dict[str, Any]]
) -> None:
    place = element(at_table.process)
    by_party = lay(at_table, at_table.actor("grocer"), statement(at_table.process), place)
    by_steward = lay(
        at_table, Actor(participant_id=at_table.speakers["unit"].pk), statement(at_table.process), place
    )
    neutral = Actor(participant_id=office(Role.FACILITATOR).pk)
    by_facilitator = lay(at_table, neutral, statement(at_table.process), place)
    assert by_party.traced_by == at_table.parties["grocer"]
    assert by_steward.traced_by is None
    assert by_facilitator.traced_by is None
    assert by_party.understood is None
    assert {line["kind"] for line in recorded} == {"knowledge.statement.traced"}


def test_who_is_not_at_the_table_lays_no_trace(at_table: Table, me: Actor) -> None:
    with refused("core.party_not_at_table"):
        lay(at_table, me, statement(at_table.process))
    with refused("core.party_not_at_table"):
        lay(at_table, Actor(participant_id=office(Role.COUNCILLOR).pk), statement(at_table.process))
    with refused("core.nobody_known"):
        lay(at_table, Actor(), statement(at_table.process))


def test_words_are_traced_once_to_a_place_in_the_latest_framing(at_table: Table) -> None:
    words, old = statement(at_table.process), element(at_table.process, version=1)
    new = element(at_table.process, version=2)
    lay(at_table, at_table.actor("unit"), words, new)
    with refused("knowledge.already_traced"):
        lay(at_table, at_table.actor("unit"), words, new)
    with refused("core.unknown_choice"):
        lay(at_table, at_table.actor("unit"), words, old)
    with refused("knowledge.statement_not_open"):
        lay(at_table, at_table.actor("unit"), statement(at_table.process, state="hidden"), new)


@pytest.mark.parametrize("stage", NOT_YET)
def test_traces_are_laid_from_knowledge_until_action(at_table: Table, stage: Stage) -> None:
    words = statement(at_table.process)
    at_table.stand(stage)
    with refused("core.stage_not_now"):
        lay(at_table, at_table.actor("unit"), words)


# -- blev du forstået rigtigt? ------------------------------------------------------------------------------


def test_the_author_says_yes_and_only_then_it_counts_as_used(
    at_table: Table, me: Actor, resident: Participant, recorded: list[dict[str, Any]]
) -> None:
    trace = use(statement(at_table.process, resident))
    assert selectors.uptake(at_table.process)[0].used == 0
    confirm_use(process_id=at_table.process.pk, actor=me, use_id=trace.pk, now=NOW)
    trace.refresh_from_db()
    assert (trace.understood, trace.rather, trace.confirmed_at) == (True, "", NOW)
    assert selectors.uptake(at_table.process)[0].used == 1
    assert recorded == []


def test_a_no_says_what_was_meant_and_the_words_are_unanswered_again(
    at_table: Table, me: Actor, resident: Participant
) -> None:
    trace = use(statement(at_table.process, resident))
    assert not selectors.unanswered(at_table.process).exists()
    with refused("kit.text_missing"):
        object_use(process_id=at_table.process.pk, actor=me, use_id=trace.pk, rather=" ", now=NOW)
    object_use(
        process_id=at_table.process.pk, actor=me, use_id=trace.pk, rather="Jeg mente hjemturen.", now=NOW
    )
    trace.refresh_from_db()
    assert (trace.understood, trace.rather) == (False, "Jeg mente hjemturen.")
    assert selectors.unanswered(at_table.process).exists()
    confirm_use(process_id=at_table.process.pk, actor=me, use_id=trace.pk, now=NOW)
    trace.refresh_from_db()
    assert (trace.understood, trace.rather) == (True, "")


def test_only_the_author_knows_what_was_meant(at_table: Table, resident: Participant) -> None:
    trace = use(statement(at_table.process, resident, party=at_table.parties["residents"]))
    for who in ("residents", "unit"):
        with refused("knowledge.not_author"):
            confirm_use(process_id=at_table.process.pk, actor=at_table.actor(who), use_id=trace.pk, now=NOW)
    with refused("core.nobody_known"):
        confirm_trace(trace=trace, actor=Actor(), understood=True, rather="", now=NOW)


@pytest.mark.parametrize("stage", NOT_YET)
def test_the_author_is_asked_from_knowledge_until_action(
    at_table: Table, me: Actor, resident: Participant, stage: Stage
) -> None:
    trace = use(statement(at_table.process, resident))
    at_table.stand(stage)
    with refused("core.stage_not_now"):
        confirm_trace(trace=trace, actor=me, understood=True, rather="", now=NOW)


def test_words_taken_back_are_not_asked_about_and_another_process_is_not_reached(
    at_table: Table, me: Actor, resident: Participant
) -> None:
    with refused("knowledge.statement_not_open"):
        confirm_trace(
            trace=use(statement(at_table.process, resident, state="withdrawn")),
            actor=me,
            understood=True,
            rather="",
            now=NOW,
        )
    elsewhere = use(statement(table(Stage.KNOWLEDGE).process, resident))
    with refused("core.unknown_choice"):
        confirm_use(process_id=at_table.process.pk, actor=me, use_id=elsewhere.pk, now=NOW)


def test_the_database_wants_to_know_what_was_meant(at_table: Table) -> None:
    with (
        pytest.raises(IntegrityError, match="element_use_misunderstood_says_what_was_meant"),
        transaction.atomic(),
    ):
        use(statement(at_table.process), understood=False)
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        use(statement(at_table.process), element(at_table.process, 2), rather="a" * 901)


# -- plain language -----------------------------------------------------------------------------------------


def flag(at_table: Table, actor: Actor, words: Statement) -> PlainLanguageFlag:
    return flag_plain_language(process_id=at_table.process.pk, actor=actor, statement_id=words.pk, now=NOW)


def test_anyone_known_asks_for_plain_words_and_asking_twice_is_asking_once(
    at_table: Table, me: Actor, recorded: list[dict[str, Any]]
) -> None:
    words = statement(at_table.process, at_table.speakers["unit"], basis="professional")
    flag(at_table, me, words)
    flag(at_table, me, words)
    assert words.plain_flags.count() == 1
    assert [line["kind"] for line in recorded] == ["knowledge.plain_language.asked_for"]
    assert "commits" not in recorded[0]


def test_own_words_and_closed_words_are_not_asked_about(
    at_table: Table, me: Actor, resident: Participant
) -> None:
    with refused("knowledge.own_statement_flag"):
        flag(at_table, me, statement(at_table.process, resident))
    with refused("knowledge.statement_not_open"):
        flag(at_table, me, statement(at_table.process, state="hidden"))
    with refused("core.nobody_known"):
        flag(at_table, Actor(), statement(at_table.process))


@pytest.mark.parametrize("stage", NOT_YET)
def test_plain_words_are_asked_for_in_the_same_stages(at_table: Table, me: Actor, stage: Stage) -> None:
    words = statement(at_table.process)
    at_table.stand(stage)
    with refused("core.stage_not_now"):
        flag(at_table, me, words)


# -- vi spurgte, ingen kom ----------------------------------------------------------------------------------


def log(at_table: Table, actor: Actor, basis: str = "professional", asked: str = LONG_REASON) -> NobodyCame:
    return log_nobody_came(process_id=at_table.process.pk, actor=actor, basis=basis, asked=asked, now=NOW)


def test_a_steward_says_how_the_missing_were_asked(at_table: Table, recorded: list[dict[str, Any]]) -> None:
    logged = log(at_table, at_table.actor("residents"))
    assert logged.by == at_table.parties["residents"]
    assert recorded[-1]["kind"] == "knowledge.absence.logged"
    with refused("knowledge.absence_is_logged"):
        log(at_table, at_table.actor("unit"))


def test_only_a_steward_logs_it(at_table: Table, me: Actor) -> None:
    for actor in (me, at_table.actor("association"), Actor(participant_id=office(Role.FACILITATOR).pk)):
        with refused("core.no_key"):
            log(at_table, actor)


def test_where_somebody_came_nobody_may_say_otherwise(at_table: Table) -> None:
    statement(at_table.process, basis="professional")
    with refused("knowledge.somebody_came"):
        log(at_table, at_table.actor("unit"))


def test_how_they_were_asked_is_said_in_forty_signs(at_table: Table) -> None:
    with refused("kit.text_too_short"):
        log(at_table, at_table.actor("unit"), asked="Vi ringede.")
    with refused("core.unknown_choice"):
        log(at_table, at_table.actor("unit"), basis="rumour")


@pytest.mark.parametrize("stage", [stage for stage in STAGE_ORDER if stage != Stage.KNOWLEDGE])
def test_it_is_logged_in_the_knowledge_stage_only(at_table: Table, stage: Stage) -> None:
    at_table.stand(stage)
    with refused("core.stage_not_now"):
        log(at_table, at_table.actor("unit"))


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ({"asked": "Kort."}, "nobody_came_says_how_they_were_asked"),
        ({"basis": "rumour"}, "nobody_came_is_of_a_known_basis"),
    ],
)
def test_the_database_holds_the_log_to_it(at_table: Table, broken: dict[str, str], sentence: str) -> None:
    given = {"basis": "data", "asked": LONG_REASON, "by": at_table.parties["unit"], "at": NOW, **broken}
    with pytest.raises(IntegrityError, match=sentence), transaction.atomic():
        NobodyCame.objects.create(process=at_table.process, **given)


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ({"text": "Tak."}, "reply_gives_a_reason"),
        ({"outcome": "thanks"}, "reply_outcome_is_known"),
        ({"later_text": "Bussen kom."}, "reply_addition_has_words_and_a_date"),
        ({"later_at": NOW}, "reply_addition_has_words_and_a_date"),
    ],
)
def test_the_database_holds_a_reply_to_it(at_table: Table, broken: dict[str, Any], sentence: str) -> None:
    given = {"outcome": "watched", "text": LONG_REASON, "by": at_table.parties["unit"], "at": NOW, **broken}
    with pytest.raises(IntegrityError, match=sentence), transaction.atomic():
        statement(at_table.process).replies.create(**given)


def test_the_database_takes_one_reply_per_party_and_one_wish_per_person(
    at_table: Table, resident: Participant
) -> None:
    words = statement(at_table.process)
    given = {"outcome": "watched", "text": LONG_REASON, "by": at_table.parties["unit"], "at": NOW}
    words.replies.create(**given)
    words.plain_flags.create(participant=resident, at=NOW)
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        words.replies.create(**given)
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        words.plain_flags.create(participant=resident, at=NOW)


# -- gates --------------------------------------------------------------------------------------------------


def test_both_kinds_of_knowledge_are_heard_before_anybody_negotiates(at_table: Table) -> None:
    missing = gates.blockers(at_table.process, NOW)
    assert [refusal.params["basis"] for refusal in missing] == ["experience", "professional"]
    assert "ingen-kom" in explain(missing[0]).step_url
    statement(at_table.process, basis="experience")
    statement(at_table.process, basis="practice")
    statement(at_table.process, basis="data")
    assert [r.params["basis"] for r in gates.blockers(at_table.process, NOW)] == ["professional"]
    log(at_table, at_table.actor("unit"))
    assert gates.blockers(at_table.process, NOW) == []


@pytest.mark.parametrize("hollow", [{"state": "withdrawn"}, {"state": "hidden"}, {"imported_ref": "1"}])
def test_words_taken_back_hidden_or_read_in_do_not_open_the_gate(
    at_table: Table, hollow: dict[str, str]
) -> None:
    for basis in ("experience", "professional"):
        statement(at_table.process, basis=basis, **{field: f"{code}" for field, code in hollow.items()})
        hollow = {field: "2" if field == "imported_ref" else code for field, code in hollow.items()}
    assert len(gates.blockers(at_table.process, NOW)) == 2


def test_nothing_closes_before_everybody_is_answered(at_table: Table) -> None:
    replied, used, waiting = (statement(at_table.process) for _ in range(3))
    statement(at_table.process, state="withdrawn")
    replied.replies.create(by=at_table.parties["unit"], outcome="watched", text=LONG_REASON, at=NOW)
    use(used)
    vote(waiting, person(), 1)
    (blocker,) = gates.unanswered_blockers(at_table.process, NOW)
    assert blocker.params["count"] == 1
    assert list(selectors.unanswered(at_table.process)) == [waiting]
    use(waiting, element(at_table.process, 2))
    assert gates.unanswered_blockers(at_table.process, NOW) == []


def test_a_use_in_a_proposal_or_a_clause_is_an_answer_too(at_table: Table) -> None:
    from samskab.process.agreement.models import Agreement, ClauseUse
    from samskab.process.negotiation.models import Proposal, ProposalUse
    from samskab.process.purpose.models import AdoptedPurpose, Purpose

    process, party = at_table.process, at_table.parties["residents"]
    purpose = Purpose.objects.create(process=process, version=1, text="At komme hjem.", drafted_at=NOW)
    proposal = Proposal.objects.create(
        process=process,
        under=AdoptedPurpose.objects.create(process=process, purpose=purpose, adopted_at=NOW),
        party=party,
        text="En bus.",
        proposed_at=NOW,
    )
    clause = Agreement.objects.create(process=process, version=1, title="Bus", drafted_at=NOW).clauses.create(
        number=1, heading="stoette", gives="right", text="En bus.", origin=proposal, written_at=NOW
    )
    in_proposal, in_clause = statement(process), statement(process)
    ProposalUse.objects.create(statement=in_proposal, proposal=proposal, traced_at=NOW)
    in_agreement = ClauseUse.objects.create(statement=in_clause, clause=clause, traced_at=NOW)
    assert not selectors.unanswered(process).exists()
    assert [line.text for line in selectors.uses_of(in_clause)] == ["En bus."]
    ClauseUse.objects.filter(pk=in_agreement.pk).update(understood=True)
    ProposalUse.objects.update(understood=True)
    assert selectors.uptake(process)[0].used == 1, "M1 counts framing elements and clauses, not proposals"
    ProposalUse.objects.update(understood=False, rather="Jeg mente en lampe.")
    assert list(selectors.unanswered(process)) == [in_proposal]
