"""The set-up of the house: the municipality, its areas with their figures, and its school holidays.

Only the house's own commands do this; no page does.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Protocol

from samskab.ground.places.models import Area, AreaIndicator, AreaKind, Municipality, SchoolHoliday
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Closed, Invalid, NotAllowed
from samskab.kit.text import optional_text, require_text

NAME_CHARS = 120
PHONE_CHARS = 30
SLUG_CHARS = 50
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class ByTheHouse(Protocol):
    """An actor, of whom only this is asked: is it the house? (People live a floor above.)"""

    @property
    def house(self) -> bool: ...


def require_house(actor: ByTheHouse) -> None:
    if not actor.house:
        raise NotAllowed("places.only_the_house")


@act()
def found_municipality(
    *, actor: ByTheHouse, name: str, phone: str, is_demo: bool = False, now: datetime
) -> Municipality:
    """One installation, one municipality; a demo is founded as a demo and can never become a real one.

    The municipality has no public id, so the record begins with its first area.
    """
    require_house(actor)
    found = Municipality.objects.first()
    if found is not None:
        raise Closed("places.municipality_is_founded", name=found.name)
    return Municipality.objects.create(
        name=require_text(name, field="name", most=NAME_CHARS),
        phone=optional_text(phone, field="phone", most=PHONE_CHARS, is_open=False),
        is_demo=is_demo,
    )


@act("places.area.added")
def add_area(
    *,
    actor: ByTheHouse,
    slug: str,
    name: str,
    kind: str,
    population: int | None = None,
    within_slug: str = "",
    now: datetime,
) -> Area:
    """A place people would name themselves, perhaps inside a larger one."""
    require_house(actor)
    if len(slug) > SLUG_CHARS or not _SLUG.fullmatch(slug):
        raise Invalid("places.slug_is_plain", slug=slug)
    if kind not in AreaKind.values:
        raise Invalid("places.unknown_kind", kind=kind, known=", ".join(AreaKind.values))
    if population is not None and population < 0:
        raise Invalid("places.population_cannot_be")
    if Area.objects.filter(slug=slug).exists():
        raise Closed("places.area_is_added", slug=slug)
    within = Area.objects.filter(slug=within_slug).first() if within_slug else None
    if within_slug and within is None:
        raise Invalid("places.unknown_area", slug=within_slug)
    area = Area.objects.create(
        slug=slug,
        name=require_text(name, field="name", most=NAME_CHARS),
        kind=kind,
        population=population,
        within=within,
    )
    record.append(
        "places.area.added",
        space=area.public_id,
        obj=area.public_id,
        at=now,
        commits={"name": area.name},
    )
    return area


@act("places.indicator.told")
def tell_indicator(
    *, actor: ByTheHouse, area_id: int, label: str, value: str, source: str, as_of: date, now: datetime
) -> AreaIndicator:
    """One figure about an area. Without a source and a date it is not a figure (op-ed, S1)."""
    require_house(actor)
    area = Area.objects.filter(pk=area_id).first()
    if area is None:
        raise Invalid("places.unknown_area", slug=area_id)
    indicator = AreaIndicator.objects.create(
        area=area,
        label=require_text(label, field="label", most=120),
        value=require_text(value, field="value", most=40),
        source=require_text(source, field="source", most=200),
        as_of=as_of,
    )
    record.append(
        "places.indicator.told",
        space=area.public_id,
        obj=area.public_id,
        at=now,
        commits={"label": indicator.label, "value": indicator.value, "source": indicator.source},
    )
    return indicator


@act()
def found_holiday(
    *, actor: ByTheHouse, name: str, first_day: date, last_day: date, now: datetime
) -> SchoolHoliday:
    """Days in which no deadline may fall for people nobody pays to be here (DOMAIN.md 8)."""
    require_house(actor)
    if last_day < first_day:
        raise Invalid("places.holiday_ends_before_it_begins")
    if SchoolHoliday.objects.filter(name=name, first_day=first_day, last_day=last_day).exists():
        raise Closed("places.holiday_is_known", name=name)
    return SchoolHoliday.objects.create(
        name=require_text(name, field="name", most=80), first_day=first_day, last_day=last_day
    )
