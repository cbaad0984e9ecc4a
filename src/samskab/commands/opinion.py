"""`samskab opinion FOLDER_OR_CSV`: which views exist, what holds across them, and is there more than one?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import cast

from samskab.commands.files import InputError, refuse, say, working, write_json
from samskab.methods.opinion import VotesRefusedError
from samskab.methods.opinion.reading import UnreadableError, read_ballots
from samskab.methods.opinion.stored import count, store
from samskab.methods.outcome import Json

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
    parser.add_argument("--json", action="store_true", help="the whole outcome, ready for `samskab recount`")


def _seed(text: str) -> int:
    seed = int(text)
    if seed < 0:
        message = "a seed is a whole number from 0"
        raise argparse.ArgumentTypeError(message)
    return seed


def run(args: argparse.Namespace) -> int:
    """Read, count and print; 2 when the input cannot be read."""
    try:
        with working(f"reading {args.source}") as now:
            ballots = read_ballots(args.source)
            now(f"counting {len(ballots.vote)} votes")
            opinion = count(ballots, seed=args.seed)
    except UnreadableError as error:
        return refuse(
            InputError(str(error.path), error.line or 0, f"{error.code} {error.parameters or ''}".strip())
        )
    except VotesRefusedError as error:
        return refuse(InputError(str(args.source), 0, f"{error.code} {error.parameters}"))
    except OSError as error:
        return refuse(InputError(str(args.source), 0, error.strerror or "cannot be read"))
    document = store(opinion, ballots, file=str(args.source))
    if args.json:
        write_json(document)
    else:
        say(as_text(document))
    return 0


def as_text(document: dict[str, Json]) -> str:
    """The same for a reader at a terminal: what was counted, groups or why none, shared, apart."""
    why = cast("dict[str, Json]", document["why"])
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


def _stands(group: dict[str, Json]) -> str:
    return (
        ", ".join(f"{r['statement']} ({r['direction']})" for r in _items(group["representative"]))
        or "nothing"
    )


def _items(value: object) -> list[dict[str, Json]]:
    return cast("list[dict[str, Json]]", value)


def _rounded(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else "not known"
