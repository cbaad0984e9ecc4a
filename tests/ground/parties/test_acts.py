"""Parties: nobody is too small to be one; the voice is given, rotates and never falls on the floor."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samskab.ground.parties import rules, selectors, services
from samskab.ground.parties.models import Invitation, Mandate, Membership, MembershipRole, Party, PartyKind
from samskab.ground.people import codes
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant, Role, RoleGrant
from samskab.ground.people.services import TRIES, give_code
from tests.acts import NOBODY, breaks, constraints_of, refused, row, writes
from tests.builders import NOW, area, office, party, person

pytestmark = pytest.mark.django_db
HERE = "192.0.2.7"


def found(actor: Actor, **given: object) -> Party:
    said: dict[str, object] = {
        "kind": PartyKind.INFORMAL_GROUP,
        "name": "Forældrene i opgang 7",
        "area_id": area().pk,
        "decides_by": "Vi spørger alle i tråden.",
        "size_told": 14,
        "cvr": "",
    }
    return services.found_party(actor=actor, now=NOW, **{**said, **given})  # type: ignore[arg-type]  # each test its own


def by(somebody: Participant, of: Party | None = None) -> Actor:
    return Actor(participant_id=somebody.pk, party_id=of.pk if of else None)


def member(of: Party, role: str = MembershipRole.MEMBER) -> Participant:
    somebody = person()
    Membership.objects.create(party=of, participant=somebody, role=role, since=NOW)
    return somebody


@pytest.fixture
def group() -> tuple[Party, Actor]:
    made, speaker = party(PartyKind.INFORMAL_GROUP, "Opgang 7")
    return made, by(speaker, made)


# -- found_party --


def test_a_group_becomes_a_party_in_three_fields_and_its_founder_speaks_first() -> None:
    somebody = person()
    with writes("parties.party.founded"):
        made = found(by(somebody), size_told=None, cvr="", decides_by="")
    assert selectors.speaks_for(somebody.pk, made.pk)
    assert (made.name, made.side) == ("Forældrene i opgang 7", "civic")


def test_somebody_with_a_code_and_no_name_may_found_a_party() -> None:
    participant, _ = give_code(now=NOW)
    assert found(by(participant))


def test_somebody_must_be_known_to_found_a_party() -> None:
    with refused("parties.nobody_known", 403):
        found(NOBODY)


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.FACILITATOR])
def test_an_office_does_not_become_the_voice_of_a_party(role: Role) -> None:
    with refused("parties.office_does_not_speak", 403):
        found(by(office(role)))


def test_only_a_coordinator_founds_a_municipal_unit() -> None:
    with refused("parties.only_a_coordinator", 403):
        found(by(person()), kind=PartyKind.MUNICIPAL_UNIT)
    assert found(by(office(Role.COORDINATOR)), kind=PartyKind.MUNICIPAL_UNIT).side == "public"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "mafia"}, "parties.unknown_kind"),
        ({"area_id": 0}, "parties.unknown_area"),
        ({"name": " \u202e\x00 "}, "kit.text_missing"),
        ({"name": "x" * 121}, "kit.text_too_long"),
        ({"decides_by": "x" * 401}, "kit.text_too_long"),
        ({"cvr": "1234567"}, "parties.cvr_has_eight_digits"),
        ({"cvr": "1234567a"}, "parties.cvr_has_eight_digits"),
        ({"cvr": "١٢٣٤٥٦٧٨"}, "parties.cvr_has_eight_digits"),
        ({"cvr": "²²²²²²²²"}, "parties.cvr_has_eight_digits"),
        ({"size_told": 0}, "parties.size_is_a_count"),
        ({"size_told": -3}, "parties.size_is_a_count"),
        ({"size_told": 10**12}, "parties.size_is_a_count"),
    ],
)
def test_what_a_party_says_of_itself_can_be_taken_as_it_stands(given: dict[str, object], code: str) -> None:
    with refused(code, 422):
        found(by(person()), **given)
    assert not Party.objects.exists()


# -- give_mandate --


def test_a_mandate_is_said_in_the_party_s_own_words_and_a_new_one_ends_the_old(
    group: tuple[Party, Actor],
) -> None:
    made, actor = group
    with writes("parties.mandate.given"):
        services.give_mandate(actor=actor, text="11 af 14 sagde ja.", now=NOW)
    services.give_mandate(actor=actor, text="Nu 14 af 14.", now=NOW + timedelta(days=1))
    assert selectors.mandate_of(made.pk).text == "Nu 14 af 14."
    assert Mandate.objects.filter(party=made, ended_at__isnull=True).count() == 1


@pytest.mark.parametrize("act", ["mandate", "invite", "rotate"])
def test_only_a_spokesperson_tends_a_party(act: str, group: tuple[Party, Actor]) -> None:
    made, actor = group
    _, stranger = party(PartyKind.COMPANY)
    row_of = Membership.objects.get(party=made)
    run = {
        "mandate": lambda who: services.give_mandate(actor=who, text="Ja.", now=NOW),
        "invite": lambda who: services.invite_member(actor=who, role="member", now=NOW),
        "rotate": lambda who: services.rotate_spokesperson(
            actor=who, membership_id=row_of.pk, speaks=False, now=NOW
        ),
    }[act]
    with refused("parties.nobody_known", 403):
        run(Actor(party_id=made.pk))
    for who in (by(member(made), made), by(stranger, made), by(person(), made), by(stranger)):
        with refused("parties.not_spokesperson", 403):
            run(who)
    Membership.objects.filter(party=made).update(until=NOW)
    with refused("parties.not_spokesperson"):
        run(actor)


def test_a_politician_who_once_spoke_for_a_party_says_nothing_new_for_it(group: tuple[Party, Actor]) -> None:
    _, actor = group
    RoleGrant.objects.create(participant_id=actor.participant_id, role=Role.COUNCILLOR, since=NOW)
    with refused("parties.office_does_not_speak"):
        services.give_mandate(actor=actor, text="Ja.", now=NOW)


@pytest.mark.parametrize(("text", "code"), [("", "kit.text_missing"), ("x" * 401, "kit.text_too_long")])
def test_a_mandate_is_words_and_brief(text: str, code: str, group: tuple[Party, Actor]) -> None:
    made, actor = group
    services.give_mandate(actor=actor, text="Det gamle.", now=NOW)
    with refused(code):
        services.give_mandate(actor=actor, text=text, now=NOW)
    assert selectors.mandate_of(made.pk).text == "Det gamle."


def test_a_party_that_is_gone_is_not_spoken_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "speaks_for", lambda *_: True)
    with refused("parties.unknown_party", 422):
        services.give_mandate(actor=Actor(participant_id=person().pk, party_id=0), text="Ja.", now=NOW)


# -- invite_member, use_invitation --


def test_an_invitation_works_once_and_leaves_no_public_trace_until_it_is_used(
    group: tuple[Party, Actor],
) -> None:
    made, actor = group
    with writes():
        invitation, code = services.invite_member(actor=actor, role="member", now=NOW)
    assert invitation.code_hash == codes.hash_of(code)
    newcomer = person()
    with writes("parties.member.joined"):
        services.accept_invitation(actor=by(newcomer), code=code.upper(), address=HERE, now=NOW)
    assert selectors.belongs_to(newcomer.pk, made.pk)
    assert not selectors.speaks_for(newcomer.pk, made.pk)
    with refused("parties.unknown_invitation", 422):
        services.use_invitation(actor=by(person()), code=code, now=NOW)


def test_an_invitation_is_worth_nothing_after_thirty_days(group: tuple[Party, Actor]) -> None:
    _, code = services.invite_member(actor=group[1], role="member", now=NOW)
    with refused("parties.unknown_invitation"):
        services.use_invitation(actor=by(person()), code=code, now=NOW + services.INVITATION_LASTS)


def test_an_invitation_opens_no_other_door(group: tuple[Party, Actor]) -> None:
    _, code = services.invite_member(actor=group[1], role="member", now=NOW)
    assert not Participant.objects.filter(code_hash=codes.hash_of(code)).exists()


def test_an_invitation_is_for_a_member_or_a_spokesperson(group: tuple[Party, Actor]) -> None:
    with refused("parties.unknown_role", 422):
        services.invite_member(actor=group[1], role="chair", now=NOW)
    assert not Invitation.objects.exists()


def test_nobody_unknown_uses_an_invitation(group: tuple[Party, Actor]) -> None:
    _, code = services.invite_member(actor=group[1], role="member", now=NOW)
    with refused("parties.nobody_known"):
        services.use_invitation(actor=NOBODY, code=code, now=NOW)


def test_who_is_in_cannot_join_again_and_the_invitation_stays_good(group: tuple[Party, Actor]) -> None:
    made, actor = group
    _, code = services.invite_member(actor=actor, role="member", now=NOW)
    with refused("parties.already_member", 409):
        services.use_invitation(actor=by(member(made)), code=code, now=NOW)
    assert services.use_invitation(actor=by(person()), code=code, now=NOW)


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.FACILITATOR])
def test_an_office_may_belong_but_not_speak(role: Role, group: tuple[Party, Actor]) -> None:
    _, as_voice = services.invite_member(actor=group[1], role="spokesperson", now=NOW)
    _, as_member = services.invite_member(actor=group[1], role="member", now=NOW)
    holder = office(role)
    with refused("parties.office_does_not_speak"):
        services.use_invitation(actor=by(holder), code=as_voice, now=NOW)
    assert services.use_invitation(actor=by(holder), code=as_member, now=NOW)


def test_the_eleventh_guess_at_an_invitation_waits(group: tuple[Party, Actor]) -> None:
    _, code = services.invite_member(actor=group[1], role="member", now=NOW)
    somebody = by(person())
    for _ in range(TRIES):
        with refused("parties.unknown_invitation"):
            services.accept_invitation(actor=somebody, code="a b c d", address=HERE, now=NOW)
    with refused("people.too_many_tries", 429):
        services.accept_invitation(actor=somebody, code=code, address=HERE, now=NOW)


# -- rotate_spokesperson, leave_party --


def test_the_voice_rotates_and_its_history_stays(group: tuple[Party, Actor]) -> None:
    made, actor = group
    second = member(made)
    with writes("parties.voice.rotated"):
        services.rotate_spokesperson(
            actor=actor, membership_id=Membership.objects.get(participant=second).pk, speaks=True, now=NOW
        )
    own = Membership.objects.get(participant_id=actor.participant_id)
    services.rotate_spokesperson(actor=actor, membership_id=own.pk, speaks=False, now=NOW)
    assert [voice.participant for voice in selectors.voices(made)] == [second]
    assert len(selectors.members(made, second.pk)) == 2
    assert Membership.objects.filter(party=made, until__isnull=False).count() == 2


def test_the_last_voice_is_handed_on_before_it_is_laid_down(group: tuple[Party, Actor]) -> None:
    made, actor = group
    member(made)
    own = Membership.objects.get(participant_id=actor.participant_id)
    with refused("parties.somebody_must_speak", 409):
        services.rotate_spokesperson(actor=actor, membership_id=own.pk, speaks=False, now=NOW)
    with refused("parties.somebody_must_speak"):
        services.leave_party(actor=actor, now=NOW)


def test_the_voice_goes_to_somebody_in_the_party(group: tuple[Party, Actor]) -> None:
    other, _ = party(PartyKind.COMPANY)
    elsewhere = Membership.objects.get(party=other)
    for membership_id in (0, elsewhere.pk):
        with refused("parties.unknown_member", 422):
            services.rotate_spokesperson(actor=group[1], membership_id=membership_id, speaks=True, now=NOW)


def test_nothing_rotates_when_it_is_already_so(group: tuple[Party, Actor]) -> None:
    made, actor = group
    plain = Membership.objects.get(participant=member(made))
    own = Membership.objects.get(participant_id=actor.participant_id)
    for membership, speaks in ((plain, False), (own, True)):
        with refused("parties.already_so", 409):
            services.rotate_spokesperson(actor=actor, membership_id=membership.pk, speaks=speaks, now=NOW)


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.FACILITATOR])
def test_the_voice_never_goes_to_an_office(role: Role, group: tuple[Party, Actor]) -> None:
    made, actor = group
    plain = Membership.objects.create(
        party=made, participant=office(role), role=MembershipRole.MEMBER, since=NOW
    )
    with refused("parties.office_does_not_speak"):
        services.rotate_spokesperson(actor=actor, membership_id=plain.pk, speaks=True, now=NOW)


def test_anyone_may_leave_without_a_reason(group: tuple[Party, Actor]) -> None:
    made, _ = group
    somebody = member(made)
    with writes("parties.member.left"):
        services.leave_party(actor=by(somebody, made), now=NOW)
    assert not selectors.belongs_to(somebody.pk, made.pk)
    with refused("parties.unknown_member"):
        services.leave_party(actor=by(somebody, made), now=NOW)


def test_nobody_leaves_what_they_are_not_in(group: tuple[Party, Actor]) -> None:
    with refused("parties.unknown_member"):
        services.leave_party(actor=by(person(), group[0]), now=NOW)
    with refused("parties.unknown_member"):
        services.leave_party(actor=by(person()), now=NOW)
    with refused("parties.nobody_known"):
        services.leave_party(actor=Actor(party_id=group[0].pk), now=NOW)


# -- the database --


def tries() -> dict[str, object]:
    made, speaker = party(PartyKind.COMPANY)
    Mandate.objects.create(party=made, text="Ja.", given_at=NOW)
    base = {"kind": PartyKind.COMPANY, "name": "N", "area": area(), "since": NOW}
    seat = {"party": made, "participant": speaker, "since": NOW}
    offer = {"party": made, "code_hash": "x", "made_at": NOW, "expires_at": NOW + timedelta(days=1)}
    late = NOW - timedelta(days=1)
    return {
        "party_kind_is_known": row(Party, **{**base, "kind": "mafia"}),
        "party_has_a_name": row(Party, **{**base, "name": ""}),
        "party_says_briefly_how_it_decides": None,
        "membership_role_is_known": row(Membership, **seat, role="chair"),
        "membership_is_held_once": row(Membership, **seat, role="member"),
        "membership_ends_after_it_begins": row(
            Membership, party=made, participant=person(), role="member", since=NOW, until=late
        ),
        "mandate_is_said_in_words": row(Mandate, party=made, text="", given_at=NOW, ended_at=NOW),
        "mandate_is_one_at_a_time": row(Mandate, party=made, text="Nej.", given_at=NOW),
        "invitation_role_is_known": row(Invitation, **offer, role="chair"),
        "invitation_expires_after_it_is_made": row(Invitation, **{**offer, "expires_at": NOW}, role="member"),
    }


def test_the_database_itself_keeps_parties_whole() -> None:
    tried = tries()
    assert set(tried) == constraints_of("parties")
    for name, write in tried.items():
        if write is not None:
            breaks(name, write)  # type: ignore[arg-type]  # each is a write to try


def test_the_database_itself_keeps_how_a_party_decides_brief() -> None:
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        Party.objects.create(kind=PartyKind.COMPANY, name="N", area=area(), since=NOW, decides_by="x" * 401)
