"""Accounts and offices: made by the house, never by a page; the database keeps them whole."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samskab.ground.people import selectors, services
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Door, LoginSession, Participant, Role, RoleGrant, User
from tests.acts import NOBODY, breaks, constraints_of, refused, row, writes
from tests.builders import NOW, office, person

pytestmark = pytest.mark.django_db
HOUSE = Actor(house=True)


def test_the_house_gives_an_office_and_says_so_in_the_record() -> None:
    holder = person()
    with writes("people.role.granted"):
        services.grant_role(
            actor=HOUSE, participant_id=holder.pk, role=Role.COUNCILLOR, title="Udvalgsformand", now=NOW
        )
    assert selectors.holds(holder.pk, Role.COUNCILLOR)
    assert [grant.participant for grant in selectors.councillors()] == [holder]


def test_an_office_is_held_once() -> None:
    holder = office(Role.FACILITATOR)
    with refused("people.role_is_held", 409):
        services.grant_role(actor=HOUSE, participant_id=holder.pk, role=Role.FACILITATOR, title="", now=NOW)


def test_an_office_ends_and_its_history_stays() -> None:
    holder = office(Role.COORDINATOR)
    with writes("people.role.ended"):
        services.end_role(actor=HOUSE, participant_id=holder.pk, role=Role.COORDINATOR, now=NOW)
    assert not selectors.holds(holder.pk, Role.COORDINATOR)
    assert RoleGrant.objects.get(participant=holder).until == NOW


def test_an_office_nobody_gave_cannot_end() -> None:
    with refused("people.role_is_not_held", 409):
        services.end_role(actor=HOUSE, participant_id=person().pk, role=Role.HELPER, now=NOW)


@pytest.mark.parametrize("role", [None, *Role])
def test_nobody_but_the_house_gives_or_ends_an_office_or_founds_an_account(role: Role | None) -> None:
    actor = Actor(participant_id=office(role).pk) if role else NOBODY
    target = person()
    with refused("people.only_the_house", 403):
        services.grant_role(actor=actor, participant_id=target.pk, role=Role.COUNCILLOR, title="", now=NOW)
    with refused("people.only_the_house"):
        services.end_role(actor=actor, participant_id=target.pk, role=Role.COUNCILLOR, now=NOW)
    with refused("people.only_the_house"):
        services.found_account(actor=actor, email="ny@example.org", name="Ny", now=NOW)


def test_found_account_makes_a_participant_once_whatever_the_case_of_the_mail() -> None:
    with writes():
        first = services.found_account(actor=HOUSE, email="Ny@Example.org", name="Ny", now=NOW)
    again = services.found_account(actor=HOUSE, email="nY@example.ORG", name="Ny", now=NOW)
    assert (again, first.door) == (first, Door.ACCOUNT)
    assert User.objects.get().email == "ny@example.org"


def test_others_never_see_any_part_of_an_e_mail() -> None:
    user = User.objects.create_user(email="hanne.jensen@example.org")
    assert user.get_short_name() == ""


def test_an_account_without_a_password_is_not_opened_by_an_empty_one() -> None:
    assert not User.objects.create_user(email="a@example.org").has_usable_password()


def test_a_superuser_is_made_by_a_command_only() -> None:
    made = User.objects.create_superuser(email="drift@example.org", password="x" * 20)
    assert (made.is_staff, made.is_superuser) == (True, True)
    assert selectors.participant_of(made) is None


def tries() -> dict[str, object]:
    held = office(Role.HELPER)
    user = User.objects.create_user(email="en@example.org")
    return {
        "user_email_is_one_whatever_its_case": row(User, email="EN@example.org", password=user.password),
        "participant_door_is_known": row(Participant, door="window", since=NOW),
        "participant_code_has_a_date": row(Participant, door=Door.CODE, code_hash="x", since=NOW),
        "role_grant_role_is_known": row(RoleGrant, participant=held, role="mayor", since=NOW),
        "role_grant_is_held_once": row(RoleGrant, participant=held, role=Role.HELPER, since=NOW),
        "role_grant_ends_after_it_begins": row(
            RoleGrant, participant=held, role=Role.FACILITATOR, since=NOW, until=NOW - timedelta(days=1)
        ),
        "login_session_way_in_is_known": row(
            LoginSession, participant=held, session_key="k", way_in="window", since=NOW
        ),
    }


def test_the_database_itself_keeps_people_whole() -> None:
    tried = tries()
    assert set(tried) == constraints_of("people")
    for name, write in tried.items():
        breaks(name, write)  # type: ignore[arg-type]  # each is a write to try
