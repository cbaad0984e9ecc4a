"""All three courses played to their very end: nothing refused, and the numbers of the domain hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

import pytest
from django.db.models import Sum
from django.utils import timezone

from samskab.demo import services
from samskab.demo.models import DemoCourse
from samskab.ground.parties.models import Side
from samskab.process.action import selectors as action
from samskab.process.action.models import SurveyTally
from samskab.process.agreement.models import Clause
from samskab.process.core.models import Process, Stage
from samskab.process.framing.models import Framing
from samskab.process.framing.origin import origin_of
from samskab.process.knowledge import selectors as knowledge
from samskab.process.path.likeness import likeness
from samskab.process.path.reality import facts

NUMBERS = {  # DOMAIN.md 19: framings, statements, proposals, clauses, tasks
    "noeglen-til-huset": (6, 18, 7, 9, 6),
    "godmorgen-birkelunden": (7, 20, 7, 8, 7),
    "den-blaa-groenne-gaard": (8, 17, 6, 9, 5),
}
SHARES = {  # M2: civic, public, and the rest
    "noeglen-til-huset": ("0.70", "0.20", "0.10"),
    "godmorgen-birkelunden": ("0.67", "0.25", "0.08"),
    "den-blaa-groenne-gaard": ("0.67", "0.17", "0.17"),
}
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def ended(loaded: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[services.Played]:
    """Played on by two years, one act at a time; a refusal would end it."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's own object
        yield services.catch_up(now=timezone.now() + timedelta(days=730), strict=True)


def course(slug: str) -> Process:
    return DemoCourse.objects.select_related("process").get(slug=slug).process  # type: ignore[return-value]


def test_nothing_is_refused_and_every_course_is_followed_up(ended: services.Played) -> None:
    assert ended.acts > 250
    assert not ended.refused
    assert {course(slug).stage for slug in NUMBERS} == {Stage.FOLLOWED_UP}
    assert [row.waiting for row in services.status()[1]] == [0, 0, 0, 0]


@pytest.mark.parametrize("slug", NUMBERS)
def test_the_numbers_of_the_domain_hold_at_the_end(ended: services.Played, slug: str) -> None:
    here = course(slug)
    found = (
        Framing.objects.filter(round__process=here).count(),
        here.statements.count(),
        here.proposals.count(),
        Clause.objects.filter(agreement__process=here, dropped_at=None).count(),
        here.tasks.count(),
    )
    assert found == NUMBERS[slug]


@pytest.mark.parametrize("slug", SHARES)
def test_the_shares_of_who_set_the_problem_hold(ended: services.Played, slug: str) -> None:
    shared = course(slug).shared_framings.order_by("-version").first()
    assert shared is not None
    share = origin_of(shared.elements.prefetch_related("sources__party")).share_of
    rest = sum((part for side, part in share.items() if side not in (Side.CIVIC, Side.PUBLIC)), Fraction(0))
    assert (
        tuple(f"{float(part):.2f}" for part in (share[Side.CIVIC], share[Side.PUBLIC], rest)) == SHARES[slug]
    )


@pytest.mark.parametrize("slug", NUMBERS)
def test_everybody_is_answered_and_six_facts_are_true(ended: services.Played, slug: str) -> None:
    here = course(slug)
    assert not knowledge.unanswered(here).exists()
    assert {fact.code: fact.state for fact in facts(here)} == dict.fromkeys(
        ("framing", "purpose", "signed", "changed", "answered", "moved"), "yes"
    )


def test_the_moved_work_was_flagged_and_taken_back(ended: services.Played) -> None:
    task = course("den-blaa-groenne-gaard").tasks.get(title__startswith="Opslag på fem sprog")
    assert (task.earlier_by, task.now_by, task.status) == ("staff", "volunteer", "flagged")
    assert task.taken_back_at is not None
    assert not action.unsigned(course("den-blaa-groenne-gaard")).exists()


def test_the_felt_influence_has_the_medians_of_the_file(ended: services.Played) -> None:
    assert action.felt_influence(course("godmorgen-birkelunden")) == {"civic": 3.0, "public": 4.0}
    assert SurveyTally.objects.filter(follow_up__process=course("den-blaa-groenne-gaard")).aggregate(
        n=Sum("n")
    ) == {"n": 52 + 6}


def test_the_landlord_outside_the_table_is_bound_by_one_clause(ended: services.Played) -> None:
    agreement = course("den-blaa-groenne-gaard").agreements.get()
    outside = agreement.third_party_signatures.get()
    assert [clause.number for clause in outside.clauses.all()] == [5]
    limited = agreement.signatures.get(party__name="Forsyningsselskabet")
    assert [clause.number for clause in limited.clauses.all()] == [6]
    assert not agreement.signatures.filter(party__name="Anlægsgartneren").exists()


def test_dissent_is_printed(ended: services.Played) -> None:
    assert course("godmorgen-birkelunden").agreements.get().dissents.count() == 1
    assert course("den-blaa-groenne-gaard").agreements.get().dissents.count() == 1


def test_the_driving_plan_was_given_on_by_who_held_it(ended: services.Played) -> None:
    right = course("noeglen-til-huset").agreements.get().rights.get(what="Kørselsplan")
    assert [holder.party.name for holder in right.holders.filter(until=None)] == [
        "Ældre beboere i Nørre Vadby"
    ]


def test_the_steered_course_turned_into_another_one(ended: services.Played) -> None:
    found = likeness(course("den-blaa-groenne-gaard"))
    assert found.declared == "styret"
    assert found.differs
