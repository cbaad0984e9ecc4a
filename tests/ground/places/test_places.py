"""The municipality, its areas and its holidays: set up by the house alone, kept whole by the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.ground.places import selectors, services
from samskab.ground.places.models import Area, AreaIndicator, Municipality, SchoolHoliday
from tests.acts import NOBODY, breaks, constraints_of, refused, row, writes
from tests.builders import NOW, area, municipality, office

pytestmark = pytest.mark.django_db
HOUSE = Actor(house=True)
DAY = date(2026, 12, 21)


def add(actor: Actor = HOUSE, **given: Any) -> Area:
    said = {"slug": "norre-vadby", "name": "Nørre Vadby", "kind": "village", "population": 600}
    return services.add_area(actor=actor, now=NOW, **{**said, **given})


def tell(actor: Actor = HOUSE, **given: Any) -> AreaIndicator:
    said = {"area_id": area().pk, "label": "Læger", "value": "0", "source": "Regionen", "as_of": DAY}
    return services.tell_indicator(actor=actor, now=NOW, **{**said, **given})


def found(actor: Actor = HOUSE, **given: Any) -> Municipality:
    said = {"name": "Vadby Kommune", "phone": "00 00 00 00"}
    return services.found_municipality(actor=actor, now=NOW, **{**said, **given})


def holiday(actor: Actor = HOUSE, **given: Any) -> SchoolHoliday:
    said = {"name": "juleferien", "first_day": DAY, "last_day": DAY}
    return services.found_holiday(actor=actor, now=NOW, **{**said, **given})


@pytest.mark.parametrize("act", [add, tell, found, holiday])
def test_only_the_house_sets_up_places(act: Callable[..., object]) -> None:
    for actor in (NOBODY, *(Actor(participant_id=office(role).pk) for role in Role)):
        with refused("places.only_the_house", 403):
            act(actor)


def test_found_municipality_once_in_one_house() -> None:
    with writes():
        made = found(is_demo=True)
    assert made.is_demo
    with refused("places.municipality_is_founded", 409):
        found(name="En anden")


def test_every_page_knows_whose_house_it_is() -> None:
    cache.clear()
    assert selectors.house() == ("", "", False)
    found()
    assert selectors.house() == ("Vadby Kommune", "00 00 00 00", False)
    cache.clear()


def test_add_area_perhaps_inside_a_larger_one() -> None:
    with writes("places.area.added"):
        add()
    inside = add(slug="skolevej", name="Skolevej", kind="town_block", within_slug="norre-vadby")
    assert inside.within.slug == "norre-vadby"
    assert len(selectors.areas()) == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"slug": "Nørre Vadby"}, "places.slug_is_plain"),
        ({"slug": "x" * 51}, "places.slug_is_plain"),
        ({"slug": ""}, "places.slug_is_plain"),
        ({"kind": "planet"}, "places.unknown_kind"),
        ({"population": -1}, "places.population_cannot_be"),
        ({"within_slug": "nowhere"}, "places.unknown_area"),
        ({"name": " "}, "kit.text_missing"),
    ],
)
def test_an_area_is_a_place_that_can_be(given: dict[str, Any], code: str) -> None:
    with refused(code, 422):
        add(**given)


def test_an_area_is_added_once() -> None:
    add()
    with refused("places.area_is_added", 409):
        add()


def test_tell_indicator_with_its_source_and_date() -> None:
    with writes("places.indicator.told"):
        assert tell().as_of == DAY
    with refused("kit.text_missing", 422):
        tell(label="Busser", source="")
    with refused("places.unknown_area", 422):
        tell(area_id=0)


def test_found_holiday_that_a_deadline_cannot_fall_in() -> None:
    with writes():
        made = holiday(last_day=date(2027, 1, 3))
    assert selectors.holiday_on(date(2026, 12, 25)) == made
    assert selectors.holiday_on(date(2027, 1, 4)) is None
    with refused("places.holiday_is_known", 409):
        holiday(last_day=date(2027, 1, 3))
    with refused("places.holiday_ends_before_it_begins", 422):
        holiday(last_day=date(2026, 12, 20))


def test_the_database_itself_keeps_places_whole() -> None:
    municipality()
    told = tell()
    figure = {"area": told.area, "label": "Busser", "value": "3", "source": "", "as_of": DAY}
    tried = {
        "municipality_is_the_only_one": row(Municipality, name="To", only_one=False),
        "municipality_has_a_name": None,
        "area_kind_is_known": row(Area, slug="a", name="A", kind="planet"),
        "area_has_a_name": row(Area, slug="b", name="", kind="village"),
        "area_indicator_is_said_once": row(
            AreaIndicator, **{**figure, "label": told.label, "source": "Regionen"}
        ),
        "area_indicator_names_its_source": row(AreaIndicator, **figure),
        "school_holiday_ends_after_it_begins": row(
            SchoolHoliday, name="F", first_day=DAY, last_day=date(2026, 12, 20)
        ),
    }
    assert set(tried) == constraints_of("places")
    for name, write in tried.items():
        if write is not None:
            breaks(name, write)
    breaks("only_one", row(Municipality, name="To"))
    Municipality.objects.all().delete()
    breaks("municipality_has_a_name", row(Municipality, name=""))
