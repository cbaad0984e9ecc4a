"""What erasure and time do to comments and cases; and two who begin a talk at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samskab.ground.dialogue import personal, services
from samskab.ground.dialogue.models import Comment, CommentState, Thread
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant, Role
from samskab.ground.record.models import Opening
from samskab.kit.personal import Person
from tests.builders import NOW, office, person, talk

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=200)


def erased(who: Participant) -> None:
    whose = Person(participant_id=who.pk, public_id=who.public_id)
    for part in personal.PARTS:
        part.erased(whose, NOW)


def test_erasure_takes_the_words_the_salt_and_the_name_and_leaves_the_talk() -> None:
    me, about = person("Lise"), talk.call()
    mine = talk.said(Actor(participant_id=me.pk), about, "Mine egne ord.")
    answer = talk.said(Actor(participant_id=person().pk), about, "Et svar.", parent_id=mine.pk)
    erased(me)
    mine.refresh_from_db()
    assert (mine.text, mine.participant, mine.state) == ("", None, CommentState.WITHDRAWN)
    assert not Opening.objects.filter(entry__obj=mine.public_id, field="text").exists()
    assert Comment.objects.get(pk=answer.pk).text == "Et svar."
    assert Thread.objects.get().n_shown == 1


def test_erasure_leaves_the_decision_and_takes_the_person_out_of_it() -> None:
    me, moderator = person("Lise"), office(Role.MODERATOR)
    found = talk.decision(talk.said(Actor(participant_id=me.pk), talk.call()), moderator)
    services.answer_decision(actor=Actor(participant_id=me.pk), decision_id=found.pk, text="Nej.", now=NOW)
    erased(me)
    found.refresh_from_db()
    assert (found.author, found.moderator, hasattr(found, "answer")) == (None, moderator, False)


def test_name_and_mail_of_who_reported_go_when_the_time_to_appeal_is_out() -> None:
    about = talk.said(Actor(participant_id=person().pk), talk.call())
    told, _code = talk.notice(about, name="Nabo", email="nabo@example.org")
    services.decide_comment(
        actor=Actor(participant_id=office(Role.MODERATOR).pk),
        comment_id=about.pk, outcome="hidden", rule="hate", facts=talk.WHY, now=NOW,
    )  # fmt: skip
    hidden, notices = personal.SWEEPS
    assert (hidden.run(NOW, False), notices.run(NOW, False)) == (0, 0)
    assert (hidden.run(LATER, True), notices.run(LATER, True)) == (1, 1)
    assert (hidden.run(LATER, False), notices.run(LATER, False)) == (1, 1)
    told.refresh_from_db()
    about.refresh_from_db()
    assert (told.name, told.email, about.text) == ("", "", "")
