"""A municipality after many years: 1,000 processes over 30 areas, and the people and parties in them.

Rows are written in bulk past the services, and obey every constraint of the database. Two of the processes
are measured: `lille` with a handful of everything, and `stor` with ten times the statements and three times
the proposals, parties and clauses of an ordinary one. What fills the rooms is written by pages_rooms.py.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.db.models import Model

from samskab.ground.parties.models import Mandate, Membership, Party, PartyKind, Side
from samskab.ground.people.models import Participant
from samskab.ground.people.viewer import CODE_SESSION_KEY, CODE_STAMP_KEY, code_stamp
from samskab.ground.places.models import Area, AreaIndicator, AreaKind, Municipality
from samskab.process.core.models import (
    STAGE_ORDER,
    Boundary,
    Challenge,
    DeclaredType,
    Influence,
    MissingVoice,
    OpeningChecklist,
    PartyMotive,
    Process,
    Seat,
    Stage,
    StageRole,
    Steward,
)

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
SMALL, LARGE = "lille", "stor"
AREAS, PROCESSES, PARTIES_PER_AREA, PEOPLE_PER_PARTY = 30, 1000, 20, 10
SENTENCE = (  # nothing but filling: Danish words of ordinary length
    "bussen holder ved hallen men der er langt hjem om aftenen vi mangler et sted hvor unge kan være når "
    "klubben er lukket og nogen skal have nøglen det har vi gjort i mange år uden at spørge nogen"
)
WORDS = SENTENCE.split()


@dataclass(frozen=True)
class Size:
    """How many rows of each kind one process has."""

    seats: int
    statements: int
    proposals: int
    clauses: int
    tasks: int


ORDINARY = Size(seats=6, statements=196, proposals=20, clauses=10, tasks=8)
SIZES = {SMALL: Size(4, 30, 8, 4, 2), LARGE: Size(16, 2000, 60, 30, 40)}


@dataclass
class Made:
    """One process with its table, as the rooms need it."""

    process: Process
    size: Size
    parties: list[Party]
    people: list[Participant]
    rng: random.Random
    rows: dict[str, list[Any]] = field(default_factory=dict)

    def text(self, length: int = 14) -> str:
        return " ".join(self.rng.choices(WORDS, k=length)).capitalize() + "."

    @property
    def reached(self) -> int:
        """The two that are measured stand at every stage in turn, so they have been through them all."""
        if self.process.slug in SIZES:
            return len(STAGE_ORDER)
        return STAGE_ORDER.index(Stage(self.process.stage))

    def been(self, stage: Stage) -> bool:
        return self.reached >= STAGE_ORDER.index(stage)


def write(rows: Iterable[Model]) -> None:
    """Rows of one model in bulk; the database numbers them and checks every constraint."""
    listed = list(rows)
    if listed:
        type(listed[0])._default_manager.bulk_create(listed, batch_size=2000)


def ground(rng: random.Random) -> tuple[list[Area], dict[int, list[Party]], dict[int, list[Participant]]]:
    """Areas, parties by area, and people by party: the first speaks for the party."""
    Municipality.objects.create(name="Bænkby Kommune", phone="70 00 00 00")
    areas = [
        Area(slug=f"omraade-{n}", name=f"Område {n:02}", kind=AreaKind.VILLAGE, population=900 + n)
        for n in range(AREAS)
    ]
    write(areas)
    write(
        AreaIndicator(area=area, label=label, value="12 %", source="Bænkby", as_of=NOW.date())
        for area in areas
        for label in ("Børn", "Ældre", "Uden bil")
    )
    kinds = [PartyKind.INFORMAL_GROUP, PartyKind.MUNICIPAL_UNIT, PartyKind.ASSOCIATION, PartyKind.COMPANY]
    parties = {
        area.pk: [
            Party(kind=kinds[n % len(kinds)], name=f"{area.name}, part {n}", area=area, since=NOW)
            for n in range(PARTIES_PER_AREA)
        ]
        for area in areas
    }
    write(party for listed in parties.values() for party in listed)
    everyone = [party for listed in parties.values() for party in listed]
    people = {
        party.pk: [
            Participant(door="code", code_hash=f"{party.pk:032d}{n:032d}", code_given_at=NOW, since=NOW)
            for n in range(PEOPLE_PER_PARTY)
        ]
        for party in everyone
    }
    write(person for listed in people.values() for person in listed)
    write(
        Membership(party_id=pk, participant=person, role="member" if n else "spokesperson", since=NOW)
        for pk, listed in people.items()
        for n, person in enumerate(listed)
    )
    write(Mandate(party=party, text="Alle på mødet sagde ja.", given_at=NOW) for party in everyone)
    rng.shuffle(areas)
    return areas, parties, people


def processes(areas: list[Area], rng: random.Random) -> list[Process]:
    """Spread over the areas and stages; the two measured ones lie in the first area."""
    slugs = [SMALL, LARGE, *(f"forloeb-{n}" for n in range(PROCESSES - 2))]
    rows = []
    for n, slug in enumerate(slugs):
        stage = Stage.KNOWLEDGE if slug in SIZES else rng.choice(STAGE_ORDER)
        rows.append(
            Process(
                slug=slug,
                title=f"Hvad gør vi med aftenbussen, nummer {n}?",
                summary="Vi vil vide, hvem der mangler, og hvad der kan ændres.",
                area=areas[0 if slug in SIZES else n % len(areas)],
                stage=stage,
                declared_type=DeclaredType.EQUAL,
                promised_influence=Influence.INVOLVE,
                started_at=NOW - timedelta(days=400),
                stage_since=NOW - timedelta(days=rng.randrange(1, 300), minutes=n),
            )
        )
    write(rows)
    return rows


def tables(made: list[Made]) -> None:
    """The core room: seats, keys, the opening checklist, boundaries with challenges, voices missing."""
    write(
        OpeningChecklist(
            process=one.process,
            can_change=one.text(),
            who_decides=one.text(),
            saving_is_part=False,
            saving=one.text(),
            money_hours=one.text(),
            outside_affected=one.text(),
            answered_by=one.parties[0],
            answered_at=NOW,
        )
        for one in made
    )
    write(
        Seat(process=one.process, party=party, affected=n % 3 == 0, paid_time=n % 4 == 1, joined_at=NOW)
        for one in made
        for n, party in enumerate(one.parties)
    )
    write(
        Steward(process=one.process, participant=person, party=party, side=side, since=NOW)
        for one in made
        for party, person, side in (
            (one.parties[0], one.people[0], Side.CIVIC),
            (one.parties[1], one.people[PEOPLE_PER_PARTY], Side.PUBLIC),
        )
    )
    write(
        PartyMotive(process=one.process, party=party, first="demokrati")
        for one in made
        for party in one.parties
    )
    write(StageRole(process=one.process, stage=stage, role="part") for one in made for stage in STAGE_ORDER)
    write(MissingVoice(process=one.process, who="De unge", noted_at=NOW) for one in made)
    boundaries = [
        Boundary(
            process=one.process,
            set_by=one.parties[1],
            kind="budget",
            text=one.text(),
            reason=one.text(),
            set_at=NOW,
        )
        for one in made
        for _ in range(max(1, one.size.seats // 3))
    ]
    write(boundaries)
    write(
        Challenge(
            boundary=boundary,
            by=boundary.set_by,
            text="Det kan ændres.",
            raised_at=NOW,
            answer_due=NOW + timedelta(days=21),
        )
        for boundary in boundaries[::2]
    )


def build() -> dict[str, str]:
    """Everything, in transactions of a hundred processes; answers who the known reader is."""
    from bench import pages_rooms

    rng = random.Random(2026)
    with transaction.atomic():
        areas, parties, people = ground(rng)
        rows = processes(areas, rng)
    for start in range(0, len(rows), 100):
        made = []
        for row in rows[start : start + 100]:
            size = SIZES.get(row.slug, ORDINARY)
            seated = parties[row.area_id][: size.seats]
            present = [person for party in seated for person in people[party.pk]]
            made.append(Made(row, size, seated, present, rng))
        with transaction.atomic():
            tables(made)
            pages_rooms.fill(made)
    with transaction.atomic():
        pages_rooms.raise_calls(areas, parties, rows, rng)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"session": known_reader(parties[areas[0].pk][0], people)}


def known_reader(party: Party, people: dict[int, list[Participant]]) -> str:
    """The spokesperson of the first party of both tables, who holds the civic key of both: a session."""
    assert "cache" not in settings.SESSION_ENGINE, "the bench makes its session in the database"
    session = SessionStore()
    person = people[party.pk][0]
    session[CODE_SESSION_KEY], session[CODE_STAMP_KEY] = person.pk, code_stamp(person)
    session.create()
    return str(session.session_key)
