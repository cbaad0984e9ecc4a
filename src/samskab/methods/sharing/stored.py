"""A shared budget as a file: written with a pointer to its ballots, counted again from it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import cast, get_args

from samskab.methods.outcome import Json, to_json
from samskab.methods.sharing.election import Money
from samskab.methods.sharing.equal_shares import Completion, Rule, Sharing, equal_shares
from samskab.methods.sharing.fixed import Utility
from samskab.methods.sharing.pabulib import read_pabulib


def store(
    result: Sharing,
    text: str,
    *,
    file: str,
    area_column: str = "",
    area_weights: Mapping[str, Money] | None = None,
    carry: bool = False,
) -> dict[str, Json]:
    """
    Write an outcome that can be recounted.

    Parameters
    ----------
    result : Sharing
        What was counted.
    text : str
        The `.pb` text it was counted from.
    file : str
        Its name; the outcome points to it.
    area_column : str
        As given to `read_pabulib`.
    area_weights : mapping of str to int or Fraction, optional
        As given to `read_pabulib`.
    carry : bool
        Put the text itself into the outcome. Off by default: rows of voters may carry age or sex.

    Returns
    -------
    dict
        The fields of `result` and ``input``.
    """
    source: dict[str, Json] = {
        "form": "pb",
        "file": file,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    source |= to_json({"area_column": area_column, "area_weights": dict(area_weights or {})})
    if carry:
        source["text"] = text
    return to_json(result) | {"input": source}


def rerun(stored: Mapping[str, Json], read: Callable[[Mapping[str, Json]], str]) -> dict[str, Json]:
    """
    Count a stored outcome again from its input.

    Parameters
    ----------
    stored : mapping
        What `store` wrote.
    read : callable
        Takes ``stored["input"]``, gives its text.

    Returns
    -------
    dict
        The fields of the new count.

    Raises
    ------
    KeyError, TypeError, ValueError
        When the stored outcome lacks what the count needs or names an unknown rule.
    """
    source = cast("dict[str, Json]", stored["input"])
    terms = cast("dict[str, Json]", stored["rule"])
    if terms["utility"] not in get_args(Utility) or terms["completion"] not in get_args(Completion):
        message = f"unknown rule {terms['utility']} {terms['completion']}"
        raise ValueError(message)
    rule = Rule(
        utility=cast("Utility", terms["utility"]),
        completion=cast("Completion", terms["completion"]),
        step=_money(terms["step"]),
        compare=bool(terms["compare"]),
    )
    weights = cast("dict[str, Json]", source.get("area_weights") or {})
    election = read_pabulib(
        read(source),
        area_column=str(source.get("area_column", "")),
        area_weights={area: _money(weight) for area, weight in weights.items()},
    ).election
    lot = tuple(cast("list[str]", stored["lot"]))
    return to_json(equal_shares(election, rule, seed=cast("int | str", stored["seed"]), lot=lot))


def _money(value: Json) -> Money:
    amount = Fraction(cast("str | int", value))
    return amount.numerator if amount.denominator == 1 else amount
