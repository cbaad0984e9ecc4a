"""How to call every act as somebody plausible would: which rows lie ready, and what is said.

`given` prepares a table once for all roles; `say` gives the words of one role. What belongs to a party is its
own where it can own such a thing, else the residents', so that only the rule about who says no.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from samskab.ground.parties.models import PartyKind
from samskab.ground.people.actor import Actor
from samskab.process.core.models import Stage
from tests.builders import NOW, Table
from tests.builders import negotiation as talks
from tests.builders.cast import Cast, cast

PARTIES = ("residents", "association", "unit", "grocer", "supplier")
LATER = (NOW + timedelta(days=40)).date()


@dataclass
class Scene:
    """One table at one stage, everybody who may come by, and what `given` laid ready for this act."""

    at: Table
    cast: Cast
    it: Any = None
    own: dict[str, Any] = field(default_factory=dict)

    def of(self, role: str) -> Any:
        return self.own.get(role, self.own.get("residents"))


def scene(stage: Stage) -> Scene:
    """Everyone has said what they need under an adopted purpose; a school sits there too, to own what no role
    does.
    """
    at = talks.negotiation(stage)
    at.seat("school", PartyKind.MUNICIPAL_UNIT)
    people = cast(at)
    for who in ("school", "supplier"):
        talks.interest(at, who)
    return Scene(at, people)


Given = Callable[[Scene], object]
Say = Callable[[Scene, str], dict[str, Any]]


def nothing(s: Scene) -> None:
    """Nothing needs to lie ready."""


def no_words(s: Scene, role: str) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Plausible:
    """`alone` lets a person act without a party; a spokesperson then speaks for themself."""

    say: Say = no_words
    given: Given = nothing
    alone: Sequence[str] = ()
    names_process: bool = True

    def actor(self, s: Scene, role: str) -> Actor:
        actor = s.cast.actors[role]
        return replace(actor, party_id=None) if role in self.alone else actor


def words(**fixed: Any) -> Say:
    return lambda s, role: fixed


def outside(say: Say = no_words, given: Given = nothing, alone: Sequence[str] = ()) -> Plausible:
    return Plausible(say, given, alone, names_process=False)


def about(name: str, /, **fixed: Any) -> Say:
    """The one row that lies ready, by its id."""
    return lambda s, role: {name: s.it.pk, **fixed}


def own(name: str, /, **fixed: Any) -> Say:
    """The role's own row, by its id."""
    return lambda s, role: {name: s.of(role).pk, **fixed}


def ready(make: Callable[[Scene], object]) -> Given:
    def given(s: Scene) -> None:
        s.it = make(s)

    return given


def each(make: Callable[[Scene, str], object], who: Sequence[str] = PARTIES) -> Given:
    def given(s: Scene) -> None:
        s.own = {role: make(s, role) for role in who}

    return given


def stance_of(role: str) -> dict[str, str]:
    """A possible supplier stands aside; the others can live with it."""
    return {"stance": "stand_aside" if role == "supplier" else "live_with", "reason": "Hvis det holder."}
