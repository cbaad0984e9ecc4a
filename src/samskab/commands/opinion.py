"""`samskab opinion FOLDER_OR_CSV`: which views exist, what holds across them, and is there more than one?"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import cast

from samskab.methods import opinion as method
from samskab.methods.opinion.reading import Ballots, UnreadableError, read_ballots

BAD_INPUT = 2
_SLOW_SECONDS = 1.0
_LARGE = 1_000_000
_SHOWN = 5


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the file, the seed and the form of the answer."""
    parser.description = "Opinion groups, consensus and differences from agree, disagree and pass."
    parser.add_argument(
        "source",
        type=Path,
        metavar="FOLDER_OR_CSV",
        help="exported conversation (votes.csv or participants-votes.csv, comments.csv), "
        "or a CSV with participant,statement,vote (1, -1, 0)",
    )
    parser.add_argument("--seed", type=_seed, default=0, help="same votes and seed, same answer (default 0)")
    parser.add_argument("--json", action="store_true", help="print the whole outcome as JSON")


def _seed(text: str) -> int:
    seed = int(text)
    if seed < 0:
        message = "a seed is a whole number from 0"
        raise argparse.ArgumentTypeError(message)
    return seed


def run(args: argparse.Namespace) -> int:
    """Read, count and print; 2 when the input cannot be read."""
    began = time.monotonic()
    try:
        ballots = read_ballots(args.source)
    except (UnreadableError, OSError) as error:
        print(f"samskab opinion: {error}", file=sys.stderr)  # a command speaks on its streams
        return BAD_INPUT
    if time.monotonic() - began > _SLOW_SECONDS or len(ballots.vote) > _LARGE:
        print(f"samskab opinion: {len(ballots.vote)} votes read, counting ...", file=sys.stderr)  # same
    votes = method.upsert(
        ballots.person,
        ballots.statement,
        ballots.vote,
        n_people=len(ballots.people),
        n_statements=len(ballots.statements),
        live=ballots.live,
    )
    opinion = method.fit(votes, seed=args.seed, bridging=False)
    document = as_document(opinion, ballots)
    print(json.dumps(document, ensure_ascii=False) if args.json else as_text(document))  # same
    return 0


def as_document(opinion: method.Opinion, ballots: Ballots) -> dict[str, object]:
    """The outcome under the names the file uses; numbers unrounded, so that it can be recounted."""
    names, ids = ballots.statements, opinion.group_ids
    return {
        "method": opinion.method,
        "version": opinion.version,
        "seed": opinion.seed,
        "input_sha256": ballots.sha256,
        "participants": opinion.n_people,
        "statements": opinion.n_live,
        "votes": opinion.n_votes,
        "distinct_groups": opinion.distinct_groups,
        "why": _why(opinion),
        "groups": [
            {
                "id": identity,
                "size": size,
                "representative": [
                    {"statement": names[r.statement], "direction": r.direction, "metric": r.metric}
                    for r in stands
                ],
            }
            for identity, size, stands in zip(ids, opinion.sizes, opinion.representative, strict=True)
            if size
        ],
        "assignments": {
            name: group
            for name, group in zip(ballots.people, opinion.group.tolist(), strict=True)
            if group >= 0
        },
        "consensus": [
            {"statement": names[s.statement], "gac": s.gac, "lowest_group": s.lowest_group}
            for s in opinion.shared
        ],
        "differences": [
            {
                "statement": names[d.statement],
                "gap": d.gap,
                "most": ids[d.most],
                "share_most": d.share_most,
                "least": ids[d.least],
                "share_least": d.share_least,
            }
            for d in opinion.differences
        ],
    }


def _why(opinion: method.Opinion) -> dict[str, object]:
    gate = opinion.gate
    return {
        "code": gate.code,
        "placed": gate.n_placed,
        "not_placed": opinion.n_people - gate.n_placed,
        "without_counted_votes": opinion.n_people - opinion.n_voters,
        "votes_needed": gate.fewest_votes,
        "silhouette": {str(k): value for k, value in gate.silhouette.items()},
        "stability": gate.stability,
        "moderated_statements": opinion.n_statements - opinion.n_live,
        "moderated_votes": opinion.n_moderated,
        "revotes": opinion.n_revotes,
    }


def as_text(document: dict[str, object]) -> str:
    """The same for a reader at a terminal: what was counted, groups or why none, shared, apart."""
    why = cast("dict[str, object]", document["why"])
    groups = _items(document["groups"]) if document["distinct_groups"] else []
    differences = _items(document["differences"])[:_SHOWN]
    answer = "yes" if document["distinct_groups"] else "no"
    reason = f"{why['code']}, {why['placed']} placed, stability {_rounded(why['stability'])}"
    return "\n".join(
        [
            ", ".join(f"{document[name]} {name}" for name in ("participants", "statements", "votes")),
            f"Distinct groups: {answer} ({reason})",
            *(f"  Group {g['id']}: {g['size']} people; stands out on: {_stands(g)}" for g in groups),
            "Carried furthest (lowest group's lower bound, group-aware consensus):",
            *(
                f"  {s['statement']}: {_rounded(s['lowest_group'])}, {_rounded(s['gac'])}"
                for s in _items(document["consensus"])[:_SHOWN]
            ),
            *(["Where groups differ (gap between their bounds):"] if differences else []),
            *(
                f"  {d['statement']}: {_rounded(d['gap'])} (group {d['most']} over group {d['least']})"
                for d in differences
            ),
            f"Input SHA-256 {document['input_sha256']}, seed {document['seed']}",
        ]
    )


def _stands(group: dict[str, object]) -> str:
    return (
        ", ".join(f"{r['statement']} ({r['direction']})" for r in _items(group["representative"]))
        or "nothing"
    )


def _items(value: object) -> list[dict[str, object]]:
    return cast("list[dict[str, object]]", value)


def _rounded(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else "not known"
