"""What is known about one person, in plain words; and who has looked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant
from samskab.ground.rights.models import Look
from samskab.ground.rights.visibility import own
from samskab.kit import moments, personal, words
from samskab.kit.personal import Fate, Part, Person

NOTHING = "–"


def person_of(participant: Participant) -> Person:
    """Everything a room needs to find a person's own rows."""
    user = participant.user
    if user is None:
        return Person(participant.pk, participant.public_id)
    known = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    emails = {email.lower() for email in (user.email, *known) if email}
    return Person(participant.pk, participant.public_id, user.pk, tuple(sorted(emails)))


@dataclass(frozen=True)
class Cell:
    """One value: its field, the words for it, and the value as a program reads it."""

    name: str
    label: str
    raw: Any

    @property
    def text(self) -> str:
        """As a person reads it."""
        if self.raw is None or self.raw == "":
            return NOTHING
        if isinstance(self.raw, bool):
            return _("ja") if self.raw else _("nej")
        if isinstance(self.raw, datetime):
            local = timezone.localtime(self.raw)
            return f"{moments.day_words(local.date())} {local:%H:%M}"
        return moments.day_words(self.raw) if isinstance(self.raw, date) else str(self.raw)

    @property
    def plain(self) -> Any:
        """As a file can hold it."""
        if isinstance(self.raw, date):
            return self.raw.isoformat()
        return self.raw if isinstance(self.raw, bool | int | float | None) else str(self.raw)


@dataclass(frozen=True)
class Known:
    """One part of what is known: why, how long, the rows, and how many more there are."""

    part: Part
    rows: list[list[Cell]] = field(default_factory=list)
    total: int = 0

    @property
    def more(self) -> int:
        return self.total - len(self.rows)

    @property
    def basis(self) -> str:
        return words.label("legal_basis", self.part.basis)

    def labels(self, *fates: Fate) -> list[str]:
        return [str(one.label) for one in self.part.fields.values() if one.fate in fates]

    @property
    def goes(self) -> bool:
        return self.part.in_all_fields(Fate.REMOVED)

    @property
    def given_up(self) -> list[str]:
        """What gives way when the row itself stays."""
        return self.labels(Fate.REMOVED, Fate.CUT, Fate.REPLACED)

    @property
    def kept(self) -> list[str]:
        return self.labels(Fate.KEPT)


def known_about(person: Person, *, most: int | None = None) -> Iterator[Known]:
    """Each part that holds something of this person's, at most so many rows of each."""
    for part in personal.told().parts:
        if part.rows is None:
            continue
        rows = part.rows(person)
        total = rows.count()
        if total:
            shown = rows if most is None else rows[:most]
            yield Known(part, [cells(part, row) for row in shown], total)


def cells(part: Part, row: Any) -> list[Cell]:
    return [
        Cell(name, str(one.label), one.show(row) if one.show else getattr(row, name))
        for name, one in part.fields.items()
    ]


def looks_at(participant_id: int) -> QuerySet[Look]:
    """Who has looked at what is private about this person, newest first."""
    return Look.objects.filter(own(Actor(participant_id=participant_id)))


def looks_in(month: date) -> QuerySet[Look]:
    """All looks of one month of the house's own calendar."""
    first = datetime(month.year, month.month, 1, tzinfo=timezone.get_default_timezone())
    year, following = divmod(month.year * 12 + month.month, 12)
    until = datetime(year, following + 1, 1, tzinfo=timezone.get_default_timezone())
    return Look.objects.filter(at__gte=first, at__lt=until).order_by("pk")


def look_in_words(look: Look) -> tuple[str, str]:
    """By whom, and what; codes nobody named are shown as they are."""
    return _named("look_by", look.office), _named("look", look.what)


def _named(kind: str, code: str) -> str:
    try:
        return words.label(kind, code)
    except KeyError:
        return code
