"""The chief has already decided, and wants the rest called co-creation."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samskab.ground.parties.models import PartyKind
from samskab.process.agreement.models import PoliticalDecision
from samskab.process.core.models import Process, Stage
from tests.builders import LONG_REASON, NOW, party
from tests.builders import agreement as papers
from tests.builders import framing as framings
from tests.journeys.walking import Walker

ASKED = "Ti besøgsvenner til Vestkvarteret"


def opens(chief: Walker, **answers: str) -> None:
    chief.goes("path:processes")
    chief.goes("path:open")
    chief.sends(
        {
            "solution_chosen": "no",
            "decision_taken": "no",
            "title": ASKED,
            "area": "vestby",
            "can_change": "Hvor ofte de kommer.",
            "who_decides": "Chefen.",
            "saving_is_part": "no",
            "saving": "Nej.",
            "money_hours": "Ingen.",
            "outside_affected": "Ingen.",
            **answers,
        },
        status=422,
    )


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("solution_chosen", "core.solution_already_chosen"),
        ("decision_taken", "core.decision_already_taken"),
    ],
)
def test_a_chosen_solution_opens_no_process_and_the_words_are_given_back(answer: str, code: str) -> None:
    _, speaker = party(PartyKind.MUNICIPAL_UNIT, "Sundhed og omsorg")
    chief = Walker(speaker)
    opens(chief, **{answer: "yes"})
    chief.is_refused(code)
    assert ASKED in chief.page.html
    assert not Process.objects.exists()


def test_a_wrong_answer_is_put_right_in_public_and_the_process_goes_back_to_the_problem() -> None:
    made = framings.agreed_table()
    made.stand(Stage.NEGOTIATION)
    neighbours = Walker(made.speakers["association"])
    neighbours.goes("path:process", made.process.slug)
    neighbours.follows("core:table")
    neighbours.follows("core:correct_opening")
    neighbours.sends(reason="Skitsen lå færdig hos konsulenten, da vi blev spurgt. Det stod der ikke.")
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("Svaret i åbningstjekket er rettet.", "Skitsen lå færdig hos konsulenten")
    made.process.refresh_from_db()
    assert made.process.stage == Stage.FRAMING


def test_a_decision_before_any_citizens_words_is_told_to_everybody() -> None:
    made = papers.open_for_signing()
    PoliticalDecision.objects.create(
        agreement=papers.paper(made),
        committee="Økonomiudvalget",
        approved=True,
        reason=LONG_REASON,
        told_by=made.speakers["unit"],
        at=NOW - timedelta(days=60),
    )
    framing_round = framings.past_round(made.process)
    framings.framing(framing_round, made.parties["residents"])
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("Nej Borgere skrev, hvad problemet er, før noget blev besluttet.")
