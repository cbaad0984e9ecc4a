"""Who has contributed what and where: the people behind the figures, never shown themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
MUNICIPALITY = ""
ALONE = -1


class DisclosureError(ValueError):
    """Input that describes no contributions; `code` and `params` let the caller say it in its own words."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Areas:
    """The areas of a municipality and what they lie within.

    Attributes
    ----------
    names : tuple of a str
        Different and not empty: the empty name is the whole municipality.
    within : tuple of a int
        For each area the number of the area it is part of, -1 for the municipality itself. Empty: all are
        parts of the municipality.
    adults : tuple of a int
        Adults who live in it outside the areas within it. Empty: not known and not asked about.
    """

    names: tuple[str, ...]
    within: tuple[int, ...] = ()
    adults: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse areas that are no tree."""
        n = len(self.names)
        if len(set(self.names)) < n or MUNICIPALITY in self.names:
            raise DisclosureError("area_names")
        for given in (self.within, self.adults):
            if given and len(given) != n:
                raise DisclosureError("lengths_differ", areas=n, given=len(given))
        for start in range(n):
            at, steps = start, 0
            while at != ALONE:
                if not ALONE <= self.parent(at) < n or steps > n:
                    raise DisclosureError("areas_are_no_tree", area=self.names[start])
                at, steps = self.parent(at), steps + 1

    def parent(self, area: int) -> int:
        """Number of the area this one lies within, -1 for the municipality.

        Parameters
        ----------
        area : int

        Returns
        -------
        int

        Examples
        --------
        >>> Areas(("north", "harbour"), (-1, 0)).parent(1)
        0
        """
        return self.within[area] if self.within else ALONE

    @cached_property
    def deepest_first(self) -> tuple[int, ...]:
        """Every area after the areas within it."""
        depth = []
        for start in range(len(self.names)):
            at, steps = start, 0
            while at != ALONE:
                at, steps = self.parent(at), steps + 1
            depth.append(-steps)
        return tuple(int(i) for i in np.argsort(np.array(depth, dtype=np.int64), kind="stable"))


@dataclass(frozen=True, eq=False)
class Contributors:
    """Those who have consented to be counted, one row each.

    Attributes
    ----------
    person : (n,) int array
        A random id, the same in every release and used nowhere else.
    area, answer : (n,) int arrays
        Numbers in `Areas.names` and in the list of answers.
    household : (n,) int array
        People with the same number count as one; -1 is not known. Empty: none is known.
    """

    person: Ints = field(repr=False)
    area: Ints = field(repr=False)
    answer: Ints = field(repr=False)
    household: Ints = field(repr=False)

    @classmethod
    def of(
        cls,
        person: npt.ArrayLike,
        area: npt.ArrayLike,
        answer: npt.ArrayLike,
        household: npt.ArrayLike | None = None,
    ) -> Contributors:
        """Copy, check the lengths and sort by person, so that the order of rows decides nothing.

        Parameters
        ----------
        person, area, answer, household : (n,) arrays of int
            See the attributes.

        Returns
        -------
        Contributors

        Raises
        ------
        DisclosureError
            `lengths_differ`, `person_twice`.

        Examples
        --------
        >>> Contributors.of([9, 4], [0, 1], [2, 3]).person.tolist()
        [4, 9]
        """
        columns = [np.array(part, dtype=np.int64).reshape(-1) for part in (person, area, answer)]
        n = len(columns[0])
        columns.append(np.full(n, ALONE) if household is None else np.array(household, dtype=np.int64))
        if any(len(part) != n for part in columns):
            raise DisclosureError("lengths_differ", rows=[len(part) for part in columns])
        order = np.argsort(columns[0], kind="stable")
        sorted_columns = [part[order] for part in columns]
        if (np.diff(sorted_columns[0]) == 0).any():
            raise DisclosureError("person_twice")
        return cls(*sorted_columns)

    def check(self, areas: Areas, answers: Sequence[str]) -> None:
        """Refuse numbers that name no area or no answer.

        Parameters
        ----------
        areas : Areas
        answers : sequence of str

        Raises
        ------
        DisclosureError
            `no_such_area`, `no_such_answer`, `answer_names`.
        """
        if len(set(answers)) < len(answers):
            raise DisclosureError("answer_names")
        for code, numbers, limit in (
            ("no_such_area", self.area, len(areas.names)),
            ("no_such_answer", self.answer, len(answers)),
        ):
            if len(numbers) and not (numbers.min() >= 0 and numbers.max() < limit):
                raise DisclosureError(code, lowest=int(numbers.min()), highest=int(numbers.max()))


def count_units(unit: Ints) -> int:
    """Count different units: a household once.

    Parameters
    ----------
    unit : (n,) int array

    Returns
    -------
    int

    Examples
    --------
    >>> count_units(np.array([1, 1, 2]))
    2
    """
    return len(np.unique(unit))
