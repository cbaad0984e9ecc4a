"""Where people stand, made into a small picture: a spot for so many people, and a ring around each group.

Everything is kept as whole numbers in the picture's own units, so that a page only has to write them down.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from samskab.methods.opinion import Opinion

WIDTH, HEIGHT, MARGIN = 640, 420, 36
FEWEST_FOR_GROUPS = 30  # people on the map before groups are shown at all
FEWEST_FOR_SPOTS = 50  # below this a spot could be somebody one knows (METHODS.md 0.2)
CELL = 12
EDGE = 1.0  # per cent of people outside the frame's measure on each side; they stand at its edge
SPREAD = 1.7  # standard deviations in a ring: about three quarters of the group
FEW, SEVERAL = 2, 5


def draw(opinion: Opinion) -> dict[str, Any]:
    """Spots by group and size, rings, and how a place becomes a point; empty when it would not be honest.

    `scale` is (x0, y0, units per place): a reader's own place is drawn by the same measure.
    """
    import numpy as np  # noqa: PLC0415 - the house starts without the maths

    placed = opinion.group >= 0
    if not opinion.distinct_groups or placed.sum() < FEWEST_FOR_GROUPS:
        return {}
    points, group = opinion.position[placed], opinion.group[placed]
    low, high = np.percentile(points, [EDGE, 100 - EDGE], axis=0)
    size = np.array([WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN])
    per = float(
        (size / np.maximum(high - low, 1e-9)).min()
    )  # one measure both ways, or near would not be near
    start = MARGIN + size / 2 - (low + high) / 2 * per
    at = np.clip(points * per + start, MARGIN, size + MARGIN)
    rings = []
    for identity in opinion.group_ids:
        mine = at[group == identity]
        axes, turn = _ring(np.cov(mine.T) if len(mine) > 1 else np.zeros((2, 2)))
        rings.append([identity, *(round(v) for v in mine.mean(0).tolist()), *axes, turn])
    return {
        "scale": [*start.tolist(), per],
        "rings": rings,
        "spots": _spots(at.tolist(), group.tolist()) if placed.sum() >= FEWEST_FOR_SPOTS else [],
    }


def _ring(spread: Any) -> tuple[tuple[int, int], int]:
    """Half axes and turn in degrees of the ellipse around a group."""
    import numpy as np  # noqa: PLC0415 - as above

    values, vectors = np.linalg.eigh(spread)
    axes = tuple(max(CELL, round(SPREAD * float(v) ** 0.5)) for v in np.maximum(values[::-1], 0))
    long = vectors[:, 1]
    return (axes[0], axes[1]), round(float(np.degrees(np.arctan2(long[1], long[0]))))


def _spots(at: list[list[float]], group: list[int]) -> list[list[Any]]:
    """(group, size of spot 1-3, path): people in the same small square are one spot, larger for more."""
    squares = Counter((g, int(x // CELL), int(y // CELL)) for g, (x, y) in zip(group, at, strict=True))
    paths: dict[tuple[int, int], list[str]] = {}
    for (g, column, row), n in sorted(squares.items()):
        size = 1 if n < FEW else 2 if n < SEVERAL else 3
        middle = CELL // 2
        paths.setdefault((g, size), []).append(f"M{column * CELL + middle} {row * CELL + middle}h0")
    return [[g, size, "".join(path)] for (g, size), path in sorted(paths.items())]


def point(scale: list[float], x: float, y: float) -> tuple[int, int]:
    """A place on the map as a point of the picture, at its edge when it lies outside."""
    along = min(max(x * scale[2] + scale[0], MARGIN), WIDTH - MARGIN)
    across = min(max(y * scale[2] + scale[1], MARGIN), HEIGHT - MARGIN)
    return round(along), round(across)
