"""Made-up municipalities whose people come, go, move and change their minds, week after week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from samskab.methods import disclosure

from .attacker import Household, People

ANSWERS = ("bus", "health", "jobs", "nature", "play", "shop")
AREAS = disclosure.Areas(
    ("a", "b", "c", "d", "e", "f", "north", "south"),
    (6, 6, 6, 7, 7, 7, -1, -1),
    (900, 150, 40, 700, 300, 120, 500, 450),
)


@dataclass(frozen=True)
class Week:
    """Today's contributors; row per person: id, area, answer, household."""

    rows: np.ndarray

    def contributors(self) -> disclosure.Contributors:
        """As the method takes them."""
        return disclosure.Contributors.of(*self.rows.T)


def weeks(rng: np.random.Generator, n_weeks: int, *, most: int = 600) -> Iterator[Week]:
    """A first week, then joins, departures, moves and changes of mind at rates drawn once."""
    n = int(rng.integers(0, most // 2))
    home = rng.dirichlet(np.full(len(AREAS.names), rng.choice([0.4, 1.0, 5.0])))
    theme = rng.dirichlet(np.full(len(ANSWERS), rng.choice([0.3, 1.0, 5.0])), size=len(AREAS.names))
    join, leave, move = rng.uniform(0, most / 100), rng.choice([0, 0.002, 0.02]), rng.choice([0, 0.002, 0.01])
    families = bool(rng.random() < 0.3)
    next_id = 0

    def draw(count: int) -> np.ndarray:
        nonlocal next_id
        area = rng.choice(len(home), count, p=home)
        answer = np.array([rng.choice(len(ANSWERS), p=theme[a]) for a in area], dtype=np.int64).reshape(-1)
        ids = np.arange(next_id, next_id + count)
        next_id += count
        homes = np.where(rng.random(count) < 0.4, ids // 3, -1) if families else np.full(count, -1)
        return np.column_stack([ids, area, answer, homes]).astype(np.int64)

    rows = draw(n)
    for _ in range(n_weeks):
        yield Week(rows.copy())
        rows = rows[rng.random(len(rows)) >= leave]
        moved = rng.random(len(rows)) < move
        rows[moved, 1] = rng.choice(len(home), int(moved.sum()), p=home)
        changed = rng.random(len(rows)) < move
        rows[changed, 2] = rng.choice(len(ANSWERS), int(changed.sum()))
        rows = np.vstack([rows, draw(int(rng.poisson(join)))])


def run(
    history: Sequence[Week], k: int, *, sensitive: Sequence[str] | None = None
) -> tuple[list[disclosure.Release], list[list[People]], Household]:
    """All releases, the true people behind every figure, and the households."""
    told: list[disclosure.Release] = []
    for number, week in enumerate(history):
        told.append(
            disclosure.release(
                week.contributors(), AREAS, ANSWERS, at=f"week {number:02}", k=k,
                previous=told[-1] if told else None, sensitive=sensitive,
            )
        )  # fmt: skip
    household = {int(p): int(h) for week in history for p, h in week.rows[:, [0, 3]] if h >= 0}
    return told, [behind(one) for one in told], household


def behind(told: disclosure.Release) -> list[People]:
    """The people in each figure, from the ledger."""
    label = told.ledger.shown[-1] if len(told.ledger.shown) else np.full(len(told.ledger.person), -1)
    return [frozenset(told.ledger.person[label == number].tolist()) for number in range(len(told.cells))]


def naive(week: Week, k: int) -> list[People]:
    """What is usually done: every area x answer of k or more, anew each week."""
    groups: dict[tuple[int, int], set[int]] = {}
    for person, area, answer, _ in week.rows.tolist():
        groups.setdefault((area, answer), set()).add(person)
    return [frozenset(who) for _, who in sorted(groups.items()) if len(who) >= k]


def sizes(cells: Sequence[People]) -> Counter[int]:
    """How many figures have which size."""
    return Counter(len(cell) for cell in cells)
