"""Doors between rooms that an import contract does not see: string keys, generic keys, templates."""

from __future__ import annotations

import ast
import re
import tomllib

import pytest

from tests.architecture.source import ROOT, calls, near, python, room_of, templates, tree

pytestmark = pytest.mark.engine_free
KEYS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
PULLS = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")


def order() -> list[str]:
    """The rooms from the top of the house down, as the import contracts say it."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = {c["containers"][0]: c["layers"] for c in contracts["contracts"] if c["type"] == "layers"}
    process = [f"process.{room}" for room in layers["samskab.process"]]
    commons = [f"commons.{room}" for room in layers["samskab.commons"]]
    return ["demo", *commons, *process, *(f"ground.{room}" for room in layers["samskab.ground"]), "kit"]


def test_no_key_is_generic() -> None:
    names = {"GenericForeignKey", "GenericRelation"}
    found = [near(path) for path in python() for name, _ in calls(tree(path)) if name in names]
    assert found == []


def test_a_key_by_name_stays_inside_its_room() -> None:
    found = []
    for path in python():
        own = {node.name for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)}
        for name, call in calls(tree(path)):
            target = call.args[0] if call.args else None
            if name in KEYS and isinstance(target, ast.Constant) and target.value not in {"self", *own}:
                found.append(f"{near(path)}: {target.value}")
    assert found == []


def test_no_model_is_fetched_by_its_name() -> None:
    found = [near(path) for path in python() for name, _ in calls(tree(path)) if name == "get_model"]
    assert found == []


def test_a_template_takes_parts_from_the_kit_its_own_room_or_a_room_below() -> None:
    rooms = order()
    owner: dict[str, str] = {}
    for path in templates():
        owner[path.as_posix().split("/templates/", 1)[1]] = room_of(path)
    found = []
    for path in templates():
        own = room_of(path)
        for part in PULLS.findall(path.read_text(encoding="utf-8")):
            whose = owner.get(part)
            if whose is None:
                found.append(f"{near(path)}: {part} is not here")
            elif whose != own and rooms.index(whose) < rooms.index(own):
                found.append(f"{near(path)}: {part} of {whose}")
    assert found == []


def test_two_rooms_never_own_a_template_of_one_name() -> None:
    seen: dict[str, str] = {}
    twice = []
    for path in templates():
        name = path.as_posix().split("/templates/", 1)[1]
        if name in seen:
            twice.append(f"{name}: {seen[name]} and {near(path)}")
        seen[name] = near(path)
    assert twice == []


def test_a_room_s_parts_lie_in_a_folder_of_its_own_name() -> None:
    shared = {"kit", "account", "mfa", "socialaccount"}  # the last three: allauth asks for its pages there
    odd = []
    for path in templates():
        name = path.as_posix().split("/templates/", 1)[1]
        folder = name.split("/")[0] if "/" in name else ""
        if folder and folder not in shared and folder != room_of(path).rsplit(".", 1)[-1]:
            odd.append(near(path))
    assert odd == []
