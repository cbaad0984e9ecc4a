"""A drawn panel as a file: it points to its pool and quotas, so it can be drawn again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from samskab.methods.outcome import Json, plain
from samskab.methods.selection.lottery import Lottery, Refused, solve_lottery
from samskab.methods.selection.mixture import Watch, never_stop
from samskab.methods.selection.problem import Pool, Quota
from samskab.methods.selection.published import Published, draw_number, publish
from samskab.methods.selection.reading import read_pool, read_quotas
from samskab.methods.sheet import read_sheet


@dataclass(frozen=True)
class Terms:
    """What was decided before the draw.

    Attributes
    ----------
    size : int
        Seats.
    household : tuple of str
        Columns that together name a household.
    panels : int
        Length of the published list.
    cap : float or None
        Nobody's chance may exceed it.
    number : int or None
        Drawn by dice or balls; without it, it follows from the list's hash and the seed.
    seed : int
    """

    size: int
    household: tuple[str, ...] = ()
    panels: int = 1000
    cap: float | None = None
    number: int | None = None
    seed: int = 0


@dataclass(frozen=True)
class Drawn:
    """Everything a draw hands out.

    Attributes
    ----------
    lottery : Lottery or Refused
    sheet : Published or None
        None when refused.
    number : int or None
    panel : tuple of str
        Ids; empty when refused.
    """

    lottery: Lottery | Refused
    sheet: Published | None
    number: int | None
    panel: tuple[str, ...]


def draw(pool: Pool, quotas: Sequence[Quota], terms: Terms, *, watch: Watch = never_stop) -> Drawn:
    """Solve, list and draw.

    Parameters
    ----------
    pool : Pool
    quotas : sequence of Quota
    terms : Terms
    watch : callable
        See `solve_lottery`.

    Returns
    -------
    Drawn

    Raises
    ------
    SelectionError
        See `solve_lottery`.

    Examples
    --------
    >>> from samskab.methods.selection import pool_of
    >>> pool = pool_of(["a", "b"], ["age"], [["old"], ["young"]])
    >>> draw(pool, [Quota("age", "young", 1, 1)], Terms(1)).panel
    ('b',)
    """
    lottery = solve_lottery(pool, quotas, terms.size, cap=terms.cap, seed=terms.seed, watch=watch)
    if isinstance(lottery, Refused):
        return Drawn(lottery, None, None, ())
    sheet = publish(lottery, pool, quotas, n_panels=terms.panels, seed=terms.seed)
    number = terms.number
    if number is None:
        number = draw_number(sheet.sha256, str(terms.seed), terms.panels)
    return Drawn(lottery, sheet, number, tuple(json.loads(sheet.text.splitlines()[number])))


def store(
    drawn: Drawn, terms: Terms, *, pool: Mapping[str, Json], quotas: Mapping[str, Json]
) -> dict[str, Json]:
    """
    Write an outcome that can be recounted.

    Parameters
    ----------
    drawn : Drawn
    terms : Terms
    pool, quotas : mapping
        Where each sheet is: ``{"file", "sha256"}``. The sheets are not carried: they name people.

    Returns
    -------
    dict
        Plain JSON.
    """
    source = {"form": "pool_and_quotas", "pool": dict(pool), "quotas": dict(quotas)}
    asked = {
        "size": terms.size, "household": terms.household, "panels": terms.panels, "cap": terms.cap,
        "number": terms.number,
    }  # fmt: skip
    return told(drawn) | {"input": plain(source | asked)}


def told(drawn: Drawn) -> dict[str, Json]:
    """
    Write what was drawn, or why nothing was.

    Parameters
    ----------
    drawn : Drawn

    Returns
    -------
    dict
        Plain JSON; probabilities unrounded, by id.
    """
    lottery = drawn.lottery
    source: dict[str, object] = {
        "method": lottery.method,
        "version": lottery.version,
        "seed": lottery.seed,
        "input_sha256": lottery.input_sha256,
        "rounds": lottery.rounds,
        "ties": lottery.ties,
    }
    found = _refused(lottery) if isinstance(lottery, Refused) else _drawn(lottery, drawn)
    return cast("dict[str, Json]", plain(found | source))


def _refused(refused: Refused) -> dict[str, object]:
    return {
        "min_probability": None,
        "probabilities": {},
        "gap": None,
        "panels_sha256": None,
        "panel": [],
        "relaxations": [
            {
                "option": option,
                "code": change.code,
                "feature": change.feature,
                "value": change.value,
                "from": change.before,
                "to": change.after,
            }
            for option, changes in enumerate(refused.feasibility.relaxations)
            for change in changes
        ],
        "code": refused.code,
        "reasons": [{"code": code, **params} for code, params in refused.feasibility.reasons],
        "lowest_cap": refused.lowest_cap,
    }


def _drawn(lottery: Lottery, drawn: Drawn) -> dict[str, object]:
    sheet = cast("Published", drawn.sheet)
    return {
        "min_probability": lottery.min_chance,
        "probabilities": dict(zip(lottery.ids, lottery.chances, strict=True)),
        "gap": lottery.gap,
        "panels_sha256": sheet.sha256,
        "panel": drawn.panel,
        "relaxations": [],
        "number": drawn.number,
        "panels": sheet.n_panels,
        "published_probabilities": dict(zip(lottery.ids, sheet.chances, strict=True)),
        "published_min_probability": sheet.min_chance,
        "equal_probability": lottery.equal_chance,
        "gini": lottery.gini,
        "proof": lottery.proof,
        "nearly_certain": lottery.nearly_certain,
        "never": lottery.never,
    }


def rerun(stored: Mapping[str, Json], read: Callable[[Mapping[str, Json]], str]) -> dict[str, Json]:
    """
    Draw a stored outcome again from its sheets, without a time limit.

    Parameters
    ----------
    stored : mapping
        What `store` wrote.
    read : callable
        Takes ``stored["input"]["pool"]`` or ``["quotas"]``, gives its text.

    Returns
    -------
    dict
        The fields of the new draw. An outcome whose search was stopped (`proof`) may differ.

    Raises
    ------
    KeyError, TypeError, ValueError
        When the stored outcome lacks what the draw needs.
    """
    source = cast("dict[str, Json]", stored["input"])
    terms = Terms(
        size=cast("int", source["size"]),
        household=tuple(cast("list[str]", source["household"])),
        panels=cast("int", source["panels"]),
        cap=cast("float | None", source["cap"]),
        number=cast("int | None", source["number"]),
        seed=cast("int", stored["seed"]),
    )
    people, rules = (read_sheet(read(cast("dict[str, Json]", source[name]))) for name in ("pool", "quotas"))
    quotas = read_quotas(rules, people)
    return told(draw(read_pool(people, quotas, terms.household), quotas, terms))
