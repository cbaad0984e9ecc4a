"""A settlement as a file: it carries the sheets it was found from, so it can be found again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, cast

from samskab.methods.bargaining.majority import (
    DoubleMajority,
    Judgement,
    Tally,
    double_majority,
    judge_drafts,
)
from samskab.methods.bargaining.settle import Settlement, settle
from samskab.methods.bargaining.sheets import BadSheetsError, Limit, Negotiation, Option, Party, Question
from samskab.methods.outcome import Json, to_json


def read_sheets(grades: object) -> Negotiation:
    """
    Build a negotiation from its JSON form.

    Parameters
    ----------
    grades : object
        ``{"parties": [{"id", "side", "floor"?}], "questions": [{"id", "status_quo"?, "options": [{"id",
        "grades": {party: 0..4}, "reasons"?, "overruled"?}]}], "weights"?: {party: {question: points}},
        "limits"?: [{"amounts": [[question, option, amount]], "most": number}]}``.

    Returns
    -------
    Negotiation
        Checked.

    Raises
    ------
    BadSheetsError
        Code ``not_in_form`` with the place, or those of `Negotiation`.

    Examples
    --------
    >>> one = {"id": "wide", "grades": {"a": 3}}
    >>> sheets = {"parties": [{"id": "a", "side": "town"}], "questions": [{"id": "path", "options": [one]}]}
    >>> read_sheets(sheets).questions[0].options[0].grades["a"]
    3
    """
    top = _mapping(grades, "(all)")
    parties = tuple(
        Party(
            _text(row, "id", place), _text(row, "side", place), _whole(row.get("floor", 0), f"{place}.floor")
        )
        for place, row in _rows(top, "parties", "")
    )
    questions = tuple(
        Question(
            id=_text(row, "id", place),
            options=tuple(_option(option, spot) for spot, option in _rows(row, "options", place)),
            status_quo=_text(row, "status_quo", place) if row.get("status_quo") else "",
        )
        for place, row in _rows(top, "questions", "")
    )
    weights = {
        party: _numbers(given, f"weights.{party}")
        for party, given in _mapping(top.get("weights", {}), "weights").items()
    }
    limits = tuple(_limit(row, place) for place, row in _rows(top, "limits", "")) if "limits" in top else ()
    return Negotiation(parties, questions, MappingProxyType(weights), limits)


def _option(row: dict[str, Any], place: str) -> Option:
    reasons = {
        party: str(reason) for party, reason in _mapping(row.get("reasons", {}), f"{place}.reasons").items()
    }
    return Option(
        id=_text(row, "id", place),
        grades=MappingProxyType(_numbers(row.get("grades"), f"{place}.grades")),
        reasons=MappingProxyType(reasons),
        overruled=MappingProxyType(_numbers(row.get("overruled", {}), f"{place}.overruled")),
    )


def _limit(row: dict[str, Any], place: str) -> Limit:
    amounts = {}
    for entry in row.get("amounts", ()):
        if not isinstance(entry, list) or len(entry) != len(("question", "option", "amount")):
            raise BadSheetsError("not_in_form", place=f"{place}.amounts")
        amounts[str(entry[0]), str(entry[1])] = _whole(entry[2], f"{place}.amounts")
    return Limit(MappingProxyType(amounts), _whole(row.get("most"), f"{place}.most"))


def _mapping(value: object, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadSheetsError("not_in_form", place=place, wanted="object")
    return value


def _rows(holder: dict[str, Any], key: str, place: str) -> list[tuple[str, dict[str, Any]]]:
    where = f"{place}.{key}" if place else key
    rows = holder.get(key)
    if not isinstance(rows, list):
        raise BadSheetsError("not_in_form", place=where, wanted="list")
    return [(f"{where}[{number}]", _mapping(row, f"{where}[{number}]")) for number, row in enumerate(rows)]


def _text(row: dict[str, Any], key: str, place: str) -> str:
    value = row.get(key)
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise BadSheetsError("not_in_form", place=f"{place}.{key}", wanted="text")
    return str(value)


def _whole(value: object, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadSheetsError("not_in_form", place=place, wanted="whole number")
    return value


def _numbers(value: object, place: str) -> dict[str, int]:
    return {name: _whole(number, f"{place}.{name}") for name, number in _mapping(value, place).items()}


def store(result: Settlement, grades: Json) -> dict[str, Json]:
    """
    Write an outcome that can be recounted; it carries its sheets.

    Parameters
    ----------
    result : Settlement
        What was found.
    grades : Json
        The JSON form of the sheets, as given to `read_sheets`.

    Returns
    -------
    dict
        The fields of `result` and ``input``.
    """
    return to_json(result) | {"input": {"form": "grades", "text": json.dumps(grades, ensure_ascii=False)}}


def store_votes(result: DoubleMajority, votes: Mapping[str, Tally]) -> dict[str, Json]:
    """
    Write the outcome of a double majority with the votes it was counted from.

    Parameters
    ----------
    result : DoubleMajority
        Counted with the default threshold, strictness and quorum.
    votes : mapping of str to Tally
        Side to its votes.

    Returns
    -------
    dict
        The fields of `result` and ``input``.

    Examples
    --------
    >>> votes = {"citizens": Tally(8, 2)}
    >>> store_votes(double_majority(votes), votes)["code"]
    'adopted'
    """
    text = json.dumps({side: [tally.yes, tally.no, tally.abstained] for side, tally in sorted(votes.items())})
    return to_json(result) | {"input": {"form": "votes", "text": text}}


def store_grades(result: Judgement, grades: Mapping[str, Mapping[str, Sequence[int]]]) -> dict[str, Json]:
    """
    Write a judgement of drafts with the grades it was found from.

    Parameters
    ----------
    result : Judgement
        The drafts in order.
    grades : mapping of str to mapping of str to sequence of int
        As given to `judge_drafts`.

    Returns
    -------
    dict
        The fields of `result` and ``input``.

    Examples
    --------
    >>> grades = {"a": {"x": [5]}, "b": {"x": [3]}}
    >>> store_grades(judge_drafts(grades), grades)["ties"]
    0
    """
    text = json.dumps(
        {draft: {side: sorted(given) for side, given in sides.items()} for draft, sides in grades.items()}
    )
    return to_json(result) | {"input": {"form": "drafts", "text": text}}


def rerun(stored: Mapping[str, Json], read: Callable[[Mapping[str, Json]], str]) -> dict[str, Json]:
    """
    Settle or count a stored outcome again from its input, without a time limit.

    Parameters
    ----------
    stored : mapping
        What `store` wrote.
    read : callable
        Takes ``stored["input"]``, gives its text.

    Returns
    -------
    dict
        The fields of the new outcome. A settlement found under a time limit may differ where it was
        not proven.

    Raises
    ------
    KeyError, BadSheetsError, json.JSONDecodeError
        When the stored outcome lacks its sheets.
    """
    sheets = json.loads(read(cast("dict[str, Json]", stored["input"])))
    if stored["method"] == "bargaining.double_majority":
        return to_json(double_majority({side: Tally(*given) for side, given in sheets.items()}))
    if stored["method"] == "bargaining.judge_drafts":
        return to_json(judge_drafts(sheets))
    return to_json(settle(read_sheets(sheets), seed=cast("int | str", stored["seed"])))
