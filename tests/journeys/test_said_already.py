"""A resident writes, is shown that a neighbour has said it, and joins; another sends his all the same."""

from __future__ import annotations

from samskab.process.core.models import Stage
from samskab.process.knowledge.models import Statement
from tests.builders import knowledge as known
from tests.builders import table
from tests.journeys.walking import Walker

SAID, ASKED = "Bussen kører ikke om aftenen.", "Der kører ingen bus om aftenen"


def test_one_joins_what_is_said_and_another_sends_her_own() -> None:
    made = table(Stage.KNOWLEDGE)
    there = known.statement(made.process, text=SAID)
    she, he = Walker(made.speakers["residents"]), Walker(made.speakers["grocer"])
    for walker in (she, he):
        walker.goes("knowledge:page", made.process.slug)
        walker.sends(
            {"text": ASKED, "basis": "experience"}, to="knowledge:state", press="Har nogen allerede sagt det?"
        )
        walker.sees("Andre har sagt noget lignende.", SAID)
    he.sends(press="Send")
    assert Statement.objects.filter(text=ASKED).count() == 1
    she.follows("knowledge:statement", containing=str(there.public_id))
    she.follows("knowledge:cast")
    she.sends(to="knowledge:cast", press="Enig")
    assert there.votes.count() == 1
