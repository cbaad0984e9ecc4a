"""An act: all of it or nothing, and it can be found."""

from __future__ import annotations

import pytest
from django.db import connection

from samskab.ground.places.models import Area
from samskab.kit import acts
from samskab.kit.errors import Closed


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "REGISTRY", dict(acts.REGISTRY))


def add(slug: str) -> None:
    Area.objects.create(slug=slug, name=slug, kind="village")


@pytest.mark.engine_free
def test_an_act_is_named_after_its_room_also_inside_a_package_of_services() -> None:
    def pause_thing(*, now: int) -> int:
        """Rule."""
        return now

    for module in ("samskab.process.core.services", "samskab.process.core.services.stops"):
        pause_thing.__module__ = module
        marked = acts.act("core.thing.paused")(pause_thing)
        found = acts.REGISTRY["core.pause_thing"]
        assert (found.records, found.run) == (("core.thing.paused",), marked)
        assert marked.__doc__ == "Rule."
        assert marked.__name__ == "pause_thing"


@pytest.mark.django_db
def test_a_refused_act_leaves_nothing() -> None:
    @acts.act()
    def half(*, now: int) -> None:
        add("half")
        raise Closed("core.not_running")

    with pytest.raises(Closed):
        half(now=1)
    assert not Area.objects.filter(slug="half").exists()


@pytest.mark.django_db
def test_a_refusal_inside_an_act_leaves_nothing_of_the_inner_and_all_of_the_outer() -> None:
    @acts.act()
    def inner(*, now: int) -> None:
        add("inner")
        raise Closed("core.not_running")

    @acts.act()
    def outer(*, now: int) -> str:
        add("outer")
        with pytest.raises(Closed):
            inner(now=now)
        return "done"

    assert outer(now=1) == "done"
    assert list(Area.objects.values_list("slug", flat=True)) == ["outer"]


@pytest.mark.django_db
def test_an_act_runs_in_a_transaction() -> None:
    seen = []

    @acts.act()
    def look(*, now: int) -> None:
        seen.append(connection.in_atomic_block)

    look(now=1)
    assert seen == [True]
