"""Erase oneself, correct one's name: who may, what is asked first, and what is refused."""

from __future__ import annotations

import pytest

from samskab.ground.parties.models import MembershipRole, PartyKind
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant, User
from samskab.ground.rights import services
from samskab.kit.errors import Closed, Invalid, NotAllowed, Refusal
from tests.builders import NOW, party, person
from tests.builders.cast import code_resident

pytestmark = pytest.mark.django_db


def erase(who: Participant, actor: Actor | None = None, said: str = "slet mig") -> dict[str, int]:
    return services.erase_person(
        actor=actor or Actor(participant_id=who.pk), participant_id=who.pk, said=said, now=NOW
    )


def refusal(who: Participant, actor: Actor | None = None, said: str = "slet mig") -> Refusal:
    with pytest.raises(Refusal) as refused:
        erase(who, actor, said)
    return refused.value


def test_erase_person_takes_somebody_with_an_account_away() -> None:
    who = person("Vera")
    assert erase(who)["people.Participant"] == 1
    assert (Participant.objects.count(), User.objects.count()) == (0, 0)


def test_erase_person_takes_somebody_with_a_paper_code_away() -> None:
    who = code_resident()
    erase(who, said=" Slet  MIG ")
    assert not Participant.objects.exists()


@pytest.mark.parametrize("said", ["", "ja", "slet", "delete"])
def test_without_the_two_words_nothing_is_erased(said: str) -> None:
    who = person()
    refused = refusal(who, said=said)
    assert (type(refused), refused.code) == (Invalid, "rights.not_said_twice")
    assert User.objects.count() == 1


def test_nobody_erases_another_and_nobody_unknown_erases_anybody() -> None:
    who, other = person(), person()
    assert refusal(who, Actor(participant_id=other.pk)).code == "rights.not_yours"
    refused = refusal(who, Actor())
    assert (type(refused), refused.code) == (NotAllowed, "rights.nobody_known")


def test_the_house_erases_for_somebody_who_calls() -> None:
    who = person()
    erase(who, Actor(house=True))
    assert not User.objects.exists()


def test_a_second_time_finds_nobody() -> None:
    who = person()
    erase(who)
    refused = refusal(who)
    assert (type(refused), refused.code) == (Closed, "rights.already_erased")


def test_who_alone_speaks_for_others_hands_the_voice_on_first() -> None:
    group, who = party(PartyKind.ASSOCIATION)
    other = group.memberships.create(participant=person(), role=MembershipRole.MEMBER, since=NOW)
    assert refusal(who).code == "parties.somebody_must_speak"
    other.role = MembershipRole.SPOKESPERSON
    other.save()
    erase(who)
    assert [one.pk for one in group.memberships.all()] == [other.pk]


def test_change_name_changes_what_others_see_and_an_empty_name_is_a_name() -> None:
    who = person("Vera")
    actor = Actor(participant_id=who.pk)
    assert services.change_name(actor=actor, name=" Vera  fra nr. 7 ", now=NOW).name == "Vera  fra nr. 7"
    assert services.change_name(actor=actor, name="", now=NOW).name == ""


def test_change_name_is_refused_where_there_is_no_name() -> None:
    with pytest.raises(NotAllowed, match=r"rights\.no_account"):
        services.change_name(actor=Actor(participant_id=code_resident().pk), name="Vera", now=NOW)
    with pytest.raises(NotAllowed, match=r"rights\.nobody_known"):
        services.change_name(actor=Actor(), name="Vera", now=NOW)
