"""A helper's hand: one person, half an hour, a quota, a mark, a receipt, and one press that undoes it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from samskab.ground.people import services as people
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant, Role, RoleGrant
from samskab.ground.record.models import Entry
from samskab.kit.errors import Refusal
from samskab.process.core.models import Stage
from samskab.process.doors import selectors
from samskab.process.doors.models import Sitting
from samskab.process.doors.services import (
    begin_sitting,
    close_sitting,
    enter_for_another,
    raise_quota,
    undo_assisted,
)
from samskab.process.knowledge.models import Statement
from tests.builders import NOW, Table, office, person, table

pytestmark = pytest.mark.django_db
SAID = "Jeg går ikke ud efter klokken fire."


@pytest.fixture
def made() -> Table:
    return table(Stage.KNOWLEDGE)


@pytest.fixture
def hand() -> Actor:
    helper = office(Role.HELPER)
    RoleGrant.objects.filter(participant=helper).update(title="Frivilligcentret")
    return Actor(participant_id=helper.pk)


def refused(code: str) -> object:
    return pytest.raises(Refusal, match=f"^{code}$")


def writes(made: Table, hand: Actor, now: datetime = NOW, text: str = SAID) -> Statement:
    return enter_for_another(
        process_id=made.process.pk, actor=hand, basis="experience", text=text, read_back=True, now=now
    )


def test_the_words_are_the_persons_and_say_who_lent_a_hand(made: Table, hand: Actor) -> None:
    sitting = begin_sitting(actor=hand, channel="phone", now=NOW)
    said = writes(made, hand)
    assert (said.participant, said.channel, said.assisted_by) == (
        sitting.participant,
        "phone",
        "Frivilligcentret",
    )
    assert [one.organisation for one in selectors.by_helpers(made.process)] == ["Frivilligcentret"]


def test_the_same_words_sent_twice_in_a_sitting_are_one_statement(made: Table, hand: Actor) -> None:
    begin_sitting(actor=hand, channel="phone", now=NOW)
    assert writes(made, hand) == writes(made, hand, text=f"  {SAID} ")
    assert writes(made, hand) != writes(made, hand, text="Noget andet.")
    close_sitting(actor=hand, now=NOW)
    begin_sitting(actor=hand, channel="phone", now=NOW)
    writes(made, hand)
    assert Statement.objects.filter(text=SAID).count() == 2, "another person said the same"


def test_without_a_sitting_or_after_its_half_hour_nothing_is_written(made: Table, hand: Actor) -> None:
    with refused("doors.no_sitting"):
        writes(made, hand)
    begin_sitting(actor=hand, channel="visit", now=NOW)
    writes(made, hand, NOW + timedelta(minutes=29))
    with refused("doors.sitting_is_over"):
        writes(made, hand, NOW + timedelta(minutes=30))
    assert close_sitting(actor=hand, now=NOW + timedelta(hours=2)), "a receipt is never too late"


def test_one_person_at_a_time_also_for_two_windows(hand: Actor) -> None:
    begin_sitting(actor=hand, channel="visit", now=NOW)
    with refused("doors.sitting_is_open"):
        begin_sitting(actor=hand, channel="visit", now=NOW)
    with pytest.raises(IntegrityError, match=r"sitting_is_one_at_a_time|helper_id"), transaction.atomic():
        Sitting.objects.create(
            helper_id=hand.participant_id,
            organisation="F",
            channel="visit",
            began_at=NOW,
            ends_at=NOW + timedelta(minutes=30),
        )


def test_ten_a_day_until_the_house_raises_it_in_public(hand: Actor) -> None:
    assert hand.participant_id is not None
    for _ in range(10):
        begin_sitting(actor=hand, channel="visit", now=NOW)
        close_sitting(actor=hand, now=NOW)
    with refused("doors.quota_is_used"):
        begin_sitting(actor=hand, channel="visit", now=NOW)
    raise_quota(actor=Actor(house=True), participant_id=hand.participant_id, a_day=11, now=NOW)
    assert Entry.objects.filter(kind="doors.quota.raised").count() == 1
    begin_sitting(actor=hand, channel="visit", now=NOW)
    close_sitting(actor=hand, now=NOW)
    with refused("doors.quota_is_used"):
        begin_sitting(actor=hand, channel="visit", now=NOW)
    begin_sitting(actor=hand, channel="visit", now=NOW + timedelta(days=1))


def test_a_quota_is_for_a_helper_and_fair() -> None:
    with refused("doors.not_a_helper"):
        raise_quota(actor=Actor(house=True), participant_id=person().pk, a_day=20, now=NOW)
    with refused("doors.quota_is_not_fair"):
        raise_quota(actor=Actor(house=True), participant_id=office(Role.HELPER).pk, a_day=101, now=NOW)


def test_who_has_four_words_keeps_their_participant_and_takes_new_words_afterwards(
    made: Table, hand: Actor
) -> None:
    him, words = people.give_code(now=NOW)
    begin_sitting(actor=hand, channel="visit", code=words, now=NOW)
    assert writes(made, hand).participant == him
    assert close_sitting(actor=hand, now=NOW) == ""
    him.refresh_from_db()
    assert him.code_seen


def test_a_helper_does_not_help_themself(hand: Actor) -> None:
    Participant.objects.filter(pk=hand.participant_id).update(
        code_hash=people.codes.hash_of("a b c d"), code_given_at=NOW
    )
    with refused("knowledge.helper_needs_another"):
        begin_sitting(actor=hand, channel="visit", code="a b c d", now=NOW)


def test_all_of_thirty_days_is_undone_at_once_and_later_nothing(made: Table, hand: Actor) -> None:
    sitting = begin_sitting(actor=hand, channel="visit", now=NOW)
    first, second = writes(made, hand), writes(made, hand, text="Der mangler en bænk.")
    him = Actor(participant_id=sitting.participant_id)
    with refused("doors.nothing_to_undo"):
        undo_assisted(actor=him, now=NOW + timedelta(days=31))
    assert undo_assisted(actor=him, now=NOW + timedelta(days=29)) == 2
    for said in (first, second):
        said.refresh_from_db()
        assert said.state == "withdrawn"
    assert Entry.objects.filter(kind="doors.sitting.undone").count() == 1
    with refused("doors.nothing_to_undo"):
        undo_assisted(actor=him, now=NOW + timedelta(days=29))


def test_what_was_claimed_into_an_account_can_be_undone_from_there(made: Table, hand: Actor) -> None:
    begin_sitting(actor=hand, channel="visit", now=NOW)
    writes(made, hand)
    words = close_sitting(actor=hand, now=NOW)
    account = Actor(participant_id=person().pk)
    people.claim_code(actor=account, code=words, now=NOW)
    assert undo_assisted(actor=account, now=NOW) == 1


def test_a_helper_never_becomes_the_person_they_helped(made: Table, hand: Actor) -> None:
    him, words = people.give_code(now=NOW)
    begin_sitting(actor=hand, channel="visit", code=words, now=NOW)
    with refused("people.helper_does_not_come_in"):
        people.claim_code(actor=hand, code=words, now=NOW)
    fresh = people.replace_code(actor=Actor(participant_id=him.pk), now=NOW)
    with refused("people.two_would_be_one"):
        people.claim_code(actor=hand, code=fresh, now=NOW)
