"""Someone says no: draw the empty seats anew, with the quotas that the people who stay leave open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from samskab.methods.selection.problem import Pool, Quota, SelectionError


@dataclass(frozen=True)
class Refill:
    """The smaller lot to draw.

    Attributes
    ----------
    pool : Pool
        Everyone who may still be drawn.
    quotas : tuple of Quota
        What the people who stay leave open.
    seats : int
        Seats to fill.
    overfull : tuple of (str, str, int)
        (feature, value, seats above the maximum) already taken by those who stay; the maximum is then 0.
    """

    pool: Pool
    quotas: tuple[Quota, ...]
    seats: int
    overfull: tuple[tuple[str, str, int], ...]


def refill(
    pool: Pool, quotas: Sequence[Quota], seats: int, *, staying: Collection[str], gone: Collection[str]
) -> Refill:
    """Make the lot for the seats of those who left.

    Parameters
    ----------
    pool : Pool
    quotas : sequence of Quota
    seats : int
        As in the first draw.
    staying : collection of str
        Ids who keep their seats.
    gone : collection of str
        Ids who may not be drawn again (they said no, or were already replaced).

    Returns
    -------
    Refill
        Hand its parts to `solve_lottery` and `publish` as for any draw.

    Raises
    ------
    SelectionError
        `unknown_id`, `id_in_both`, or `too_many_staying`.

    Notes
    -----
    Quotas fall by the seats already filled (never below 0), and nobody who lives with a member can be drawn.
    Those who stay keep their seats whatever the quotas say: a drawn panel is a promise. Cost O(n * features).

    Examples
    --------
    >>> from samskab.methods.selection.problem import pool_of
    >>> pool = pool_of(["a", "b", "c"], ["age"], [["old"], ["old"], ["young"]])
    >>> lot = refill(pool, [Quota("age", "old", 1, 1)], 2, staying=["c"], gone=["a"])
    >>> lot.pool.ids, lot.seats, lot.quotas[0].minimum
    (('b',), 1, 1)
    """
    stay, left = set(staying), set(gone)
    for person in sorted(stay | left):
        if person not in pool.ids:
            raise SelectionError("unknown_id", id=person)
    if stay & left:
        raise SelectionError("id_in_both", id=min(stay & left))
    if len(stay) > seats:
        raise SelectionError("too_many_staying", staying=len(stay), seats=seats)
    members = [i for i, person in enumerate(pool.ids) if person in stay]
    homes = {pool.households[i] for i in members}
    rest = [i for i, person in enumerate(pool.ids) if person not in left and pool.households[i] not in homes]
    open_quotas, overfull = [], []
    for quota in quotas:
        column = pool.features.index(quota.feature)
        have = sum(pool.values[i][column] == quota.value for i in members)
        if have > quota.maximum:
            overfull.append((quota.feature, quota.value, have - quota.maximum))
        low, high = max(0, quota.minimum - have), max(0, quota.maximum - have)
        open_quotas.append(Quota(quota.feature, quota.value, low, high))
    return Refill(
        pool=Pool(
            ids=tuple(pool.ids[i] for i in rest),
            features=pool.features,
            values=tuple(pool.values[i] for i in rest),
            households=tuple(pool.households[i] for i in rest),
        ),
        quotas=tuple(open_quotas),
        seats=seats - len(stay),
        overfull=tuple(overfull),
    )
