from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DataError, IntegrityError, transaction

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Door, Participant, Role
from samskab.kit.errors import Refusal
from samskab.process.core.models import STAGE_ORDER, Stage
from samskab.process.doors.models import Sitting
from samskab.process.doors.services import enter_for_another
from samskab.process.knowledge.models import Statement, StatementState
from samskab.process.knowledge.services import (
    correct_statement,
    state_knowledge,
    withdraw_statement,
)
from tests.builders import NOW, Table, office, person
from tests.builders.knowledge import element, statement, use, vote

OTHER_STAGES = [stage for stage in STAGE_ORDER if stage != Stage.KNOWLEDGE]


def say(at_table: Table, actor: Actor, **given: Any) -> Statement:
    words = {"basis": "experience", "text": "Jeg går ikke ud, når det er mørkt.", **given}
    return state_knowledge(process_id=at_table.process.pk, actor=actor, now=NOW, **words)


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=f"^{code}$")


# -- saying it ----------------------------------------------------------------------------------------------


def test_anyone_known_says_what_they_know_and_the_record_binds_the_text(
    at_table: Table, me: Actor, recorded: list[dict[str, Any]]
) -> None:
    made = say(at_table, me, role="  Beboer på   Engvej ", basis="practice")
    assert (made.basis, made.role, made.party, made.channel) == ("practice", "Beboer på Engvej", None, "web")
    assert recorded[-1]["kind"] == "knowledge.statement.made"
    assert recorded[-1]["commits"] == {"text": made.text}
    assert recorded[-1]["obj"] == made.public_id


def test_the_same_words_sent_again_are_the_same_statement(
    at_table: Table, me: Actor, recorded: list[dict[str, Any]]
) -> None:
    """A double click, or a phone on a bad line that never heard the answer: one voice, one line."""
    made = say(at_table, me)
    assert say(at_table, me, text="  Jeg går ikke ud, når det er mørkt.\r\n") == made
    assert len(recorded) == 1
    assert say(at_table, me, basis="practice") != made
    assert say(at_table, me, text="Jeg går ud, når det er lyst.") != made
    Statement.objects.filter(pk=made.pk).update(state="withdrawn")
    assert say(at_table, me) != made


def test_a_paper_code_is_as_good_as_an_account(at_table: Table) -> None:
    by_code = Participant.objects.create(door=Door.CODE, code_hash="x" * 64, code_given_at=NOW, since=NOW)
    assert say(at_table, Actor(participant_id=by_code.pk)).participant == by_code


def test_words_in_another_language_keep_their_original(
    at_table: Table, me: Actor, recorded: list[dict[str, Any]]
) -> None:
    made = say(at_table, me, language="ar", original="لا أخرج في الظلام")
    assert (made.language, made.original) == ("ar", "لا أخرج في الظلام")
    assert set(recorded[-1]["commits"]) == {"text", "original"}


def test_nobody_in_particular_cannot_speak(at_table: Table) -> None:
    with refused("core.nobody_known"):
        say(at_table, Actor())
    with refused("core.nobody_known"):
        say(at_table, Actor(house=True))


def test_a_spokesperson_speaks_for_the_party_and_a_supplier_too(at_table: Table) -> None:
    at_table.process.seats.filter(party=at_table.parties["grocer"]).update(may_supply=True)
    assert say(at_table, at_table.actor("grocer"), basis="practice").party == at_table.parties["grocer"]


def test_a_member_who_is_no_spokesperson_speaks_only_for_themself(at_table: Table) -> None:
    member = person()
    at_table.parties["association"].memberships.create(participant=member, role="member", since=NOW)
    with refused("core.not_spokesperson"):
        say(at_table, Actor(participant_id=member.pk, party_id=at_table.parties["association"].pk))
    assert say(at_table, Actor(participant_id=member.pk)).party is None


def test_a_party_that_does_not_sit_here_is_not_spoken_for(at_table: Table) -> None:
    other = Table(at_table.process)
    seat = other.seat("outside", at_table.parties["association"].kind)  # type: ignore[arg-type]
    at_table.process.seats.filter(party=seat).delete()
    with refused("core.party_not_at_table"):
        say(at_table, other.actor("outside"))


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.FACILITATOR])
def test_an_office_speaks_for_itself_and_never_for_a_party(at_table: Table, role: Role) -> None:
    holder = office(role)
    party = at_table.parties["association"]
    party.memberships.create(participant=holder, role="spokesperson", since=NOW)
    with pytest.raises(Refusal, match="has_no_stance"):
        say(at_table, Actor(participant_id=holder.pk, party_id=party.pk))
    assert say(at_table, Actor(participant_id=holder.pk)).pk


@pytest.mark.parametrize("stage", OTHER_STAGES)
def test_words_are_taken_in_the_knowledge_stage_only(at_table: Table, me: Actor, stage: Stage) -> None:
    at_table.stand(stage)
    with refused("core.stage_not_now"):
        say(at_table, me)


def test_a_paused_process_takes_no_words(at_table: Table, me: Actor) -> None:
    at_table.process.status, at_table.process.status_reason = "paused", "Ferie."
    at_table.process.save()
    with refused("core.not_running"):
        say(at_table, me)


@pytest.mark.parametrize(
    "given",
    [{"basis": "rumour"}, {"language": "danish-and-more"}, {"addressed_to_id": 0}],
)
def test_an_unknown_choice_is_refused(at_table: Table, me: Actor, given: dict[str, Any]) -> None:
    with refused("core.unknown_choice"):
        say(at_table, me, **given)


def test_the_text_is_as_long_as_everybodys(at_table: Table, me: Actor) -> None:
    with refused("kit.text_missing"):
        say(at_table, me, text="  \n ")
    with refused("kit.text_too_long"):
        say(at_table, me, text="a" * 901)
    assert len(say(at_table, me, text="a" * 900).text) == 900


@pytest.mark.parametrize("field", ["text", "original"])
def test_a_cpr_number_is_never_published(at_table: Table, me: Actor, field: str) -> None:
    for number in ("010190-1234", "0101901234", "010190 1234"):
        with refused("kit.text_gives_cpr"):
            say(at_table, me, **{field: f"Hun har {number} og bor her."})


def test_ten_digits_that_are_no_day_are_left_alone(at_table: Table, me: Actor) -> None:
    assert say(at_table, me, text="Sagsnummer 9999991234 og 25.000 kr.").pk


@pytest.mark.parametrize("role", ["Mor, 43", "Mor (43)", "Kvinde 43 år", "43-årig far", "Mand, 7 år, elev"])
def test_a_role_gives_no_exact_age(at_table: Table, me: Actor, role: str) -> None:
    with refused("knowledge.role_gives_age"):
        say(at_table, me, role=role)


@pytest.mark.parametrize(
    "role", ["Mor 12345678", "Far, 12 34 56 78", "+45 12 34 56 78", "a@b.dk", "010190-1234", "0101901234"]
)
def test_a_role_gives_no_number_and_no_address(at_table: Table, me: Actor, role: str) -> None:
    with refused("knowledge.role_gives_contact"):
        say(at_table, me, role=role)


@pytest.mark.parametrize(
    "role",
    [
        "Kvinde i 80'erne, bor alene",
        "Mor til tre, gør rent fra kl. 5",
        "Opgang 7",
        "Lærer i 20 år",
        "Elev i 5. klasse",
        "",
    ],
)
def test_a_role_in_ones_own_words_is_taken(at_table: Table, me: Actor, role: str) -> None:
    assert say(at_table, me, role=role).role == role


def test_a_role_is_brief(at_table: Table, me: Actor) -> None:
    with refused("kit.text_too_long"):
        say(at_table, me, role="a" * 121)


def test_a_party_at_the_table_can_be_asked_by_name(at_table: Table, me: Actor) -> None:
    asked = at_table.parties["association"]
    assert say(at_table, me, addressed_to_id=asked.pk).addressed_to == asked


# -- a helper's hand ----------------------------------------------------------------------------------------


def enter(at_table: Table, helper: Participant, owner: Participant, **given: Any) -> Statement:
    said = {"basis": "experience", "text": "Jeg hører dårligt i det rum.", "read_back": True, **given}
    actor = said.pop("actor", Actor(participant_id=helper.pk))
    channel = actor.channel if actor.channel != "web" else "helper"
    Sitting.objects.create(
        helper=helper,
        participant=owner,
        organisation="Frivilligcentret",
        channel=channel,
        began_at=NOW,
        ends_at=NOW + timedelta(minutes=30),
    )
    return enter_for_another(process_id=at_table.process.pk, actor=actor, now=NOW, **said)


def test_a_helper_enters_anothers_words_after_reading_them_back(
    at_table: Table, resident: Participant, recorded: list[dict[str, Any]]
) -> None:
    helper = office(Role.HELPER)
    made = enter(at_table, helper, resident)
    assert (made.participant, made.helper, made.channel, made.read_back) == (resident, helper, "helper", True)
    assert recorded[-1]["kind"] == "knowledge.statement.made"


def test_words_that_came_by_phone_say_so(at_table: Table, resident: Participant) -> None:
    helper = office(Role.HELPER)
    made = enter(at_table, helper, resident, actor=Actor(participant_id=helper.pk, channel="phone"))
    assert (made.channel, made.helper) == ("phone", helper)


def test_without_read_back_nothing_is_entered(at_table: Table, resident: Participant) -> None:
    with refused("knowledge.not_read_back"):
        enter(at_table, office(Role.HELPER), resident, read_back=False)
    with refused("knowledge.not_read_back"):
        say(at_table, Actor(participant_id=resident.pk, channel="helper"))
    with refused("knowledge.not_read_back"):
        say(at_table, Actor(participant_id=resident.pk, helper_id=office(Role.HELPER).pk, channel="phone"))


def test_only_a_helper_writes_for_another(at_table: Table, resident: Participant) -> None:
    for who in (person(), office(Role.COORDINATOR), at_table.speakers["unit"]):
        with refused("knowledge.only_a_helper"), transaction.atomic():
            enter(at_table, who, resident)
    with refused("knowledge.only_a_helper"):
        say(at_table, Actor(participant_id=resident.pk, helper_id=person().pk), read_back=True)


def test_words_need_an_owner_who_can_come_back_to_them(at_table: Table) -> None:
    revoked = Participant.objects.create(
        door=Door.CODE, code_hash="y" * 64, code_given_at=NOW, code_revoked_at=NOW, since=NOW
    )
    with refused("knowledge.code_not_known"):
        enter(at_table, office(Role.HELPER), revoked)


@pytest.mark.parametrize("stage", OTHER_STAGES)
def test_a_helper_has_no_longer_time_than_others(
    at_table: Table, resident: Participant, stage: Stage
) -> None:
    at_table.stand(stage)
    with refused("core.stage_not_now"):
        enter(at_table, office(Role.HELPER), resident)


def test_the_helper_may_not_touch_the_words_afterwards(at_table: Table, resident: Participant) -> None:
    helper = office(Role.HELPER)
    made = enter(at_table, helper, resident)
    with refused("knowledge.not_author"):
        withdraw_statement(
            process_id=at_table.process.pk,
            actor=Actor(participant_id=helper.pk),
            statement_id=made.pk,
            now=NOW,
        )


# -- putting it right, taking it back -----------------------------------------------------------------------


def correct(at_table: Table, actor: Actor, words: Statement, text: str = "Nye ord.") -> Statement:
    return correct_statement(
        process_id=at_table.process.pk, actor=actor, statement_id=words.pk, text=text, now=NOW
    )


def test_the_author_puts_the_words_right_and_a_wish_for_plain_words_is_answered(
    at_table: Table, me: Actor, resident: Participant, recorded: list[dict[str, Any]]
) -> None:
    words = statement(at_table.process, resident)
    words.plain_flags.create(participant=person(), at=NOW)
    correct(at_table, me, words)
    words.refresh_from_db()
    assert words.text == "Nye ord."
    assert not words.plain_flags.exists()
    assert recorded[-1]["kind"] == "knowledge.statement.corrected"
    assert recorded[-1]["commits"] == {"text": "Nye ord."}


def test_only_the_author_corrects(at_table: Table, resident: Participant) -> None:
    words = statement(at_table.process, resident, party=at_table.parties["residents"])
    for actor in (Actor(participant_id=person().pk), at_table.actor("residents"), at_table.actor("unit")):
        with refused("knowledge.not_author"):
            correct(at_table, actor, words)
    with refused("core.nobody_known"):
        correct(at_table, Actor(), words)


def test_words_somebody_voted_on_are_not_corrected(at_table: Table, me: Actor, resident: Participant) -> None:
    words = statement(at_table.process, resident)
    vote(words, person(), 0)
    with refused("knowledge.built_upon"):
        correct(at_table, me, words)


def test_words_somebody_used_or_answered_are_not_corrected(
    at_table: Table, me: Actor, resident: Participant
) -> None:
    used, answered = statement(at_table.process, resident), statement(at_table.process, resident)
    use(used)
    answered.replies.create(by=at_table.parties["unit"], outcome="watched", text="x" * 40, at=NOW)
    for words in (used, answered):
        with refused("knowledge.built_upon"):
            correct(at_table, me, words)


@pytest.mark.parametrize("stage", OTHER_STAGES)
def test_words_are_corrected_in_the_knowledge_stage_only(
    at_table: Table, me: Actor, resident: Participant, stage: Stage
) -> None:
    words = statement(at_table.process, resident)
    at_table.stand(stage)
    with refused("core.stage_not_now"):
        correct(at_table, me, words)


def test_a_correction_is_held_to_the_same_words(at_table: Table, me: Actor, resident: Participant) -> None:
    words = statement(at_table.process, resident)
    with refused("kit.text_gives_cpr"):
        correct(at_table, me, words, "0101901234")


@pytest.mark.parametrize("stage", STAGE_ORDER)
def test_the_author_takes_the_words_back_at_any_stage(
    at_table: Table, me: Actor, resident: Participant, recorded: list[dict[str, Any]], stage: Stage
) -> None:
    words = statement(at_table.process, resident)
    use(words)
    at_table.process.status, at_table.process.status_reason = "paused", "Ferie."
    at_table.process.save()
    at_table.stand(stage)
    withdraw_statement(process_id=at_table.process.pk, actor=me, statement_id=words.pk, now=NOW)
    words.refresh_from_db()
    assert words.state == StatementState.WITHDRAWN
    assert recorded[-1]["kind"] == "knowledge.statement.withdrawn"


def test_words_taken_back_are_gone_for_every_act(at_table: Table, me: Actor, resident: Participant) -> None:
    words = statement(at_table.process, resident, state="withdrawn")
    with refused("knowledge.statement_not_open"):
        withdraw_statement(process_id=at_table.process.pk, actor=me, statement_id=words.pk, now=NOW)
    with refused("knowledge.statement_not_open"):
        correct(at_table, me, words)


def test_words_of_another_process_are_not_found(at_table: Table, me: Actor) -> None:
    from tests.builders import table

    elsewhere = statement(table(Stage.KNOWLEDGE).process)
    with refused("knowledge.unknown_statement"):
        withdraw_statement(process_id=at_table.process.pk, actor=me, statement_id=elsewhere.pk, now=NOW)


# -- the database holds it too ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ({"text": ""}, "statement_says_something"),
        ({"text": "a" * 901}, "statement_says_something"),
        ({"role": "a" * 121}, "statement_role_is_brief"),
        ({"original": "a" * 901}, "statement_original_is_brief"),
        ({"basis": "rumour"}, "statement_basis_is_known"),
        ({"channel": "owl"}, "statement_channel_is_known"),
        ({"state": "gone"}, "statement_state_is_known"),
        ({"channel": "helper"}, "statement_by_a_helper_was_read_back"),
    ],
)
def test_the_database_refuses_what_the_rules_refuse(
    at_table: Table, broken: dict[str, Any], sentence: str
) -> None:
    # PostgreSQL measures the column before it asks the constraint.
    with pytest.raises((IntegrityError, DataError), match=f"{sentence}|too long"), transaction.atomic():
        statement(at_table.process, **broken)


def test_the_database_refuses_a_helpers_words_without_read_back_by_any_channel(
    at_table: Table, resident: Participant
) -> None:
    with (
        pytest.raises(IntegrityError, match="statement_by_a_helper_was_read_back"),
        transaction.atomic(),
    ):
        statement(at_table.process, resident, channel="phone", helper=person(), assisted_by="Biblioteket")


def test_the_database_takes_one_statement_per_imported_number(at_table: Table) -> None:
    statement(at_table.process, imported_ref="7")
    statement(at_table.process)
    statement(at_table.process)
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        statement(at_table.process, imported_ref="7")


def test_the_database_traces_a_statement_to_an_element_once(at_table: Table) -> None:
    words, place = statement(at_table.process), element(at_table.process)
    use(words, place)
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        use(words, place)
