"""People who sort cards with assumed errors: an assumption about people, not a measurement of them."""

from __future__ import annotations

import numpy as np
from sklearn.metrics import adjusted_rand_score

from samskab.methods import similarity

Piles = list[list[list[int]]]


def planted(n_texts: int, n_themes: int, rng: np.random.Generator) -> np.ndarray:
    """(n_texts,) theme of each text, as even as can be, in random order."""
    return rng.permutation(np.arange(n_texts) % n_themes)


def sorters(
    themes: np.ndarray, people: int, cards: int, misplaced: float, rng: np.random.Generator, *, seed: int
) -> Piles:
    """Three in ten lump two themes together, three in ten split one; each card may land in any pile."""
    deal = similarity.deal_cards(len(themes), people, cards, seed=seed)
    out: Piles = []
    for hand in deal.cards:
        label = themes[list(hand)].copy()
        kind, present = rng.random(), np.unique(label)
        if kind < 0.3 and len(present) > 1:
            one, two = rng.choice(present, 2, replace=False)
            label[label == one] = two
        elif kind < 0.6:
            mine = np.flatnonzero(label == rng.choice(present))
            label[mine[rng.random(len(mine)) < 0.5]] = label.max() + 1
        piles = np.unique(label)
        wrong = rng.random(len(label)) < misplaced
        label[wrong] = rng.choice(piles, int(wrong.sum()))
        out.append([[hand[i] for i in np.flatnonzero(label == pile)] for pile in np.unique(label)])
    return out


def likeness(found: similarity.Themes, truth: np.ndarray) -> float:
    """Adjusted Rand index with the planted themes; texts nobody sorted each stand alone."""
    label = np.arange(len(truth)) + len(found.themes)
    for number, theme in enumerate(found.themes):
        label[list(theme.texts)] = number
    return float(adjusted_rand_score(truth, label))
