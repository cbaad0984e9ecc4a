"""The register of personal fields is whole: every field of every table is in it, or in the reviewed rest."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import models

from samskab.kit import personal
from samskab.kit.personal import Fate, Field, Part

pytestmark = pytest.mark.engine_free


def stored(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.local_fields}


def said() -> Counter[str]:
    told = personal.told()
    names = [f"{part.model}.{name}" for part in told.parts for name in part.fields if ":" not in part.model]
    return Counter(names + [f"{rest.model}.{name}" for rest in told.rest for name in rest.fields.split()])


def unsaid(tables: list[type[models.Model]]) -> list[str]:
    known = said()
    return [
        f"{t._meta.label}.{name}"
        for t in tables
        for name in sorted(stored(t))
        if not known[f"{t._meta.label}.{name}"]
    ]


def test_every_field_of_every_table_is_personal_or_reviewed() -> None:
    """Add the field to PARTS or REST in the `personal.py` of its room: CONTRIBUTING.md says how."""
    assert unsaid(personal.all_models()) == []


def test_a_new_field_would_be_found() -> None:
    class Stray(models.Model):
        diary = models.TextField()

        class Meta:
            app_label = "tests"
            managed = False

    assert unsaid([Stray]) == ["tests.Stray.diary", "tests.Stray.id"]


def test_no_field_is_said_twice_and_none_that_does_not_exist() -> None:
    there = {f"{t._meta.label}.{name}" for t in personal.all_models() for name in stored(t)}
    assert sorted(set(said()) - there) == []
    assert [name for name, n in said().items() if n > 1] == []


def test_every_part_says_in_words_what_why_and_how_long() -> None:
    for part in personal.told().parts:
        assert all(str(text).strip() for text in (part.what, part.purpose, part.keeps))
        assert all(str(one.label).strip() for one in part.fields.values())


def test_whoever_can_be_found_can_be_erased() -> None:
    for part in personal.told().parts:
        assert (
            part.rows is not None
            or part.erase is not None
            or all(one.fate in (Fate.ALONG, Fate.EXPIRES) for one in part.fields.values())
        ), part.model


@pytest.mark.parametrize("fate", [Fate.CUT, Fate.REPLACED, Fate.REMOVED])
def test_a_part_that_nobody_erases_is_refused_at_once(fate: Fate) -> None:
    with pytest.raises(ValueError, match="nobody"):
        Part("x.X", what="x", purpose="x", keeps="x", fields={"text": Field("x", fate)})
