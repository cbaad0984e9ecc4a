"""M2: each element splits weight one over its sources' sides; the shares sum to one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from samskab.ground.parties.models import Side
from samskab.process.framing.origin import origin_of
from samskab.process.framing.selectors import latest_shared
from tests.builders import Table
from tests.builders.framing import revealed_table, shared, shared_table
from tests.process.framing.test_own import of

pytestmark = pytest.mark.django_db


def origin(on: Table) -> object:
    return origin_of(latest_shared(on.process).elements.all())  # type: ignore[union-attr]


def test_each_element_splits_one_weight_over_the_sides_of_its_sources() -> None:
    on, _ = shared_table()  # residents; residents + unit; association + grocer
    found = origin(on)
    assert found.share_of == {  # type: ignore[attr-defined]
        Side.CIVIC: Fraction(2, 3),
        Side.MARKET: Fraction(1, 6),
        Side.SEMI_PUBLIC: 0,
        Side.PUBLIC: Fraction(1, 6),
    }
    assert sum(found.share_of.values()) == 1  # type: ignore[attr-defined]
    assert found.enough  # type: ignore[attr-defined]


def test_two_sources_of_one_side_weigh_as_much_as_they_are_sources() -> None:
    on = revealed_table()
    shared(on.process, [of(on, "residents"), of(on, "association"), of(on, "unit")])
    found = origin(on)
    assert found.share_of[Side.CIVIC] == Fraction(2, 3)  # type: ignore[attr-defined]


@pytest.mark.parametrize("n_elements", [0, 2])
def test_too_few_elements_are_not_shown_as_figures(n_elements: int) -> None:
    on = revealed_table()
    shared(on.process, *[[of(on, "residents"), of(on, "unit")]] * n_elements)
    assert not origin(on).enough  # type: ignore[attr-defined]


def test_the_words_of_one_party_alone_are_not_shown_as_shares() -> None:
    on = revealed_table()
    shared(on.process, *[[of(on, "residents")]] * 4)
    assert not origin(on).enough  # type: ignore[attr-defined]
