from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant
from samskab.methods import opinion as method
from samskab.process.knowledge import routing
from samskab.process.knowledge.models import Statement, Vote
from samskab.process.knowledge.routing import Open, Reading, Shown, draw, own_place, weights
from samskab.process.knowledge.services import cast_vote, draw_map
from tests.builders import NOW, Table, person
from tests.builders import opinions as said
from tests.builders.knowledge import statement, vote

Reader = Callable[[Participant | None], Client]
NOTHING = Reading({}, {})


@pytest.fixture
def never_uniform(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routing, "UNIFORM_SHARE", 0.0)


def order_for(at_table: Table, who: Participant) -> list[int]:
    """The statements in the order this person meets them, voting on each without moving the counters."""
    met: list[int] = []
    while (found := routing.next_for(at_table.process, who.pk)).statement is not None:
        assert found.left == Statement.objects.count() - len(met)
        met.append(found.statement.pk)
        Vote.objects.create(statement=found.statement, participant=who, value=0, cast_at=NOW)
    return met


def drawn(left: list[Open], reading: Reading = NOTHING, people: int = 4000) -> Counter[int]:
    return Counter(draw(left, who, lambda: reading)[0] for who in range(people))


# -- while something is little heard ------------------------------------------------------------------------


@pytest.mark.usefixtures("never_uniform")
def test_the_statement_with_fewest_votes_comes_first(at_table: Table, resident: Participant) -> None:
    seen, fresh = statement(at_table.process), statement(at_table.process)
    vote(seen, person(), 1)
    assert order_for(at_table, resident) == [fresh.pk, seen.pk]


def test_how_many_agree_does_not_move_a_statement(at_table: Table, resident: Participant) -> None:
    liked, disliked = statement(at_table.process), statement(at_table.process)
    for votes in (9, 90):  # little heard, and heard
        orders = []
        for more, less in ((liked, disliked), (disliked, liked)):
            Vote.objects.all().delete()
            Statement.objects.filter(pk=more.pk).update(agrees=votes, disagrees=0)
            Statement.objects.filter(pk=less.pk).update(agrees=0, disagrees=votes)
            orders.append(order_for(at_table, resident))
        assert orders[0] == orders[1]


def test_each_person_has_an_order_of_their_own_that_stays(at_table: Table) -> None:
    for _ in range(12):
        statement(at_table.process)
    first, second = person(), person()
    once = order_for(at_table, first)
    assert order_for(at_table, second) != once
    Vote.objects.all().delete()
    assert order_for(at_table, first) == once


@pytest.mark.engine_free
def test_words_do_not_come_up_by_age() -> None:
    ids = list(range(1, 13))
    for who in range(1, 101):
        met = sorted(ids, key=lambda pk: own_place(who, pk))
        assert met not in (ids, ids[::-1])


def test_own_hidden_and_voted_words_do_not_come_up(at_table: Table, resident: Participant) -> None:
    statement(at_table.process, resident)
    statement(at_table.process, state="hidden")
    vote(statement(at_table.process), resident, 1)
    assert routing.next_for(at_table.process, resident.pk) == routing.Next(None, 0)


@pytest.mark.engine_free
def test_until_ten_have_answered_a_statement_goes_before_all_that_are_heard() -> None:
    left = [Open(1, 9, 9), *(Open(pk, 500, 0) for pk in range(2, 12))]
    share = drawn(left)[1] / 4000
    assert share == pytest.approx(0.9 + 0.1 / 11, abs=0.02)


# -- when all are heard -------------------------------------------------------------------------------------


@pytest.mark.engine_free
def test_the_weight_is_the_methods_own_with_agreement_left_out() -> None:
    rng = np.random.default_rng(3)
    seen = rng.integers(10, 200, 40)
    passed = np.array([int(rng.integers(0, s // 2 + 1)) * 2 + s % 2 for s in seen])  # an even rest: no halves
    passed = np.minimum(passed, seen - (seen - passed) % 2)
    pull = rng.uniform(0.1, 2.0, 40)
    half = (seen - passed) // 2
    theirs = method.priorities(half, half, seen, pull)
    left = [Open(j, int(seen[j]), int(passed[j])) for j in range(40)]
    ours = weights(left, Reading({j: float(pull[j]) for j in range(40)}, {}))
    assert [ours[j] for j in range(40)] == pytest.approx(theirs.tolist())


@pytest.mark.engine_free
def test_what_few_of_ones_own_group_have_seen_weighs_up_to_twice_as_much() -> None:
    left = [Open(1, 50, 5), Open(2, 50, 5)]
    found = weights(left, Reading({}, {1: 0, 2: 500}))
    assert found[1] / found[2] == pytest.approx(2)


@pytest.mark.engine_free
def test_what_many_pass_on_weighs_less_and_what_separates_weighs_more() -> None:
    left = [Open(1, 50, 40), Open(2, 50, 5), Open(3, 50, 5)]
    found = weights(left, Reading({1: 1.0, 2: 1.0, 3: 3.0}, {}))
    assert found[1] < found[2] < found[3]


@pytest.mark.engine_free
def test_the_chance_told_is_the_chance_it_had() -> None:
    left = [Open(1, 50, 40), Open(2, 50, 5), Open(3, 20, 5), Open(4, 80, 0)]
    counts = drawn(left, people=20_000)
    for who in range(50):
        pk, shown = draw(left, who, lambda: NOTHING)
        assert counts[pk] / 20_000 == pytest.approx(shown.chance, abs=0.015)


@pytest.mark.engine_free
def test_one_draw_in_ten_is_uniform_and_says_so() -> None:
    left = [Open(pk, 50, 5) for pk in range(1, 21)]
    uniform = [draw(left, who, lambda: NOTHING)[1].uniform for who in range(5000)]
    assert sum(uniform) / 5000 == pytest.approx(0.1, abs=0.015)


# -- the alarm ----------------------------------------------------------------------------------------------


@pytest.mark.engine_free
def test_weights_that_cannot_be_right_stop_the_count() -> None:
    with pytest.raises(routing.RoutingBroken, match="not_positive"):
        weights([Open(1, 50, 5), Open(2, 50, 5)], Reading({1: float("nan"), 2: 1.0}, {}))


@pytest.mark.engine_free
def test_weights_that_are_all_equal_though_statements_differ_stop_the_count() -> None:
    assert len(set(weights([Open(1, 10, 0), Open(2, 10, 0)], NOTHING).values())) == 1
    with pytest.raises(routing.RoutingBroken, match="all_equal"):
        weights([Open(1, 10**9, 0), Open(2, 10**9 + 1, 0)], Reading({}, {}))


@pytest.mark.engine_free
def test_when_the_alarm_goes_people_still_get_a_statement_and_somebody_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> Any:
        raise routing.RoutingBroken("all_equal")

    monkeypatch.setattr(routing, "weights", broken)
    pk, _ = draw([Open(1, 50, 5), Open(2, 50, 5)], 7, lambda: NOTHING)
    assert pk in (1, 2)
    assert "fewest answers" in caplog.text


# -- what travels with the page -----------------------------------------------------------------------------


def test_the_chance_goes_with_the_vote_from_page_to_row(
    at_table: Table, reader: Reader, resident: Participant
) -> None:
    statement(at_table.process)
    browser = reader(resident)
    html = browser.get(reverse("knowledge:vote", args=[at_table.process.slug])).content.decode()
    (sealed,) = re.findall(r'name="shown" value="([^"]+)"', html)
    (action,) = re.findall(r'class="form vote" method="post" action="([^"]+)"', html)
    assert browser.post(action, {"value": "agree", "shown": sealed}).status_code == 303
    cast = Vote.objects.get()
    assert (cast.chance, cast.uniform) in ((1.0, True), (1.0, False))


@pytest.mark.parametrize("forged", ["", "x", "W10:aaaa"])
def test_a_seal_that_is_not_ours_loses_the_chance_and_not_the_vote(
    at_table: Table, reader: Reader, resident: Participant, forged: str
) -> None:
    words = statement(at_table.process)
    to = reverse("knowledge:cast", args=[at_table.process.slug, words.public_id])
    assert reader(resident).post(to, {"value": "agree", "shown": forged}).status_code == 303
    assert Vote.objects.get().chance is None


@pytest.mark.engine_free
def test_a_seal_is_for_one_person_and_one_statement() -> None:
    one, other = uuid4(), uuid4()
    sealed = routing.sealed(Shown(0.25, False), one, 7)
    assert routing.unsealed(sealed, one, 7) == Shown(0.25, False)
    assert routing.unsealed(sealed, other, 7) is None
    assert routing.unsealed(sealed, one, 8) is None
    assert routing.unsealed(sealed, one, None) is None


def test_a_vote_on_what_one_found_oneself_has_no_chance(at_table: Table, resident: Participant) -> None:
    cast_vote(
        actor=Actor(participant_id=resident.pk),
        statement=statement(at_table.process).public_id,
        value=1,
        now=NOW,
    )
    assert Vote.objects.get().chance is None


def test_the_database_knows_what_a_chance_is(at_table: Table, resident: Participant) -> None:
    words = statement(at_table.process)
    for chance, uniform in ((0.0, False), (1.5, False), (0.5, None), (None, True)):
        with pytest.raises(IntegrityError, match="vote_chance_is_a_chance"), transaction.atomic():
            Vote.objects.create(
                statement=words, participant=resident, value=1, cast_at=NOW, chance=chance, uniform=uniform
            )


# -- with a map ---------------------------------------------------------------------------------------------


def test_after_a_map_the_draw_knows_what_ones_own_group_has_not_seen(at_table: Table) -> None:
    who, on = said.people(60), said.statements(at_table.process, 14)
    only_first_camp = said.statements(at_table.process, 1)
    said.answer(who, on, said.camps)
    said.answer(who[:30], only_first_camp, lambda i, j: 1)
    draw_map(process=at_table.process, actor=Actor(house=True), now=NOW)
    pk = only_first_camp[0].pk
    theirs, mine = (routing._reading(at_table.process, one.pk).group_seen[pk] for one in (who[0], who[-1]))
    assert (theirs, mine) == (30, 0)
    newcomer = person()
    assert routing._reading(at_table.process, newcomer.pk).group_seen == {}
    assert routing.next_for(at_table.process, newcomer.pk).statement is not None
