"""The pool and the quotas from two sheets."""

from __future__ import annotations

import json
from collections.abc import Sequence

from samskab.methods.selection.problem import Pool, Quota, pool_of
from samskab.methods.sheet import Sheet, SheetError, ids_of


def read_quotas(rules: Sheet, people: Sheet) -> list[Quota]:
    """Read quotas; one for a value that nobody in the pool has is infeasible unless its minimum is 0.

    Parameters
    ----------
    rules : Sheet
        Columns feature, value, min, max.
    people : Sheet
        The pool: each feature is a column of it.

    Returns
    -------
    list of Quota
        In the order of the rows.

    Raises
    ------
    SheetError
        `no_column`, `no_such_feature`, `not_whole_numbers`, `minimum_above_maximum`, `quota_twice`.

    Examples
    --------
    >>> from samskab.methods.sheet import read_sheet
    >>> people = read_sheet("id,age\\np1,old\\n")
    >>> quota = read_quotas(read_sheet("feature,value,min,max\\nage,old,0,1\\n"), people)[0]
    >>> quota.value, quota.maximum
    ('old', 1)
    """
    rules.require(["feature", "value", "min", "max"])
    quotas: list[Quota] = []
    for cells, line in zip(rules.rows, rules.lines, strict=True):
        feature, value = cells["feature"], cells["value"]
        if feature not in people.columns or feature == "id":
            raise SheetError("no_such_feature", line, feature=feature)
        try:
            low, high = int(cells["min"]), int(cells["max"])
        except ValueError:
            raise SheetError("not_whole_numbers", line, low=cells["min"], high=cells["max"]) from None
        if not 0 <= low <= high:
            raise SheetError("minimum_above_maximum", line, low=low, high=high)
        if any((q.feature, q.value) == (feature, value) for q in quotas):
            raise SheetError("quota_twice", line, feature=feature, value=value)
        quotas.append(Quota(feature, value, low, high))
    return quotas


def read_pool(people: Sheet, quotas: Sequence[Quota], household: Sequence[str] = ()) -> Pool:
    """Read volunteers: an id, and a value for every feature that has a quota.

    Parameters
    ----------
    people : Sheet
    quotas : sequence of Quota
    household : sequence of str
        Columns that together name a household. Where one of them is empty the address is unknown, and that
        person counts as living alone.

    Returns
    -------
    Pool

    Raises
    ------
    SheetError
        Those of `ids_of`, `no_column`, `no_value`.

    Examples
    --------
    >>> from samskab.methods.sheet import read_sheet
    >>> read_pool(read_sheet("id,age\\np1,old\\n"), [Quota("age", "old", 0, 1)]).ids
    ('p1',)
    """
    ids = ids_of(people)
    features = list(dict.fromkeys(quota.feature for quota in quotas))
    for cells, line in zip(people.rows, people.lines, strict=True):
        for feature in features:
            if not cells[feature]:
                raise SheetError("no_value", line, feature=feature)
    people.require(household)
    homes = [_household([cells[column] for column in household]) for cells in people.rows]
    return pool_of(ids, features, [[cells[f] for f in features] for cells in people.rows], homes)


def _household(cells: list[str]) -> str:
    return json.dumps(cells, ensure_ascii=False) if cells and all(cells) else ""
