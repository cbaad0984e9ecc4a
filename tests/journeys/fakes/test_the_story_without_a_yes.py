"""A good story, and the one it is about was never asked."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from samskab.process.action.models import FollowUp, Result
from samskab.process.core.models import Stage
from tests.builders import NOW, Table
from tests.builders import agreement as papers
from tests.journeys.walking import Walker

STORY = "Hun turde ikke gå ud. Nu synger hun i koret."


def followed_up() -> Table:
    made = papers.complete(Stage.ACTION)
    FollowUp.objects.create(process=made.process, held_at=NOW)
    return made


def test_a_story_is_not_kept_without_its_own_yes_and_stays_unseen() -> None:
    made = followed_up()
    unit = Walker(made.speakers["unit"])
    unit.goes("action:page", made.process.slug)
    unit.follows("action:state_result")
    unit.sends(text=STORY, direction="good", is_story=True, status=422)
    unit.is_refused("action.story_needs_its_author")
    assert STORY in unit.page.html
    assert not Result.objects.exists()
    nobody = Walker()
    for page in ("action:page", "path:process"):
        nobody.goes(page, made.process.slug)
        nobody.does_not_see(STORY)


def test_a_story_told_with_a_yes_says_so_to_everybody() -> None:
    made = followed_up()
    unit = Walker(made.speakers["unit"])
    unit.goes("action:page", made.process.slug)
    unit.follows("action:state_result")
    unit.sends(text=STORY, direction="good", is_story=True, approved_by_author=True)
    nobody = Walker()
    nobody.goes("action:page", made.process.slug)
    nobody.sees("Fortalt med et ja", STORY)


def test_the_database_takes_no_story_without_a_yes() -> None:
    made = followed_up()
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.create(
            follow_up=made.process.follow_ups.get(),
            by=made.parties["unit"],
            text=STORY,
            direction="good",
            is_story=True,
            approved_by_author=False,
            at=NOW,
        )


def test_somebodys_words_are_not_changed_by_another() -> None:
    """Neither the municipality nor a helper has an act or a page for it."""
    made = papers.complete(Stage.KNOWLEDGE)
    said = made.process.statements.create(
        participant=made.speakers["residents"],
        basis="experience",
        channel="web",
        text=STORY,
        stated_at=NOW,
    )
    unit = Walker(made.speakers["unit"])
    unit.goes("knowledge:statement", made.process.slug, said.public_id)
    assert not unit.may("knowledge:correct")
    assert not unit.may("knowledge:withdraw")
    for act in ("ret", "traek-tilbage"):
        token = unit.client.cookies["csrftoken"].value
        answer = unit.client.post(
            f"/forloeb/{made.process.slug}/viden/{said.public_id}/{act}/",
            {"text": "Hun er glad.", "csrfmiddlewaretoken": token},
        )
        assert answer.status_code == 403
    said.refresh_from_db()
    assert said.text == STORY
    assert said.state == "open"
