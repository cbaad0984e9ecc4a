"""The report is written, the party is over, and some were never answered."""

from __future__ import annotations

from samskab.process.action.models import FollowUp
from samskab.process.core.models import Stage
from tests.builders import LONG_REASON, NOW, Table
from tests.builders import agreement as papers
from tests.builders import knowledge as known
from tests.journeys.walking import Walker

UNHEARD = "Lågen har ikke virket siden foråret."


def ready_but_for_one() -> Table:
    made = papers.complete(Stage.ACTION)
    held = FollowUp.objects.create(
        process=made.process,
        held_at=NOW,
        survey_offered=True,
        lift_answer="Det gælder også Nordby.",
        spread_answer="Nordby spørger.",
    )
    for direction in ("good", "bad", "unknown"):
        held.results.create(by=made.parties["residents"], text="Sådan gik det.", direction=direction, at=NOW)
    known.statement(made.process, text=UNHEARD)
    return made


def test_both_keys_close_nothing_while_one_is_unanswered() -> None:
    made = ready_but_for_one()
    key = Walker(made.speakers["unit"])
    key.goes("path:desk", made.process.slug)
    key.is_refused("knowledge.unanswered")
    response = key.client.post(
        f"{key.page.address}drej/",
        {"to_stage": "followed_up", "csrfmiddlewaretoken": key.client.cookies["csrftoken"].value},
    )
    assert response.status_code == 409
    made.process.refresh_from_db()
    assert made.process.stage == Stage.ACTION


def test_everybody_reads_that_not_everyone_has_been_answered_and_who() -> None:
    made = ready_but_for_one()
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("Nej Alle har fået svar.")
    nobody.follows("knowledge:page")
    nobody.follows("knowledge:unanswered")
    nobody.sees(UNHEARD)


def test_thanks_for_the_input_is_not_an_answer() -> None:
    made = ready_but_for_one()
    unit = Walker(made.speakers["unit"])
    unit.goes("knowledge:unanswered", made.process.slug)
    unit.follows("knowledge:reply")
    unit.sends(outcome="not_followed", text="Tak for input.", status=422)
    assert "Tak for input." in unit.page.html
    unit.goes("path:desk", made.process.slug)
    unit.is_refused("knowledge.unanswered")


def test_a_no_with_a_reason_is_an_answer_and_lets_the_keys_turn() -> None:
    made = ready_but_for_one()
    unit = Walker(made.speakers["unit"])
    unit.goes("knowledge:unanswered", made.process.slug)
    unit.follows("knowledge:reply")
    unit.sends(outcome="not_followed", text=f"Nej, fordi lågen hører til naboen. {LONG_REASON}")
    for who in ("unit", "residents"):
        key = Walker(made.speakers[who])
        key.goes("path:desk", made.process.slug)
        key.sends(to="path:turn_key", press="Drej min nøgle")
    made.process.refresh_from_db()
    assert made.process.stage == Stage.FOLLOWED_UP
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("Ja Alle har fået svar.")
