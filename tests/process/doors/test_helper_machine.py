"""P19: a helper cannot speak for people. Whatever they do, in whatever order, through the pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, settings, strategies
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from samskab.ground.people.models import Attempt, Participant, Role
from samskab.kit import clock
from samskab.process.core.models import Stage
from samskab.process.doors import selectors
from samskab.process.doors.models import Sitting
from samskab.process.knowledge.models import Statement, Vote
from tests.builders import Table, office, table
from tests.builders import knowledge as known
from tests.builders.reading import client_of

QUOTA = 3


class Helping(RuleBasedStateMachine):
    """One helper, the words they have seen, and people who come in with them, undo, or never come."""

    made: Table

    @initialize()
    def begin(self) -> None:
        self.made = table(Stage.KNOWLEDGE)
        self.helper = office(Role.HELPER)
        self.hand = client_of(self.helper)
        self.others = known.statement(self.made.process, text="Der mangler en bænk.")
        self.seen: list[str] = []
        self.claimed: dict[str, Client] = {}
        self.undone: set[int] = set()

    def post(self, client: Client, view: str, *args: object, **given: str) -> Any:
        Attempt.objects.all().delete()  # the limit on tries has tests of its own
        return client.post(reverse(view, args=args), given)

    @rule()
    def sits_down(self) -> None:
        before = Sitting.objects.count()
        answer = self.post(self.hand, "doors:desk", channel="visit")
        began = Sitting.objects.count() - before
        assert began == (answer.status_code == 302)
        assert Sitting.objects.count() <= QUOTA, "over the quota is refused"

    @rule()
    def writes(self) -> None:
        address = ("doors:enter", self.made.process.slug)
        given = {"text": "Jeg går ikke ud.", "basis": "experience", "language": "da"}
        page = self.post(self.hand, *address, **given).content.decode()
        sealed = re.search(r'name="sealed" value="([^"]+)"', page)
        if sealed:
            self.post(self.hand, *address, sealed=sealed[1])

    @rule()
    def ends(self) -> None:
        answer = self.post(self.hand, "doors:close")
        if answer.status_code == 302 and "kvittering" in answer.url:
            page = self.hand.get(answer.url).content.decode()
            self.seen.append(re.search(r"receipt-code[^>]*>\s*([^<]+?)\s*<", page)[1])  # type: ignore[index]

    @precondition(lambda self: self.seen)
    @rule(logged_out=strategies.booleans())
    def helper_tries_the_words(self, logged_out: bool) -> None:
        """At their own login, or at another browser: the words never open a vote."""
        browser = Client() if logged_out else self.hand
        self.post(browser, "people:code", code=self.seen[-1])
        self.post(browser, "knowledge:cast", self.made.process.slug, self.others.public_id, value="1")
        if not logged_out:
            self.post(browser, "people:own_words")
            self.post(browser, "people:claim_code", code=self.seen[-1])

    @precondition(lambda self: any(words not in self.claimed for words in self.seen))
    @rule()
    def person_takes_own_words(self) -> None:
        words = next(words for words in self.seen if words not in self.claimed)
        browser = Client()
        self.post(browser, "people:code", code=words)
        assert self.post(browser, "people:own_words").status_code == 302
        self.claimed[words] = browser

    @precondition(lambda self: self.claimed)
    @rule()
    def person_undoes_it(self) -> None:
        browser = next(iter(self.claimed.values()))
        person = browser.session["participant_by_code"]
        had = selectors.may_undo(person, _now())
        answer = self.post(browser, "doors:undo")
        assert answer.status_code == (302 if had else 409), "one step"
        self.undone.add(person)

    @invariant()
    def no_vote_is_the_helpers_doing(self) -> None:
        if hasattr(self, "helper"):
            assert not Vote.objects.exclude(participant=self.helper).exists()

    @invariant()
    def everything_is_marked(self) -> None:
        if hasattr(self, "made"):
            written = Statement.objects.exclude(pk=self.others.pk)
            assert not written.filter(assisted_by="").exists()
            assert not written.filter(participant=self.helper).exists()
            assert not written.filter(read_back=False).exists()

    @invariant()
    def what_is_claimed_is_shut_for_the_helper(self) -> None:
        for words in getattr(self, "claimed", {}):
            assert self.post(self.hand, "people:code", code=words).status_code in {403, 422}

    @invariant()
    def an_undo_leaves_nothing(self) -> None:
        for person in getattr(self, "undone", set()):
            assert not selectors.may_undo(person, _now())


def _now() -> Any:
    return clock.now()


def _run(examples: int, steps: int) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Helping,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )


class _InATest(Helping):
    """Every run begins in an empty house."""

    def teardown(self) -> None:
        for model in (Vote, Statement, Sitting):
            model.objects.all().delete()
        Participant.objects.filter(user__isnull=True).delete()


@pytest.fixture
def _small_quota(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "PEOPLE_A_DAY", QUOTA)


@pytest.mark.django_db
@pytest.mark.usefixtures("_small_quota")
def test_a_helper_cannot_speak_for_people() -> None:
    Helping.teardown = _InATest.teardown  # type: ignore[method-assign]
    _run(examples=5, steps=14)


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.usefixtures("_small_quota")
def test_a_helper_cannot_speak_for_people_however_long_they_try() -> None:
    Helping.teardown = _InATest.teardown  # type: ignore[method-assign]
    _run(examples=20, steps=24)
