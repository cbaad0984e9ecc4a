"""Every act, by every role, in every stage and paused: what the house answers is what the table says.

No office acts outside the stage; no citizen is turned away where staff is let in without a written reason.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

import samskab
from samskab.kit.acts import REGISTRY
from samskab.kit.errors import NotAllowed, Refusal
from samskab.process.core import rules as core
from samskab.process.core.models import Process, Stage, Status
from samskab.process.framing import rules as framing
from tests.architecture.plausible import PLAUSIBLE
from tests.architecture.plausible_parts import Plausible, Scene, scene
from tests.architecture.rule_matrix import ALL, BY_PARTY, MATRIX, Row
from tests.builders import NOW
from tests.builders.cast import CITIZENS, ROLES

OK, ROLE, STAGE = "ok", "role", "stage"
OF_THE_STAGE = {"core.stage_not_now", "core.not_running", "core.not_paused", "purpose.not_adopted"}
WHEN = [*Stage, Status.PAUSED]


def _all_acts() -> None:
    for module in pkgutil.walk_packages(samskab.__path__, "samskab."):
        if ".services" in module.name:
            importlib.import_module(module.name)


_all_acts()


class _Undo(Exception):  # noqa: N818 - not an error: it only rolls a savepoint back
    pass


def undone(run: Callable[[], Any]) -> Any:
    """What `run` returns, with everything it wrote taken back."""
    kept: list[Any] = []
    try:
        with transaction.atomic():
            kept.append(run())
            raise _Undo
    except _Undo:
        return kept[0]


def expected(row: Row, role: str, when: str) -> str:
    """The table's verdict: the stage is asked before the person, and the same of everybody."""
    if row.house:
        return ROLE
    if not (row.paused if when == Status.PAUSED else when in row.stages):
        return STAGE
    return OK if role in row.who else ROLE


def answered(run: Callable[..., Any], how: Plausible, at: Scene, role: str) -> tuple[str, str]:
    """The house's own verdict and the code it gave: content refused is not a person refused."""
    given = dict(how.say(at, role))
    if how.names_process:
        given["process_id"] = at.at.process.pk
    if "actor" in inspect.signature(run).parameters:
        given["actor"] = how.actor(at, role)
    try:
        with transaction.atomic():
            run(now=NOW, **given)
            raise _Undo
    except _Undo:
        return OK, ""
    except Refusal as refusal:
        if refusal.code in OF_THE_STAGE:
            return STAGE, refusal.code
        return (ROLE if isinstance(refusal, NotAllowed) else "content"), refusal.code
    except Exception as error:  # noqa: BLE001 - whatever else it is, it is a surprise to be shown
        return "broken", repr(error)[:80]


@dataclass(frozen=True)
class Cell:
    act: str
    role: str
    when: str
    said: str
    code: str

    @property
    def wanted(self) -> str:
        return expected(MATRIX[self.act], self.role, self.when)

    def __str__(self) -> str:
        return (
            f"{self.act} by {self.role} when {self.when}: wanted {self.wanted}, got {self.said} {self.code}"
        )


def cells_of(name: str, at: Scene, when: str) -> list[Cell]:
    how = PLAUSIBLE[name]

    def tried() -> list[Cell]:
        at.own, at.it = {}, None
        how.given(at)
        return [Cell(name, role, when, *answered(REGISTRY[name].run, how, at, role)) for role in ROLES]

    cells: list[Cell] = undone(tried)
    return cells


def scene_when(when: str) -> Scene:
    if when != Status.PAUSED:
        return scene(Stage(when))
    at = scene(Stage.NEGOTIATION)
    Process.objects.filter(pk=at.at.process.pk).update(status=Status.PAUSED, status_reason="Sommer.")
    at.at.process.refresh_from_db()
    return at


def surprises(when: str, names: list[str] | None = None) -> list[str]:
    at = scene_when(when)
    cells = [cell for name in names or sorted(MATRIX) for cell in cells_of(name, at, when)]
    return [str(cell) for cell in cells if cell.said != cell.wanted]


@pytest.mark.django_db
@pytest.mark.parametrize("when", WHEN)
def test_the_house_answers_as_the_table_says(when: str) -> None:
    found = surprises(when)
    assert not found, f"{len(found)} surprises:\n" + "\n".join(found)


def test_every_act_has_a_row_and_a_way_to_call_it() -> None:
    assert set(MATRIX) == set(REGISTRY), "an act without a row, or a row without an act"
    assert set(PLAUSIBLE) == set(REGISTRY), "an act nobody here can call, or a call without an act"


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len(MATRIX) * len(ROLES) * len(WHEN) > 4000


def test_every_row_is_about_known_roles_and_stages() -> None:
    for name, row in MATRIX.items():
        assert row.who <= set(ROLES), name
        assert row.stages <= ALL, name


def test_where_staff_may_and_a_citizen_may_not_the_reason_is_written() -> None:
    for name, row in MATRIX.items():
        if row.is_uneven and not row.actorless:
            assert len(row.reason) >= 40, name


def test_whatever_a_party_on_a_payroll_may_a_citizens_party_may_too() -> None:
    """The reason that only parties sit at a table excuses a lone citizen's absence, never a civic party's."""
    for name, row in MATRIX.items():
        if row.reason == BY_PARTY and "unit" in row.who:
            assert {"residents", "association"} <= row.who, name


def test_no_office_does_what_no_citizen_and_no_party_can_but_for_the_offices_own_duties() -> None:
    lonely = {
        name
        for name, row in MATRIX.items()
        if row.who and not row.who & {*CITIZENS, "unit", "grocer"} and not row.actorless
    }
    assert lonely == {
        "doors.begin_sitting",
        "doors.close_sitting",
        "doors.enter_for_another",
        "negotiation.close_mediation",
        "agreement.answer_councillor",
        "access.propose_network",
        "access.approve_network",
        "access.pause_network",
        "access.resume_network",
        "access.end_network",
    } | {name for name, row in MATRIX.items() if name.startswith("news.") and row.who == {"editor"}}


def test_what_a_passer_by_may_do_is_this_short_list_and_nothing_else() -> None:
    may = {name for name, row in MATRIX.items() if "nobody" in row.who and not row.actorless}
    letters = {"news.ask_newsletter", "news.confirm_newsletter", "news.sign_off"}
    doors = {
        "calls.raise_call",
        "people.give_code",
        "access.pause_own_network",
        "dialogue.give_notice",
        "doors.state_at_kiosk",
    }
    assert may == doors | letters


def test_what_no_reader_can_call_is_called_by_no_page() -> None:
    source = Path(samskab.__file__).parent
    callers = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if "open_for_signing(" in path.read_text(encoding="utf-8")
    }
    assert [name for name, row in MATRIX.items() if row.actorless] == ["agreement.open_for_signing"]
    assert {caller for caller in callers if "/views" in caller or "urls" in caller} == set()


# --- the matrix can fail


@pytest.mark.django_db
def test_the_matrix_sees_a_rule_that_forgets_the_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core, "require_stage", lambda process, *stages: None)
    found = surprises(Stage.PURPOSE, ["framing.write_framing"])
    assert "framing.write_framing by residents when purpose: wanted stage, got ok " in found


@pytest.mark.django_db
def test_the_matrix_sees_a_rule_that_forgets_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core, "require_no_supplier", lambda seat: None)
    assert surprises(Stage.FRAMING, ["framing.write_framing"]) == [
        "framing.write_framing by supplier when framing: wanted role, got ok "
    ]


@pytest.mark.django_db
def test_the_matrix_sees_a_rule_that_shuts_citizens_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def only_staff(process: Process, actor: Any) -> Any:
        core.require_stage(process, Stage.FRAMING)
        seat = core.require_seat(process, actor)
        if seat.party.side != "public":
            raise NotAllowed("framing.only_staff")
        return seat

    monkeypatch.setattr(framing, "require_framer", only_staff)
    found = surprises(Stage.FRAMING, ["framing.write_framing"])
    assert "framing.write_framing by residents when framing: wanted ok, got role framing.only_staff" in found


@pytest.mark.django_db
def test_the_matrix_sees_a_door_that_is_open_to_more_than_the_table_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(MATRIX, "people.give_code", replace(MATRIX["people.give_code"], who=frozenset()))
    assert len(surprises(Stage.CALLED, ["people.give_code"])) == len(ROLES)
