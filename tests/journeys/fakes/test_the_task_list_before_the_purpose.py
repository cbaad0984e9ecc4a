"""The task list is there before the purpose."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from samskab.ground.people.actor import Actor
from samskab.kit.acts import REGISTRY
from samskab.kit.errors import Refusal
from samskab.process.action import services
from samskab.process.action.models import Task
from samskab.process.core.models import STAGE_ORDER, Stage
from samskab.process.negotiation.models import Proposal
from tests.builders import NOW, Table, table
from tests.journeys.walking import Walker

ROTA = "Ti besøgsvenner, hver tirsdag"
BEFORE = STAGE_ORDER[: STAGE_ORDER.index(Stage.KNOWLEDGE)]


def rota(made: Table, actor: Actor) -> None:
    services.plan_task(
        process_id=made.process.pk,
        actor=actor,
        title=ROTA,
        earlier_by="none",
        now_by="volunteer",
        core_statutory=False,
        hours_month=8,
        clause_id=None,
        partner_ids=[],
        consent_id=None,
        now=NOW,
    )


@pytest.mark.parametrize("stage", STAGE_ORDER)
def test_no_page_makes_a_task_before_a_purpose_is_adopted(stage: Stage) -> None:
    made = table(stage)
    unit = Walker(made.speakers["unit"])
    unit.goes("action:page", made.process.slug)
    unit.sees("Opgaver åbner, når formålet er aftalt. Det er ikke en fejl.")
    assert not unit.may("action:plan_task")
    unit.goes("action:plan_task", made.process.slug)
    unit.is_refused("purpose.not_adopted")
    given = {"title": ROTA, "earlier_by": "none", "now_by": "volunteer", "hours_month": "8"}
    assert unit.posts(unit.page.address, given) == 409
    unit.is_refused("purpose.not_adopted")
    assert ROTA in unit.page.html
    assert not Task.objects.exists()


@pytest.mark.parametrize("stage", STAGE_ORDER)
def test_no_act_and_not_the_house_itself_makes_one(stage: Stage) -> None:
    made = table(stage)
    for actor in (made.actor("unit"), made.actor("association"), Actor(house=True)):
        with pytest.raises(Refusal) as refusal:
            rota(made, actor)
        assert refusal.value.code == "purpose.not_adopted"


def test_the_database_takes_neither_task_nor_proposal_without_an_adopted_purpose() -> None:
    made = table(Stage.ACTION)
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.create(
            process=made.process,
            title=ROTA,
            owner=made.parties["unit"],
            earlier_by="none",
            now_by="volunteer",
            planned_at=NOW,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(process=made.process, party=made.parties["unit"], text=ROTA, proposed_at=NOW)


def test_no_import_brings_tasks() -> None:
    """A list from elsewhere comes in as what somebody knows, never as what somebody shall do."""
    imports = [name for name in REGISTRY if "import" in name]
    assert imports == ["knowledge.import_conversation"]
    source = Path(services.__file__).parents[2] / "knowledge/services/importing.py"
    assert "Task" not in source.read_text(encoding="utf-8")


@pytest.mark.parametrize("stage", BEFORE)
def test_nobody_reads_on_the_process_page_that_tasks_wait(stage: Stage) -> None:
    made = table(stage)
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    assert not nobody.may("action:plan_task")
    nobody.sees("Formålet kom før opgaverne.")
