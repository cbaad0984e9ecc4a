"""Every model has a rule of who sees its rows, and what is not for everybody is read through it.

Code that reads such a model past `visible` stands in READ_PAST with its reason: it writes, counts, or looks
for the reader's own; none of it shows a row to somebody it is not for. A new place fails until somebody has
looked.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from django.db.models import Q

from samskab.ground.access.visible import (
    PASSER_BY,
    check_every_model_has_a_rule,
    hiding,
    rules,
    visible,
    without_rule,
)
from samskab.process.framing.models import Framing
from samskab.process.knowledge.models import Statement
from samskab.process.meetings.models import Meeting
from tests.architecture.source import calls, near, python, tree

# Modules that write or decide and show nothing: the acts, their rules, what a person is shown of themselves.
SHOW_NOTHING = ("services", "rules", "package_rules", "ballot_rules", "commands", "migrations", "demo")
SHOW_NOTHING_FILES = ("personal.py", "claiming.py", "visibility.py", "models.py", "guards.py")

READ_PAST: dict[str, str] = {
    "commons/news/concerns.py": "how many letters wait, told to whoever runs the house",
    "commons/news/concerning.py": "the reader's own words; who is told that something was done with theirs",
    "commons/news/letters.py": "the letter to its own reader: their language, and the end of it",
    "commons/news/outbox.py": "queues and sends; shows nothing but what letters.py tells their reader",
    "commons/news/quotas.py": "counts against a limit",
    "commons/news/selectors.py": "replies that wait, to editors only; the reader's own letters and choices",
    "commons/news/views/own.py": "the reader's own",
    "commons/news/views/replies.py": "editors only, refused before anything is looked up",
    "commons/news/waiting.py": "for which parties the reader speaks",
    "ground/access/letters.py": "where the administrators are written to",
    "ground/access/selectors.py": "which institution an address belongs to; pages tell its name only",
    "ground/access/views/networks.py": "administrators only, refused before anything is looked up",
    "ground/dialogue/figures.py": "counts for the yearly figures",
    "ground/dialogue/selectors.py": "of a comment not shown, a thread shows its place and its rule",
    "ground/parties/selectors.py": "who speaks for whom, which is public, and whether oneself belongs",
    "ground/people/adapter.py": "the login looks for the account of an address",
    "ground/people/selectors.py": "who the reader is: their own account, code and offices",
    "ground/people/views.py": "who came in by a code, told to themselves",
    "ground/record/selectors.py": "whether what was said can still be shown to be what was recorded",
    "ground/rights/selectors.py": "the reader's own; the sample somebody of the house looks through",
    "process/action/selectors.py": "whether the reader took part; how many did",
    "process/core/selectors.py": "who may hold a key: spokespersons, which is public",
    "process/doors/selectors.py": "how many people came in by which door; one's own sitting",
    "process/framing/selectors.py": "who has written, without the words; what became of revealed ones",
    "process/framing/talk.py": "refused until revealed, by the same clock",
    "process/knowledge/counting.py": "counts votes; figures under five are not told",
    "process/knowledge/likeness.py": "rows chosen among the open ones a line before",
    "process/knowledge/maps.py": "the reader's own votes",
    "process/knowledge/routing.py": "what the reader has not voted on, out of the open ones",
    "process/knowledge/selectors.py": "the statement an act is about; how many votes; the reader's own",
    "process/knowledge/talk.py": "of words taken back or hidden the talk stays, without the words",
    "process/knowledge/turns.py": "the reader's own words that wait for their yes",
    "process/knowledge/views/reading.py": "says that a statement is withdrawn or hidden, without its words",
    "process/negotiation/counting.py": "counts a ballot; a side under five is not told",
    "process/negotiation/members.py": "a party's grade is the median of its members'; outvoted zeros",
    "process/negotiation/packages.py": "how many sheets are in",
    "process/negotiation/selectors.py": "whether the reader belongs to a party at the table",
    "process/negotiation/settling.py": "the sheets of a closed round are computed with",
    "process/path/likeness.py": "revealed framings only, by their side",
    "process/path/reality.py": "whether there are any, on the front of a process",
    "process/path/tracing.py": "the reader's own words",
}


def reads_past(module: ast.Module, names: frozenset[str]) -> Iterator[str]:
    """Models that are read by their manager outside a call of `visible`."""
    inside = {id(node) for name, call in calls(module) if name == "visible" for node in ast.walk(call)}
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in {"objects", "_default_manager", "_base_manager"}
            and isinstance(node.value, ast.Name)
            and node.value.id in names
            and id(node) not in inside
        ):
            yield node.value.id
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "").startswith("get_object_or"):
            yield from (one.id for one in node.args[:1] if isinstance(one, ast.Name) and one.id in names)


def _shows_something(path: str) -> bool:
    parts = path.removesuffix(".py").split("/")
    return not set(parts) & set(SHOW_NOTHING) and not path.endswith(SHOW_NOTHING_FILES)


def places() -> dict[str, set[str]]:
    names = frozenset(model.__name__ for model in hiding())
    found = {}
    for path in python():
        name = near(path).removeprefix("src/samskab/")
        past = set(reads_past(tree(path), names))
        if past and _shows_something(name):
            found[name] = past
    return found


def test_every_model_has_a_rule() -> None:
    assert without_rule() == []
    assert check_every_model_has_a_rule() == []


def test_what_is_not_for_everybody_is_read_through_its_rule() -> None:
    new = {path: models for path, models in places().items() if path not in READ_PAST}
    assert not new, "ask samskab.ground.access.visible, or say in READ_PAST why these are nobody's leak"


def test_the_list_of_exceptions_names_only_what_is_there() -> None:
    assert sorted(set(READ_PAST) - set(places())) == []


def test_a_reading_past_the_rule_would_be_found() -> None:
    names = frozenset({"Statement"})
    assert list(reads_past(ast.parse("rows = Statement.objects.all()"), names)) == ["Statement"]
    assert list(reads_past(ast.parse("get_object_or_404(Statement, pk=1)"), names)) == ["Statement"]
    assert list(reads_past(ast.parse("visible(actor, Statement.objects.all())"), names)) == []


# -- the function itself ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_model_without_a_rule_is_seen_by_nobody_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(rules(), Meeting)
    assert visible(PASSER_BY, Meeting.objects.all()).query.is_empty()
    assert [found.id for found in check_every_model_has_a_rule()] == ["access.E001"]
    assert "meetings.Meeting" in check_every_model_has_a_rule()[0].msg


def test_a_rule_that_looks_at_the_clock_refuses_without_one() -> None:
    with pytest.raises(ValueError, match="what time it is"):
        visible(PASSER_BY, Framing.objects.all())


def test_the_rule_is_a_condition_of_the_question_and_costs_none_of_its_own() -> None:
    asked = visible(PASSER_BY, Statement.objects.order_by("pk"))
    assert str(asked.query) == str(Statement.objects.filter(Q(state="open")).order_by("pk").query)
