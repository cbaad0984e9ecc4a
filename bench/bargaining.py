"""Proof time of the kindest package, by size; the first prototype's figures stand beside ours."""

from __future__ import annotations

import argparse
import resource
import time

import numpy as np

from samskab.methods.bargaining import Negotiation, Option, Party, Question
from samskab.methods.bargaining.domain import make_domain
from samskab.methods.bargaining.leximin import leximin
from samskab.methods.bargaining.program import Clock
from samskab.methods.bargaining.sticking import fewest_objections, with_fewest_objections

_PROTOTYPE = {(5, 6, 4): ".03-.04", (8, 10, 5): ".07-.96", (12, 12, 5): "2.5-4.5", (15, 20, 5): "12-25"}
"""CPU seconds of the first working version, other instances of the same sizes, same kind of machine."""


def grades(kind: str, size: tuple[int, int, int], seed: int) -> np.ndarray:
    """Give grades (party, question, option): parties and options as points in space, or chance 1..4."""
    n_parties, n_questions, n_options = size
    rng = np.random.default_rng(seed)
    if kind == "chance":
        return rng.integers(1, 5, size=size)
    if kind == "one space":
        where = np.repeat(rng.normal(size=(n_parties, 1, 1, 3)), n_questions, axis=1)
    else:
        where = rng.normal(size=(n_parties, n_questions, 1, 3))
    distance = np.linalg.norm(where - rng.normal(size=(1, n_questions, n_options, 3)), axis=-1)
    marks: np.ndarray = np.clip(np.round(4.4 - 0.9 * distance), 0, 4).astype(int)
    return marks


def negotiation(marks: np.ndarray) -> Negotiation:
    """Turn an array of grades into sheets."""
    n_parties, n_questions, n_options = marks.shape
    names = [f"p{number:02}" for number in range(n_parties)]
    questions = tuple(
        Question(
            f"q{row:02}",
            tuple(
                Option(f"o{column}", dict(zip(names, marks[:, row, column].tolist(), strict=True)))
                for column in range(n_options)
            ),
        )
        for row in range(n_questions)
    )
    return Negotiation(
        tuple(Party(name, f"side{number % 4}") for number, name in enumerate(names)), questions
    )


def measure(kind: str, size: tuple[int, int, int], n_instances: int, seconds: float) -> None:
    """Print one line: how many were proven, and CPU time with all equally kind packages listed."""
    times, proven, packages = [], 0, 0.0
    for seed in range(n_instances):
        whole = make_domain(negotiation(grades(kind, size, seed)))
        fewest = fewest_objections(whole, Clock(None)).n_objections or 0
        domain = with_fewest_objections(whole, fewest)
        start = time.process_time()
        proven += leximin(domain, clock=Clock(seconds)).optimal
        times.append(time.process_time() - start)
        packages = max(packages, float(domain.n_packages))
    name = " x ".join(map(str, size))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:12} {kind:12} up to {packages:8.1e} packages  proven {proven}/{n_instances}"
        f"  CPU s median {np.median(times):6.2f} max {max(times):6.2f}"
        f"  first prototype {_PROTOTYPE[size]:>8}  {memory:.0f} MB",
        flush=True,
    )


def main(arguments: list[str] | None = None) -> int:
    """Measure four sizes and three kinds of preferences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instances", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60.0, help="wall time limit for each")
    options = parser.parse_args(arguments)
    leximin(make_domain(negotiation(grades("chance", (3, 9, 5), 0))), enumerate_up_to=0)  # loads the solver
    for size in _PROTOTYPE:
        for kind in ("one space", "many spaces", "chance"):
            measure(kind, size, options.instances, options.seconds)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
