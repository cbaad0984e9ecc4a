"""The nearest texts beside scikit-learn: CPU seconds, memory. Themes by card sorting: how near the truth."""

from __future__ import annotations

import csv
import os
import resource
import sys
import time
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from samskab.methods import similarity
from tests.methods.similarity.sayings import SAID_AGAIN, SAID_AGAIN_LATER, demo_statements
from tests.methods.similarity.sorters import likeness, planted, sorters

HERE = Path(__file__).resolve().parent
QUESTIONS = [*SAID_AGAIN.values(), *SAID_AGAIN_LATER.values()]


def texts_of(n: int, seed: int = 1) -> list[str]:
    """Strings of 6 to 27 words of the demo: Danish letters and lengths, no meaning."""
    rng = np.random.default_rng(seed)
    words = sorted({word for text in demo_statements().values() for word in text.split()})
    return [" ".join(rng.choice(words, rng.integers(6, 28))) for _ in range(n)]


def megabytes() -> float:
    """Peak memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one_size(n: int) -> None:
    """Build and ask, ours first and then the peer's, whose memory therefore comes on top of ours."""
    texts, before = texts_of(n), megabytes()
    start = time.process_time()
    index = similarity.Index.build(texts)
    built = time.process_time() - start
    grown = megabytes() - before
    each = []
    for question in QUESTIONS:
        start = time.process_time()
        similarity.nearest(index, question)
        each.append((time.process_time() - start) * 1000)
    start = time.process_time()
    peer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    weights = peer.fit_transform(texts)
    peer_built = time.process_time() - start
    start = time.process_time()
    for question in QUESTIONS:
        np.argsort(-(weights @ peer.transform([question]).T).toarray().ravel())[:3]
    asked = (time.process_time() - start) * 1000 / len(QUESTIONS)
    print(
        f"{n:6} texts: built in {built:.2f} CPU s (scikit-learn {peer_built:.2f}, {peer_built / built:.1f} "
        f"times as long), +{grown:.0f} MB at the peak"
    )
    print(
        f"       asked in {np.median(each):.2f} ms, longest {max(each):.2f} (scikit-learn {asked:.2f}, "
        f"{asked / np.median(each):.1f} times as long)"
    )


def real_statements() -> None:
    """In a real conversation: how many statements have another one above the bar, among more and more."""
    root = Path(os.environ.get("SAMSKAB_TEST_DATA") or HERE.parent.parent / "shared" / "data")
    path = root / "polis" / "american-assembly.bowling-green" / "comments.csv"
    if not path.exists():
        print("SKIPPED bowling-green: set SAMSKAB_TEST_DATA", file=sys.stderr)
        return
    with path.open(encoding="utf-8", newline="") as lines:
        said = [row["comment-body"] for row in csv.DictReader(lines)]
    rng = np.random.default_rng(0)
    for n in (55, 200, len(said)):
        above = []
        for _ in range(3):
            chosen = [said[i] for i in rng.permutation(len(said))[:n]]
            index = similarity.Index.build(chosen)
            answers = [similarity.nearest(index, text) for text in chosen[:60]]
            above += [any(not match.identical for match in answer.matches) for answer in answers]
        print(f"bowling-green: among {n:3} statements {np.mean(above):.0%} have another one above the bar")


def card_sorting() -> None:
    """Adjusted Rand index with planted themes, mean of five draws, at 15 and 30 % of cards misplaced."""
    print("card sorting, likeness to planted themes (assumed errors), 10, 20, 40, 80 sorters:")
    for n, k, cards in ((60, 6, 20), (60, 6, 30), (120, 8, 20), (300, 12, 30)):
        for misplaced in (0.15, 0.3):
            row, start = [], time.process_time()
            for people in (10, 20, 40, 80):
                found = []
                for seed in range(5):
                    rng = np.random.default_rng(seed)
                    truth = planted(n, k, rng)
                    piles = sorters(truth, people, cards, misplaced, rng, seed=seed)
                    found.append(likeness(similarity.themes(piles, n, k=k), truth))
                row.append(f"{np.mean(found):.2f}")
            spent = (time.process_time() - start) / 20
            print(
                f"  {n:3} texts, {k:2} themes, {cards} cards each, {misplaced:.0%} misplaced: "
                f"{', '.join(row)}; {spent:.2f} CPU s each"
            )


def main() -> None:
    """Three sizes, then the cards."""
    print(f"load {os.getloadavg()[0]:.1f}")
    for n in (1_000, 5_000, 10_000):
        one_size(n)
    real_statements()
    card_sorting()


if __name__ == "__main__":
    main()
