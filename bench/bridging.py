"""Introductions beside the matching bound and plain lots; mixing and structure: CPU seconds, peak memory."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from samskab.methods.bridging import Circle, Weights, introduce, mixing, structure
from samskab.methods.bridging.introductions import _scorer, best_total

Answer = TypeVar("Answer")


def circle_of(n: int, seed: int = 3) -> Circle:
    """Twelve areas, four uneven kinds, three views, one to three of ten topics each; mean degree 8."""
    rng = np.random.default_rng(seed)
    activity = rng.gamma(1.0, 1.0, n) + 0.05
    ends = rng.choice(n, (4 * n, 2), p=activity / activity.sum())
    topics = np.argsort(rng.random((n, 10)), axis=1) < rng.integers(1, 4, n)[:, None]
    zero = np.zeros(n, dtype=np.int64)
    return Circle(
        topics=topics,
        area=rng.integers(0, 12, n),
        kind=rng.choice(4, n, p=[0.7, 0.15, 0.1, 0.05]),
        view=rng.choice(3, n, p=[0.5, 0.3, 0.2]),
        ties=ends[ends[:, 0] != ends[:, 1]],
        opted_in=np.ones(n, dtype=bool),
        open_now=zero,
        shown=zero,
        barred=np.zeros((0, 2), dtype=np.int64),
    )


def timed(task: Callable[[], Answer]) -> tuple[Answer, float, int]:
    """Answer, CPU seconds, peak megabytes of the process so far."""
    start = time.process_time()
    answer = task()
    return answer, time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Introductions at three sizes, then a net of 100,000."""
    for n in (60, 600, 6000):
        circle = circle_of(n)
        told, seconds, mb = timed(lambda c=circle: introduce(c, random_share=0.0))
        lots = introduce(circle, random_share=1.0)
        everyone = np.arange(n)
        bound, extra, _ = timed(
            lambda c=circle, e=everyone: best_total(_scorer(c, Weights(), e).scores(e, e))
        )
        print(
            f"{n:5} people: {told.value / bound:.4f} of the matching bound ({lots.value / bound:.2f} by lot),"
        )
        print(f"      {len(told.pairs)} pairs, {len(told.left_out)} left out, {seconds:.2f} CPU s, {mb} MB")
        print(
            f"      own proof {told.bridge_bound / bound:.3f} of that bound, which took {extra:.1f} s itself"
        )
    rng = np.random.default_rng(0)
    ties, group = rng.integers(0, 100_000, (400_000, 2)), rng.integers(0, 12, 100_000)
    _, seconds, mb = timed(lambda: mixing(ties, group, permutations=200))
    print(f"mixing, 100,000 people, 400,000 ties, 200 permutations: {seconds:.2f} CPU s, {mb} MB")
    told_net, seconds, mb = timed(lambda: structure(ties[:40_000] % 10_000, 10_000))
    print(f"structure, 10,000 people: {seconds:.2f} CPU s, {mb} MB, connectivity {told_net.connectivity}")


if __name__ == "__main__":
    main()
