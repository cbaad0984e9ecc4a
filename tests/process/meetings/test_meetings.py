"""Meetings: any party calls one, who came is a count, and nobody's name is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from samskab.ground.parties.models import Membership, MembershipRole, PartyKind
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role, RoleGrant
from samskab.kit import clock
from samskab.kit.text import tidy
from samskab.process.core.models import Status
from samskab.process.meetings import services
from samskab.process.meetings.models import Attendance, Meeting, MeetingAccess
from tests.acts import NOBODY, breaks, come_in, constraints_of, refused, row, writes
from tests.builders import NOW, Table, office, party, person, table
from tests.hostile import HOSTILE, IDS, SCRIPT

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(days=20)


def book(on: Table, actor: Actor, **given: Any) -> Meeting:
    said = {"at": SOON, "place": "Vaskeriet", "purpose": "At høre.", "access": ["food", "transport", "food"]}
    return services.book_meeting(process_id=on.process.pk, actor=actor, now=NOW, **{**said, **given})


def count(
    on: Table, actor: Actor, meeting: Meeting, people: Mapping[int, int], now: datetime = SOON
) -> Meeting:
    return services.count_attendance(
        process_id=on.process.pk, actor=actor, meeting_id=meeting.pk, people=people, now=now
    )


@pytest.mark.parametrize("who", ["residents", "association", "unit", "grocer"])
def test_any_party_books_a_meeting_and_says_what_makes_it_possible_to_come(who: str) -> None:
    on = table()
    with writes("meetings.meeting.booked"):
        meeting = book(on, on.actor(who))
    assert sorted(meeting.access.values_list("code", flat=True)) == ["food", "transport"]


def test_a_neutral_facilitator_books_and_counts() -> None:
    on = table()
    actor = Actor(participant_id=office(Role.FACILITATOR).pk)
    meeting = book(on, actor)
    assert count(on, actor, meeting, {on.parties["grocer"].pk: 1}).attendance.get().people == 1


@pytest.mark.parametrize("act", ["book", "count"])
def test_who_is_not_at_the_table_neither_books_nor_counts(act: str) -> None:
    on = table()
    meeting = book(on, on.actor("unit"))
    elsewhere, stranger = party(PartyKind.ASSOCIATION)
    plain = person()
    residents = on.parties["residents"]
    Membership.objects.create(party=residents, participant=plain, role=MembershipRole.MEMBER, since=NOW)

    def run(actor: Actor) -> object:
        return book(on, actor) if act == "book" else count(on, actor, meeting, {})

    for code, actor in (
        ("core.nobody_known", NOBODY),
        ("core.party_not_at_table", Actor(participant_id=person().pk)),
        ("core.party_not_at_table", Actor(participant_id=stranger.pk, party_id=elsewhere.pk)),
        ("core.not_spokesperson", Actor(participant_id=plain.pk, party_id=residents.pk)),
        ("core.party_not_at_table", Actor(participant_id=office(Role.COUNCILLOR).pk)),
    ):
        with refused(code, 403):
            run(actor)
    RoleGrant.objects.create(participant=on.speakers["unit"], role=Role.COUNCILLOR, since=NOW)
    with refused("core.councillor_has_no_stance", 403):
        run(on.actor("unit"))


@pytest.mark.parametrize("status", [Status.PAUSED, Status.STOPPED])
def test_no_meeting_is_booked_or_counted_while_the_process_rests(status: Status) -> None:
    on = table()
    meeting = book(on, on.actor("unit"))
    on.process.status, on.process.status_reason = status, "Sommer"
    on.process.save()
    with refused("core.not_running", 409):
        book(on, on.actor("unit"))
    with refused("core.not_running"):
        count(on, on.actor("unit"), meeting, {})


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"access": ["helicopter"]}, "meetings.unknown_choice"),
        ({"at": NOW}, "meetings.in_the_past"),
        ({"place": " "}, "kit.text_missing"),
        ({"purpose": "x" * 401}, "kit.text_too_long"),
    ],
)
def test_a_meeting_is_somewhere_later_for_something(given: dict[str, Any], code: str) -> None:
    on = table()
    with refused(code, 422):
        book(on, on.actor("unit"), **given)
    assert not Meeting.objects.exists()


def neutral() -> Actor:
    return Actor(participant_id=office(Role.FACILITATOR).pk)


def test_who_came_is_counted_and_may_be_put_right() -> None:
    on = table()
    meeting = book(on, on.actor("unit"))
    residents, grocer = on.parties["residents"].pk, on.parties["grocer"].pk
    with writes("meetings.attendance.counted", "meetings.attendance.counted"):
        count(on, neutral(), meeting, {residents: 9, grocer: 1})
        count(on, neutral(), meeting, {residents: 8, grocer: 0})
    assert dict(meeting.attendance.values_list("party", "people")) == {residents: 8}


def test_a_party_counts_its_own_and_nobody_elses() -> None:
    on = table()
    meeting = book(on, on.actor("unit"))
    residents, grocer = on.parties["residents"].pk, on.parties["grocer"].pk
    count(on, on.actor("residents"), meeting, {residents: 9})
    with refused("meetings.count_your_own", 403):
        count(on, on.actor("grocer"), meeting, {grocer: 1, residents: 0})
    assert dict(meeting.attendance.values_list("party", "people")) == {residents: 9}


def test_nobody_counts_before_the_meeting_is_held() -> None:
    on = table()
    meeting = book(on, on.actor("unit"))
    with refused("meetings.not_held_yet", 409):
        count(on, on.actor("unit"), meeting, {}, now=SOON - timedelta(seconds=1))


def test_a_meeting_of_another_process_is_not_counted_here() -> None:
    on, other = table(), table()
    elsewhere = book(other, other.actor("unit"))
    with refused("meetings.unknown_meeting", 422):
        count(on, on.actor("unit"), elsewhere, {})


@pytest.mark.parametrize("people", [-1, 15, 10**12])
def test_no_more_come_than_a_party_is(people: int) -> None:
    on = table()
    meeting = book(on, on.actor("unit"))
    residents = on.parties["residents"]
    residents.size_told = 14
    residents.save()
    with refused("meetings.count_cannot_be", 422):
        count(on, neutral(), meeting, {on.parties["grocer"].pk: 1, residents.pk: people})
    assert not Attendance.objects.exists()


def test_only_parties_at_the_table_are_counted_and_in_numbers_that_can_be() -> None:
    on = table()
    meeting = book(on, on.actor("unit"))
    for people in ({party(PartyKind.COMPANY)[0].pk: 1}, {on.parties["grocer"].pk: 10**12}):
        with refused("meetings.count_cannot_be"):
            count(on, neutral(), meeting, people)


def test_the_database_itself_keeps_meetings_whole() -> None:
    on = table()
    meeting = book(on, on.actor("unit"))
    unit = on.parties["unit"]
    meeting.attendance.create(party=unit, people=1)
    base = {"process": on.process, "at": SOON, "place": "P", "purpose": "F", "booked_at": NOW}
    tried = {
        "meeting_names_a_place": row(Meeting, **{**base, "place": ""}),
        "meeting_has_a_purpose": row(Meeting, **{**base, "purpose": ""}),
        "meeting_access_is_known": row(MeetingAccess, meeting=meeting, code="helicopter"),
        "meeting_access_is_said_once": row(MeetingAccess, meeting=meeting, code="food"),
        "attendance_is_counted_once": row(Attendance, meeting=meeting, party=unit, people=2),
        "attendance_counts_somebody": row(Attendance, meeting=meeting, party=on.parties["grocer"], people=0),
    }
    assert set(tried) == constraints_of("meetings")
    for name, write in tried.items():
        breaks(name, write)


# -- pages --


def at(on: Table, name: str, *more: object) -> str:
    return reverse(f"meetings:{name}", args=[on.process.slug, *more])


@pytest.mark.parametrize("who", [None, "unit", "stranger", "facilitator"])
@pytest.mark.parametrize("status", [Status.RUNNING, Status.PAUSED])
def test_the_pages_of_meetings_open_for_everyone(client: Client, who: str | None, status: Status) -> None:
    on = table()
    empty = client.get(at(on, "page")).content.decode()
    assert "Der er ikke aftalt møder endnu" in empty
    meeting = book(on, on.actor("unit"))
    on.process.status, on.process.status_reason = status, "Sommer"
    on.process.save()
    somebody = {"unit": on.speakers["unit"], "stranger": person(), "facilitator": office(Role.FACILITATOR)}
    if who:
        come_in(client, somebody[who])
    for page in (at(on, "page"), at(on, "book"), at(on, "count", meeting.public_id)):
        assert client.get(page).status_code == 200
    may = who in ("unit", "facilitator")
    assert (at(on, "book") in client.get(at(on, "page")).content.decode()) == may


def test_a_meeting_is_booked_and_counted_on_the_pages(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = table()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    come_in(client, on.speakers["unit"])
    given = {"place": "Vaskeriet", "at": "2026-11-20T19:00", "purpose": "At høre.", "access": ["food"]}
    assert client.post(at(on, "book"), given)["Location"] == at(on, "page")
    meeting = Meeting.objects.get()
    field = f"party_{on.parties['unit'].pk}"
    early = client.post(at(on, "count", meeting.public_id), {field: "9"})
    assert early.status_code == 409
    monkeypatch.setattr(clock, "now", lambda: SOON)
    assert client.post(at(on, "count", meeting.public_id), {field: "9"}).status_code == 303
    assert "unit: 9" in client.get(at(on, "page")).content.decode()
    assert client.post(at(on, "count", meeting.public_id), {field: "-1"}).status_code == 422


@pytest.mark.parametrize("when", ["", "i morgen", "2026-02-31T10:00", "0000-01-01T00:00"])
def test_a_time_that_is_none_comes_back_with_the_rest(client: Client, when: str) -> None:
    on = table()
    come_in(client, on.speakers["unit"])
    answer = client.post(at(on, "book"), {"place": "Vaskeriet", "at": when, "purpose": "At høre."})
    assert answer.status_code == 422
    assert "Vaskeriet" in answer.content.decode()


def test_a_meeting_booked_too_late_or_by_nobody_keeps_its_words(client: Client) -> None:
    on = table()
    given = {"place": "Vaskeriet", "at": "2026-11-01T19:00", "purpose": "At høre de andre."}
    nobody = client.post(at(on, "book"), given)
    assert nobody.status_code == 403
    assert "At høre de andre." in nobody.content.decode()


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_whatever_a_meeting_is_called_stays_text(client: Client, text: str) -> None:
    on = table()
    book(on, on.actor("unit"), place=text, purpose=text)
    page = client.get(at(on, "page")).content.decode()
    assert SCRIPT not in page
    assert page.count(escape(tidy(text))) >= 2


def test_thirty_meetings_cost_no_more_questions_than_three(client: Client) -> None:
    on = table()
    come_in(client, on.speakers["unit"])

    def grow(n: int) -> None:
        for _ in range(n):
            meeting = book(on, on.actor("unit"))
            meeting.attendance.create(party=on.parties["unit"], people=1)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(at(on, "page"))
        return len(queries)

    grow(3)
    client.get(at(on, "page"))
    few = asked()
    grow(27)
    assert asked() == few <= 15


def test_the_next_meeting_stands_first_and_a_long_list_is_paged(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    on = table()
    for days in range(-15, 10):
        Meeting.objects.create(
            process=on.process,
            at=NOW + timedelta(days=days, hours=1),
            place="Vaskeriet",
            purpose=f"Møde {days}.",
            booked_at=NOW - timedelta(days=30),
        )
    first = client.get(at(on, "page")).content.decode()
    second = client.get(at(on, "page"), {"page": "2"}).content.decode()
    told = re.findall(r"Møde (-?\d+)\.", first + second)
    assert [int(days) for days in told] == [*range(10), *range(-1, -16, -1)]
    assert "Side 1 af 2" in first
