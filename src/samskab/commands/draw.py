"""`samskab draw`: draw a panel by lot under quotas, with chances as equal as they can be."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

from samskab.commands.files import InputError, refuse, say, working, write_json
from samskab.commands.people_csv import blame, read_csv
from samskab.methods.outcome import Json
from samskab.methods.selection import Lottery, Pool, Published, Quota, Refused, SelectionError
from samskab.methods.selection.reading import read_pool, read_quotas
from samskab.methods.selection.stored import Drawn, Terms, draw, store
from samskab.methods.sheet import Sheet, SheetError, read_sheet

DRAWN, NOT_DRAWN = 0, 1


def configure(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 drawn, 1 the quotas cannot be met (see relaxations), 2 bad input."""
    parser.description = "Draw a panel by lot: quotas kept, chances as equal as they can be, open to recount."
    parser.add_argument("--pool", required=True, help="CSV of volunteers: id and a column per feature")
    parser.add_argument("--quotas", required=True, help="CSV of quotas: feature,value,min,max")
    parser.add_argument("--size", type=int, required=True, help="seats on the panel")
    parser.add_argument(
        "--household", default="", metavar="COL,COL", help="columns that together name a household"
    )
    parser.add_argument(
        "--panels", type=int, default=1000, help="length of the published list (default 1000)"
    )
    parser.add_argument(
        "--seed", type=int, default=0, help="announced beforehand; same seed, same draw (default 0)"
    )
    parser.add_argument(
        "--number", type=int, help="the number drawn by dice or balls; else it follows from the seed"
    )
    parser.add_argument("--cap", type=float, help="nobody's chance may exceed this (0 to 1)")
    parser.add_argument("--publish", type=Path, metavar="FILE", help="write the list of panels there")
    parser.add_argument("--time-limit", type=float, default=600.0, metavar="S", help="seconds (default 600)")
    parser.add_argument("--json", action="store_true", help="the whole outcome, ready for `samskab recount`")


def run(args: argparse.Namespace) -> int:
    """Read, solve, publish, draw, tell."""
    try:
        terms = _terms(args)
        pool, quotas, sources = _problem(args, terms)
        with working("looking for panels") as now:
            drawn = draw(pool, quotas, terms, watch=_Clock(args.time_limit, now))
    except SelectionError as error:
        params = ", ".join(f"{k} {v}" for k, v in error.params.items())
        return refuse(InputError(args.pool, 0, f"{error.code.replace('_', ' ')} ({params})"))
    except InputError as error:
        return refuse(error)
    if args.publish and drawn.sheet is not None:
        args.publish.write_text(drawn.sheet.text, encoding="utf-8")
    if args.json:
        write_json(store(drawn, terms, **sources))
    elif isinstance(drawn.lottery, Refused):
        _tell_refused(drawn.lottery)
    else:
        _tell_drawn(drawn.lottery, cast("Published", drawn.sheet), drawn)
    return NOT_DRAWN if isinstance(drawn.lottery, Refused) else DRAWN


def _terms(args: argparse.Namespace) -> Terms:
    for name, wrong, what in (
        ("--size", args.size < 0, "0 or more"),
        ("--panels", args.panels < 1, "1 or more"),
        ("--seed", args.seed < 0, "0 or more"),
        (
            "--number",
            args.number is not None and not 0 <= args.number < args.panels,
            f"0 to {args.panels - 1}",
        ),
        ("--cap", args.cap is not None and not 0 < args.cap <= 1, "above 0 and at most 1"),
    ):
        if wrong:
            raise InputError(name, 0, what)
    household = tuple(column.strip() for column in args.household.split(",") if column.strip())
    return Terms(args.size, household, args.panels, args.cap, args.number, args.seed)


def _problem(args: argparse.Namespace, terms: Terms) -> tuple[Pool, list[Quota], dict[str, dict[str, Json]]]:
    """The pool, the quotas, and where each was read."""
    people, at = _sheet(args.pool)
    rules, rules_at = _sheet(args.quotas)
    try:
        quotas = read_quotas(rules, people)
    except SheetError as error:
        raise blame(args.quotas, error) from error
    try:
        pool = read_pool(people, quotas, terms.household)
    except SheetError as error:
        raise blame(args.pool, error) from error
    return pool, quotas, {"pool": at, "quotas": rules_at}


def _sheet(file: str) -> tuple[Sheet, dict[str, Json]]:
    text, source = read_csv(file)
    try:
        return read_sheet(text), dict(source)
    except SheetError as error:
        raise blame(file, error) from error


class _Clock:
    """Tells the search when its time is up, and the person waiting how it goes."""

    def __init__(self, seconds: float, now: Callable[[str], None]) -> None:
        self.start, self.seconds, self.now = time.monotonic(), seconds, now

    def __call__(self, stage: str, panels: int, gap: float) -> bool:
        self.now(f"{stage}: {panels} panels, gap {gap:.5f}")
        return time.monotonic() - self.start < self.seconds


def _tell_refused(answer: Refused) -> None:
    if answer.code == "cap_too_low":
        say(f"No lottery keeps that cap: the lowest possible is {answer.lowest_cap:.4f}.")
        return
    say("No panel can meet these quotas. The smallest changes that help (choose one option, all its lines):")
    for code, params in answer.feasibility.reasons:
        say("  " + ", ".join(f"{key} {value}" for key, value in {"code": code, **params}.items()))
    for option, changes in enumerate(answer.feasibility.relaxations):
        for c in changes:
            word = "lower the minimum of" if c.code == "lower_minimum" else "raise the maximum of"
            say(f"  option {option}: {word} {c.feature} = {c.value} from {c.before} to {c.after}")


def _tell_drawn(lottery: Lottery, sheet: Published, drawn: Drawn) -> None:
    say(
        f"{len(lottery.ids)} people, {lottery.seats} seats: "
        f"an equal chance would be {lottery.equal_chance:.4f}."
    )
    say(f"Least likely person {lottery.min_chance:.4f} (bound {lottery.bound:.4f}, gap {lottery.gap:.5f});")
    say(f"median {lottery.median_chance:.4f}, most likely {lottery.max_chance:.4f}, Gini {lottery.gini:.3f}.")
    say(f"{len(lottery.nearly_certain)} are nearly certain, {len(lottery.never)} can be on no panel.")
    say(
        f"List of {sheet.n_panels} panels, SHA-256 {sheet.sha256}; "
        f"least likely person there {sheet.min_chance:.4f}."
    )
    say(f"Number {drawn.number}:")
    for person in drawn.panel:
        say(f"  {person}")
