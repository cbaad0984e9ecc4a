"""What the house keeps about people, said once: pages, exports, erasure, retention and tests read it here.

Each room says its own part in a module `personal.py`, next to its models, so that no room below needs to know
one above. A field of a model that stands neither in PARTS nor in REST fails tests/architecture.

    PARTS     what is kept about a person, why, how long, and what erasure does to it
    REST      fields that are about no person, with the reason
    SWEEPS    what goes by itself, and when (`samskab tidy`)
    COOKIES   what is laid in a browser
    REQUIRES  what a person hands over before they can be erased; each raises a Refusal
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.functional import Promise

Words = str | Promise
MODULE = "personal"


@dataclass(frozen=True)
class Person:
    """Whoever the question is about: by number, by account and by every address the account has had."""

    participant_id: int
    public_id: UUID
    user_id: int | None = None
    emails: tuple[str, ...] = ()


class Fate(StrEnum):
    """What erasure does to a field."""

    REMOVED = "removed"  # the row goes
    CUT = "cut"  # the row stays, and no longer points at the person
    REPLACED = "replaced"  # the words give way to "taken back by who wrote them"
    KEPT = "kept"  # the law says it stays: GDPR 17(3)
    ALONG = "along"  # goes with what it belongs to
    EXPIRES = "expires"  # tied to no person; goes by itself at its date


class Basis(StrEnum):
    """The legal basis, as a pointer; the controller's data protection officer decides."""

    PUBLIC_TASK = "public_task"  # art. 6(1)(e)
    LEGAL_DUTY = "legal_duty"  # art. 6(1)(c)
    CONSENT = "consent"  # art. 6(1)(a)


@dataclass(frozen=True)
class Field:
    """One field in plain words. `show` says a value as a person reads it, when the value alone would not."""

    label: Words
    fate: Fate = Fate.REMOVED
    show: Callable[[Any], object] | None = None


Rows = Callable[[Person], QuerySet[Any]]


@dataclass(frozen=True)
class Part:
    """Some fields of one model. `rows` finds a person's own; without it nobody can be found there.

    `erase` may be left out where every field is REMOVED (the rows are deleted), KEPT, ALONG or EXPIRES.
    It runs inside the act of erasure and says how many rows it changed.
    """

    model: str
    what: Words
    purpose: Words
    keeps: Words
    fields: Mapping[str, Field]
    basis: Basis = Basis.PUBLIC_TASK
    rows: Rows | None = None
    erase: Callable[[Person, datetime], int] | None = None

    def __post_init__(self) -> None:
        fates = {one.fate for one in self.fields.values()}
        if self.erase is None and fates & {Fate.CUT, Fate.REPLACED}:
            raise ValueError(f"{self.model}: nobody cuts or replaces")
        if self.erase is None and Fate.REMOVED in fates and (self.rows is None or Fate.KEPT in fates):
            raise ValueError(f"{self.model}: nobody removes")

    def erased(self, person: Person, now: datetime) -> int:
        """Carry out what the fates say; how many rows it touched."""
        if self.erase is not None:
            return self.erase(person, now)
        if self.rows is not None and any(one.fate == Fate.REMOVED for one in self.fields.values()):
            return self.rows(person).delete()[0]
        return 0

    def in_all_fields(self, fate: Fate) -> bool:
        return all(one.fate == fate for one in self.fields.values())

    def has_any(self, fate: Fate) -> bool:
        return any(one.fate == fate for one in self.fields.values())


@dataclass(frozen=True)
class Rest:
    """Fields of one model that are about no person: their names with blanks between, and why."""

    model: str
    fields: str
    why: str


@dataclass(frozen=True)
class Sweep:
    """One thing that goes by itself. `run(now, dry)` says how many there are; when `dry` it only counts."""

    code: str
    what: Words
    after: Words
    run: Callable[[datetime, bool], int]


@dataclass(frozen=True)
class Cookie:
    name: str
    purpose: Words
    lasts: Words


@dataclass(frozen=True)
class Told:
    """What all rooms have said, in the order of the rooms."""

    parts: tuple[Part, ...] = ()
    rest: tuple[Rest, ...] = ()
    sweeps: tuple[Sweep, ...] = ()
    cookies: tuple[Cookie, ...] = ()
    requires: tuple[Callable[[Person], object], ...] = field(default=())

    def for_erasure(self) -> Iterator[Part]:
        """Upper rooms first: their rows point at those below."""
        return reversed(self.parts)


def _modules() -> Iterator[ModuleType]:
    for app in apps.get_app_configs():
        name = f"{app.name}.{MODULE}"
        if app.name.startswith("samskab.") and find_spec(name) is not None:
            yield import_module(name)


@cache
def told() -> Told:
    """The register of the installed house; what belongs to an app that is not installed is left out."""
    installed = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    modules = list(_modules())

    def all_of(name: str) -> list[Any]:
        return [one for module in modules for one in getattr(module, name, ())]

    return Told(
        parts=tuple(part for part in all_of("PARTS") if ":" in part.model or part.model in installed),
        rest=tuple(rest for rest in all_of("REST") if rest.model in installed),
        sweeps=tuple(all_of("SWEEPS")),
        cookies=tuple(all_of("COOKIES")),
        requires=tuple(all_of("REQUIRES")),
    )


def deleting(rows: Callable[[datetime], QuerySet[Any]]) -> Callable[[datetime, bool], int]:
    """A sweep that deletes rows: those whose time has come, or only their number."""

    def run(now: datetime, dry: bool) -> int:
        due = rows(now)
        n = due.count()
        if n and not dry:
            due.delete()
        return n

    return run


def all_models() -> list[type[Model]]:
    """Every table of the house, the unnamed ones between two models too."""
    return list(apps.get_models(include_auto_created=True))
