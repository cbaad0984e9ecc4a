"""`samskab tables`: seat a room in mixed tables, round after round, without meeting the same people twice."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from samskab.commands.people_csv import BadInput, ids_of, read_sheet
from samskab.methods.tables import Room, Rounds, TablesError, room_of, seat_rounds

SEATED, BAD_INPUT = 0, 2


def configure(parser: argparse.ArgumentParser) -> None:
    """Every column but id and those named by options is mixed."""
    parser.description = "Seat people at mixed tables; each round avoids the pairs of the others."
    parser.add_argument(
        "people", type=Path, metavar="PEOPLE.csv", help="id and one column per attribute to mix"
    )
    parser.add_argument("--size", type=int, default=7, help="wished seats per table (default 7)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of seating (default 3)")
    parser.add_argument("--together", metavar="COL", help="people with the same word here sit together")
    parser.add_argument("--fixed", metavar="COL", help="table number, from 1, for those who must sit there")
    parser.add_argument("--ignore", default="", metavar="COL,COL", help="columns not to mix, such as names")
    parser.add_argument("--seed", type=int, default=0, help="publish it: same seed, same seating (default 0)")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Read, seat, tell."""
    try:
        room = read_room(args)
        plan = seat_rounds(room, args.rounds, size=args.size, seed=args.seed, watch=_progress)
    except BadInput as error:
        sys.stderr.write(f"samskab tables: {error}\n")
        return BAD_INPUT
    except TablesError as error:
        params = ", ".join(f"{k} {v}" for k, v in error.params.items())
        sys.stderr.write(f"samskab tables: {args.people}: {error.code.replace('_', ' ')} ({params})\n")
        return BAD_INPUT
    _tell(plan, as_json=args.json)
    return SEATED


def read_room(args: argparse.Namespace) -> Room:
    """The room, or `BadInput` with file and line."""
    sheet = read_sheet(args.people)
    ids = ids_of(sheet)
    named = [c for c in (args.together, args.fixed) if c]
    ignored = [c.strip() for c in args.ignore.split(",") if c.strip()]
    sheet.require(*named, *ignored)
    mixed = [c for c in sheet.columns if c not in {"id", *named, *ignored}]
    fixed: dict[str, int] = {}
    for row, cells in enumerate(sheet.rows):
        number = cells[args.fixed] if args.fixed else ""
        if number and not (number.isdecimal() and int(number) > 0):
            raise BadInput(f"{sheet.where(row)}: a table number is 1 or more, not '{number}'")
        if number:
            fixed[cells["id"]] = int(number) - 1
    together = [cells[args.together] for cells in sheet.rows] if args.together else None
    return room_of(
        ids, {c: [cells[c] for cells in sheet.rows] for c in mixed}, together=together, fixed=fixed
    )


def _progress(turn: int, mix: float) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"round {turn}: mix {mix:.4f} of the bound\n")


def _tell(plan: Rounds, *, as_json: bool) -> None:
    if as_json:
        told = {
            "rounds": [[list(table) for table in seating.tables] for seating in plan.rounds],
            "mix": plan.mix,
            "repeats": plan.repeats,
            "mix_per_round": [seating.mix for seating in plan.rounds],
            "proven": [seating.proven for seating in plan.rounds],
            "repeated_pairs": [pair for seating in plan.rounds for pair in seating.repeats],
            "seed": plan.seed,
            "input_sha256": plan.input_sha256,
        }
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        return
    for turn, seating in enumerate(plan.rounds, start=1):
        best = ", the best there is" if seating.proven else ""
        sys.stdout.write(f"Round {turn}: mix {seating.mix:.4f} of the bound{best}\n")
        for number, table in enumerate(seating.tables, start=1):
            sys.stdout.write(f"  table {number}: {' '.join(table)}\n")
    sys.stdout.write(f"All rounds: mix {plan.mix:.4f} of the bound, {plan.repeats} pairs meet again.\n")
