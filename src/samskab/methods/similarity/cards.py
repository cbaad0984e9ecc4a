"""Cards dealt to people, and what their piles say about each pair of texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from samskab.methods.outcome import input_sha256
from samskab.methods.similarity.grams import Floats, Ints, SimilarityError

DEAL_METHOD = "similarity.deal_cards"
VERSION = 1
Piles = Sequence[Sequence[Sequence[int]]]
"""Per person the piles, per pile the numbers of its texts."""


@dataclass(frozen=True)
class Deal:
    """Which cards each person sorts.

    Attributes
    ----------
    method, version, seed, input_sha256
        Equal in two runs means equal hands.
    cards : tuple of tuple of int
        Per person the numbers of their texts, in the order they are to be shown.
    times : tuple of int
        How many people got each text; two texts never differ by more than one.
    rounds, ties : int
        Hands dealt; those for which the lot chose among texts dealt equally often.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    cards: tuple[tuple[int, ...], ...]
    times: tuple[int, ...]
    rounds: int
    ties: int


def deal_cards(n_texts: int, people: int, cards: int = 30, *, seed: int = 0) -> Deal:
    """Deal each person a hand, so that every text is sorted equally often and hands overlap.

    Parameters
    ----------
    n_texts : int
        Texts are numbered 0 to `n_texts` - 1; 0 or more.
    people : int
        0 or more.
    cards : int
        Cards per person; everybody gets all texts when there are fewer.
    seed : int
        Decides who gets which; publish it.

    Returns
    -------
    Deal

    Raises
    ------
    SimilarityError
        `negative`.

    Notes
    -----
    Each hand takes the texts dealt least so far; a lot decides among equals and the order of showing. Cost
    O(people * n_texts log n_texts).

    Examples
    --------
    >>> deal = deal_cards(4, 2, 2)
    >>> sorted(deal.cards[0] + deal.cards[1]), deal.times
    ([0, 1, 2, 3], (1, 1, 1, 1))
    """
    if min(n_texts, people, cards) < 0:
        raise SimilarityError("negative", texts=n_texts, people=people, cards=cards)
    rng = np.random.default_rng(seed)
    times = np.zeros(n_texts, dtype=np.int64)
    hands, tied = [], 0
    for _ in range(people):
        often = np.sort(times)
        tied += 0 < cards < n_texts and bool(often[cards - 1] == often[cards])
        hand = np.lexsort((rng.permutation(n_texts), times))[:cards]
        times[hand] += 1
        hands.append(tuple(rng.permutation(hand).tolist()))
    return Deal(
        method=DEAL_METHOD,
        version=VERSION,
        seed=seed,
        input_sha256=input_sha256(n_texts, people, cards),
        cards=tuple(hands),
        times=tuple(times.tolist()),
        rounds=people,
        ties=int(tied),
    )


def count_pairs(piles: Piles, n_texts: int) -> tuple[Ints, Ints]:
    """How many people had each pair of texts in hand, and how many put them in one pile.

    Parameters
    ----------
    piles : per person piles of text numbers
    n_texts : int

    Returns
    -------
    seen, together : (n, n) int arrays
        Symmetric; the diagonal of both is how many people sorted the text.

    Raises
    ------
    SimilarityError
        `no_such_text`, `text_twice` (within one person).

    Examples
    --------
    >>> seen, together = count_pairs([[[0, 1], [2]], [[0], [1]]], 3)
    >>> seen[0].tolist(), together[0].tolist()
    ([2, 2, 1], [2, 1, 0])
    """
    seen = np.zeros((n_texts, n_texts), dtype=np.int64)
    together = np.zeros_like(seen)
    for sorter, person in enumerate(piles):
        hand: list[int] = []
        for pile in person:
            hand += pile
            _check_numbers(pile, sorter, n_texts)
            together[np.ix_(pile, pile)] += 1
        if len(set(hand)) < len(hand):
            twice = next(text for text in sorted(hand) if hand.count(text) > 1)
            raise SimilarityError("text_twice", sorter=sorter, text=twice)
        if hand:
            seen[np.ix_(hand, hand)] += 1
    return seen, together


def together_share(seen: Ints, together: Ints, k: int) -> Floats:
    """Estimated share of people who would put each pair in one pile, drawn towards 1/K where few looked.

    Parameters
    ----------
    seen, together : (n, n) int arrays
    k : int
        Number of themes, 1 or more.

    Returns
    -------
    (n, n) float array
        (together + .5 / K) / (seen + .5); a pair nobody had in hand has 1 / K, which is chance.

    Examples
    --------
    >>> together_share(np.array([[0, 4]]), np.array([[0, 4]]), 2).round(3).tolist()
    [[0.5, 0.944]]
    """
    return np.asarray((together + 0.5 / k) / (seen + 0.5))


def _check_numbers(pile: Sequence[int], sorter: int, n_texts: int) -> None:
    for text in pile:
        if not 0 <= text < n_texts:
            raise SimilarityError("no_such_text", sorter=sorter, text=text, texts=n_texts)
