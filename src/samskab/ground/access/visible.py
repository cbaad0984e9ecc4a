"""Who sees which rows: one function, and one rule for each kind of row, said next to its model.

Pages, feeds, prints, exports, searches and mails that show rows of which some are hidden, sealed, withdrawn
or private ask `visible`. Each room says its rules in a module `visibility.py` beside its models:

    RULES = {Framing: own_or_revealed}      # a function of actor and now that gives a condition
    SEEN_BY_ALL = (FramingRound, ...)       # nothing of it is ever hidden
    SHOWN_TO_NOBODY = (Invitation, ...)      # counted, compared or used up, never shown row by row

A model that no room has spoken for is seen by nobody, and a check at start names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db.models import Model, Q, QuerySet

from samskab.ground.people.actor import Actor

Rule = Callable[[Actor, datetime | None], Q]
Rows = TypeVar("Rows", bound=QuerySet[Any, Any])

PASSER_BY = Actor()  # what everybody may see, whoever they are
HOUSE, MODULE = "samskab.", "visibility"


def visible(actor: Actor, rows: Rows, now: datetime | None = None) -> Rows:
    """Those of `rows` this actor may see. `now` is for rules that look at the clock; they refuse without it.

    The rule is a condition on the question itself, so that it costs no question of its own, and counts and
    page numbers are those of what is seen.
    """
    rule = rules().get(rows.model)
    if rule is None:
        return rows.none()
    return rows.filter(rule(actor, now))


@cache
def rules() -> dict[type[Model], Rule]:
    """Every rule of the house by its model."""
    found: dict[type[Model], Rule] = {}
    for said in _said():
        found |= said.__dict__.get("RULES", {})
        found |= dict.fromkeys(said.__dict__.get("SEEN_BY_ALL", ()), _everybody)
        found |= dict.fromkeys(said.__dict__.get("SHOWN_TO_NOBODY", ()), _nobody)
    return found


def hiding() -> frozenset[type[Model]]:
    """The models of which not everybody sees every row."""
    return frozenset(model for model, rule in rules().items() if rule is not _everybody)


def without_rule() -> list[str]:
    """Models of the house that no room has spoken for."""
    ours = (model for model in apps.get_models() if model.__module__.startswith(HOUSE))
    return sorted(model._meta.label for model in ours if model not in rules())


def check_every_model_has_a_rule(**_: object) -> list[CheckMessage]:
    return [
        Error(
            f"{label} has no rule of who sees its rows, so nobody does.",
            hint=f"Say it in {MODULE}.py beside the model: RULES, SEEN_BY_ALL or SHOWN_TO_NOBODY.",
            id="access.E001",
        )
        for label in without_rule()
    ]


def _said() -> Iterator[Any]:
    for config in apps.get_app_configs():
        name = f"{config.name}.{MODULE}"
        if config.name.startswith(HOUSE) and find_spec(name) is not None:
            yield import_module(name)


def _everybody(_actor: Actor, _now: datetime | None) -> Q:
    return Q()


def _nobody(_actor: Actor, _now: datetime | None) -> Q:
    return Q(pk__in=[])
