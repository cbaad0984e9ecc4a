"""What a lot is drawn over: the pool, its quotas, and the kinds of people that are interchangeable in it.

Two people with the same answers at the same sort of address have the same claim, so the mathematics works on
*types* (household type, profile) with a head count, never on persons. That makes it fast and makes equal
chances for equal people a property of the model and not a hope.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Profile = tuple[str, ...]


class SelectionError(ValueError):
    """Input that cannot mean anything; `code` and `params` let a page or a command say what, in its words."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Quota:
    """At least `minimum` and at most `maximum` seats for people whose `feature` is `value`.

    Examples
    --------
    >>> Quota("area", "countryside", 1, 3).maximum
    3
    """

    feature: str
    value: str
    minimum: int
    maximum: int


@dataclass(frozen=True)
class Pool:
    """The volunteers, sorted by id so that the order of rows in a file can never matter.

    Attributes
    ----------
    ids : tuple of str
        One pseudonymous id per person, all different, sorted.
    features : tuple of str
        Names of the quota attributes.
    values : tuple of tuple of str
        For each person one value per feature, in the order of `features`; none may be missing.
    households : tuple of str
        A key per person; people with equal keys live together and get at most one seat between them.

    Examples
    --------
    >>> pool_of(["b", "a"], ["age"], [["old"], ["young"]]).ids
    ('a', 'b')
    """

    ids: tuple[str, ...]
    features: tuple[str, ...]
    values: tuple[Profile, ...]
    households: tuple[str, ...]


def pool_of(
    ids: Sequence[str],
    features: Sequence[str],
    values: Sequence[Sequence[str]],
    households: Sequence[str] | None = None,
) -> Pool:
    """Sort and check the volunteers.

    Parameters
    ----------
    ids, features, values : sequences
        As in `Pool`, in any order of people.
    households : sequence of str, optional
        Household keys; an empty key or None means "lives alone".

    Returns
    -------
    Pool
        The same people sorted by id.

    Raises
    ------
    SelectionError
        `lengths_differ`, `id_twice`, `value_missing`, each naming the row (counted from 0).

    Notes
    -----
    Cost O(n log n). Inputs are unchanged.

    Examples
    --------
    >>> try:
    ...     pool_of(["x"], ["age"], [[""]])
    ... except SelectionError as error:
    ...     print(error.code, error.params)
    value_missing {'row': 0, 'id': 'x', 'feature': 'age'}
    """
    keys = list(households) if households is not None else [""] * len(ids)
    if not len(ids) == len(values) == len(keys):
        raise SelectionError("lengths_differ", ids=len(ids), values=len(values), households=len(keys))
    seen: set[str] = set()
    for row, (person, profile) in enumerate(zip(ids, values, strict=True)):
        if person in seen:
            raise SelectionError("id_twice", row=row, id=person)
        seen.add(person)
        if len(profile) != len(features):
            raise SelectionError("lengths_differ", row=row, values=len(profile), features=len(features))
        for feature, value in zip(features, profile, strict=True):
            if not value:
                raise SelectionError("value_missing", row=row, id=person, feature=feature)
    order = sorted(range(len(ids)), key=lambda i: ids[i])
    return Pool(
        ids=tuple(ids[i] for i in order),
        features=tuple(features),
        values=tuple(tuple(values[i]) for i in order),
        households=tuple(f"h:{keys[i]}" if keys[i] else f"p:{ids[i]}" for i in order),
    )


def check_quotas(pool: Pool, quotas: Sequence[Quota]) -> tuple[Quota, ...]:
    """Sort the quotas and refuse those that say nothing or contradict themselves.

    Raises
    ------
    SelectionError
        `unknown_feature`, `quota_twice`, `quota_reversed` (minimum above maximum), `quota_negative`.

    Examples
    --------
    >>> pool = pool_of(["a"], ["age"], [["old"]])
    >>> check_quotas(pool, [Quota("age", "old", 0, 1)])
    (Quota(feature='age', value='old', minimum=0, maximum=1),)
    """
    seen: set[tuple[str, str]] = set()
    for row, quota in enumerate(quotas):
        if quota.feature not in pool.features:
            raise SelectionError("unknown_feature", row=row, feature=quota.feature)
        if (quota.feature, quota.value) in seen:
            raise SelectionError("quota_twice", row=row, feature=quota.feature, value=quota.value)
        seen.add((quota.feature, quota.value))
        if quota.minimum < 0:
            raise SelectionError("quota_negative", row=row, minimum=quota.minimum)
        if quota.minimum > quota.maximum:
            raise SelectionError("quota_reversed", row=row, minimum=quota.minimum, maximum=quota.maximum)
    return tuple(sorted(quotas, key=lambda q: (q.feature, q.value)))


@dataclass(frozen=True)
class TypeModel:
    """The lot's linear description: a panel is a count per type that meets every row.

    Attributes
    ----------
    seats : int
        Number of seats.
    quotas : tuple of Quota
        One per row of `quota_rows`, sorted.
    members : tuple of tuple of int
        For each type the positions of its people in the pool.
    household_of : tuple of str
        Household key per person in the pool.
    size : (t,) float array
        People per type.
    upper : (t,) float array
        Most seats a type can get: its number of households.
    quota_rows : (q, t) sparse matrix
        1 where a type counts for a quota.
    low, high : (q,) float arrays
        The quotas' bounds.
    household_rows : (h, t) sparse matrix
        1 where a type lives in that type of household of two or more different types.
    household_limit : (h,) float array
        Number of such households.
    """

    seats: int
    quotas: tuple[Quota, ...]
    members: tuple[tuple[int, ...], ...]
    household_of: tuple[str, ...]
    size: Floats
    upper: Floats
    quota_rows: sp.csr_matrix
    low: Floats
    high: Floats
    household_rows: sp.csr_matrix
    household_limit: Floats

    @property
    def n_types(self) -> int:
        """Number of types."""
        return len(self.size)


def type_model(pool: Pool, quotas: Sequence[Quota], seats: int) -> TypeModel:
    """Gather interchangeable people into types.

    A type is (sorted profiles of the household, own profile), looking only at features that carry a quota:
    what no quota asks about must not change anybody's chance.

    Parameters
    ----------
    pool : Pool
    quotas : sequence of Quota
    seats : int
        Seats on the panel, 0 or more.

    Returns
    -------
    TypeModel

    Raises
    ------
    SelectionError
        As `check_quotas`, and `seats_negative`.

    Notes
    -----
    Cost O(n * features).

    Examples
    --------
    >>> pool = pool_of(["a", "b", "c"], ["age"], [["old"], ["old"], ["young"]])
    >>> type_model(pool, [Quota("age", "old", 1, 1)], 2).size.tolist()
    [2.0, 1.0]
    """
    if seats < 0:
        raise SelectionError("seats_negative", seats=seats)
    asked = check_quotas(pool, quotas)
    columns = [i for i, name in enumerate(pool.features) if any(q.feature == name for q in asked)]
    profiles = [tuple(v[i] for i in columns) for v in pool.values]
    homes: dict[str, list[int]] = defaultdict(list)
    for person, key in enumerate(pool.households):
        homes[key].append(person)
    signature = {key: tuple(sorted(profiles[i] for i in who)) for key, who in homes.items()}
    count = Counter(signature.values())
    members: dict[tuple[tuple[Profile, ...], Profile], list[int]] = defaultdict(list)
    for person, key in enumerate(pool.households):
        members[(signature[key], profiles[person])].append(person)
    types = sorted(members)
    names = [pool.features[i] for i in columns]
    shared = sorted(s for s in count if len(set(s)) > 1)
    return TypeModel(
        seats=seats,
        quotas=asked,
        members=tuple(tuple(members[t]) for t in types),
        household_of=pool.households,
        size=np.array([len(members[t]) for t in types], dtype=float),
        upper=np.array([count[t[0]] for t in types], dtype=float),
        quota_rows=_indicator(
            [[t[1][names.index(q.feature)] == q.value for t in types] for q in asked], len(types)
        ),
        low=np.array([q.minimum for q in asked], dtype=float),
        high=np.array([q.maximum for q in asked], dtype=float),
        household_rows=_indicator([[t[0] == s for t in types] for s in shared], len(types)),
        household_limit=np.array([count[s] for s in shared], dtype=float),
    )


def _indicator(rows: list[list[bool]], width: int) -> sp.csr_matrix:
    return sp.csr_matrix(np.array(rows, dtype=float).reshape(len(rows), width))
