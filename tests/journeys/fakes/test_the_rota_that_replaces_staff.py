"""The volunteers' rota is the care worker's old one."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from samskab.process.action.models import Task
from samskab.process.core.models import Stage
from tests.builders import NOW, Table
from tests.builders import agreement as papers
from tests.journeys.walking import Walker

ROTA = "Besøg hver tirsdag"


def at_table() -> Table:
    return papers.complete(Stage.AGREEMENT)


def takes_on(made: Table, who: str, *, status: int = 200, **given: str | bool) -> Walker:
    walker = Walker(made.speakers[who])
    walker.goes("action:page", made.process.slug)
    walker.follows("action:plan_task")
    walker.sends({"title": ROTA, "hours_month": "8", **given}, status=status)
    return walker


@pytest.mark.parametrize("who", ["association", "residents", "unit"])
def test_work_that_staff_did_does_not_become_volunteers(who: str) -> None:
    walker = takes_on(at_table(), who, earlier_by="staff", now_by="volunteer", status=403)
    walker.is_refused("action.replaces_staff")
    assert ROTA in walker.page.html
    assert not Task.objects.exists()


def test_a_statutory_task_never_goes_to_volunteers() -> None:
    walker = takes_on(
        at_table(), "unit", earlier_by="none", now_by="volunteer", core_statutory=True, status=403
    )
    walker.is_refused("action.statutory_stays_with_staff")


def test_a_statutory_task_stays_with_the_public_side() -> None:
    walker = takes_on(
        at_table(), "association", earlier_by="staff", now_by="staff", core_statutory=True, status=403
    )
    walker.is_refused("action.statutory_needs_public_owner")


def test_a_false_answer_about_who_did_it_is_marked_and_everybody_reads_it() -> None:
    made = at_table()
    takes_on(made, "association", earlier_by="none", now_by="volunteer")
    residents = Walker(made.speakers["residents"])
    residents.goes("action:page", made.process.slug)
    residents.follows("action:flag")
    residents.sends(text="Det gjorde hjemmehjælperen hver tirsdag indtil maj.")
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("Nej Intet arbejde er flyttet fra ansatte til frivillige i det skjulte.")
    nobody.follows("action:page")
    nobody.sees("Markeret: flyttet arbejde", "Det gjorde hjemmehjælperen hver tirsdag indtil maj.")


def test_a_mark_closes_the_way_to_action_until_it_is_answered() -> None:
    made = at_table()
    takes_on(made, "association", earlier_by="none", now_by="volunteer")
    residents = Walker(made.speakers["residents"])
    residents.goes("action:page", made.process.slug)
    residents.follows("action:flag")
    residents.sends(text="Det gjorde hjemmehjælperen.")
    nobody = Walker()
    nobody.goes("path:desk", made.process.slug)
    nobody.is_refused("action.replaces_staff")
    owner = Walker(made.speakers["association"])
    owner.goes("action:page", made.process.slug)
    owner.follows("action:change_status")
    owner.sends({"status": "done"}, status=403)
    owner.is_refused("action.flag_is_answered_first")
    unit = Walker(made.speakers["unit"])
    unit.goes("action:page", made.process.slug)
    unit.follows("action:take_back")
    unit.sends(text="Hjemmehjælperen kommer igen fra mandag.")
    nobody.goes("action:page", made.process.slug)
    nobody.sees("Markeret: flyttet arbejde", "Taget tilbage: Hjemmehjælperen kommer igen fra mandag.")
    nobody.goes("path:process", made.process.slug)
    nobody.sees("Ja Intet arbejde er flyttet fra ansatte til frivillige i det skjulte.")


def test_the_municipality_cannot_sign_the_consent_for_both() -> None:
    made = at_table()
    unit = Walker(made.speakers["unit"])
    unit.goes("action:page", made.process.slug)
    unit.follows("action:ask_replacement")
    unit.sends(what=ROTA, text="Personalesiden siger ja, fordi besøgene er små og korte nu.")
    unit.follows("action:sign_replacement")
    unit.is_refused("action.association_signs")
    yes = {"text": "Vi siger også ja på de frivilliges vegne, fordi det haster."}
    assert unit.posts(unit.page.address, yes) == 403
    unit.is_refused("action.association_signs")


def test_the_database_takes_no_silent_move() -> None:
    made = at_table()
    with pytest.raises(IntegrityError, match="task_moved_from_staff"), transaction.atomic():
        Task.objects.create(
            process=made.process,
            under=made.process.adopted_purposes.get(),
            title=ROTA,
            owner=made.parties["association"],
            earlier_by="staff",
            now_by="volunteer",
            planned_at=NOW,
        )
