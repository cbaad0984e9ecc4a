"""A resident votes, asks where the neighbourhood agrees, and finds her own place only when she wants to."""

from __future__ import annotations

import pytest

from samskab.process.core.models import Stage, Status
from samskab.process.knowledge.models import OpinionMap, Vote
from tests.builders import opinions as said
from tests.builders import table
from tests.journeys.walking import Walker


def test_she_votes_asks_for_the_map_and_finds_her_own_place() -> None:
    made = table(Stage.KNOWLEDGE)
    on = said.statements(made.process, 14)
    said.answer(said.people(60), on, said.camps)
    she = Walker(made.speakers["residents"])
    she.goes("path:process", made.process.slug)
    she.follows("knowledge:map")
    she.sees("Der er ikke tegnet et kort endnu.")
    she.follows("knowledge:draw")
    she.sends()
    she.sees("Kortet er tegnet af de svar, der er nu.", "Gruppe A", "Det er vi enige om", "Her er vi uenige")
    she.follows("knowledge:map", words="Vis, hvor jeg står")
    she.sees("Du mangler 7 svar, før vi kan vise dit sted.")
    she.goes("knowledge:page", made.process.slug)
    she.follows("knowledge:vote")
    for _ in range(7):
        she.sends(to="knowledge:cast", press="Enig")
    assert Vote.objects.filter(participant=made.speakers["residents"], chance__gt=0).count() == 7
    she.goes("knowledge:page", made.process.slug)
    she.follows("knowledge:map")
    she.does_not_see('class="here-mark"')
    she.sees("svar er kommet eller ændret siden.")
    she.follows("knowledge:map", words="Vis, hvor jeg står")
    she.sees("Kun du kan se det, og det er ikke gemt.")
    she.goes("knowledge:draw", made.process.slug)
    she.sees("Kortet er nyt nok.")
    she.follows("knowledge:map")
    she.follows("knowledge:statement")


def test_nobody_in_particular_reads_the_map_and_is_shown_the_door_to_draw_it() -> None:
    made = table(Stage.KNOWLEDGE)
    said.answer(said.people(20), said.statements(made.process, 9), said.camps)
    nobody = Walker()
    nobody.goes("knowledge:map", made.process.slug)
    nobody.sees("Der er ikke tegnet et kort endnu.", "Alle udsagn, med de rene tal")
    nobody.follows("knowledge:draw")
    nobody.is_refused("core.nobody_known")
    assert list(nobody.page.forms_to("knowledge:draw")) == []
    assert not OpinionMap.objects.exists()


@pytest.mark.parametrize("stage", [Stage.PURPOSE, Stage.NEGOTIATION, Stage.FOLLOWED_UP])
def test_the_map_can_be_read_whenever_and_drawn_only_while_answers_mean_something(stage: Stage) -> None:
    made = table(Stage.KNOWLEDGE)
    said.answer(said.people(20), said.statements(made.process, 9), said.camps)
    made.stand(stage)
    she = Walker(made.speakers["residents"])
    she.goes("knowledge:map", made.process.slug)
    she.goes("knowledge:draw", made.process.slug)
    if stage == Stage.NEGOTIATION:
        she.sends()
        she.sees("Vi viser ingen grupper.", "Færre end 30")
    else:
        she.is_refused("core.stage_not_now")


def test_while_the_process_is_paused_the_map_stands_and_is_not_drawn() -> None:
    made = table(Stage.KNOWLEDGE)
    said.answer(said.people(20), said.statements(made.process, 9), said.camps)
    made.process.status, made.process.status_reason = Status.PAUSED, "Ferie."
    made.process.save()
    she = Walker(made.speakers["residents"])
    she.goes("knowledge:map", made.process.slug)
    she.goes("knowledge:draw", made.process.slug)
    she.is_refused("core.not_running")
