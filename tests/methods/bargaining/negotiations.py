"""Small random negotiations and the plainest way to settle them: look at every package."""

from __future__ import annotations

from itertools import product
from types import MappingProxyType

import numpy as np

from samskab.methods.bargaining import Limit, Negotiation, Option, Party, Question

Package = dict[str, str]


def random_negotiation(seed: int, *, parties: int = 6, questions: int = 5, options: int = 4) -> Negotiation:
    """Up to so many of each; a third with limits, a third with moved points, half with zeros."""
    rng = np.random.default_rng(seed)
    n_parties = int(rng.integers(1, parties + 1))
    n_questions = int(rng.integers(1, questions + 1))
    names = [f"p{number}" for number in range(n_parties)]
    low = int(rng.integers(0, 2))
    rows = []
    for question in range(n_questions):
        n_options = int(rng.integers(1, options + 1))
        grades = rng.integers(low, 5, size=(n_options, n_parties))
        chosen = tuple(
            Option(f"o{row}", MappingProxyType(dict(zip(names, map(int, line), strict=True))))
            for row, line in enumerate(grades)
        )
        rows.append(Question(f"q{question}", chosen))
    limits = []
    if seed % 3 == 1:
        choices = [(question.id, option.id) for question in rows for option in question.options]
        amounts = {choice: int(rng.integers(0, 9)) for choice in choices}
        limits.append(Limit(amounts, int(rng.integers(2, 5 * n_questions + 1))))
    weights = {}
    if seed % 3 == 2:
        for name in names:
            points = rng.multinomial(2 * n_questions, np.ones(n_questions) / n_questions) + 1
            weights[name] = {f"q{number}": int(given) for number, given in enumerate(points)}
    sides = ["citizens", "town", "firms"]
    people = tuple(Party(name, sides[number % 3]) for number, name in enumerate(names))
    return Negotiation(people, tuple(rows), MappingProxyType(weights), tuple(limits))


def all_within_limits(negotiation: Negotiation) -> list[Package]:
    """List every package the limits allow."""
    asked = [question.id for question in negotiation.questions]
    found = []
    for choice in product(
        *([option.id for option in question.options] for question in negotiation.questions)
    ):
        package = dict(zip(asked, choice, strict=True))
        amounts = [
            sum(limit.amounts.get(pair, 0) for pair in package.items()) for limit in negotiation.limits
        ]
        if all(amount <= limit.most for amount, limit in zip(amounts, negotiation.limits, strict=True)):
            found.append(package)
    return found


def grade(negotiation: Negotiation, party: str, question: str, option: str) -> int:
    """Look one grade up."""
    rows = {row.id: {one.id: one.grades for one in row.options} for row in negotiation.questions}
    return rows[question][option][party]


def sheets(negotiation: Negotiation) -> dict[tuple[object, ...], list[str]]:
    """Parties with identical sheets stand together."""
    found: dict[tuple[object, ...], list[str]] = {}
    for party in negotiation.parties:
        weight = negotiation.weights.get(party.id, {})
        marks = tuple(
            (row.id, option.id, option.grades[party.id], weight.get(row.id, 1) * option.grades[party.id])
            for row in negotiation.questions
            for option in row.options
        )
        found.setdefault((*marks, party.floor), []).append(party.id)
    return found


def satisfaction(negotiation: Negotiation, party: str, package: Package) -> int:
    """Add up weight times grade."""
    weight = negotiation.weights.get(party, {})
    return sum(weight.get(q, 1) * grade(negotiation, party, q, o) for q, o in package.items())


def brute_force(negotiation: Negotiation) -> tuple[int, tuple[int, ...], list[Package]] | None:
    """Give fewest objections, best sorted satisfactions, all packages with both; None if none fits."""
    packages = all_within_limits(negotiation)
    if not packages:
        return None
    first = [names[0] for names in sheets(negotiation).values()]

    def objections(package: Package) -> int:
        return sum(grade(negotiation, name, q, o) == 0 for name in first for q, o in package.items())

    fewest = min(map(objections, packages))
    packages = [package for package in packages if objections(package) == fewest]
    levels = [
        tuple(sorted(satisfaction(negotiation, name, package) for name in first)) for package in packages
    ]
    best = max(levels)
    return fewest, best, [package for package, level in zip(packages, levels, strict=True) if level == best]
