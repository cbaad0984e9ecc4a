"""Er det reelt? Se selv. Six facts, each yes, no or not yet; and what a process looks like."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samskab.process.action.models import Task
from samskab.process.agreement.models import Clause, PoliticalDecision
from samskab.process.core.models import BoundaryKind, BoundaryStatus, DeclaredType
from samskab.process.framing.models import Framing, FramingRound
from samskab.process.knowledge.models import Reply
from samskab.process.path.likeness import likeness
from samskab.process.path.reality import NO, NOT_YET, YES, facts
from tests.builders import LONG_REASON, NOW, Table, table
from tests.builders import action as results
from tests.builders import agreement as papers
from tests.builders import framing as framings
from tests.builders import knowledge as known
from tests.builders import negotiation as talks
from tests.builders import purpose as purposes
from tests.builders.whole import boundary, challenge, whole

pytestmark = pytest.mark.django_db


def state(at: Table, code: str) -> str:
    return {fact.code: fact.state for fact in facts(at.process)}[code]


def decided(at: Table, days_ago: int = 0) -> PoliticalDecision:
    return PoliticalDecision.objects.create(
        agreement=papers.paper(at),
        committee="Børne- og skoleudvalget",
        approved=True,
        reason=LONG_REASON,
        at=NOW - timedelta(days=days_ago),
    )


def framed(at: Table, *who: str) -> None:
    around = FramingRound.objects.filter(process=at.process).first() or framings.past_round(at.process)
    for name in who:
        framings.framing(around, at.parties[name])


def test_before_anything_has_happened_every_fact_says_not_yet() -> None:
    assert {fact.state for fact in facts(table().process)} == {NOT_YET}


def test_each_fact_leads_to_the_page_with_the_rows_behind_it(client: Client) -> None:
    for fact in facts(whole().process):
        assert client.get(fact.url).status_code == 200, fact.code


def test_the_facts_and_the_likeness_cost_one_question_each() -> None:
    process = whole().process
    with CaptureQueriesContext(connection) as queries:
        facts(process)
        likeness(process)
    assert len(queries) == 2


# --- citizens framed the problem first


def test_framing_is_not_yet_while_only_the_municipality_has_written() -> None:
    at = table()
    framed(at, "unit", "grocer")
    assert state(at, "framing") == NOT_YET


@pytest.mark.parametrize("who", ["residents", "association"])
def test_framing_is_yes_when_citizens_have_written(who: str) -> None:
    at = table()
    framed(at, who)
    assert state(at, "framing") == YES


def test_framing_is_no_when_it_was_decided_before_any_citizen_wrote() -> None:
    at = papers.draft()
    decided(at, days_ago=40)
    assert state(at, "framing") == NO
    framed(at, "residents")
    assert state(at, "framing") == NO


def test_framing_is_yes_when_it_was_decided_after() -> None:
    at = papers.draft()
    framed(at, "residents")
    decided(at)
    assert state(at, "framing") == YES


def test_a_framing_taken_back_is_no_framing() -> None:
    at = table()
    framed(at, "residents")
    Framing.objects.update(withdrawn_at=NOW, withdrawn_reason="Vi vil skrive om.")
    assert state(at, "framing") == NOT_YET


# --- the purpose before the tasks


def test_purpose_is_yes_when_it_was_adopted_before_a_task_was_planned() -> None:
    at = table()
    purposes.adopted(at.process)
    assert state(at, "purpose") == YES
    at = results.acting()
    results.task(at)
    assert state(at, "purpose") == YES


def test_purpose_is_no_when_a_task_was_planned_first() -> None:
    at = results.acting()
    results.task(at)
    Task.objects.update(planned_at=NOW - timedelta(days=60))
    assert state(at, "purpose") == NO


# --- an affected party has signed


def test_signed_is_not_yet_no_and_yes() -> None:
    at = papers.open_for_signing()
    assert state(at, "signed") == NOT_YET
    papers.signature(at, "unit")
    assert state(at, "signed") == NO
    papers.signature(at, "residents")
    assert state(at, "signed") == YES


# --- something changed because citizens said something


def test_changed_is_not_yet_while_it_may_still_come_and_no_when_it_was_signed_unchanged() -> None:
    at = papers.open_for_signing()
    boundary(at, challenged=False)
    assert state(at, "changed") == NOT_YET
    papers.signature(at, "unit")
    assert state(at, "changed") == NO


@pytest.mark.parametrize(
    ("who", "outcome", "expected"),
    [
        ("residents", BoundaryStatus.CHANGED, YES),
        ("association", BoundaryStatus.OPENED, YES),
        ("residents", BoundaryStatus.STANDS, NOT_YET),
        ("residents", "", NOT_YET),
        ("grocer", BoundaryStatus.CHANGED, NOT_YET),
    ],
)
def test_a_boundary_changed_by_a_citizens_challenge_is_a_change(
    who: str, outcome: str, expected: str
) -> None:
    at = table()
    challenge(at, boundary(at, challenged=False), who, outcome)
    assert state(at, "changed") == expected


def countered(at: Table, first: str, then: str) -> None:
    papers.clause(at, origin=talks.proposal(at, then, parent=talks.proposal(at, first)))


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("unit", "residents", YES),
        ("residents", "unit", NOT_YET),
        ("grocer", "association", NOT_YET),
        ("association", "residents", NOT_YET),
    ],
)
def test_a_citizens_counter_proposal_that_became_a_clause_is_a_change(
    first: str, then: str, expected: str
) -> None:
    at = papers.draft()
    countered(at, first, then)
    assert state(at, "changed") == expected


def test_a_clause_that_was_dropped_changed_nothing() -> None:
    at = papers.draft()
    countered(at, "unit", "residents")
    Clause.objects.update(dropped_at=NOW, dropped_reason="Det blev for dyrt.")
    assert state(at, "changed") == NOT_YET


# --- everybody is answered


def test_answered_is_not_yet_no_and_yes() -> None:
    at = table()
    assert state(at, "answered") == NOT_YET
    statement = known.statement(at.process)
    assert state(at, "answered") == NO
    Reply.objects.create(
        statement=statement, by=at.parties["unit"], outcome="followed", text=LONG_REASON, at=NOW
    )
    assert state(at, "answered") == YES
    known.statement(at.process)
    assert state(at, "answered") == NO


def test_words_taken_back_wait_for_no_answer() -> None:
    at = table()
    known.statement(at.process, state="withdrawn")
    assert state(at, "answered") == NOT_YET


# --- no work moved in the dark


def test_moved_is_not_yet_without_tasks_and_yes_with_fair_ones() -> None:
    at = results.acting()
    assert state(at, "moved") == NOT_YET
    results.task(at)
    assert state(at, "moved") == YES


def test_moved_is_no_while_a_flag_is_unanswered_and_yes_when_the_work_is_taken_back() -> None:
    at = results.acting()
    task = results.flagged(at)
    assert state(at, "moved") == NO
    Task.objects.filter(pk=task.pk).update(taken_back_at=NOW)
    assert state(at, "moved") == YES


def test_moved_is_yes_when_both_have_signed_and_no_with_one_signature() -> None:
    at = results.acting()
    task = results.flagged(at)
    results.consent(at)
    assert state(at, "moved") == NO
    Task.objects.filter(pk=task.pk).update(signed_move=results.consent(at, signed=True).signature)
    assert state(at, "moved") == YES


# --- called and looks like


def looks(at: Table) -> str | None:
    return likeness(at.process).looks_like


def test_it_is_too_early_to_say_before_the_framings_are_revealed() -> None:
    at = table()
    boundary(at), boundary(at)
    assert looks(at) is None
    framings.framing(framings.blind_round(at.process), at.parties["residents"])
    assert looks(at) is None
    assert not likeness(at.process).differs


def test_all_boundaries_locked_looks_steered_whatever_it_is_called() -> None:
    at = table()
    framed(at, "residents")
    boundary(at)
    assert looks(at) == DeclaredType.EQUAL, "one locked boundary says nothing about a process"
    boundary(at)
    found = likeness(at.process)
    assert (found.declared, found.looks_like, found.differs) == ("ligevaerdig", "styret", True)
    assert found.reasons == ["2 af 2 rammer er låst."]


@pytest.mark.parametrize("kind", [BoundaryKind.LAW, BoundaryKind.SAFETY])
def test_law_and_safety_are_nobodys_choice(kind: str) -> None:
    at = table()
    framed(at, "residents")
    for _ in range(3):
        boundary(at, kind=kind, ground="Forvaltningsloven § 3")
    assert looks(at) == DeclaredType.EQUAL


def test_one_boundary_that_opened_is_not_steered() -> None:
    at = table()
    framed(at, "residents")
    boundary(at)
    boundary(at, status=BoundaryStatus.OPENED, text_now="Kan ændres.")
    assert looks(at) == DeclaredType.EQUAL


def test_without_a_citizens_framing_it_looks_steered() -> None:
    at = table()
    framed(at, "unit", "grocer")
    found = likeness(at.process)
    assert (found.looks_like, found.reasons) == (
        DeclaredType.STEERED,
        ["Ingen borgere har beskrevet problemet."],
    )


@pytest.mark.parametrize(
    ("civic", "public", "expected"),
    [(1, 1, DeclaredType.EQUAL), (1, 2, DeclaredType.FACILITATING), (0, 1, DeclaredType.FACILITATING)],
)
def test_who_wrote_the_clauses_tells_equal_from_facilitating(civic: int, public: int, expected: str) -> None:
    at = papers.draft()
    framed(at, "residents", "unit")
    for _ in range(civic):
        papers.clause(at)
    for _ in range(public):
        papers.clause(at, origin=talks.proposal(at, "unit"))
    found = likeness(at.process)
    assert found.looks_like == expected
    assert found.reasons == [
        "1 af 2 problemforståelser kommer fra borgere.",
        f"{civic} af {civic + public} punkter i aftalen kommer fra borgeres forslag.",
    ]


def test_clauses_dropped_or_of_an_older_paper_are_not_counted() -> None:
    at = papers.draft()
    framed(at, "residents")
    papers.clause(at)
    gone = papers.clause(at, origin=talks.proposal(at, "unit"))
    Clause.objects.filter(pk=gone.pk).update(dropped_at=NOW, dropped_reason="Fordi.")
    assert "1 af 1 punkter i aftalen kommer fra borgeres forslag." in likeness(at.process).reasons


def read(client: Client, at: Table) -> str:
    return client.get(reverse("path:process", args=[at.process.slug])).content.decode()


def test_everybody_reads_what_it_is_called_and_what_it_looks_like(client: Client) -> None:
    at = table()
    assert "For tidligt at sige, hvad det ligner." in read(client, at)
    framed(at, "residents")
    for _ in range(2):
        boundary(at)
    said = read(client, at)
    assert "kaldt: ligeværdig. ligner: styret." in said.lower()
    assert "2 af 2 rammer er låst." in said
