"""Notice and action: who may report, who may judge, what happens, and that another looks at an appeal."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from samskab.ground.dialogue import selectors, services
from samskab.ground.dialogue.models import Answer, Appeal, Comment, CommentState, Decision, Notice, Thread
from samskab.ground.people.actor import Actor, Proof
from samskab.ground.people.models import Participant, Role
from samskab.ground.record.models import Entry, Opening
from samskab.process.calls.models import Call
from tests.acts import breaks, constraints_of, refused, row, writes
from tests.builders import NOW, office, person, talk

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)
AFTER_SIX_MONTHS = NOW + timedelta(days=185)
HOUSE = Actor(house=True)


@pytest.fixture
def about() -> Call:
    return talk.call()


@pytest.fixture
def author() -> Participant:
    return person("Lise")


@pytest.fixture
def moderator() -> Participant:
    return office(Role.MODERATOR)


@pytest.fixture
def other() -> Participant:
    return office(Role.MODERATOR)


@pytest.fixture
def comment(about: Call, author: Participant) -> Comment:
    return talk.said(actor(author), about)


def actor(who: Participant) -> Actor:
    return Actor(participant_id=who.pk)


def decide(comment: Comment, who: Participant, outcome: str = "hidden", rule: str = "personal") -> Decision:
    return services.decide_comment(
        actor=actor(who), comment_id=comment.pk, outcome=outcome, rule=rule, facts=talk.WHY, now=NOW
    )


def appeal(decision: Decision, who: Participant, side: str = "author", **given: object) -> Appeal:
    return services.appeal_decision(
        **{  # type: ignore[arg-type]  # a test says what it needs
            "actor": actor(who),
            "decision_id": decision.pk,
            "side": side,
            "text": "Det er om mig selv.",
            "now": LATER,
            **given,
        }
    )


def judge(found: Appeal, who: Participant, outcome: str = "overturned") -> Appeal:
    return services.decide_appeal(
        actor=actor(who), appeal_id=found.pk, outcome=outcome, reason=talk.WHY, now=LATER
    )


# -- notice -------------------------------------------------------------------------------------------------


def test_anybody_reports_without_login_and_gets_four_words_and_nothing_is_hidden(comment: Comment) -> None:
    with writes():
        found, code = talk.notice(comment)
    assert len(code.split("-")) == 4
    assert code not in found.code_hash
    assert selectors.notice_by_code(code.replace("-", " ").upper()) == found
    comment.refresh_from_db()
    assert comment.state == CommentState.SHOWN


def test_a_notice_names_a_published_rule_says_why_and_is_meant(comment: Comment) -> None:
    with refused("dialogue.name_the_rule"):
        talk.notice(comment, rule="criticism")
    with refused("kit.text_too_short"):
        talk.notice(comment, text="Øv.")
    with refused("dialogue.say_it_is_true"):
        talk.notice(comment, good_faith=False)


def test_what_does_not_stand_is_not_reported(about: Call, author: Participant) -> None:
    gone = talk.comment(about, author, state="withdrawn", text="")
    with refused("dialogue.not_shown"):
        services.give_notice(
            actor=Actor(), comment_id=gone.pk, rule="hate", text=talk.WHY, good_faith=True, now=NOW
        )


# -- decision -----------------------------------------------------------------------------------------------


def test_a_moderator_hides_under_a_rule_and_the_text_is_kept_out_of_the_record(
    comment: Comment, moderator: Participant
) -> None:
    found, _code = talk.notice(comment)
    with writes("dialogue.comment.hidden"):
        made = decide(comment, moderator)
    comment.refresh_from_db()
    found.refresh_from_db()
    assert (comment.state, comment.rule, comment.text) == ("hidden", "personal", "Det kender vi.")
    assert found.decision == made
    assert made.appeal_until > NOW + timedelta(days=183)
    assert set(Entry.objects.order_by("-seq")[0].wire["c"]) == {"rule"}
    assert Thread.objects.get().n_shown == 0


def test_a_moderator_may_find_that_no_rule_is_broken(comment: Comment, moderator: Participant) -> None:
    talk.notice(comment)
    with writes("dialogue.comment.kept"):
        made = decide(comment, moderator, "kept", "personal")
    comment.refresh_from_db()
    assert (comment.state, made.rule) == ("shown", "")


def test_a_number_is_erased_at_once_and_its_salt_with_it(comment: Comment, moderator: Participant) -> None:
    talk.notice(comment)
    with writes("dialogue.comment.erased", "record.opening.shredded"):
        decide(comment, moderator, "erased")
    comment.refresh_from_db()
    assert (comment.state, comment.text) == ("erased", "")
    assert not Opening.objects.filter(entry__obj=comment.public_id, field="text").exists()


def test_only_who_holds_the_office_judges(comment: Comment) -> None:
    talk.notice(comment)
    for role in (Role.COORDINATOR, Role.FACILITATOR, Role.COUNCILLOR, Role.HELPER, Role.ADMINISTRATOR):
        with refused("dialogue.only_a_moderator", 403):
            decide(comment, office(role))


def test_a_stolen_mailbox_alone_hides_nobodys_words(comment: Comment, moderator: Participant) -> None:
    talk.notice(comment)
    with refused("people.second_factor_needed", 403):
        services.decide_comment(
            actor=Actor(participant_id=moderator.pk, proof=Proof.ONE),
            comment_id=comment.pk,
            outcome="kept",
            facts=talk.WHY,
            now=NOW,
        )


def test_nobody_judges_their_own_words_or_what_they_reported(
    about: Call, comment: Comment, moderator: Participant
) -> None:
    mine = talk.said(actor(moderator), about)
    talk.notice(mine)
    with refused("dialogue.own_words", 403):
        decide(mine, moderator)
    talk.notice(comment, moderator)
    with refused("dialogue.own_notice", 403):
        decide(comment, moderator)


def test_a_moderator_does_not_go_looking_alone(comment: Comment, moderator: Participant) -> None:
    with refused("dialogue.nothing_to_decide"):
        decide(comment, moderator)


@pytest.mark.parametrize("rule", ["", "criticism", "off_topic"])
def test_to_hide_takes_a_published_rule(comment: Comment, moderator: Participant, rule: str) -> None:
    talk.notice(comment)
    with refused("dialogue.name_the_rule"):
        decide(comment, moderator, "hidden", rule)


def test_a_decision_says_on_what_facts(comment: Comment, moderator: Participant) -> None:
    talk.notice(comment)
    with refused("kit.text_too_short"):
        services.decide_comment(
            actor=actor(moderator), comment_id=comment.pk, outcome="kept", facts="Fordi.", now=NOW
        )


def test_the_same_case_is_not_decided_twice(comment: Comment, moderator: Participant) -> None:
    talk.notice(comment)
    decide(comment, moderator)
    with refused("dialogue.nothing_to_decide"):
        decide(comment, moderator)


def test_what_waited_is_shown_when_a_human_has_read_it(
    about: Call, author: Participant, moderator: Participant
) -> None:
    waiting = talk.comment(about, author, state="waiting")
    with refused("dialogue.only_a_moderator"):
        services.release_comment(actor=actor(author), comment_id=waiting.pk, now=NOW)
    with writes("dialogue.comment.released"):
        services.release_comment(actor=actor(moderator), comment_id=waiting.pk, now=NOW)
    waiting.refresh_from_db()
    assert (waiting.state, Thread.objects.get().n_shown) == ("shown", 1)


# -- answer and appeal --------------------------------------------------------------------------------------


def test_the_author_answers_once_and_only_the_author(
    comment: Comment, author: Participant, moderator: Participant
) -> None:
    found = talk.decision(comment, moderator)
    with refused("dialogue.not_your_words", 403):
        services.answer_decision(actor=actor(person()), decision_id=found.pk, text="Nej.", now=NOW)
    with writes():
        services.answer_decision(actor=actor(author), decision_id=found.pk, text="Det er mig.", now=NOW)
    with refused("dialogue.already_answered"):
        services.answer_decision(actor=actor(author), decision_id=found.pk, text="Igen.", now=NOW)


def test_an_appeal_is_decided_by_another_and_what_was_wrong_comes_back(
    comment: Comment, author: Participant, moderator: Participant, other: Participant
) -> None:
    found = talk.decision(comment, moderator)
    with writes("dialogue.decision.appealed"):
        mine = appeal(found, author)
    with refused("dialogue.decided_it_first", 403):
        judge(mine, moderator)
    with writes("dialogue.decision.overturned"):
        judge(mine, other)
    comment.refresh_from_db()
    assert (comment.state, comment.rule, Thread.objects.get().n_shown) == ("shown", "", 1)
    with refused("dialogue.appeal_is_decided"):
        judge(mine, other)


def test_an_appeal_may_be_upheld(
    comment: Comment, author: Participant, moderator: Participant, other: Participant
) -> None:
    mine = appeal(talk.decision(comment, moderator), author)
    with writes("dialogue.decision.upheld"):
        judge(mine, other, "upheld")
    comment.refresh_from_db()
    assert comment.state == CommentState.HIDDEN


def test_a_moderator_does_not_judge_an_appeal_about_own_words(
    about: Call, moderator: Participant, other: Participant
) -> None:
    found = talk.decision(talk.said(actor(other), about), moderator)
    mine = appeal(found, other)
    with refused("dialogue.own_words", 403):
        judge(mine, other)


def test_who_reported_appeals_with_the_four_words_and_then_the_author_may_appeal_in_turn(
    comment: Comment, author: Participant, moderator: Participant, other: Participant
) -> None:
    _notice, code = talk.notice(comment)
    kept = decide(comment, moderator, "kept")
    with refused("dialogue.not_your_notice", 403):
        appeal(kept, person(), "notifier", code="sol-cykel-brev-hane")
    told = appeal(kept, person(), "notifier", code=code)
    judge(told, other)
    comment.refresh_from_db()
    second = comment.decisions.get(outcome="hidden")
    assert (comment.state, second.moderator, second.rule) == ("hidden", other, "personal")
    third = appeal(second, author)
    with refused("dialogue.decided_it_first"):
        judge(third, other)


def test_one_appeals_what_went_against_oneself_once_and_for_six_months(
    comment: Comment, author: Participant, moderator: Participant
) -> None:
    _notice, code = talk.notice(comment)
    found = decide(comment, moderator)
    with refused("dialogue.nothing_to_appeal"):
        appeal(found, person(), "notifier", code=code)
    with refused("dialogue.too_late_to_appeal"):
        appeal(found, author, now=AFTER_SIX_MONTHS)
    appeal(found, author)
    with refused("dialogue.already_appealed"):
        appeal(found, author)


# -- what is over -------------------------------------------------------------------------------------------


def test_the_hidden_is_deleted_when_the_time_to_appeal_is_out_and_no_appeal_waits(
    about: Call, author: Participant, moderator: Participant
) -> None:
    over, waits = talk.said(actor(author), about), talk.said(actor(author), about)
    talk.decision(over, moderator)
    appeal(talk.decision(waits, moderator), author)
    with refused("people.only_the_house", 403):
        services.clear_hidden(actor=actor(moderator), now=AFTER_SIX_MONTHS)
    assert services.clear_hidden(actor=HOUSE, now=LATER) == 0
    assert services.clear_hidden(actor=HOUSE, now=AFTER_SIX_MONTHS, dry=True) == 1
    with writes("dialogue.comment.cleared", "record.opening.shredded"):
        assert services.clear_hidden(actor=HOUSE, now=AFTER_SIX_MONTHS) == 1
    over.refresh_from_db()
    waits.refresh_from_db()
    assert (over.text, over.state) == ("", "erased")
    assert (waits.text, waits.state) == ("Det kender vi.", "hidden")


# -- what the database itself refuses -----------------------------------------------------------------------


def test_the_database_refuses_what_the_acts_never_do(
    about: Call, comment: Comment, author: Participant, moderator: Participant, other: Participant
) -> None:
    found = talk.decision(comment, moderator)
    mine = appeal(found, author)
    thread = comment.thread
    said = {
        "thread": thread,
        "participant": author,
        "via": "account",
        "text": "Ord",
        "state": "shown",
        "written_at": NOW,
    }
    case = {
        "comment": comment,
        "author": author,
        "moderator": moderator,
        "outcome": "hidden",
        "rule": "hate",
        "facts": talk.WHY,
        "decided_at": NOW,
        "appeal_until": AFTER_SIX_MONTHS,
    }
    told = {
        "comment": comment,
        "rule": "hate",
        "text": talk.WHY,
        "good_faith": True,
        "code_hash": "x",
        "made_at": NOW,
    }
    wish = {
        "decision": found,
        "side": "notifier",
        "first_moderator": moderator,
        "text": "Ord",
        "made_at": NOW,
    }
    house = {"via": "network", "network": talk.network()}
    late, own = {"edited_at": NOW - timedelta(days=1)}, {"by": other, "decided_by": other}
    done = {"outcome": "upheld", "reason": talk.WHY, "decided_at": NOW}
    tried = {
        "thread_says_what_it_is_about": row(Thread, kind="", space=about.public_id, opened_at=NOW),
        "comment_state_is_known": row(Comment, **said | {"state": "popular"}),
        "comment_door_is_known": row(Comment, **said | {"via": "gate"}),
        "comment_is_as_long_as_everybodys": row(Comment, **said | {"text": "æ" * 901}),
        "comment_says_something_until_it_is_taken_back": row(Comment, **said | {"text": ""}),
        "comment_from_a_network_names_no_person": row(Comment, **said | house),
        "comment_is_hidden_by_a_rule": row(Comment, **said | {"state": "hidden"}),
        "comment_is_edited_after_it_is_written": row(Comment, **said | late),
        "comment_answers_another": lambda: Comment.objects.filter(pk=comment.pk).update(parent=F("pk")),
        "comment_is_sent_once": row(Comment, **said | {"sent_key": comment.sent_key}),
        "decision_outcome_is_known": row(Decision, **case | {"outcome": "demoted"}),
        "decision_gives_its_reasons": row(Decision, **case | {"facts": "Fordi."}),
        "decision_to_hide_names_a_published_rule": row(Decision, **case | {"rule": "criticism"}),
        "decision_is_never_on_own_words": row(Decision, **case | {"moderator": author}),
        "decision_can_be_appealed": row(Decision, **case | {"appeal_until": NOW}),
        "notice_rule_is_known": row(Notice, **told | {"rule": "criticism"}),
        "notice_says_why": row(Notice, **told | {"text": "Øv."}),
        "notice_is_made_in_good_faith": row(Notice, **told | {"good_faith": False}),
        "answer_to_a_decision_says_something": row(Answer, decision=found, text="", at=NOW),
        "appeal_side_is_known": row(Appeal, **wish | {"side": "judge"}),
        "appeal_says_why": row(Appeal, **wish | {"text": ""}),
        "appeal_is_one_for_each_side": row(Appeal, **wish | {"side": "author"}),
        "appeal_is_decided_by_another": row(Appeal, **wish | done | {"decided_by": moderator}),
        "appeal_is_not_decided_by_who_made_it": row(Appeal, **wish | done | own),
        "appeal_decided_has_a_person_and_a_reason": row(Appeal, **wish | {"outcome": "upheld"}),
    }  # fmt: skip
    for name, write in tried.items():
        breaks(name, write)
    assert set(tried) == constraints_of("dialogue")
    assert mine.pk


@pytest.mark.parametrize("change", [{"outcome": "kept"}, {"facts": "Noget andet." * 9}, {"rule": "hate"}])
def test_a_decision_stands_as_it_was_made(
    comment: Comment, moderator: Participant, change: dict[str, str]
) -> None:
    found = talk.decision(comment, moderator)
    with pytest.raises(IntegrityError, match="never_changed"), transaction.atomic():
        Decision.objects.filter(pk=found.pk).update(**change)


def test_an_appeal_keeps_who_decided_first_and_is_decided_once(
    comment: Comment, author: Participant, moderator: Participant, other: Participant
) -> None:
    mine = appeal(talk.decision(comment, moderator), author)
    with pytest.raises(IntegrityError, match="keeps_who_decided_first"), transaction.atomic():
        Appeal.objects.filter(pk=mine.pk).update(first_moderator=other)
    judge(mine, other, "upheld")
    with pytest.raises(IntegrityError, match="decided_once"), transaction.atomic():
        Appeal.objects.filter(pk=mine.pk).update(outcome="overturned")


def test_what_waits_for_a_moderator_is_shown_to_moderators_by_the_same_rule_as_all_else(
    comment: Comment, author: Participant, moderator: Participant, other: Participant
) -> None:
    talk.notice(comment)
    held = talk.comment(talk.call("En anden"), author, state="waiting")
    appeal(talk.decision(talk.comment(talk.call("En tredje"), author), moderator), author)
    seen, nobody = Actor(participant_id=other.pk), Actor()
    assert {one.pk for one in selectors.waiting_comments(seen)} == {comment.pk, held.pk}
    assert selectors.open_appeals(seen).count() == 1
    assert not {one.pk for one in selectors.waiting_comments(nobody)} & {held.pk}
    assert selectors.open_appeals(nobody).count() == 0
