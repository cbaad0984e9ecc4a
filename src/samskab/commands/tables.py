"""`samskab tables`: seat a room in mixed tables, round after round, without meeting the same people twice."""

from __future__ import annotations

import argparse
from typing import cast

from samskab.commands.files import InputError, refuse, say, working, write_json
from samskab.commands.people_csv import blame, read_csv
from samskab.methods.outcome import Json
from samskab.methods.sheet import SheetError
from samskab.methods.tables import Rounds, TablesError
from samskab.methods.tables.stored import Terms, seat, store

SEATED = 0


def configure(parser: argparse.ArgumentParser) -> None:
    """Every column but id and those named by options is mixed."""
    parser.description = "Seat people at mixed tables; each round avoids the pairs of the others."
    parser.add_argument("people", metavar="PEOPLE.csv", help="id and one column per attribute to mix")
    parser.add_argument("--size", type=int, default=7, help="wished seats per table (default 7)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of seating (default 3)")
    parser.add_argument(
        "--together", default="", metavar="COL", help="people with the same word here sit together"
    )
    parser.add_argument(
        "--fixed", default="", metavar="COL", help="table number, from 1, for those who must sit there"
    )
    parser.add_argument("--ignore", default="", metavar="COL,COL", help="columns not to mix, such as names")
    parser.add_argument(
        "--seed", type=_seed, default=0, help="publish it: same seed, same seating (default 0)"
    )
    parser.add_argument("--json", action="store_true", help="the whole outcome, ready for `samskab recount`")


def _seed(word: str) -> int:
    seed = int(word)
    if seed < 0:
        raise argparse.ArgumentTypeError("a seed is a whole number from 0")
    return seed


def run(args: argparse.Namespace) -> int:
    """Read, seat, tell; 2 when the list cannot be used."""
    ignore = tuple(column.strip() for column in args.ignore.split(",") if column.strip())
    terms = Terms(args.size, args.rounds, args.together, args.fixed, ignore, args.seed)
    try:
        text, source = read_csv(args.people)
        with working("seating") as now:
            plan = seat(
                text, terms, watch=lambda turn, mix: now(f"round {turn} has {mix:.4f} of the possible mix")
            )
    except SheetError as error:
        return refuse(blame(args.people, error))
    except TablesError as error:
        params = ", ".join(f"{k} {v}" for k, v in error.params.items())
        return refuse(InputError(args.people, 0, f"{error.code.replace('_', ' ')} ({params})"))
    except InputError as error:
        return refuse(error)
    if args.json:
        write_json(store(plan, terms, cast("dict[str, Json]", source)))
    else:
        _tell(plan)
    return SEATED


def _tell(plan: Rounds) -> None:
    for turn, seating in enumerate(plan.rounds, start=1):
        best = ", the best there is" if seating.proven else ""
        say(f"Round {turn}: mix {seating.mix:.4f} of the bound{best}")
        for number, table in enumerate(seating.tables, start=1):
            say(f"  table {number}: {' '.join(table)}")
    say(f"All rounds: mix {plan.mix:.4f} of the bound, {plan.repeats} pairs meet again.")
