"""Each gate tried by every door: the service, the page, a write past the services where SQL keeps guard, and
the house's own commands. Behind every door stands the same refusal.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from samskab.commands import import_conversation as import_command
from samskab.demo.models import DemoCourse
from samskab.demo.script import Course, stages
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.kit.errors import Refusal
from samskab.process.action import services as action
from samskab.process.action.models import Result, Task
from samskab.process.agreement import services as agreement
from samskab.process.agreement.models import Clause
from samskab.process.calls import services as calls
from samskab.process.core import services as core
from samskab.process.core.models import STAGE_ORDER, OpeningChecklist, Process, Stage, Steward
from samskab.process.knowledge.models import Reply, Statement
from samskab.process.negotiation import services as negotiation
from samskab.process.negotiation.models import Proposal
from samskab.process.path import gates, services
from tests.architecture.gate_table import GATES, KEYS, MORE, READY, Gate
from tests.builders import LONG_REASON, NOW, Table, area, office, table
from tests.builders import agreement as papers
from tests.builders import knowledge as known
from tests.builders.reading import client_of

pytestmark = pytest.mark.django_db

STATES_OF_THE_FILE = dict(
    zip(
        STAGE_ORDER,
        ["called", "framing", "values", "knowledge", "negotiation", "agreed", "acting", "followed_up"],
        strict=True,
    )
)
EACH = pytest.mark.parametrize("gate", GATES, ids=lambda gate: f"{gate.name}-{gate.code}")


def following(stage: Stage) -> Stage:
    return STAGE_ORDER[STAGE_ORDER.index(stage) + 1]


def turn(made: Table, who: str) -> None:
    services.turn_key(
        process_id=made.process.pk,
        actor=made.actor(who),
        to_stage=following(Stage(made.process.stage)),
        reason="",
        now=NOW,
    )


def refusal_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused, transaction.atomic():
        act()
    return refused.value.code


def stands_still(made: Table, stage: Stage) -> None:
    made.process.refresh_from_db()
    assert made.process.stage == stage


# -- what is ready opens ------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", READY)
def test_with_nothing_missing_two_keys_open_the_stage(stage: Stage) -> None:
    made = READY[stage]()
    assert gates.blockers(made.process, NOW) == []
    turn(made, "unit")
    stands_still(made, stage)
    turn(made, "residents")
    stands_still(made, following(stage))


# -- what is missing shuts every door -----------------------------------------------------------------------


@EACH
def test_the_gate_names_exactly_what_is_missing(gate: Gate) -> None:
    made = READY[gate.stage]()
    gate.lack(made)
    found = {refusal.code for refusal in gates.blockers(made.process, NOW)}
    assert found == {gate.code} | MORE.get(gate.code, set())


@EACH
@pytest.mark.parametrize("who", ["unit", "residents"])
def test_by_the_service(gate: Gate, who: str) -> None:
    made = READY[gate.stage]()
    gate.lack(made)
    assert refusal_of(lambda: turn(made, who)) == gate.code
    stands_still(made, gate.stage)


@EACH
def test_by_the_service_when_it_shuts_between_the_keys(gate: Gate) -> None:
    made = READY[gate.stage]()
    turn(made, "unit")
    gate.lack(made)
    assert refusal_of(lambda: turn(made, "residents")) == gate.code
    stands_still(made, gate.stage)


@EACH
def test_by_the_page(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samskab.kit.clock.now", lambda: NOW)
    made = READY[gate.stage]()
    gate.lack(made)
    for who in ("unit", "residents"):
        client = client_of(made.speakers[who])
        answer = client.post(
            reverse("path:turn_key", args=[made.process.slug]), {"to_stage": following(gate.stage)}
        )
        assert answer.status_code == 409
        assert answer.context["refusal"].code == gate.code
        desk = client.get(reverse("path:desk", args=[made.process.slug]))
        assert gate.code in {told.code for told in desk.context["blockers"]}
    stands_still(made, gate.stage)


@EACH
def test_by_the_demo(gate: Gate) -> None:
    """The demo's plays turn their keys through the same act, and get the same answer."""
    made = READY[gate.stage]()
    gate.lack(made)
    keys = {"civic": "residents", "public": "unit"}
    rows = {who: party.pk for who, party in made.parties.items()}
    rows |= {f"voice:{who}": speaker.pk for who, speaker in made.speakers.items()}
    row = DemoCourse(slug="et", process=made.process, began_on=date(2026, 8, 1), loaded_to_day=0, rows=rows)
    file = {
        "stewards": keys,
        "states": [{"state": STATES_OF_THE_FILE[following(gate.stage)], "day": 90}],
    }
    for event in stages.events(Course(file, row)):
        assert refusal_of(lambda event=event: event.run(NOW)) == gate.code  # type: ignore[misc]  # bound now
    stands_still(made, gate.stage)


@pytest.mark.parametrize("gate", KEYS, ids=lambda gate: f"{gate.stage}-{gate.code}")
def test_a_missing_key_shuts_every_stage(gate: Gate) -> None:
    made = READY[gate.stage]()
    gate.lack(made)
    left = "unit" if gate.code == "path.civic_key_missing" else "residents"
    assert refusal_of(lambda: turn(made, left)) == gate.code
    client = client_of(made.speakers[left])
    answer = client.post(
        reverse("path:turn_key", args=[made.process.slug]), {"to_stage": following(gate.stage)}
    )
    assert answer.status_code == 409
    assert answer.context["refusal"].code == gate.code


@pytest.mark.parametrize("role", [None, *Role])
def test_no_office_opens_a_stage_that_is_ready(role: Role | None) -> None:
    made = READY[Stage.FRAMING]()
    actors = [Actor(house=True)] if role is None else [Actor(participant_id=office(role).pk)]
    for actor in actors:
        code = refusal_of(
            lambda actor=actor: services.turn_key(  # type: ignore[misc]  # bound now
                process_id=made.process.pk, actor=actor, to_stage=Stage.PURPOSE, reason="", now=NOW
            )
        )
        assert code == ("core.nobody_known" if role is None else "core.no_key")


# -- G0: a solution that is chosen --------------------------------------------------------------------------

CHOSEN = [
    ("solution_chosen", "core.solution_already_chosen"),
    ("decision_taken", "core.decision_already_taken"),
]


def answers(**given: bool) -> core.OpeningAnswers:
    said: dict[str, Any] = {
        "solution_chosen": False,
        "decision_taken": False,
        "can_change": "Alt.",
        "who_decides": "Vi.",
        "saving_is_part": False,
        "saving": "Nej.",
        "money_hours": "Ingen.",
        "outside_affected": "Ingen.",
    }
    return core.OpeningAnswers(**{**said, **given})


@pytest.mark.parametrize(("answer", "code"), CHOSEN)
@pytest.mark.parametrize("who", ["unit", "residents", "grocer"])
def test_a_chosen_solution_by_the_service_and_out_of_a_call(answer: str, code: str, who: str) -> None:
    made = table()
    call = calls.raise_call(
        actor=Actor(), area_id=area().pk, text="Lågen.", title="", raised_by_kind="", channel="web", now=NOW
    )
    same: dict[str, Any] = {
        "actor": made.actor(who),
        "title": "Hvad nu?",
        "declared_type": "ligevaerdig",
        "promised_influence": "collaborate",
        "answers": answers(**{answer: True}),
        "now": NOW,
    }
    assert refusal_of(lambda: core.open_process(area_id=area().pk, summary="", **same)) == code
    assert refusal_of(lambda: calls.open_from_call(call_id=call.pk, **same)) == code
    assert Process.objects.count() == 1


@pytest.mark.parametrize(("answer", "code"), CHOSEN)
def test_a_chosen_solution_by_the_page(answer: str, code: str) -> None:
    made = table()
    given = {
        "party": str(made.parties["unit"].public_id),
        "solution_chosen": "no",
        "decision_taken": "no",
        "title": "Hvad nu?",
        "area": area().slug,
        "can_change": "Alt.",
        "who_decides": "Vi.",
        "saving_is_part": "no",
        "saving": "Nej.",
        "money_hours": "Ingen.",
        "outside_affected": "Ingen.",
        "declared_type": "ligevaerdig",
        "promised_influence": "collaborate",
    }
    answered = client_of(made.speakers["unit"]).post(reverse("path:open"), {**given, answer: "yes"})
    assert answered.status_code == 422
    assert answered.context["refusal"].code == code


@pytest.mark.parametrize("answer", ["solution_chosen", "decision_taken"])
def test_a_chosen_solution_past_the_services(answer: str) -> None:
    made = table()
    with pytest.raises(IntegrityError, match="opening_has_no_solution_chosen"), transaction.atomic():
        OpeningChecklist.objects.filter(process=made.process).update(**{answer: True})


# -- G3: no task and no proposal before a purpose -----------------------------------------------------------


def plan(made: Table, actor: Actor, **given: object) -> Task:
    return action.plan_task(
        **{
            "process_id": made.process.pk,
            "actor": actor,
            "title": "Besøg hver tirsdag",
            "earlier_by": "none",
            "now_by": "volunteer",
            "core_statutory": False,
            "hours_month": Decimal(1),
            "clause_id": None,
            "partner_ids": [],
            "consent_id": None,
            "now": NOW,
            **given,
        }
    )


@pytest.mark.parametrize("stage", STAGE_ORDER)
def test_a_task_before_a_purpose_by_the_service_and_the_page(stage: Stage) -> None:
    made = table(stage)
    for actor in (*map(made.actor, made.parties), Actor(house=True), Actor()):
        assert refusal_of(lambda actor=actor: plan(made, actor)) == "purpose.not_adopted"  # type: ignore[misc]  # bound now
    for client in (client_of(made.speakers["unit"]), client_of(made.speakers["residents"]), Client()):
        answered = client.post(
            reverse("action:plan_task", args=[made.process.slug]),
            {"title": "Besøg", "earlier_by": "none", "now_by": "volunteer", "hours_month": "1"},
        )
        assert answered.context["refusal"].code == "purpose.not_adopted"


@pytest.mark.parametrize("stage", STAGE_ORDER)
def test_a_proposal_before_a_purpose_by_the_service_and_the_page(stage: Stage) -> None:
    made = table(stage)
    expected = "purpose.not_adopted" if stage == Stage.NEGOTIATION else "core.stage_not_now"
    code = refusal_of(
        lambda: negotiation.propose(
            process_id=made.process.pk,
            actor=made.actor("association"),
            text="En bil.",
            meets={1: "meets"},
            builds_on=[],
            counter_to_id=None,
            now=NOW,
        )
    )
    assert code == expected
    answered = client_of(made.speakers["association"]).post(
        reverse("negotiation:propose", args=[made.process.slug]), {"text": "En bil."}
    )
    assert answered.context["refusal"].code == expected
    assert not Proposal.objects.exists()


def test_neither_past_the_services() -> None:
    made = table(Stage.ACTION)
    with pytest.raises(IntegrityError, match="under_id"), transaction.atomic():
        Task.objects.create(
            process=made.process,
            title="Besøg",
            owner=made.parties["unit"],
            earlier_by="none",
            now_by="staff",
            planned_at=NOW,
        )
    with pytest.raises(IntegrityError, match="under_id"), transaction.atomic():
        Proposal.objects.create(
            process=made.process, party=made.parties["unit"], text="En bil.", proposed_at=NOW
        )


def test_a_purpose_that_is_retired_is_no_purpose() -> None:
    made = papers.complete(Stage.ACTION)
    made.process.adopted_purposes.update(retired_at=NOW)
    assert refusal_of(lambda: plan(made, made.actor("unit"))) == "purpose.not_adopted"


# -- G4: one's own interest first ---------------------------------------------------------------------------


def test_ones_own_interest_first_by_the_service_and_the_page() -> None:
    made = papers.complete()
    made.process.interests.filter(party=made.parties["unit"]).update(withdrawn_at=NOW)
    other = made.process.interests.get(party=made.parties["residents"])
    code = refusal_of(
        lambda: negotiation.propose(
            process_id=made.process.pk,
            actor=made.actor("unit"),
            text="En bus.",
            meets={other.pk: "meets"},
            builds_on=[],
            counter_to_id=None,
            now=NOW,
        )
    )
    assert code == "negotiation.own_interest_first"
    answered = client_of(made.speakers["unit"]).post(
        reverse("negotiation:propose", args=[made.process.slug]),
        {"text": "En bus.", f"meets_{other.public_id}": "meets"},
    )
    assert answered.context["refusal"].code == "negotiation.own_interest_first"


# -- G5: a clause has an origin; what is signed stays -------------------------------------------------------


def test_a_clause_without_an_origin_by_the_service_the_page_and_past_them() -> None:
    made = papers.complete()
    code = refusal_of(
        lambda: agreement.write_clause(
            process_id=made.process.pk,
            actor=made.actor("unit"),
            heading="stoette",
            gives="right",
            text="Et punkt.",
            origin_id=0,
            now=NOW,
        )
    )
    assert code == "agreement.clause_needs_an_origin"
    answered = client_of(made.speakers["unit"]).post(
        reverse("agreement:write_clause", args=[made.process.slug]),
        {"text": "Et punkt.", "heading": "stoette", "gives": "right", "origin": ""},
    )
    assert answered.status_code == 422
    assert "origin" in answered.context["form"].errors
    with pytest.raises(IntegrityError, match="origin_id"), transaction.atomic():
        Clause.objects.create(
            agreement=papers.paper(made),
            number=9,
            heading="stoette",
            gives="right",
            text="Et punkt.",
            written_at=NOW,
        )


# -- G6: statutory work and staff's work --------------------------------------------------------------------

MOVES = [
    ("action.replaces_staff", "association", {"earlier_by": "staff", "now_by": "volunteer"}),
    ("action.statutory_stays_with_staff", "unit", {"core_statutory": True, "now_by": "volunteer"}),
    ("action.statutory_needs_public_owner", "association", {"core_statutory": True, "now_by": "staff"}),
]


@pytest.mark.parametrize(("code", "who", "given"), MOVES)
def test_a_move_by_the_service_and_the_page(code: str, who: str, given: dict[str, Any]) -> None:
    made = papers.complete(Stage.AGREEMENT)
    assert refusal_of(lambda: plan(made, made.actor(who), **given)) == code
    sent = {"title": "Besøg", "earlier_by": "none", "now_by": "volunteer", "hours_month": "1", **given}
    answered = client_of(made.speakers[who]).post(reverse("action:plan_task", args=[made.process.slug]), sent)
    assert answered.context["refusal"].code == code
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("constraint", "given"),
    [
        ("task_moved_from_staff_is_signed_or_flagged", {"earlier_by": "staff", "now_by": "volunteer"}),
        ("task_core_statutory_stays_public", {"core_statutory": True, "now_by": "volunteer"}),
    ],
)
def test_a_move_past_the_services(constraint: str, given: dict[str, Any]) -> None:
    made = papers.complete(Stage.AGREEMENT)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Task.objects.create(
            process=made.process,
            under=made.process.adopted_purposes.get(),
            title="Besøg",
            owner=made.parties["unit"],
            planned_at=NOW,
            **{"earlier_by": "none", **given},
        )


# -- G7: an answer is an answer -----------------------------------------------------------------------------


def test_an_answer_without_a_reason_past_the_services() -> None:
    made = papers.complete(Stage.ACTION)
    said = known.statement(made.process)
    with pytest.raises(IntegrityError, match="reply_gives_a_reason"), transaction.atomic():
        Reply.objects.create(
            statement=said, by=made.parties["unit"], outcome="followed", text="Tak for input.", at=NOW
        )


def test_a_story_without_a_yes_past_the_services() -> None:
    made = READY[Stage.ACTION]()
    with pytest.raises(IntegrityError, match="story"), transaction.atomic():
        Result.objects.create(
            follow_up=made.process.follow_ups.get(),
            by=made.parties["unit"],
            text="Hun sang.",
            direction="good",
            is_story=True,
            at=NOW,
        )


def test_one_key_for_each_side_past_the_services() -> None:
    made = table()
    for who, side in (("association", "civic"), ("unit", "civic"), ("grocer", "market")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Steward.objects.create(
                process=made.process,
                participant=made.speakers[who],
                party=made.parties[who],
                side=side,
                since=NOW,
            )


# -- the house's own commands -------------------------------------------------------------------------------

COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n1,x,0,11,0,0,0,Lys.\n"
)
MATRIX = "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0\n11,,0,1,0,0,0,\n"


@pytest.mark.parametrize("stage", [stage for stage in STAGE_ORDER if stage != Stage.KNOWLEDGE])
def test_the_import_command_keeps_the_stage_like_everybody(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = table(stage)
    (tmp_path / "comments.csv").write_text(COMMENTS, encoding="utf-8")
    (tmp_path / "participants-votes.csv").write_text(MATRIX, encoding="utf-8")
    code = import_command.run(argparse.Namespace(folder=tmp_path, process=made.process.slug))
    assert code == import_command.BROKEN
    assert f"the process stands at {stage}, not at knowledge" in capsys.readouterr().err
    assert not Statement.objects.exists()


def test_the_house_itself_neither_speaks_signs_nor_plans() -> None:
    made = READY[Stage.AGREEMENT]()
    house = Actor(house=True)
    for act in (
        lambda: plan(made, house),
        lambda: agreement.sign(
            process_id=made.process.pk, actor=house, role="Huset", mandate=LONG_REASON, now=NOW
        ),
        lambda: core.appoint_steward(
            process_id=made.process.pk,
            actor=house,
            party_id=made.parties["unit"].pk,
            participant_id=made.speakers["unit"].pk,
            now=NOW,
        ),
    ):
        assert refusal_of(act) == "core.nobody_known"
