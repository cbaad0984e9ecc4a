"""red-dwarf, run by a Python that has it: the peer of the benchmark and the oracle of the differential tests.

Usage: PYTHON opinion_peer.py time|statistics TABLE.npz, which holds person, statement, vote, and for
statistics label (-1 = not placed, by person id). Prints one JSON document. Imports nothing of ours: it runs
in another environment.
"""

import json
import sys
import time

import numpy as np
from memory import peak_megabytes, reset_peak
from reddwarf.implementations.polis import run_pipeline
from reddwarf.utils.consensus import select_consensus_statements
from reddwarf.utils.matrix import generate_raw_matrix
from reddwarf.utils.stats import calculate_comment_statistics_dataframes, select_representative_statements


def as_dicts(table: dict[str, np.ndarray]) -> list[dict[str, int]]:
    """The form red-dwarf wants: one dict per vote."""
    columns = (table[name].tolist() for name in ("person", "statement", "vote"))
    return [
        {"participant_id": p, "statement_id": s, "vote": v, "modified": i}
        for i, (p, s, v) in enumerate(zip(*columns, strict=True))
    ]


def timed(table: dict[str, np.ndarray]) -> dict[str, object]:
    """CPU seconds and extra memory of its whole pipeline; building its input is not counted."""
    votes = as_dicts(table)
    reset_peak()
    before, began = peak_megabytes(), time.process_time()
    result = run_pipeline(votes=votes, random_state=0)
    seconds = time.process_time() - began
    labels = result.clusterer.labels_
    return {
        "seconds": seconds,
        "megabytes": peak_megabytes() - before,
        "groups": np.bincount(labels).tolist(),
    }


def statistics(table: dict[str, np.ndarray]) -> dict[str, object]:
    """Its statistics and selections for groups that are given."""
    matrix = generate_raw_matrix(votes=as_dicts(table))
    label = table["label"]
    placed = [p for p in matrix.index if label[p] >= 0]
    stats, gac = calculate_comment_statistics_dataframes(
        vote_matrix=matrix.loc[placed, :], cluster_labels=[int(label[p]) for p in placed]
    )
    majority = select_consensus_statements(vote_matrix=matrix, pick_max=5)
    chosen = select_representative_statements(grouped_stats_df=stats)
    names = ["na", "nd", "ns", "pa", "pd", "pat", "pdt", "ra", "rd", "rat", "rdt"]
    return {
        "statements": [int(s) for s in matrix.columns],
        "stats": {
            n: [stats.loc[g][n].tolist() for g in sorted(set(label[label >= 0].tolist()))] for n in names
        },
        "gac": gac["group-aware-consensus"].tolist(),
        "gac_disagree": gac["group-aware-consensus-disagree"].tolist(),
        "representative": {
            int(g): [[int(r["tid"]), r["repful-for"]] for r in rows] for g, rows in chosen.items()
        },
        "majority": {side: [int(r["tid"]) for r in majority[side]] for side in ("agree", "disagree")},
    }


if __name__ == "__main__":
    work = {"time": timed, "statistics": statistics}[sys.argv[1]]
    with np.load(sys.argv[2]) as archive:
        print(json.dumps(work(dict(archive))))
