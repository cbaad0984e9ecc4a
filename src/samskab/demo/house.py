"""What has to stand before the first act: the municipality, its places, its people and its parties.

Places and accounts are the house's own set-up, and parties are founded by the people who speak for them. The
one thing written past every act is the resident's paper code: a code that everybody knows can be given by no
service, and must not be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from samskab.demo.content import Row, content, courses, stop_of
from samskab.demo.logins import OFFICES, RESIDENT_CODE
from samskab.demo.models import DemoClock, DemoCourse
from samskab.demo.script import board
from samskab.ground.parties import services as parties
from samskab.ground.parties.models import PartyKind
from samskab.ground.people import codes
from samskab.ground.people import services as people
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Door, Participant, Role
from samskab.ground.places import services as places

HOUSE = Actor(house=True)
WEEK = 7
FOUNDED_BEFORE = timedelta(days=60)  # the parties are older than the first course
MAIL = "langemose.example"  # a name that can never be anybody's


@dataclass(frozen=True)
class Calendar:
    """When each course begins: moved by whole weeks, so that its stop falls today or up to six days ago.

    Nothing happens on a stop day itself, so nothing the demo is loaded with lies later today.
    """

    began: dict[str, date]

    @property
    def founded(self) -> datetime:
        day = min(self.began.values()) - FOUNDED_BEFORE
        return datetime.combine(day, time(9), tzinfo=timezone.get_current_timezone())


def calendar(today: date) -> Calendar:
    began = {row["slug"]: _moved(row["start"], stop_of(row["slug"]), today) for row in courses()}
    began[board.SLUG] = _moved(board.FIRST_DAY, board.stop(), today)
    return Calendar(began)


def _moved(start: date, stop: int, today: date) -> date:
    """The latest day of the same weekday as `start` from which `stop` is not still to come."""
    weeks = (today - (start + timedelta(days=stop))).days // WEEK
    return start + timedelta(weeks=weeks)


def found_house(today: date) -> None:
    """Everything but the courses, once. Runs inside the transaction of the load."""
    when = calendar(today)
    now, rows = when.founded, {}
    told = content()["meta"]["municipality"]
    places.found_municipality(actor=HOUSE, name=told["name"], phone="00 00 00 00", is_demo=True, now=now)
    DemoClock.objects.create()
    for area in content()["areas"]:
        rows[f"area:{area['slug']}"] = _area(area, now)
    for course in courses():
        for pause in course.get("pauses", []):
            first = when.began[course["slug"]] + timedelta(days=pause["from_day"])
            last = when.began[course["slug"]] + timedelta(days=pause["to_day"])
            places.found_holiday(
                actor=HOUSE, name="Skolernes sommerferie", first_day=first, last_day=last, now=now
            )
        for party in course["parties"]:
            rows |= _party(party, rows[f"area:{course['area']}"], now)
    rows |= _offices(now)
    rows["resident"] = _resident(now).pk
    for slug, began in when.began.items():
        DemoCourse.objects.create(slug=slug, began_on=began, rows=rows)


def _area(told: Row, now: datetime) -> int:
    area = places.add_area(
        actor=HOUSE,
        slug=told["slug"],
        name=told["name"],
        kind=told["kind"],
        population=told["population"],
        within_slug="",
        now=now,
    )
    for figure in told["indicators"]:
        places.tell_indicator(
            actor=HOUSE,
            area_id=area.pk,
            label=figure["label"],
            value=figure["value"],
            source=told["source_da"],
            as_of=now.date(),
            now=now,
        )
    return area.pk


def _party(told: Row, area_id: int, now: datetime) -> dict[str, int]:
    """The party and the person who speaks for it; whoever speaks for a municipal unit holds that office."""
    voice = people.found_account(
        actor=HOUSE, email=f"{told['id']}@{MAIL}", name=f"Talsperson for {told['name']}"[:80], now=now
    )
    if told["kind"] == PartyKind.MUNICIPAL_UNIT:
        people.grant_role(
            actor=HOUSE, participant_id=voice.pk, role=Role.COORDINATOR, title=told["name"], now=now
        )
    party = parties.found_party(
        actor=Actor(participant_id=voice.pk),
        kind=told["kind"],
        name=told["name"],
        area_id=area_id,
        decides_by=told.get("decides_by", ""),
        size_told=told["size"],
        cvr="",
        now=now,
    )
    return {told["id"]: party.pk, f"voice:{told['id']}": voice.pk}


def _offices(now: datetime) -> dict[str, int]:
    """Politicians, a neutral facilitator and a helper."""
    found = {}
    for office in OFFICES:
        holder = people.found_account(actor=HOUSE, email=f"{office.email}@{MAIL}", name=office.name, now=now)
        people.grant_role(actor=HOUSE, participant_id=holder.pk, role=office.role, title=office.name, now=now)
        found[office.key] = holder.pk
    return found


def _resident(now: datetime) -> Participant:
    """The one person whose paper code is printed on the demo's page."""
    return Participant.objects.create(
        door=Door.CODE, code_hash=codes.hash_of(RESIDENT_CODE), code_given_at=now, since=now
    )
