"""Every act is tested, described, and writes only what it says it writes."""

from __future__ import annotations

import ast
import inspect
import re
from importlib import import_module

import pytest

from samskab.kit import acts
from tests.architecture.source import ROOT, SRC, files, is_test, near, python, room_of, tree

pytestmark = pytest.mark.engine_free
PAGES = ROOT / "docs" / "reference" / "acts"
HEADINGS = ("What", "Who", "When", "Input", "Refused when", "Record", "Why")


def registry() -> dict[str, acts.Act]:
    """Every act of the house, once all services are loaded; acts that tests made up do not count."""
    for path in python():
        if path.name == "services.py" or "services" in path.parent.parts:
            import_module(
                ".".join(path.relative_to(SRC.parent).with_suffix("").parts).removesuffix(".__init__")
            )
    return {name: act for name, act in acts.REGISTRY.items() if act.run.__module__.startswith("samskab.")}


def test_every_act_has_a_test_that_mentions_it() -> None:
    said = {
        word
        for path in files(ROOT / "tests", "*.py")
        if is_test(path) and "architecture" not in path.parts
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
    }
    assert sorted(name for name in registry() if name.split(".")[1] not in said) == []


def test_every_act_has_a_reference_page_and_every_page_an_act() -> None:
    pages = {path.stem for path in PAGES.glob("*.md")}
    assert sorted(set(registry()) - pages) == [], "acts without a page"
    assert sorted(pages - set(registry())) == [], "pages without an act"


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_reference_page_has_the_same_headings(heading: str) -> None:
    wanted = re.compile(rf"^##+ {heading}", re.MULTILINE)
    assert [
        near(p) for p in sorted(PAGES.glob("*.md")) if not wanted.search(p.read_text(encoding="utf-8"))
    ] == []


def test_a_reference_page_names_its_record_codes() -> None:
    silent = []
    for name, act in registry().items():
        page = PAGES / f"{name}.md"
        text = page.read_text(encoding="utf-8") if page.exists() else ""
        silent += [f"{name}: {code}" for code in act.records if text and code not in text]
    assert silent == []


def test_an_act_writes_the_record_codes_it_declares() -> None:
    """The code stands in a module of services, outside a decorator; in the act's own room when it is its own.

    An act may carry out another room's (two keys adopt a purpose), and then declares that line too.
    """
    by_room: dict[str, set[str]] = {}
    for path in python():
        if path.name == "services.py" or path.parent.name == "services":
            by_room.setdefault(room_of(path).rsplit(".", 1)[-1], set()).update(
                _strings_outside_decorators(tree(path))
            )
    missing = [
        f"{name}: {code}"
        for name, act in registry().items()
        for code in act.records
        if code not in by_room.get(code.split(".")[0], set())
    ]
    assert missing == []


def _strings_outside_decorators(module: ast.Module) -> set[str]:
    decorators = {
        id(node)
        for function in ast.walk(module)
        if isinstance(function, ast.FunctionDef)
        for decorator in function.decorator_list
        for node in ast.walk(decorator)
    }
    return {
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in decorators
    }


def test_no_code_is_written_that_no_act_declares() -> None:
    declared = {code for act in registry().values() for code in act.records}
    written = set()
    for path in python():
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
                continue
            owner = getattr(node.func.value, "id", "")
            if owner == "record" and node.func.attr == "append" and isinstance(node.args[0], ast.Constant):
                written.add(str(node.args[0].value))
    assert sorted(written - declared) == []


def test_an_act_takes_only_names_and_is_told_the_time() -> None:
    wrong = []
    for name, act in registry().items():
        parameters = inspect.signature(act.run).parameters
        if any(p.kind is not inspect.Parameter.KEYWORD_ONLY for p in parameters.values()):
            wrong.append(f"{name}: positional")
        if "now" not in parameters:
            wrong.append(f"{name}: no now")
    assert wrong == []


def test_an_act_says_its_rule_in_a_docstring() -> None:
    assert sorted(name for name, act in registry().items() if not inspect.getdoc(act.run)) == []


def test_a_record_code_is_room_object_past_participle() -> None:
    form = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*\.[a-z][a-z_]*")
    odd = [
        f"{name}: {code}"
        for name, act in registry().items()
        for code in act.records
        if not form.fullmatch(code)
    ]
    assert odd == []
