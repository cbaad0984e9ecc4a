from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samskab.commands import opinion_map, recount
from samskab.ground.parties.models import MembershipRole
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant
from samskab.process.core.models import Stage
from samskab.process.knowledge import counting, maps
from samskab.process.knowledge.models import OpinionMap, Statement, Vote
from samskab.process.knowledge.services import draw_map, keep_map, withdraw_statement
from tests.acts import refused, writes
from tests.builders import NOW, Table, area
from tests.builders import opinions as said
from tests.builders.knowledge import statement, vote

Reader = Callable[[Participant | None], Client]
HOUSE = Actor(house=True)
pytestmark = pytest.mark.django_db


def draw(at: Table, actor: Actor = HOUSE) -> OpinionMap:
    return draw_map(process=at.process, actor=actor, now=NOW)


def url(at: Table, name: str = "map") -> str:
    return reverse(f"knowledge:{name}", args=[at.process.slug])


def html(at: Table, client: Client, query: str = "") -> str:
    found = client.get(url(at) + query)
    assert found.status_code == 200
    return found.content.decode()


def two_camps(at: Table, size: int = 30) -> tuple[list[Participant], list[Statement]]:
    who, on = said.people(2 * size), said.statements(at.process, 14)
    said.answer(who, on, lambda i, j: said.camps(i, j, size))
    return who, on


# -- what it says -------------------------------------------------------------------------------------------


def test_two_camps_are_two_groups_described_in_the_statements_own_words(
    at_table: Table, client: Client
) -> None:
    two_camps(at_table)
    with writes("knowledge.map.drawn"):
        drawn = draw(at_table)
    page = maps.MapPage(drawn)
    assert page.honest == "distinct_groups"
    assert [group.column.size for group in page.groups] == [30, 30]
    mine, theirs = page.groups
    assert {words.text for words in mine.yes} == {words.text for words in theirs.no}
    assert {words.text for words in theirs.yes} == {words.text for words in mine.no}
    shown = html(at_table, client)
    assert "Gruppe A" in shown
    assert "Gruppe B" in shown
    assert "Siger ja til mere end andre" in shown


def test_what_all_share_and_all_reject_and_what_divides_them_stand_together(at_table: Table) -> None:
    two_camps(at_table)
    page = maps.MapPage(draw(at_table))
    assert [line.statement.text for line in page.shared] == ["Udsagn nummer 10.", "Udsagn nummer 11."]
    assert {line.statement.text for line in page.rejected} == {"Udsagn nummer 12.", "Udsagn nummer 13."}
    assert {line.statement.text for line in page.differences} == {f"Udsagn nummer {n}." for n in range(10)}


def test_an_agenda_speaks_for_those_whom_nothing_before_spoke_for(at_table: Table, client: Client) -> None:
    """Twenty-two of sixty agree only on what the others never said yes to: they get a place of the five."""
    who, on = said.people(60), said.statements(at_table.process, 9)
    said.answer(who, on, lambda i, j: (1 if j < 8 else -1) if i < 38 else (1 if j == 8 else -1))
    page = maps.MapPage(draw(at_table))
    chosen = [line.statement.text for line in page.agenda]
    assert chosen[1:] == ["Udsagn nummer 8."], "nobody is left for the other three places"
    assert page.agenda_serves_all
    assert "Hver gruppe, der er stor nok til et punkt, finder noget af sit." in html(at_table, client)


def test_a_map_drawn_before_agendas_were_has_none(at_table: Table, client: Client) -> None:
    two_camps(at_table)
    drawn = draw(at_table)
    del drawn.shown["agenda"]
    OpinionMap.objects.filter(pk=drawn.pk).update(shown=drawn.shown)
    assert "Tag det med til mødet" not in html(at_table, client)


def test_a_share_never_tells_what_each_one_answered() -> None:
    assert maps.share(4, 4) == "for få"
    assert maps.share(20, 20) == "næsten alle"
    assert maps.share(0, 20) == "næsten ingen"
    assert maps.share(10, 20) == "50 %"


# -- the gates ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "words", "why"),
    [
        (0, 14, "no_votes"),
        (14, 14, "too_few"),
        (28, 14, "few_people"),
        (40, 6, "few_statements"),
    ],
)
def test_below_the_gates_the_page_says_why_and_shows_plain_counts(
    at_table: Table, client: Client, people: int, words: int, why: str
) -> None:
    on = said.statements(at_table.process, words)
    half = max(people, 2) // 2
    said.answer(said.people(people), on, lambda i, j: said.camps(i, j, half))
    if people:
        assert maps.honest(draw(at_table)) == why
        told = html(at_table, client)
        assert "Vi viser ingen grupper." in told
    told = html(at_table, client)
    assert "Gruppe A" not in told
    assert "<svg viewBox" not in told
    assert "Alle udsagn, med de rene tal" in told


def test_a_room_of_one_mind_is_one_group(at_table: Table, client: Client) -> None:
    said.answer(said.people(40), said.statements(at_table.process, 9), lambda i, j: 1)
    assert maps.honest(draw(at_table)) == "all_alike"
    told = html(at_table, client)
    assert "Der er én gruppe: jer." in told
    assert "Det er vi enige om" in told
    assert "Her er vi uenige" not in told


@pytest.mark.parametrize(("size", "spots"), [(20, False), (25, True)])
def test_no_single_people_are_drawn_under_fifty(
    at_table: Table, client: Client, size: int, spots: bool
) -> None:
    two_camps(at_table, size)
    page = maps.MapPage(draw(at_table))
    assert len(page.rings) == 2
    assert bool(page.spots) == spots
    assert ('class="spot' in html(at_table, client)) == spots


def test_a_statement_few_have_answered_shows_no_numbers(at_table: Table, client: Client) -> None:
    two_camps(at_table)
    rare = statement(at_table.process, text="Sjælden.")
    for person in said.people(4):
        vote(rare, person, 1)
    draw(at_table)
    told = html(at_table, client)
    row = told[told.index("Sjælden.") :]
    assert "for få til at vise tal" in row[: row.index("</tr>")]


def test_a_count_of_one_to_four_is_not_told_whatever_the_others_are(at_table: Table, client: Client) -> None:
    words = statement(at_table.process, text="Jeg bor her.")
    for value in (1,) * 7 + (-1,) * 4:
        vote(words, said.people(1)[0], value)
    draw(at_table)
    told = html(at_table, client)
    row = told[told.index("Jeg bor her.") :]
    assert "<td>7</td><td>under 5</td><td>under 5</td>" in row[: row.index("</tr>")]
    statement_url = reverse("knowledge:statement", args=[at_table.process.slug, words.public_id])
    page = client.get(statement_url).content.decode()
    assert "Enig: 7" in page
    assert "Uenig: under 5" in page


def test_how_many_they_are_is_not_told_when_they_are_fewer_than_five(at_table: Table, client: Client) -> None:
    vote(statement(at_table.process), said.people(1)[0], 1)
    draw(at_table)
    assert "Færre end fem har svaret." in html(at_table, client)


# -- groups people declared ---------------------------------------------------------------------------------


def _declare(at: Table, who: list[Participant], sizes: dict[str, int]) -> None:
    rest = iter(who)
    for party, size in sizes.items():
        for _ in range(size):
            at.parties[party].memberships.create(
                participant=next(rest), role=MembershipRole.MEMBER, since=NOW
            )


def test_groups_people_declared_stand_beside_and_small_ones_are_put_together(at_table: Table) -> None:
    who, _ = two_camps(at_table)
    _declare(at_table, who, {"residents": 20, "association": 20, "unit": 3, "grocer": 2})
    (told,) = [one for one in maps.MapPage(draw(at_table)).declared if one.name == "kind"]
    assert sorted((column.name, column.size) for column in told.columns) == [
        ("Andre", 5),
        ("Borgergruppe", 20),
        ("Forening", 20),
    ]
    assert told.rows


def test_one_declared_group_is_not_shown_beside_its_own_remainder(at_table: Table) -> None:
    who, _ = two_camps(at_table)
    Participant.objects.filter(pk__in=[person.pk for person in who[:20]]).update(area=area())
    _declare(at_table, who, {"residents": 20, "unit": 3})
    assert maps.MapPage(draw(at_table)).declared == []


def test_who_belongs_to_two_kinds_is_counted_in_neither(at_table: Table) -> None:
    who, _ = two_camps(at_table)
    _declare(at_table, who, {"residents": 20, "association": 20})
    _declare(at_table, who[:20], {"unit": 20})
    found = counting.declared(at_table.process, [person.pk for person in who])
    assert found["kind"] == [None] * 20 + ["association"] * 20 + [None] * 20


# -- my own place -------------------------------------------------------------------------------------------


def test_my_place_is_shown_to_me_alone_and_only_when_i_ask(at_table: Table, reader: Reader) -> None:
    who, on = two_camps(at_table)
    draw(at_table)
    assert 'class="here-mark"' not in html(at_table, reader(None), "?mig=ja")
    me = at_table.speakers["residents"]
    browser = reader(me)
    assert 'class="here-mark"' not in html(at_table, browser)
    assert "Du mangler 7 svar" in html(at_table, browser, "?mig=ja")
    for words in on[:7]:
        vote(words, me, said.camps(0, on.index(words)))
    told = html(at_table, browser, "?mig=ja")
    assert 'class="here-mark"' in told
    page = maps.MapPage(OpinionMap.objects.get())
    first, last = page.place_of(who[0].pk), page.place_of(who[-1].pk)
    assert {first.group, last.group} == {"A", "B"}
    assert page.place_of(me.pk).group == first.group


def test_my_place_is_where_the_map_put_me(at_table: Table) -> None:
    from samskab.methods import opinion as method

    who, on = two_camps(at_table)
    drawn = draw(at_table)
    column = {words.pk: j for j, words in enumerate(on)}
    mine = [(column[v.statement_id], v.value) for v in Vote.objects.filter(participant=who[3])]
    votes = method.upsert([0] * len(mine), [j for j, _ in mine], [v for _, v in mine], n_statements=len(on))
    import numpy as np

    mean, basis = np.array(drawn.axes["mean"]), np.array(drawn.axes["basis"])
    columns = votes.statement_of_column
    table = method.centred(votes.start, votes.statement, votes.vote, mean[columns])
    expected = method.ridge_positions(table, basis[:, columns])[0]
    assert maps._fit(mine, drawn.axes) == pytest.approx(tuple(expected))


# -- keeping it ---------------------------------------------------------------------------------------------


def test_a_page_counts_nothing_and_asks_the_database_little(
    at_table: Table, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_camps(at_table)
    draw(at_table)

    def never(*_: object) -> Any:
        raise AssertionError("counted in a GET")

    monkeypatch.setattr(counting, "count", never)
    with CaptureQueriesContext(connection) as asked:
        html(at_table, client)
    assert len(asked) <= 9


def test_it_is_drawn_again_when_enough_has_moved_and_not_before(
    at_table: Table, resident: Participant
) -> None:
    two_camps(at_table)
    draw(at_table)
    me = Actor(participant_id=resident.pk)
    with refused("knowledge.map_is_fresh", 409):
        draw(at_table, me)
    fresh = statement(at_table.process)
    for person in said.people(19):
        vote(fresh, person, 1)
    with refused("knowledge.map_is_fresh"):
        draw(at_table, me)
    vote(fresh, said.people(1)[0], 1)
    assert draw(at_table, me).n_votes == 60 * 14 + 20
    kept = [row.counted_from is not None for row in OpinionMap.objects.order_by("pk")]
    assert kept == [False, True]


def test_two_who_ask_at_once_get_one_map(at_table: Table) -> None:
    two_camps(at_table)
    counted = counting.count(at_table.process, None)
    keep_map(process_id=at_table.process.pk, actor=HOUSE, counted=counted, now=NOW)
    with refused("knowledge.map_is_fresh"):
        keep_map(process_id=at_table.process.pk, actor=HOUSE, counted=counted, now=NOW)


def _scattered(at: Table, leaflets: int) -> None:
    """Forty people who each think for themselves about forty things, the last of them from one leaflet."""
    who, on = said.people(40), said.statements(at.process, 40)

    def value(i: int, j: int) -> int:
        person = i if i < len(who) - leaflets else len(who)
        return 1 if hashlib.sha256(f"{person}/{j}".encode()).digest()[0] % 2 else -1

    said.answer(who, on, value)


def test_many_who_answer_from_one_leaflet_are_told_as_a_number_and_nothing_is_taken_out(
    at_table: Table, client: Client
) -> None:
    _scattered(at_table, 6)
    drawn = draw(at_table)
    assert drawn.shown["alike"] == {"compared": 40, "people": 6, "clusters": 1}
    assert drawn.n_voters == 40
    assert "6 personer har svaret næsten ens" in html(at_table, client)


def test_fewer_than_five_alike_are_told_as_none(at_table: Table, client: Client) -> None:
    _scattered(at_table, 4)
    assert draw(at_table).shown["alike"] == {"compared": 40, "people": 0, "clusters": 0}
    assert "Vi fandt ikke fem eller flere." in html(at_table, client)


def test_too_few_to_compare_are_not_compared_and_an_older_map_says_nothing_of_it(
    at_table: Table, client: Client
) -> None:
    two_camps(at_table)
    drawn = draw(at_table)
    assert drawn.shown["alike"] is None, "nobody has answered twenty statements"
    del drawn.shown["alike"]
    drawn.save()
    assert "svarer påfaldende ens" not in html(at_table, client)


def test_without_answers_there_is_nothing_to_draw(at_table: Table) -> None:
    said.statements(at_table.process, 3)
    with refused("knowledge.nothing_to_map"):
        draw(at_table)


def test_nobody_in_particular_does_not_draw_and_before_the_stage_nobody_does(at_table: Table) -> None:
    two_camps(at_table)
    with refused("core.nobody_known"):
        draw(at_table, Actor())
    at_table.stand(Stage.PURPOSE)
    with refused("core.stage_not_now"):
        draw(at_table)


def test_words_taken_back_leave_the_page_at_once(
    at_table: Table, client: Client, resident: Participant
) -> None:
    _, on = two_camps(at_table)
    Statement.objects.filter(pk=on[10].pk).update(participant=resident)
    draw(at_table)
    assert on[10].text in html(at_table, client)
    withdraw_statement(
        process_id=at_table.process.pk,
        actor=Actor(participant_id=resident.pk),
        statement_id=on[10].pk,
        now=NOW,
    )
    assert on[10].text not in html(at_table, client)


def test_groups_keep_their_letters_from_map_to_map(at_table: Table) -> None:
    who, on = two_camps(at_table)
    first = maps.MapPage(draw(at_table))
    letter = first.place_of(who[0].pk).group
    newcomers = said.people(20)
    said.answer(newcomers, on, lambda i, j: said.camps(99, j))  # the second camp is now the larger
    second = maps.MapPage(draw(at_table))
    assert second.place_of(who[0].pk).group == letter
    assert sorted(group.column.size for group in second.groups) == [30, 50]


# -- counting again -----------------------------------------------------------------------------------------


def test_a_kept_map_names_nobody_and_can_be_counted_again(
    at_table: Table, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opinion_map.start, "django", lambda: None)
    who, on = two_camps(at_table)
    _declare(at_table, who, {"residents": 20, "association": 20})
    draw(at_table)
    said.answer(said.people(20), on, said.camps)
    drawn = draw(at_table)
    kept = counting.unpacked(drawn.counted_from or b"")
    assert kept["n_people"] == 80
    assert sorted(set(kept["votes"][0])) == list(range(80))
    assert kept["previous"] is not None
    args = {"process": at_table.process.slug, "json": True}
    assert opinion_map.run(type("Args", (), args)()) == 0
    file = tmp_path / "map.json"
    file.write_text(capsys.readouterr().out)
    asked = type("Args", (), {"file": str(file), "input": "", "json": True})()
    assert recount.run(asked) == 0
    assert json.loads(capsys.readouterr().out)["input_sha256"] == drawn.input_sha256
    false = json.loads(file.read_text())
    false["groups"][0]["size"] += 1
    file.write_text(json.dumps(false))
    assert recount.run(asked) == 1
    assert "groups[0].size" in capsys.readouterr().out


def test_the_command_draws_what_is_due_and_says_what_is_not(
    at_table: Table, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opinion_map.start, "django", lambda: None)
    everything = type("Args", (), {"process": "", "json": False})()
    assert opinion_map.run(everything) == 0
    assert "knowledge.nothing_to_map" in capsys.readouterr().out
    two_camps(at_table)
    assert opinion_map.run(everything) == 0
    assert "60 placed, distinct_groups" in capsys.readouterr().out
    unknown = type("Args", (), {"process": "findes-ikke", "json": False})()
    assert opinion_map.run(unknown) == 2
    assert "findes-ikke" in capsys.readouterr().err


def test_the_database_keeps_no_map_that_cannot_be_recounted(at_table: Table) -> None:
    two_camps(at_table)
    draw(at_table)
    with pytest.raises(IntegrityError, match="opinion_map_can_be_recounted"), transaction.atomic():
        OpinionMap.objects.update(input_sha256="")
