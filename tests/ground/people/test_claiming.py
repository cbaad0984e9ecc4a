"""When somebody with a paper code gets an account: everything moves at once, and one person is one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from samskab.ground.parties.models import Membership, MembershipRole
from samskab.ground.people import claiming
from samskab.ground.people import services as people
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant, Role
from samskab.kit.errors import Refusal
from samskab.process.calls.models import CallJoin
from samskab.process.core.models import Stage, Steward
from samskab.process.knowledge import services as knowledge
from samskab.process.knowledge.models import PlainLanguageFlag, Statement, Vote
from tests.builders import NOW, Table, office, person, table, talk, whole
from tests.builders import knowledge as known
from tests.journeys.walking import Walker

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=14)


@pytest.fixture
def made() -> Table:
    return table(Stage.KNOWLEDGE)


def claim(account: Participant, code: str) -> claiming.Claimed:
    return people.claim_code(actor=Actor(participant_id=account.pk), code=code, now=LATER)


def refused(account: Participant | None, code: str) -> str:
    with pytest.raises(Refusal) as said:
        people.claim_code(actor=Actor(participant_id=account.pk if account else None), code=code, now=LATER)
    return said.value.code


def vote(who: Participant, on: Statement, value: int, days: int = 0) -> None:
    knowledge.cast_vote(
        actor=Actor(participant_id=who.pk),
        statement=on.public_id,
        value=value,
        now=NOW + timedelta(days=days),
    )


def counted(on: Statement) -> tuple[int, int, int]:
    on.refresh_from_db()
    return on.answers


def test_what_was_said_and_voted_under_the_code_is_the_accounts_and_the_code_is_dead(made: Table) -> None:
    by_code, words = people.give_code(now=NOW)
    account = person("Amina")
    said = known.statement(made.process, by_code)
    other = known.statement(made.process, text="Der mangler en bænk.")
    vote(by_code, other, 1)
    done = claim(account, words)
    assert (done.moved, done.double) == (2, 0)
    said.refresh_from_db()
    assert said.participant == account
    assert Vote.objects.get().participant == account
    assert not Participant.objects.filter(pk=by_code.pk).exists()
    assert refused(account, words) == "people.unknown_code"
    with pytest.raises(Refusal):
        people.come_in_by_code(code=words, address="192.0.2.1", now=LATER)


@pytest.mark.parametrize(("code_first", "kept"), [(True, -1), (False, 1)])
def test_of_two_votes_on_the_same_words_the_later_counts(made: Table, code_first: bool, kept: int) -> None:
    by_code, words = people.give_code(now=NOW)
    account = person()
    on = known.statement(made.process)
    vote(by_code, on, 1, days=0 if code_first else 2)
    vote(account, on, -1, days=1)
    assert counted(on) == (1, 1, 0)
    assert claim(account, words).double == 1
    assert Vote.objects.get().value == kept
    assert counted(on) == ((0, 1, 0) if kept == -1 else (1, 0, 0))


def test_a_vote_on_words_that_turn_out_to_be_ones_own_is_taken_back(made: Table) -> None:
    by_code, words = people.give_code(now=NOW)
    account = person()
    mine, theirs = known.statement(made.process, by_code), known.statement(made.process, account)
    vote(account, mine, 1)
    vote(by_code, theirs, 1)
    claim(account, words)
    assert not Vote.objects.exists()
    assert counted(mine) == counted(theirs) == (0, 0, 0)


def test_an_office_without_a_stance_brings_no_votes_along(made: Table) -> None:
    by_code, words = people.give_code(now=NOW)
    on = known.statement(made.process)
    vote(by_code, on, 1)
    claim(office(Role.COUNCILLOR), words)
    assert not Vote.objects.exists()
    assert counted(on) == (0, 0, 0)


def test_what_may_be_done_once_is_there_once_after_the_claim(made: Table) -> None:
    by_code, words = people.give_code(now=NOW)
    account = person()
    call, on = whole.call(), known.statement(made.process)
    for number, who in enumerate((by_code, account)):
        CallJoin.objects.create(call=call, name=f"Navn {number}", participant=who, joined_at=NOW)
        PlainLanguageFlag.objects.create(statement=on, participant=who, at=NOW)
    made.parties["association"].memberships.create(participant=account, role="member", since=NOW)
    made.parties["association"].memberships.create(participant=by_code, role="spokesperson", since=NOW)
    claim(account, words)
    assert CallJoin.objects.count() == PlainLanguageFlag.objects.count() == 1
    held = Membership.objects.get(party=made.parties["association"], participant=account)
    assert held.role == MembershipRole.SPOKESPERSON


def test_two_keys_of_one_process_never_come_into_one_hand(made: Table) -> None:
    by_code, words = people.give_code(now=NOW)
    Steward.objects.filter(side="civic").update(participant=by_code)
    account = Steward.objects.get(side="public").participant
    said = known.statement(made.process, by_code)
    assert refused(account, words) == "people.double_key"
    said.refresh_from_db()
    assert said.participant == by_code, "all of it or nothing"


def test_only_an_account_can_claim_and_a_helper_never_claims_words_a_helper_has_seen() -> None:
    by_code, words = people.give_code(now=NOW)
    another, _ = people.give_code(now=NOW)
    assert refused(None, words) == refused(another, words) == "people.claim_needs_an_account"
    Participant.objects.filter(pk=by_code.pk).update(code_seen=True)
    assert refused(office(Role.HELPER), words) == "people.helper_does_not_come_in"
    claim(person(), words)


def test_every_row_that_may_be_double_says_how_two_become_one() -> None:
    """A new table with one row per person must say here what a claim makes of two."""
    silent = []
    for label, model, field in claiming.relations():
        unique = [
            constraint.name
            for constraint in model._meta.constraints
            if isinstance(constraint, UniqueConstraint) and field in constraint.fields
        ]
        one = isinstance(model._meta.get_field(field), models.OneToOneField)
        if (unique or one) and label not in claiming.merges():
            silent.append(label)
    # Whom a conversation held elsewhere numbered has no code, so nothing of theirs is ever claimed.
    assert silent == ["knowledge.ImportedParticipant.participant"]


def _named_in(condition: Q) -> set[str]:
    """The fields a condition compares with each other."""
    named: set[str] = set()
    for child in condition.children:
        if isinstance(child, Q):
            named |= _named_in(child)
        elif isinstance(child[1], F):
            named |= {child[0].partition("__")[0], child[1].name}
    return named


def test_every_row_that_takes_two_people_says_what_a_claim_makes_of_it() -> None:
    """The database keeps two people apart; a claim that would join them is refused in words, not by it."""
    fields = {(model, field) for _label, model, field in claiming.relations()}
    apart = {
        f"{model._meta.label}.{field}"
        for model in {model for model, _ in fields}
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint) and isinstance(constraint.condition, Q)
        for field in _named_in(constraint.condition)
        if (model, field) in fields
    }
    assert len(apart) > 10
    assert sorted(apart - set(claiming.merges())) == []


def test_a_moderator_who_judged_a_codes_words_never_claims_the_code() -> None:
    author, words = people.give_code(now=NOW)
    moderator = office(Role.MODERATOR)
    talk.decision(talk.comment(talk.call(), author), moderator)
    assert refused(moderator, words) == "people.two_would_be_one"
    assert claim(person("Amina"), words).moved  # anybody else may, and the words go along


def test_nor_the_code_that_reported_or_appealed_what_they_judged() -> None:
    reporter, words = people.give_code(now=NOW)
    moderator, second = office(Role.MODERATOR), office(Role.MODERATOR)
    comment = talk.comment(talk.call(), person())
    talk.notice(comment, reporter)
    talk.decision(comment, moderator)
    assert refused(moderator, words) == "people.two_would_be_one"
    assert claim(second, words).moved


def test_every_relation_is_carried(made: Table) -> None:
    """No list is kept of what moves: it is read from the models."""
    labels = {label for label, _model, _field in claiming.relations()}
    assert {"knowledge.Statement.participant", "calls.Call.participant", "core.Steward.participant"} <= labels
    assert set(claiming.merges()) <= labels


def test_the_page_moves_it_and_gives_a_receipt(made: Table) -> None:
    by_code, words = people.give_code(now=NOW)
    known.statement(made.process, by_code, text="Jeg går ikke ud efter klokken fire.")
    her = Walker(person("Amina"))
    her.goes("path:traces")
    her.follows("people:claim_code")
    her.sends(code=words)
    her.sees("1 ting er flyttet til din konto.", "Koden virker ikke mere.")
    her.follows("path:traces")
    her.sees("Jeg går ikke ud efter klokken fire.")


def test_who_is_not_logged_in_is_shown_the_way() -> None:
    nobody = Walker()
    nobody.goes("people:claim_code")
    nobody.sees("Du er ikke kommet ind med en konto.")
    nobody.follows("people:login")


def test_words_a_helper_has_seen_open_one_page_only(made: Table) -> None:
    by_code, words = people.give_code(now=NOW)
    Participant.objects.filter(pk=by_code.pk).update(code_seen=True)
    known.statement(made.process, by_code, text="Jeg går ikke ud efter klokken fire.")
    him = Walker()
    him.goes("people:code")
    him.sends(code=words)
    him.sees("En hjælper har set de fire ord på din kvittering.")
    him.goes("path:traces")
    him.does_not_see("Jeg går ikke ud efter klokken fire.")
    him.goes("people:own_words")
    him.sends(to="people:own_words")
    him.follows("path:traces")
    him.sees("Jeg går ikke ud efter klokken fire.")
    late = Walker()
    late.goes("people:code")
    late.sends(code=words, status=422)
    late.is_refused("people.unknown_code")
