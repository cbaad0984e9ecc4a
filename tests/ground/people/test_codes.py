"""Codes on paper: strong enough, spelled as people spell, kept only as a hash."""

from __future__ import annotations

import math
from datetime import timedelta

import pytest
from django.conf import LazySettings

from samskab.ground.people import codes, services
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Attempt, Door, Participant
from tests.acts import NOBODY, breaks, refused, writes
from tests.builders import NOW, person

HERE = "192.0.2.7"


def enter(code: str, address: str = HERE, later: timedelta = timedelta(0)) -> Participant:
    return services.come_in_by_code(code=code, address=address, now=NOW + later)


@pytest.mark.engine_free
def test_a_code_holds_at_least_forty_bits() -> None:
    assert len(set(codes.word_list())) == len(codes.word_list())
    assert math.log2(len(codes.word_list()) ** codes.WORDS_IN_CODE) >= 40


@pytest.mark.engine_free
def test_no_two_words_are_the_same_when_danish_letters_are_typed_with_two() -> None:
    assert len({codes.plain(word) for word in codes.word_list()}) == len(codes.word_list())


@pytest.mark.engine_free
def test_a_code_is_four_words_of_the_list_and_no_two_draws_are_alike() -> None:
    drawn = {codes.new_code() for _ in range(200)}
    assert len(drawn) == 200
    assert all(word in codes.word_list() for code in drawn for word in code.split("-"))
    assert {len(code.split("-")) for code in drawn} == {codes.WORDS_IN_CODE}


@pytest.mark.engine_free
@pytest.mark.parametrize(
    "typed",
    [
        "SØ-ÅL-ÆBLE-HANE",
        "soe aal aeble hane",
        " Sø, ål. æble - hane ",
        "s\u00f8 a\u030al \u00e6ble hane",
        "sø\u00adål æble hane".replace("\u00ad", "-"),
        "\u202esø ål\x00 æble hane\n",
    ],
)
def test_a_code_may_be_spelled_as_people_spell(typed: str) -> None:
    assert codes.hash_of(typed) == codes.hash_of("sø-ål-æble-hane")


@pytest.mark.engine_free
def test_the_hash_needs_the_key_of_the_house(settings: LazySettings) -> None:
    before = codes.hash_of("sø-ål-æble-hane")
    settings.SECRET_KEY = "another"
    assert codes.hash_of("sø-ål-æble-hane") != before


@pytest.mark.engine_free
def test_a_source_cannot_be_followed_from_day_to_day() -> None:
    assert codes.source_of(HERE, "2026-11-02") != codes.source_of(HERE, "2026-11-03")
    assert HERE not in codes.source_of(HERE, "2026-11-02")


@pytest.mark.engine_free
def test_one_household_is_one_source_however_many_addresses_it_draws() -> None:
    one, two = "2001:db8:1:2::1", "2001:db8:1:2:ffff::9"
    assert codes.source_of(one, "d") == codes.source_of(two, "d")
    assert codes.source_of(one, "d") != codes.source_of("2001:db8:1:3::1", "d")
    assert codes.source_of("::ffff:192.0.2.7", "d") == codes.source_of(HERE, "d")
    assert codes.source_of("192.0.2.8", "d") != codes.source_of(HERE, "d")
    assert codes.source_of("not an address", "d")


@pytest.mark.django_db
def test_give_code_lets_somebody_in_without_e_mail_or_name_and_says_nothing_in_the_record() -> None:
    with writes():
        participant, code = services.give_code(now=NOW)
    assert (participant.door, participant.user, participant.area) == (Door.CODE, None, None)
    assert enter(code) == participant


@pytest.mark.django_db
def test_the_database_never_holds_a_code() -> None:
    participant, code = services.give_code(now=NOW)
    participant.refresh_from_db()
    kept = " ".join(str(value) for value in vars(participant).values())
    assert all(word not in kept.split("-") for word in code.split("-"))
    assert participant.code_hash == codes.hash_of(code)


@pytest.mark.django_db
def test_a_code_somebody_has_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    draws = iter(["a-b-c-d", "a-b-c-d", "e-f-g-h"])
    monkeypatch.setattr(codes, "new_code", lambda: next(draws))
    assert services.give_code(now=NOW)[1] == "a-b-c-d"
    assert services.give_code(now=NOW)[1] == "e-f-g-h"


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "a b c", "a b c d e", "\x00", "\ud800"])
def test_a_code_is_four_words(typed: str) -> None:
    with refused("people.code_is_four_words", 422):
        enter(typed)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["a b c d", "\ud800a b c d", "' OR x y", "<script> a b c"])
def test_an_unknown_code_opens_nothing(typed: str) -> None:
    with refused("people.unknown_code", 422):
        enter(typed)


@pytest.mark.django_db
def test_the_eleventh_try_from_one_place_waits_even_with_the_right_code() -> None:
    _, code = services.give_code(now=NOW)
    for _ in range(services.TRIES):
        with refused("people.unknown_code"):
            enter("a b c d")
    with refused("people.too_many_tries", 429):
        enter(code)


@pytest.mark.django_db
def test_a_right_code_is_no_try_and_makes_no_room_for_wrong_ones() -> None:
    _, code = services.give_code(now=NOW)
    for _ in range(services.TRIES):
        enter(code)
        with refused("people.unknown_code"):
            enter("a b c d")
    with refused("people.too_many_tries", 429):
        enter("a b c d")


@pytest.mark.django_db
def test_the_limit_is_for_one_place_and_for_a_quarter_of_an_hour() -> None:
    participant, code = services.give_code(now=NOW)
    for _ in range(services.TRIES):
        with refused("people.unknown_code"):
            enter("a b c d")
    assert enter(code, address="192.0.2.8") == participant
    assert enter(code, later=services.TRIES_WITHIN + timedelta(seconds=1)) == participant


@pytest.mark.django_db
def test_tries_at_one_door_do_not_shut_another() -> None:
    for _ in range(services.TRIES):
        services.note_attempt(door="new_code", address=HERE, now=NOW)
    _, code = services.give_code(now=NOW)
    assert enter(code)


@pytest.mark.django_db
def test_a_try_is_forgotten_after_a_day() -> None:
    services.note_attempt(door="code", address=HERE, now=NOW)
    services.note_attempt(door="code", address=HERE, now=NOW + timedelta(days=2))
    assert Attempt.objects.count() == 1


@pytest.mark.django_db
def test_replace_code_shuts_the_old_and_keeps_the_person() -> None:
    participant, old = services.give_code(now=NOW)
    with writes():
        new = services.replace_code(actor=actor_of(participant), now=NOW)
    assert enter(new) == participant
    with refused("people.unknown_code"):
        enter(old)


@pytest.mark.django_db
def test_revoke_code_makes_it_worth_nothing_for_good() -> None:
    participant, code = services.give_code(now=NOW)
    with writes():
        services.revoke_code(actor=actor_of(participant), now=NOW)
    with refused("people.unknown_code"):
        enter(code)
    for act in (services.revoke_code, services.replace_code):
        with refused("people.no_code_to_replace", 403):
            act(actor=actor_of(participant), now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("act", [services.replace_code, services.revoke_code])
def test_only_who_came_by_a_code_has_one_to_replace_or_revoke(act: object) -> None:
    for actor in (NOBODY, actor_of(person())):
        with refused("people.no_code_to_replace"):
            act(actor=actor, now=NOW)  # type: ignore[operator]  # two acts of one shape


@pytest.mark.django_db
def test_two_people_never_share_a_code() -> None:
    participant, _ = services.give_code(now=NOW)
    breaks(
        "code_hash",
        lambda: Participant.objects.create(
            door=Door.CODE, code_hash=participant.code_hash, code_given_at=NOW, since=NOW
        ),
    )


def actor_of(participant: Participant) -> Actor:
    return Actor(participant_id=participant.pk)
