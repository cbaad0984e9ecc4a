"""Which statement comes next: what few have answered, then what tells most, and always a chance for all.

METHODS.md 1.4 step 9. How many agree with a statement never moves it: the published priority lifts what is
liked, ours is the same with that part left out. The weight is `methods.opinion.priorities` with as many
agreeing as disagreeing; it is written out here, and tested against it, so that the page asked for most often
does not load the maths.
"""

from __future__ import annotations

import hashlib
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import Any
from uuid import UUID

from django.core import signing

from samskab.process.core.models import Process
from samskab.process.knowledge import selectors
from samskab.process.knowledge.maps import nearest_group
from samskab.process.knowledge.models import OpinionMap, Statement, Vote

UNIFORM_SHARE = 0.1
HEARD = 10  # until so many have answered, a statement goes before all that are heard
NEW_BOOST, HALF_LIFE = 8.0, 5.0
_PRIME = 2_147_483_647
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Open:
    """A statement this person has not answered: how many have seen it, and passed."""

    pk: int
    seen: int
    passed: int


@dataclass(frozen=True)
class Shown:
    """How likely a statement was to be the one shown, and whether all had the same chance in that draw."""

    chance: float
    uniform: bool


@dataclass(frozen=True)
class Next:
    """The next statement, how many are left with it, and the chance it had."""

    statement: Statement | None
    left: int
    shown: Shown | None = None


class RoutingBroken(RuntimeError):  # noqa: N818 - an alarm, not a refusal
    """Weights that cannot be right. Elsewhere routing ran for 16 months with every weight equal, unseen."""


def next_for(process: Process, participant_id: int) -> Next:
    """Draw for this person; the same again until they answer or something new is said."""
    rows = selectors.left_to_vote(process, participant_id).values_list("pk", "agrees", "disagrees", "passes")
    left = [Open(pk, agrees + disagrees + passes, passes) for pk, agrees, disagrees, passes in rows]
    if not left:
        return Next(None, 0)
    pk, shown = draw(left, participant_id, lambda: _reading(process, participant_id))
    return Next(Statement.objects.select_related("party").get(pk=pk), len(left), shown)


@dataclass(frozen=True)
class Reading:
    """What the latest map says of the statements: how far each pulls people apart, and how many of this
    person's own group have seen it. Empty without a map.
    """

    pull: dict[int, float]
    group_seen: dict[int, int]


def draw(left: Sequence[Open], participant_id: int, reading: Callable[[], Reading]) -> tuple[int, Shown]:
    """One of `left` and its chance. `reading` is asked for only when every statement left has been heard.

    One draw in ten gives all the same chance. Else, while something left has fewer than ten answers: that
    with fewest, in this person's own order. Else by weight.
    """
    seed = hashlib.sha256(f"samskab next {participant_id} {len(left)}".encode()).digest()
    lot = random.Random(seed)  # noqa: S311 - a draw anyone may repeat, not a secret  # nosec B311
    even = UNIFORM_SHARE / len(left)
    uniform = lot.random() < UNIFORM_SHARE
    fewest = min(one.seen for one in left)
    if fewest < HEARD:
        first = [one for one in left if one.seen == fewest]
        rest = (1 - UNIFORM_SHARE) / len(first)
        chosen = (
            lot.choice(left) if uniform else min(first, key=lambda one: own_place(participant_id, one.pk))
        )
        chance = even + (rest if chosen.seen == fewest else 0.0)
    else:
        weight = _weights(left, reading())
        chosen = lot.choice(left) if uniform else lot.choices(left, [weight[one.pk] for one in left])[0]
        chance = even + (1 - UNIFORM_SHARE) * weight[chosen.pk] / sum(weight.values())
    return chosen.pk, Shown(min(chance, 1.0), uniform)


def own_place(participant_id: int, statement_id: int) -> int:
    """Where this person meets this statement among equals: their own order, always the same.

    Squares of a line over a prime field: the line alone would show every tenth person the words by age.
    """
    step, start = _line(participant_id)
    return int(pow((statement_id * step + start) % _PRIME, 2, _PRIME))


@lru_cache(maxsize=1024)
def _line(participant_id: int) -> tuple[int, int]:
    seed = hashlib.sha256(f"samskab vote order {participant_id}".encode()).digest()
    return int.from_bytes(seed[:4], "big") % (_PRIME - 1) + 1, int.from_bytes(seed[4:8], "big") % _PRIME


# -- weights ------------------------------------------------------------------------------------------------


def weights(left: Sequence[Open], reading: Reading) -> dict[int, float]:
    """What each statement weighs in a draw, all heard by ten or more.

    Raises RoutingBroken when a weight is not a positive number, or all are equal though the statements
    differ.
    """
    pulls = [pull for one in left if (pull := reading.pull.get(one.pk, 0.0)) > 0]
    typical = median(pulls) if pulls else 1.0
    found = {}
    for one in left:
        pull = reading.pull.get(one.pk, typical) / typical
        engaged = 1 - (1 + one.passed) / (2 + one.seen)
        divided = (1 + (one.seen - one.passed) / 2) / (2 + one.seen)
        new = 1 + NEW_BOOST * 2 ** (-one.seen / HALF_LIFE)
        few_of_mine = 1 + 2 ** (-reading.group_seen.get(one.pk, 0) / HALF_LIFE) if reading.group_seen else 1.0
        found[one.pk] = (divided * engaged * (1 + pull) * new) ** 2 * few_of_mine
    if not all(0 < weight < float("inf") for weight in found.values()):
        raise RoutingBroken("not_positive")
    traits = {(one.seen, one.passed, round(reading.pull.get(one.pk, typical), 6)) for one in left}
    if len(traits) > 1 and len(set(found.values())) == 1:
        raise RoutingBroken("all_equal")
    return found


def _weights(left: Sequence[Open], reading: Reading) -> dict[int, float]:
    """As above. When the alarm goes nobody stands without a next statement: fewest answers weigh most."""
    try:
        return weights(left, reading)
    except RoutingBroken:
        _log.exception("statements are routed by fewest answers until this is mended")
        return {one.pk: 1 / (1 + one.seen) for one in left}


def _reading(process: Process, participant_id: int) -> Reading:
    newest = OpinionMap.objects.filter(process=process).order_by("-at", "-pk")
    found = newest.values_list("public_id", flat=True).first()
    if found is None:
        return Reading({}, {})
    axes, pull = _axes(found)
    if len(axes["ids"]) < 2:  # noqa: PLR2004 - one is no group
        return Reading(pull, {})
    mine = Vote.objects.filter(participant_id=participant_id, statement__process=process)
    row = nearest_group(axes, list(mine.values_list("statement_id", "value")))
    seen = {} if row is None else dict(zip(axes["statements"], axes["seen"][row], strict=True))
    return Reading(pull, seen)


@lru_cache(maxsize=64)
def _axes(map_id: UUID) -> tuple[dict[str, Any], dict[int, float]]:
    """The axes of a map, which never change, and how strongly each statement stands on them.

    The length of a statement's loading: the same whether people agree with it or with its opposite.
    """
    axes: dict[str, Any] = OpinionMap.objects.values_list("axes", flat=True).get(public_id=map_id)
    first, second = axes["basis"]
    strength = (float((a * a + b * b) ** 0.5) for a, b in zip(first, second, strict=True))
    return axes, dict(zip(axes["statements"], strength, strict=True))


# -- what travels with the page -----------------------------------------------------------------------------

_signer = signing.Signer(salt="samskab.knowledge.shown")


def sealed(shown: Shown | None, statement: UUID, participant_id: int) -> str:
    """The chance as the vote form carries it: nobody can say they were shown what they were not."""
    if shown is None:
        return ""
    return _signer.sign_object([statement.hex, participant_id, round(shown.chance, 6), shown.uniform])


def unsealed(text: str, statement: UUID, participant_id: int | None) -> Shown | None:
    """What was sealed for this person and this statement, else nothing; a vote never fails for it."""
    try:
        to, who, chance, uniform = _signer.unsign_object(text)
    except (signing.BadSignature, ValueError):
        return None
    return Shown(chance, uniform) if (to, who) == (statement.hex, participant_id) else None
