"""Seating beside its proven bound and beside plain lots: mix, repeats, CPU seconds, peak memory."""

from __future__ import annotations

import resource
import time

import numpy as np

from samskab.methods.tables import Room, lower_bound, room_of, seat_rounds, table_sizes


def crowd(n: int, seed: int = 3) -> Room:
    """Area, kind, view (weight 1) and age (weight 1/2), unevenly spread."""
    rng = np.random.default_rng(seed)
    drawn = {
        "area": rng.choice(6, n, p=[0.3, 0.25, 0.2, 0.1, 0.1, 0.05]),
        "kind": rng.choice(3, n, p=[0.6, 0.3, 0.1]),
        "view": rng.choice(3, n, p=[0.5, 0.3, 0.2]),
        "age": rng.choice(4, n, p=[0.15, 0.3, 0.3, 0.25]),
    }
    columns = {name: [str(v) for v in values] for name, values in drawn.items()}
    return room_of([f"p{i:05}" for i in range(n)], columns, weights={"age": 0.5})


def by_lot(room: Room) -> float:
    """Mix of a seating by plain lot, as a share of the bound."""
    sizes = table_sizes(len(room.ids), 7)
    at = np.random.default_rng(0).permutation(np.repeat(np.arange(len(sizes)), sizes))
    cost = 0.0
    for codes, weight in zip(room.codes.T, room.weights, strict=True):
        count = np.zeros((len(sizes), codes.max() + 1))
        np.add.at(count, (at, codes), 1)
        cost += weight * float((count * (count - 1) / 2).sum())
    most = sum(room.weights) * float((sizes * (sizes - 1) / 2).sum())
    return (most - cost) / (most - lower_bound(room, len(sizes)))


def main() -> None:
    """One line per size for one round and for three."""
    for n in (60, 600, 6000):
        room = crowd(n)
        for rounds in (1, 3):
            start = time.process_time()
            plan = seat_rounds(room, rounds)
            seconds = time.process_time() - start
            mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            each = ", ".join(f"{s.mix:.4f}" for s in plan.rounds)
            print(
                f"{n:5} people, {rounds} round(s): mix {plan.mix:.4f} of the bound "
                f"({each}; by lot {by_lot(room):.3f}),"
            )
            print(f"      {plan.repeats} repeats, {seconds:.2f} CPU s, {mb} MB")


if __name__ == "__main__":
    main()
