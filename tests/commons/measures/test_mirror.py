"""The mirror asks seven questions, says its doubt, and says nothing where there is too little."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from samskab.commons.measures import figures, saying, selectors
from samskab.ground.parties.models import PartyKind, Side
from samskab.ground.places.models import Area, AreaKind
from samskab.kit import clock
from samskab.process.calls.models import Call, CallReply, CallState, Channel
from samskab.process.core.rules import CALL_DAYS
from samskab.process.knowledge.models import Basis, Statement, StatementState
from tests.builders import LONG_REASON, NOW, area, party, person, table
from tests.builders import agreement as paper
from tests.builders import knowledge as words

SINCE = NOW - figures.PERIOD
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    cache.delete(figures.CACHE_KEY)
    yield
    cache.delete(figures.CACHE_KEY)


def call(days_ago: int, answered_after: int | None = None, kind: str = "", where: Area | None = None) -> Call:
    raised = NOW - timedelta(days=days_ago)
    made = Call.objects.create(
        area=where or area(),
        title="Lys på stien",
        text="Der er mørkt på stien.",
        raised_by_kind=kind,
        channel=Channel.WEB,
        raised_at=raised,
        answer_due=raised + timedelta(days=CALL_DAYS),
    )
    if answered_after is not None:
        CallReply.objects.create(
            call=made,
            by=party(PartyKind.MUNICIPAL_UNIT)[0],
            outcome=CallState.DECLINED,
            text=LONG_REASON,
            at=raised + timedelta(days=answered_after),
        )
    return made


def figure(key: str, now: datetime = NOW) -> saying.Figure:
    return next(one for one in saying.said(figures.count(now)) if one.key == key)


def test_the_page_of_an_empty_house_says_that_there_is_too_little(client: Client) -> None:
    html = client.get(reverse("measures:mirror")).content.decode()
    assert len(re.findall(r"Der er for få (kald|udsagn|forslag) til at sige det\.", html)) == 5
    assert "Der er ikke sagt noget endnu." in html
    assert "%(" not in html
    assert "nan" not in html


def test_half_have_an_answer_counts_those_who_still_wait() -> None:
    for _ in range(6):
        call(100, answered_after=5)
    for _ in range(6):
        call(100)
    told = figures.count(NOW).waiting
    assert (told.n, told.n_waiting, told.median) == (12, 6, 5)
    call(100)
    assert figures.count(NOW).waiting.median is None, "under half of thirteen"
    assert figure("svar").answer == "Under halvdelen af kaldene har fået svar."


def test_a_call_older_than_the_period_is_not_counted() -> None:
    call(731, answered_after=1)
    assert figures.count(NOW).waiting.n == 0


def test_who_waits_longest_is_named_only_when_chance_does_not_explain_it() -> None:
    for _ in range(12):
        call(90, answered_after=3, kind=PartyKind.ASSOCIATION)
        call(90, answered_after=40)
    told = figure("lige")
    assert told.answer == "Nej. Længst venter: grupper og enkeltpersoner."


def test_equal_waits_are_no_difference_and_few_are_too_few() -> None:
    for n in range(12):
        call(90, answered_after=5 + n, kind=PartyKind.ASSOCIATION)
        call(90, answered_after=5 + n)
    assert figure("lige").answer == "Vi ser ingen forskel."
    Call.objects.filter(raised_by_kind="").delete()
    assert figure("lige").answer == "Der er for få kald til at sige det."


def test_what_is_hidden_is_not_counted() -> None:
    course = table().process
    for state in (StatementState.OPEN, StatementState.HIDDEN, StatementState.WITHDRAWN):
        made = words.statement(course, channel=Channel.PAPER, stated_at=NOW)
        Statement.objects.filter(pk=made.pk).update(state=state)
    assert selectors.outside_the_web(SINCE) == (1, 1)


def test_words_of_the_municipality_are_not_citizens_words() -> None:
    course = table().process
    words.statement(course, channel=Channel.PAPER, stated_at=NOW)
    words.statement(course, party=party(PartyKind.MUNICIPAL_UNIT)[0], channel=Channel.PAPER, stated_at=NOW)
    words.statement(course, channel=Channel.WEB, stated_at=NOW)
    assert selectors.outside_the_web(SINCE) == (1, 2)


def test_knowledge_is_used_when_its_author_said_it_was_understood() -> None:
    course = table().process
    element = words.element(course)
    for understood in (True, None, False):
        said = words.statement(course, person(), basis=Basis.EXPERIENCE, stated_at=NOW)
        words.use(
            said,
            element,
            understood=understood,
            rather="" if understood is not False else "Nej, jeg mente lyset.",
        )
    words.statement(course, basis=Basis.PROFESSIONAL, stated_at=NOW)
    told = figures.count(NOW).uptake
    assert ((told.one.part, told.one.n), (told.other.part, told.other.n)) == ((1, 3), (0, 1))
    assert figure("viden").counts[0][1] == "1 af 3"
    assert figure("viden").bars == (), "no share of three"


def test_enough_statements_show_shares_with_their_range() -> None:
    course = table().process
    element = words.element(course)
    for n in range(20):
        said = words.statement(
            course, person(), basis=Basis.EXPERIENCE, stated_at=NOW, text=f"Jeg så det {n}."
        )
        words.use(said, element, understood=True)
        words.statement(course, basis=Basis.PROFESSIONAL, stated_at=NOW, text=f"Vi ved det {n}.")
    told = figure("viden")
    assert "Oplevelser bliver brugt oftest" in told.answer
    assert [row[2] for row in told.bars] == [
        "20 af 20: mellem 84 og 100 procent",
        "0 af 20: mellem 0 og 16 procent",
    ]


def test_a_proposal_counts_when_its_clause_is_signed() -> None:
    made = paper.open_for_signing()
    before = selectors.proposals(SINCE)[Side.CIVIC]
    paper.signature(made, "association")
    kept, n = selectors.proposals(SINCE)[Side.CIVIC]
    assert before == (0, n)
    assert kept > 0


def test_a_party_that_said_nothing_is_counted_with_none() -> None:
    made = table()
    words.statement(made.process, party=made.parties["association"], stated_at=NOW)
    told = figures.count(NOW).voices
    assert told.items == 1
    assert told.n_silent == told.n - 1 > 0


def test_a_part_of_an_area_counts_as_the_area_it_lies_in() -> None:
    Area.objects.all().delete()
    whole = Area.objects.create(slug="alt", name="Alt", kind=AreaKind.WHOLE, population=900)
    town = Area.objects.create(slug="by", name="By", kind=AreaKind.TOWN, within=whole, population=800)
    block = Area.objects.create(
        slug="blok", name="Blok", kind=AreaKind.TOWN_BLOCK, within=town, population=300
    )
    Area.objects.create(slug="sogn", name="Sogn", kind=AreaKind.VILLAGE, population=100)
    for where in (whole, town, block, block):
        call(3, where=where)
    assert selectors.calls_by_kind_of_area(SINCE) == [(AreaKind.VILLAGE, 0, 100), (AreaKind.TOWN, 3, 800)]


def test_the_kind_of_place_few_calls_come_from_is_named() -> None:
    Area.objects.all().delete()
    town = Area.objects.create(slug="by", name="By", kind=AreaKind.TOWN, population=500)
    Area.objects.create(slug="sogn", name="Sogn", kind=AreaKind.COUNTRYSIDE, population=500)
    for _ in range(30):
        call(3, where=town)
    assert figure("steder").answer == "Der er færre kald, end folketallet siger, fra: landområde."


def test_the_figures_are_the_same_for_all_for_an_hour(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = figures.mirror(NOW)
    call(3)
    assert figures.mirror(NOW + timedelta(minutes=30)) is not None
    assert figures.mirror(NOW + timedelta(minutes=30)).waiting == first.waiting
    assert figures.count(NOW).waiting != first.waiting


def test_the_page_asks_the_same_however_much_was_said(
    client: Client, django_assert_max_num_queries: object
) -> None:
    made = table()
    for n in range(30):
        words.statement(made.process, party=made.parties["association"], stated_at=NOW, text=f"Udsagn {n}.")
        call(n)
    with django_assert_max_num_queries(14):  # type: ignore[operator]  # pytest-django's own fixture
        figures.count(NOW)


def test_the_page_is_complete_in_english(client: Client) -> None:
    client.cookies["django_language"] = "en"
    html = client.get(reverse("measures:mirror")).content.decode()
    assert "Do people get an answer?" in html
    assert "Spejlet" not in html
