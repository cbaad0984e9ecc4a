"""Places are set up by the house and by nobody else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from samskab.ground.people.actor import Actor
from samskab.ground.places import services
from samskab.ground.places.models import Area, AreaIndicator, Municipality, SchoolHoliday
from samskab.ground.places.words import EXPLANATIONS
from samskab.ground.record.models import Entry
from samskab.kit.errors import Refusal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 11, 0, tzinfo=UTC)
HOUSE = Actor(house=True)


def vestby(**changed: Any) -> Area:
    given: dict[str, Any] = {
        "slug": "vestby",
        "name": "Vestby",
        "kind": "town",
        "population": 9200,
        **changed,
    }
    return services.add_area(actor=HOUSE, now=NOW, **given)


def refusal(act: Any, **given: Any) -> str:
    with pytest.raises(Refusal) as refused:
        act(**{"actor": HOUSE, "now": NOW, **given})
    assert refused.value.code in EXPLANATIONS or refused.value.code.startswith("kit.")
    return refused.value.code


def test_the_house_founds_one_municipality_and_no_second() -> None:
    made = services.found_municipality(actor=HOUSE, name=" Vestby Kommune ", phone="12345678", now=NOW)
    assert (made.name, made.phone, made.is_demo) == ("Vestby Kommune", "12345678", False)
    assert refusal(services.found_municipality, name="Østby", phone="") == "places.municipality_is_founded"
    with pytest.raises(IntegrityError), transaction.atomic():
        Municipality.objects.create(name="Østby")


def test_a_municipality_has_a_name() -> None:
    assert refusal(services.found_municipality, name=" ", phone="") == "kit.text_missing"
    assert refusal(services.found_municipality, name="x" * 121, phone="") == "kit.text_too_long"


def test_an_area_is_added_and_stands_in_the_record() -> None:
    area = vestby()
    assert (area.slug, area.population, area.within) == ("vestby", 9200, None)
    assert Entry.objects.get().kind == "places.area.added"
    assert vestby(slug="havnen", kind="town_block", within_slug="vestby").within == area


@pytest.mark.parametrize("slug", ["", "Vestby", "vest by", "-vestby", "vestby-", "æblerød", "v" * 51, "a/b"])
def test_an_address_is_plain(slug: str) -> None:
    given = {"slug": slug, "name": "Vestby", "kind": "town"}
    assert refusal(services.add_area, **given) == "places.slug_is_plain"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "ghetto"}, "places.unknown_kind"),
        ({"population": -1}, "places.population_cannot_be"),
        ({"within_slug": "nowhere"}, "places.unknown_area"),
        ({"name": ""}, "kit.text_missing"),
    ],
)
def test_what_cannot_be_an_area_is_refused(changed: dict[str, Any], code: str) -> None:
    given = {"slug": "vestby", "name": "Vestby", "kind": "town", **changed}
    assert refusal(services.add_area, **given) == code
    assert not Area.objects.exists()


def test_two_areas_never_share_an_address() -> None:
    vestby()
    assert refusal(services.add_area, slug="vestby", name="Ny", kind="town") == "places.area_is_added"


def test_a_figure_has_a_source_and_a_date() -> None:
    figure = {"label": "Boliger", "value": "181", "as_of": date(2026, 1, 1)}
    area = vestby()
    made = services.tell_indicator(actor=HOUSE, area_id=area.pk, source="BBR", now=NOW, **figure)
    assert AreaIndicator.objects.get() == made
    assert Entry.objects.order_by("seq").last().kind == "places.indicator.told"  # type: ignore[union-attr]
    assert refusal(services.tell_indicator, area_id=area.pk, source=" ", **figure) == "kit.text_missing"
    assert refusal(services.tell_indicator, area_id=0, source="BBR", **figure) == "places.unknown_area"


def test_a_holiday_is_written_once_and_ends_after_it_begins() -> None:
    days = {"name": "Vinterferie", "first_day": date(2027, 2, 13), "last_day": date(2027, 2, 21)}
    services.found_holiday(actor=HOUSE, now=NOW, **days)
    assert refusal(services.found_holiday, **days) == "places.holiday_is_known"
    turned = {**days, "first_day": days["last_day"], "last_day": days["first_day"]}
    assert refusal(services.found_holiday, **turned) == "places.holiday_ends_before_it_begins"
    assert SchoolHoliday.objects.count() == 1


@pytest.mark.parametrize(
    ("act", "given"),
    [
        (services.found_municipality, {"name": "Vestby", "phone": ""}),
        (services.add_area, {"slug": "vestby", "name": "Vestby", "kind": "town"}),
        (
            services.tell_indicator,
            {"area_id": 1, "label": "a", "value": "b", "source": "c", "as_of": date(2026, 1, 1)},
        ),
        (
            services.found_holiday,
            {"name": "Jul", "first_day": date(2026, 12, 23), "last_day": date(2027, 1, 3)},
        ),
    ],
)
def test_only_the_house_sets_up_places(act: Any, given: dict[str, Any]) -> None:
    assert refusal(act, **given, actor=Actor(participant_id=1)) == "places.only_the_house"
