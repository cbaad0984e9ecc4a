"""A lottery people can hold in their hands: a fixed list of panels, its hash, and one number drawn in public.

After Flanigan, Kehne and Procaccia, "Fair sortition made transparent", NeurIPS 2021: the probabilities become
a list of (say) 1,000 panels, published as pseudonymous ids before the draw; then dice or lottery balls choose
one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from samskab.methods.selection.lottery import Lottery
from samskab.methods.selection.panels import Panel
from samskab.methods.selection.problem import Floats, Ints, Pool, Quota, TypeModel, type_model

METHOD = "selection.publish"
VERSION = 1
TRIES = 16
LARGE = 1_000
NOTHING = 1e-9
"""A fraction of a listing this small is rounding noise."""


@dataclass(frozen=True)
class Published:
    """The list that goes on the notice board before the draw.

    Attributes
    ----------
    text : str
        One line per panel: a JSON list of ids, sorted; line number minus one is the panel's number.
    sha256 : str
        SHA-256 of `text` in UTF-8.
    n_panels : int
    chances : tuple of float
        Each person's real chance with this list: lines that name them / `n_panels`, in the order of the pool.
    min_chance : float
    loss : float
        How much the least likely person lost to the rounding, never negative.
    method, version, seed, input_sha256
        To make the same list again from the same pool.
    rounds, ties : int
        0: the rounding is one lot, and equal people take turns.
    """

    method: str
    version: int
    text: str
    sha256: str
    n_panels: int
    chances: tuple[float, ...]
    min_chance: float
    loss: float
    seed: int
    input_sha256: str
    rounds: int = 0
    ties: int = 0


def publish(
    lottery: Lottery, pool: Pool, quotas: Sequence[Quota], *, n_panels: int = 1000, seed: int = 0
) -> Published:
    """Round the lottery to `n_panels` equally likely panels of named people.

    Parameters
    ----------
    lottery : Lottery
        Of the same pool and quotas.
    pool : Pool
    quotas : sequence of Quota
    n_panels : int
        1 or more.
    seed : int
        Decides the rounding and who of several equal people sits on which panel.

    Returns
    -------
    Published

    Raises
    ------
    ValueError
        When `n_panels` is below 1.

    Notes
    -----
    Each panel is on the list floor(p * n) or ceil(p * n) times: systematic sampling of the fractions, then
    swaps among them that bring the types' chances nearer. Equal people take turns, so their chances differ by
    at most a line or two. Cost O(panels * seats).

    Examples
    --------
    >>> from samskab.methods.selection import Quota, pool_of, publish, solve_lottery
    >>> pool = pool_of(["a", "b", "c"], ["age"], [["old"], ["old"], ["young"]])
    >>> quotas = [Quota("age", "young", 1, 1)]
    >>> sheet = publish(solve_lottery(pool, quotas, 2), pool, quotas, n_panels=10)
    >>> sheet.chances, sheet.loss
    ((0.5, 0.5, 1.0), 0.0)
    """
    if n_panels < 1:
        raise ValueError("n_panels_below_one")
    model = type_model(pool, quotas, lottery.seats)
    rng = np.random.default_rng(seed)
    times = round_lottery(lottery.panels, lottery.weights, n_panels, rng, model)
    listed = [panel for panel, count in zip(lottery.panels, times, strict=True) for _ in range(count)]
    listed = [listed[i] for i in rng.permutation(len(listed))]
    seated = seat_people(model, listed, rng)
    text = "".join(json.dumps(sorted(pool.ids[i] for i in who), ensure_ascii=False) + "\n" for who in seated)
    on = np.bincount(np.array([i for who in seated for i in who], dtype=np.int64), minlength=len(pool.ids))
    chances = on / n_panels
    lowest = float(chances.min(initial=1.0)) if len(chances) else 0.0
    return Published(
        method=METHOD,
        version=VERSION,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        n_panels=n_panels,
        chances=tuple(chances.tolist()),
        min_chance=lowest,
        loss=max(0.0, lottery.min_chance - lowest),
        seed=seed,
        input_sha256=lottery.input_sha256,
    )


def round_lottery(
    panels: Sequence[Panel],
    weights: Sequence[float],
    n_panels: int,
    rng: np.random.Generator,
    model: TypeModel,
) -> list[int]:
    """How often each panel is listed: its exact share rounded down or up, the total exactly `n_panels`.

    Examples
    --------
    >>> from samskab.methods.selection import Quota, pool_of
    >>> model = type_model(pool_of(["a", "b"], ["f"], [["x"], ["y"]]), [Quota("f", "x", 0, 1)], 1)
    >>> round_lottery([(1, 0), (0, 1)], [0.25, 0.75], 4, np.random.default_rng(0), model)
    [1, 3]
    """
    exact = np.array(weights, dtype=float) * n_panels
    floor = np.floor(exact + NOTHING).astype(np.int64)
    fraction = np.clip(exact - floor, 0.0, None)
    more = int(n_panels - floor.sum())
    loose = np.flatnonzero(fraction > NOTHING)
    if more <= 0:
        return [int(v) for v in floor]
    shares = np.array(panels, dtype=float) / model.size
    best, nearest = floor, np.inf
    for _ in range(max(1, min(TRIES, 2 * LARGE // len(loose)))):
        order = rng.permutation(loose)
        times = floor.copy()
        marks = rng.random() + np.arange(more)
        steps = np.cumsum(fraction[order]) * (more / fraction[order].sum())
        chosen = np.minimum(np.searchsorted(steps, marks, side="right"), len(order) - 1)
        np.add.at(times, order[chosen], 1)
        _swap_nearer(shares, exact, times, loose)
        worst = float(np.abs((times - exact) @ shares).max(initial=0.0))
        if worst < nearest - NOTHING:
            best, nearest = times, worst
    return [int(v) for v in best]


def _swap_nearer(shares: Floats, exact: Floats, times: Ints, loose: Ints) -> None:
    """Move listings from rounded-up to rounded-down panels while the squared error of chances falls."""
    inner = shares[loose] @ shares[loose].T
    norm = np.diag(inner)
    for _ in range(4 * len(loose)):
        error = shares[loose] @ ((times - exact) @ shares)
        up = times[loose] > exact[loose]
        # taking one from a and giving one to b changes half the squared error by this
        gain = (error[None, :] - error[:, None]) + 0.5 * (norm[:, None] + norm[None, :]) - inner
        gain[~up, :] = np.inf
        gain[:, up] = np.inf
        a, b = np.unravel_index(int(np.argmin(gain)), gain.shape)
        if not gain[a, b] < -NOTHING:
            return
        times[loose[a]] -= 1
        times[loose[b]] += 1


def seat_people(model: TypeModel, panels: Sequence[Panel], rng: np.random.Generator) -> list[list[int]]:
    """Name the people on each panel: equal people take turns, and no household gets two seats.

    Returns
    -------
    list of list of int
        Positions in the pool, one list per panel.

    Notes
    -----
    Each type waits in a queue ordered once by lot; the first whose household is still free takes the seat and
    goes to the end. The model allows at most one seat per household in total, so someone is always free.
    O(panels * seats).

    Examples
    --------
    >>> from samskab.methods.selection import Quota, pool_of
    >>> model = type_model(pool_of(["a", "b"], ["f"], [["x"], ["x"]]), [Quota("f", "x", 0, 1)], 1)
    >>> sorted(seat_people(model, [(1,), (1,)], np.random.default_rng(0)))
    [[0], [1]]
    """
    queues = [[members[i] for i in rng.permutation(len(members))] for members in model.members]
    seated = []
    for panel in panels:
        taken: set[str] = set()
        who: list[int] = []
        for kind in np.flatnonzero(panel):
            queue = queues[kind]
            for _ in range(panel[kind]):
                place = next(i for i, person in enumerate(queue) if model.household_of[person] not in taken)
                person = queue.pop(place)
                queue.append(person)
                taken.add(model.household_of[person])
                who.append(person)
        seated.append(who)
    return seated


def draw_number(sheet_sha256: str, seed: str, n_panels: int) -> int:
    """The panel's number from public randomness: SHA-256 of hash, newline, seed, modulo the panels.

    Parameters
    ----------
    sheet_sha256 : str
        Hash of the published list: the list is fixed before the number can be known.
    seed : str
        A sentence or number nobody could choose: announced beforehand where it will come from.
    n_panels : int

    Returns
    -------
    int
        0 to n_panels - 1.

    Examples
    --------
    Anyone can repeat it with ``printf 'HASH\\nSEED' | sha256sum``.

    >>> draw_number("00", "dice 4 1 7", 1000)
    870
    """
    return int.from_bytes(hashlib.sha256(f"{sheet_sha256}\n{seed}".encode()).digest()) % n_panels


def recount(text: str, sheet_sha256: str, number: int) -> tuple[str, ...]:
    """The people on panel `number` of a published list, after checking that the list is the one announced.

    Parameters
    ----------
    text : str
        The published list.
    sheet_sha256 : str
        The hash announced before the draw.
    number : int
        Drawn.

    Returns
    -------
    tuple of str

    Raises
    ------
    ValueError
        `hash_differs` when the text is not the announced one, `no_such_panel` when the number is not on it.

    Examples
    --------
    >>> import hashlib
    >>> text = '["a", "c"]\\n["b", "c"]\\n'
    >>> recount(text, hashlib.sha256(text.encode()).hexdigest(), 1)
    ('b', 'c')
    """
    if hashlib.sha256(text.encode()).hexdigest() != sheet_sha256:
        raise ValueError("hash_differs")
    lines = text.splitlines()
    if not 0 <= number < len(lines):
        raise ValueError("no_such_panel")
    return tuple(json.loads(lines[number]))
