"""Ties between people and organisations: what counts, how it ages, what meeting in a crowd is worth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
HALF_LIFE_MONTHS = 12.0


class BridgingError(ValueError):
    """Input that describes no network; `code` and `params` let the caller say it in its own words."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


def clean_ties(ties: npt.ArrayLike, people: int) -> Ints:
    """Each tie once, smaller number first, sorted; a tie with oneself is no tie.

    Parameters
    ----------
    ties : (m, 2) array of int
        Node numbers, 0 to `people` - 1, in any order, repeats allowed.
    people : int

    Returns
    -------
    (m', 2) int array

    Raises
    ------
    BridgingError
        `not_pairs`, `no_such_node`.

    Examples
    --------
    >>> clean_ties([[1, 0], [0, 1], [2, 2], [1, 2]], 3).tolist()
    [[0, 1], [1, 2]]
    """
    pairs = np.asarray(ties, dtype=np.int64)
    if pairs.size == 0:
        return np.zeros((0, 2), dtype=np.int64)
    if pairs.ndim != 2 or pairs.shape[1] != 2:  # noqa: PLR2004 - a tie has two ends
        raise BridgingError("not_pairs", shape=pairs.shape)
    if pairs.min() < 0 or pairs.max() >= people:
        raise BridgingError("no_such_node", people=people, lowest=int(pairs.min()), highest=int(pairs.max()))
    ordered = np.sort(pairs, axis=1)
    return np.unique(ordered[ordered[:, 0] != ordered[:, 1]], axis=0)


def adjacency(ties: Ints, people: int) -> sp.csr_matrix:
    """Symmetric (people, people) matrix of ones where there is a tie.

    Parameters
    ----------
    ties : (m, 2) int array
        From `clean_ties`.
    people : int

    Returns
    -------
    (people, people) csr_matrix

    Examples
    --------
    >>> adjacency(clean_ties([[0, 1]], 2), 2).toarray().tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    row, column = np.concatenate([ties, ties[:, ::-1]]).T
    return sp.csr_matrix((np.ones(len(row)), (row, column)), shape=(people, people))


def aged_weight(weight: npt.ArrayLike, months: npt.ArrayLike, half_life: float = HALF_LIFE_MONTHS) -> Floats:
    """What a tie weighs after so many months without contact: half as much per half-life.

    Parameters
    ----------
    weight, months : (m,) arrays
    half_life : float
        Months.

    Returns
    -------
    (m,) float array

    Examples
    --------
    >>> aged_weight([1.0, 3.0], [12, 0]).tolist()
    [0.5, 3.0]
    """
    return np.asarray(weight, dtype=float) * 0.5 ** (np.asarray(months, dtype=float) / half_life)


def dialogue_weights(dialogues: Sequence[Sequence[int]]) -> dict[tuple[int, int], float]:
    """Weight of each pair that shared dialogues: 1 / (size - 1) for each.

    Parameters
    ----------
    dialogues : sequence of sequences of int
        Who took part in each; a person counts once per dialogue.

    Returns
    -------
    dict of (a, b) to float
        a < b. A hall of 100 makes nearly no ties, a table of three makes strong ones; the sum per person is
        the number of dialogues they took part in with anybody else.

    Notes
    -----
    Newman 2001, doi:10.1103/PhysRevE.64.016132. Cost O(sum of squared sizes).

    Examples
    --------
    >>> dialogue_weights([[0, 1, 2], [0, 1]])
    {(0, 1): 1.5, (0, 2): 0.5, (1, 2): 0.5}
    """
    weights: dict[tuple[int, int], float] = {}
    for dialogue in dialogues:
        who = sorted(set(dialogue))
        for i, a in enumerate(who):
            for b in who[i + 1 :]:
                weights[(a, b)] = weights.get((a, b), 0.0) + 1.0 / (len(who) - 1)
    return weights
