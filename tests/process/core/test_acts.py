"""The table's acts: who may, who opens, who sits and who is missing."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from samskab.ground.parties.models import Membership, MembershipRole, PartyKind
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role, RoleGrant
from samskab.process.core import services
from samskab.process.core.models import Seat, Stage, Status
from tests.acts import NOBODY, breaks, refused, writes
from tests.builders import LONG_REASON, NOW, Table, area, office, party, person, table
from tests.process.core.acting import AT_THE_TABLE, OPEN, do, given_for, voice_of

pytestmark = pytest.mark.django_db


# -- who may: the same for every act of the table --


@pytest.mark.parametrize("name", AT_THE_TABLE)
def test_an_act_at_the_table_needs_a_seat_a_voice_and_no_office(name: str) -> None:
    on = table()
    act, given = getattr(services, name), given_for(name, on)
    elsewhere, stranger = party(PartyKind.ASSOCIATION)
    plain = person()
    Membership.objects.create(
        party=on.parties["residents"], participant=plain, role=MembershipRole.MEMBER, since=NOW
    )
    residents = on.parties["residents"].pk
    for code, actor in (
        ("core.nobody_known", NOBODY),
        ("core.party_not_at_table", Actor(participant_id=plain.pk)),
        ("core.party_not_at_table", Actor(participant_id=stranger.pk, party_id=elsewhere.pk)),
        ("core.not_spokesperson", Actor(participant_id=plain.pk, party_id=residents)),
        ("core.not_spokesperson", Actor(participant_id=stranger.pk, party_id=residents)),
        ("core.not_spokesperson", Actor(participant_id=on.speakers["unit"].pk, party_id=residents)),
    ):
        with refused(code, 403):
            do(act, on, actor, **given)
    for role, code in (
        (Role.COUNCILLOR, "core.councillor_has_no_stance"),
        (Role.FACILITATOR, "core.facilitator_has_no_stance"),
    ):
        grant = RoleGrant.objects.create(participant=on.speakers["residents"], role=role, since=NOW)
        with refused(code, 403):
            do(act, on, on.actor("residents"), **given)
        grant.delete()


@pytest.mark.parametrize(
    "status", [Status.PAUSED, Status.STOPPED, Status.SPLIT, Status.MERGED, Status.DECLINED]
)
@pytest.mark.parametrize(
    "name", [*(n for n in AT_THE_TABLE if n != "leave_table"), "take_seat", "pause_process"]
)
def test_nothing_changes_in_a_process_that_is_not_running(name: str, status: Status) -> None:
    on = table()
    on.process.status, on.process.status_reason = status, "Sommer"
    on.process.save()
    given = (
        {"affected": False, "paid_time": False, "may_supply": False}
        if name == "take_seat"
        else {"reason": LONG_REASON}
        if name == "pause_process"
        else given_for(name, on)
    )
    with refused("core.not_running", 409):
        do(getattr(services, name), on, on.actor("residents"), **given)


@pytest.mark.parametrize(
    "name", [*AT_THE_TABLE, "take_seat", "pause_process", "resume_process", "answer_challenge"]
)
def test_a_process_nobody_knows_is_not_found(name: str) -> None:
    on = table()
    more = {
        "take_seat": {"affected": False, "paid_time": False, "may_supply": False},
        "pause_process": {"reason": "R"},
        "resume_process": {"reason": "R"},
        "answer_challenge": {"challenge_id": 0, "outcome": "stands", "answer": "A", "text_now": ""},
    }
    given = more[name] if name in more else given_for(name, on)
    with refused("core.unknown_process", 404):
        getattr(services, name)(process_id=0, actor=on.actor("unit"), now=NOW, **given)


# -- open_process --


def open_by(actor: Actor, **given: Any) -> Any:
    said = {
        "area_id": area().pk,
        "title": "Hvordan kommer vi hjem, når det er mørkt?",
        "summary": "",
        "declared_type": "ligevaerdig",
        "promised_influence": "collaborate",
        "answers": OPEN,
    }
    return services.open_process(actor=actor, now=NOW, **{**said, **given})


@pytest.mark.parametrize("kind", list(PartyKind))
def test_any_party_opens_a_process_and_takes_the_first_seat(kind: PartyKind) -> None:
    actor = voice_of(kind)
    with writes("core.process.opened"):
        process = open_by(actor)
    seat = process.seats.get()
    assert (seat.party_id, process.stage, process.initiative_by_id) == (
        actor.party_id,
        "called",
        actor.party_id,
    )
    assert seat.paid_time == (kind == PartyKind.MUNICIPAL_UNIT)
    assert process.opening.can_change == OPEN.can_change
    assert not process.stewards.exists()


def test_two_processes_with_one_question_get_two_addresses() -> None:
    slugs = [open_by(voice_of(), title="Åben æble ø?").slug for _ in range(3)]
    assert slugs == ["aaben-aeble-oe", "aaben-aeble-oe-2", "aaben-aeble-oe-3"]
    assert open_by(voice_of(), title="؟؟؟").slug == "forloeb"


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"solution_chosen": True}, "core.solution_already_chosen"),
        ({"decision_taken": True}, "core.decision_already_taken"),
        ({"can_change": " "}, "kit.text_missing"),
        ({"who_decides": ""}, "kit.text_missing"),
        ({"saving": ""}, "kit.text_missing"),
        ({"money_hours": ""}, "kit.text_missing"),
        ({"outside_affected": "x" * 901}, "kit.text_too_long"),
    ],
)
def test_a_process_whose_answer_is_given_beforehand_does_not_open(answers: dict[str, Any], code: str) -> None:
    from dataclasses import replace

    actor = voice_of()
    with refused(code, 422):
        open_by(actor, answers=replace(OPEN, **answers))
    assert not Seat.objects.exists()


@pytest.mark.parametrize("given", [{"declared_type": "fri"}, {"promised_influence": "alt"}, {"area_id": 0}])
def test_a_process_is_opened_with_choices_of_the_list(given: dict[str, Any]) -> None:
    with refused("core.unknown_choice", 422):
        open_by(voice_of(), **given)


def test_only_the_voice_of_a_party_opens_a_process() -> None:
    with refused("core.nobody_known", 403):
        open_by(NOBODY)
    with refused("core.not_spokesperson", 403):
        open_by(Actor(participant_id=person().pk))
    with refused("core.not_spokesperson"):
        open_by(Actor(participant_id=person().pk, party_id=party(PartyKind.COMPANY)[0].pk))


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.COUNCILLOR, "core.councillor_has_no_stance"),
        (Role.FACILITATOR, "core.facilitator_has_no_stance"),
    ],
)
def test_neither_a_politician_nor_a_facilitator_opens_a_process(role: Role, code: str) -> None:
    holder = office(role)
    made, _ = party(PartyKind.ASSOCIATION, spokesperson=holder)
    with refused(code, 403):
        open_by(Actor(participant_id=holder.pk, party_id=made.pk))


# -- correct_opening --


@pytest.mark.parametrize("stage", list(Stage))
def test_a_wrong_answer_sends_the_process_back_to_the_framing(stage: Stage) -> None:
    on = table(stage)
    with writes("core.opening.corrected"):
        do(services.correct_opening, on, on.actor("association"), text=LONG_REASON)
    on.process.refresh_from_db()
    assert on.process.stage == (Stage.CALLED if stage == Stage.CALLED else Stage.FRAMING)
    assert on.process.opening.can_change == "Alt undtagen lov."


def test_a_party_corrects_the_opening_once_and_another_may_too() -> None:
    on = table(Stage.NEGOTIATION)
    do(services.correct_opening, on, on.actor("association"), text=LONG_REASON)
    with refused("core.opening_is_corrected", 409):
        do(services.correct_opening, on, on.actor("association"), text=LONG_REASON)
    do(services.correct_opening, on, on.actor("residents"), text=LONG_REASON)
    assert on.process.corrections.count() == 2
    again = partial(on.process.corrections.create, by=on.parties["residents"], text=LONG_REASON, at=NOW)
    breaks("opening_is_corrected_once_by_each_party", again)


def test_a_correction_says_what_was_wrong() -> None:
    on = table()
    with refused("kit.text_too_short", 422):
        do(services.correct_opening, on, on.actor("association"), text="Forkert.")


# -- take_seat, mark_seat, leave_table --


def sit(on: Table, actor: Actor, **marks: bool) -> Seat:
    said = {"affected": False, "paid_time": False, "may_supply": False, **marks}
    return do(services.take_seat, on, actor, **said)  # type: ignore[no-any-return]  # acts are typed at their own place


def test_nobody_is_refused_a_seat_at_any_stage() -> None:
    on = table()
    for stage in Stage:
        on.stand(stage)
        with writes("core.seat.taken"):
            seat = sit(on, voice_of(), affected=True)
        assert (seat.affected, seat.paid_time, seat.may_supply, seat.left_at) == (True, False, False, None)


def test_a_party_is_seated_by_its_own_voice() -> None:
    on = table()
    made, _ = party(PartyKind.ASSOCIATION)
    with refused("core.nobody_known", 403):
        sit(on, Actor(party_id=made.pk))
    for actor in (Actor(participant_id=person().pk), Actor(participant_id=person().pk, party_id=made.pk)):
        with refused("core.not_spokesperson", 403):
            sit(on, actor)


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.COUNCILLOR, "core.councillor_has_no_stance"),
        (Role.FACILITATOR, "core.facilitator_has_no_stance"),
    ],
)
def test_no_office_sits_down(role: Role, code: str) -> None:
    holder = office(role)
    made, _ = party(PartyKind.ASSOCIATION, spokesperson=holder)
    with refused(code):
        sit(table(), Actor(participant_id=holder.pk, party_id=made.pk))


def test_one_party_has_one_seat() -> None:
    on = table()
    with refused("core.already_seated", 409):
        sit(on, on.actor("residents"))


def test_a_party_leaves_without_a_reason_even_in_a_pause_and_may_come_back() -> None:
    on = table()
    on.process.status, on.process.status_reason = Status.PAUSED, "Sommer"
    on.process.save()
    with writes("core.seat.left"):
        seat = do(services.leave_table, on, on.actor("association"))
    assert seat.left_at == NOW
    with refused("core.party_not_at_table"):
        do(services.leave_table, on, on.actor("association"))
    on.process.status = Status.RUNNING
    on.process.save()
    assert sit(on, on.actor("association")).pk == seat.pk


@pytest.mark.parametrize("who", ["unit", "residents"])
def test_who_holds_a_key_hands_it_on_before_leaving(who: str) -> None:
    on = table()
    with refused("core.hand_over_key_first", 409):
        do(services.leave_table, on, on.actor(who))


def test_a_party_marks_its_own_seat() -> None:
    on = table()
    with writes("core.seat.marked"):
        seat = do(
            services.mark_seat, on, on.actor("association"), affected=True, paid_time=True, may_supply=True
        )
    seat.refresh_from_db()
    assert (seat.affected, seat.paid_time, seat.may_supply) == (True, True, True)


@pytest.mark.parametrize("stage", list(Stage))
def test_the_supplier_mark_stays_once_the_problem_is_being_written(stage: Stage) -> None:
    on = table(stage)
    grocer = on.actor("grocer")
    off = {"affected": False, "paid_time": True, "may_supply": False}
    do(services.mark_seat, on, grocer, **{**off, "may_supply": True})
    if stage == Stage.CALLED:
        assert not do(services.mark_seat, on, grocer, **off).may_supply
        return
    with refused("core.supplier_mark_stays", 403):
        do(services.mark_seat, on, grocer, **off)
    do(services.leave_table, on, grocer)
    with refused("core.supplier_mark_stays", 403):
        sit(on, grocer)
    assert sit(on, grocer, may_supply=True).may_supply


# -- motives, roles, missing voices --


def test_a_party_ranks_why_it_is_here_and_may_change_its_mind() -> None:
    on = table()
    with writes("core.motives.ranked", "core.motives.ranked"):
        do(services.rank_motives, on, on.actor("grocer"), first="oekonomi", second="", text="")
        do(services.rank_motives, on, on.actor("grocer"), first="lighed", second="oekonomi", text="Kunder.")
    motive = on.process.motives.get()
    assert (motive.first, motive.second, motive.text) == ("lighed", "oekonomi", "Kunder.")


@pytest.mark.parametrize(
    ("first", "second"), [("lighed", "lighed"), ("", "lighed"), ("magt", ""), ("lighed", "magt")]
)
def test_two_motives_differ_and_are_of_the_list(first: str, second: str) -> None:
    on = table()
    with refused("core.motives_differ", 422):
        do(services.rank_motives, on, on.actor("grocer"), first=first, second=second, text="")


def test_a_public_party_says_in_which_role_the_municipality_speaks() -> None:
    on = table()
    with writes("core.municipal_role.set", "core.municipal_role.set"):
        for role in ("vaert", "myndighed"):
            do(services.set_municipal_role, on, on.actor("unit"), stage="framing", role=role)
    assert on.process.municipal_roles.get().role == "myndighed"


@pytest.mark.parametrize("who", ["residents", "association", "grocer"])
def test_nobody_else_says_the_role_of_the_municipality(who: str) -> None:
    on = table()
    with refused("core.only_the_public_side", 403):
        do(services.set_municipal_role, on, on.actor(who), stage="framing", role="part")


@pytest.mark.parametrize(("stage", "role"), [("nowhere", "part"), ("framing", "konge")])
def test_a_role_and_its_stage_are_of_the_list(stage: str, role: str) -> None:
    on = table()
    with refused("core.unknown_choice", 422):
        do(services.set_municipal_role, on, on.actor("unit"), stage=stage, role=role)


def test_any_party_says_who_is_missing_and_what_was_done() -> None:
    on = table()
    with writes("core.missing_voice.noted"):
        voice = do(services.note_missing_voice, on, on.actor("grocer"), who="Unge", done="")
    with writes("core.missing_voice.told"):
        do(services.tell_missing_voice, on, on.actor("unit"), voice_id=voice.pk, done="Ikke spurgt.")
    voice.refresh_from_db()
    assert (voice.who, voice.done) == ("Unge", "Ikke spurgt.")


def test_what_one_party_told_no_other_writes_over() -> None:
    on = table()
    voice = do(services.note_missing_voice, on, on.actor("grocer"), who="Unge", done="Vi spurgte i kiosken.")
    do(services.tell_missing_voice, on, on.actor("grocer"), voice_id=voice.pk, done="Vi spurgte to gange.")
    with refused("core.told_by_another", 403):
        do(services.tell_missing_voice, on, on.actor("unit"), voice_id=voice.pk, done="Alle er spurgt.")
    voice.refresh_from_db()
    assert (voice.done, voice.told_by) == ("Vi spurgte to gange.", on.parties["grocer"])


def test_a_missing_voice_has_a_name_and_what_was_done_has_words() -> None:
    on = table()
    voice = on.process.missing_voices.create(who="Unge", noted_at=NOW)
    with refused("kit.text_missing", 422):
        do(services.note_missing_voice, on, on.actor("unit"), who=" ", done="")
    with refused("kit.text_missing"):
        do(services.tell_missing_voice, on, on.actor("unit"), voice_id=voice.pk, done="")
    with refused("core.unknown_choice"):
        do(services.tell_missing_voice, on, on.actor("unit"), voice_id=0, done="x")
