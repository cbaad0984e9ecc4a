"""P4: payloads in every text of every table, and every page for every role: none becomes a part of a page.

Every day the build of some pages of every address is judged; `./run test -m slow` judges all, and
`tests/browser/test_no_script_runs.py` has Chromium look, with the policy on scripts and without.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from html import escape

import pytest
from django.db import models

from samskab.kit import personal
from tests.access.expected import read_table
from tests.access.worlds import Case, addresses
from tests.architecture.source import near, python, tree
from tests.payloads import fields
from tests.payloads.corpus import PAYLOADS, SPARK
from tests.payloads.fields import all_texts, excepted, poisoned_fields
from tests.payloads.house import a_careless_template, poisoned_house
from tests.payloads.judge import faults_of, judged
from tests.payloads.pages import ENDS_THE_VISIT, Met, a_few, everybody, get, whole_walk
from tests.payloads.poison import Poison

# One worker has the house; it is made once.
pytestmark = pytest.mark.xdist_group("payloads")

FEWEST_PAYLOADS, FEWEST_FIELDS, FEWEST_EVERY_DAY, FEWEST_IN_ALL = 100, 80, 500, 14_000
WALKERS = ("residents",)
ALL_WALKERS = ("nobody", "code", "residents", "unit", "facilitator", "moderator", "administrator", "editor")
# Addresses no walk comes to, each with its reason.
NOT_WALKED = {
    "people:leave_for_broker": "leads to a broker; tests/ground/people",
    "people:broker_answer": "comes from a broker; tests/ground/people",
    "negotiation:ballot_outcome": "numbers only, and takes five voters a side; tests/process/negotiation",
    "/konto/": "leads on to the doors",
    "mfa_remove_webauthn": "names a key of one's own by its number; my_access shows the same name",
}


@pytest.fixture(scope="module")
def house(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[list[Case], Poison]]:
    with (
        django_db_blocker.unblock(),  # type: ignore[attr-defined]  # pytest-django's own object
        poisoned_house(tmp_path_factory.mktemp("mail")) as found,
    ):
        yield found


@pytest.fixture(autouse=True)
def _asks_the_database(db: None) -> None:
    """The walks do."""


# -- the corpus and the judge -------------------------------------------------------------------------------


def test_there_are_more_than_a_hundred_and_no_two_alike() -> None:
    assert len({payload.pattern for payload in PAYLOADS}) == len(PAYLOADS) >= FEWEST_PAYLOADS


@pytest.mark.parametrize("where", sorted({payload.where for payload in PAYLOADS}))
def test_let_in_by_a_careless_hand_each_is_found_and_escaped_none_is(where: str) -> None:
    """The negative control of the judge: it finds every single one, and is silent when nothing happened."""
    for payload in (one for one in PAYLOADS if one.where == where):
        assert faults_of(payload.let_in()), payload
        shown = escape(payload.words())
        assert faults_of(f'<p title="{shown}">{shown}</p><textarea>{shown}</textarea>') == [], payload
    assert faults_of(SPARK)


def test_a_feed_that_makes_markup_of_words_is_found() -> None:
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><summary{}>{}</summary></entry></feed>'
    bad = escape(PAYLOADS[0].words())
    assert list(judged("application/atom+xml", atom.format(' type="html"', bad)))
    assert list(judged("application/atom+xml", atom.format(' type="html"', escape(bad)))) == []
    assert list(judged("application/atom+xml", atom.format("", bad))) == []


# -- every text ---------------------------------------------------------------------------------------------


def test_every_text_of_the_house_is_poisoned_or_excepted_with_a_reason(
    house: tuple[list[Case], Poison],
) -> None:
    """A new text needs a row in some world (tests/payloads/seeds.py), or a reason in fields.py."""
    there, (_, poison) = set(all_texts()), house
    assert sorted(set(excepted()) - there) == []
    assert [one.label for one in poisoned_fields() if not poison.rows[one.label]] == []
    assert {one.label for one in poisoned_fields()} | set(excepted()) == there


def test_a_new_text_that_lies_nowhere_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Scrap(models.Model):
        diary = models.TextField()
        mood = models.CharField(max_length=3, choices=[("a", "b")])

        class Meta:
            app_label = "tests"
            managed = False

    tables = [*personal.all_models(), Scrap]
    monkeypatch.setattr(fields.personal, "all_models", lambda: tables)
    assert [one.label for one in poisoned_fields() if one.model is Scrap] == ["tests.Scrap.diary"]


# -- every page ---------------------------------------------------------------------------------------------


def assert_nothing(met: Met) -> None:
    assert not met.faults, f"{len(met.faults)} in {met.answers} answers:\n" + "\n".join(met.faults[:40])


def test_no_words_become_a_part_of_a_page(house: tuple[list[Case], Poison]) -> None:
    found, _ = house
    met = Met()
    rows = read_table(list(found[0].clients))
    for _answer in whole_walk(found, a_few(rows), WALKERS, met):
        pass
    assert_nothing(met)
    assert met.answers > FEWEST_EVERY_DAY
    assert len({code for _, code in met.pairs}) >= FEWEST_PAYLOADS
    assert len({number for number, _ in met.pairs}) >= FEWEST_FIELDS
    walked = met.views | ENDS_THE_VISIT | set(NOT_WALKED)
    assert sorted({name for name, _ in addresses()} - walked) == []


@pytest.mark.slow
def test_no_words_become_a_part_of_any_page_for_anybody(house: tuple[list[Case], Poison]) -> None:
    found, _ = house
    met = Met()
    for _answer in whole_walk(found, everybody, ALL_WALKERS, met):
        pass
    assert_nothing(met)
    assert met.answers > FEWEST_IN_ALL


def test_a_template_that_lets_words_through_is_found(house: tuple[list[Case], Poison]) -> None:
    case = next(case for case in house[0] if case.name == "around")
    address = f"/forloeb/{case.world.made.process.slug}/"
    met = Met()
    met.take(get(case, "nobody", address))
    assert_nothing(met)
    with a_careless_template():
        met.take(get(case, "nobody", address))
    assert met.faults


# -- letters ------------------------------------------------------------------------------------------------


def test_no_letter_is_written_as_a_page() -> None:
    """Plain text cannot hold markup: no line of the house gives a letter another form."""
    forms = {"EmailMultiAlternatives", "attach_alternative", "html_message", "content_subtype"}
    named = [
        f"{near(path)}: {name}"
        for path in python()
        for node in ast.walk(tree(path))
        for name in [getattr(node, "attr", getattr(node, "id", getattr(node, "arg", "")))]
        if name in forms
    ]
    assert named == []


def test_the_letters_lie_in_the_mailbox_and_it_was_read(house: tuple[list[Case], Poison]) -> None:
    case = next(case for case in house[0] if case.name == "around")
    page = get(case, "nobody", "/post/")
    assert page.status == 200
    assert page.calls or "_x(" in page.text
    assert faults_of(page.text) == []
