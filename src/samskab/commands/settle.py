"""`samskab settle`: the package kindest to the worst-off, with its proof and what stands beside it."""

from __future__ import annotations

import argparse
from typing import cast

from samskab.commands.files import InputError, line_of, read_json, refuse, say, working, write_json
from samskab.methods.bargaining import BadSheetsError, Settlement, settle
from samskab.methods.bargaining.stored import read_sheets, store
from samskab.methods.outcome import Json


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the words after `samskab settle`."""
    parser.add_argument("file", metavar="GRADES.json", help="parties, questions, options and grades 0..4")
    parser.add_argument(
        "--seed", default="0", help="chooses among equally kind packages; published beforehand"
    )
    parser.add_argument(
        "--seconds", type=float, default=None, help="stop after this time and say what is proven"
    )
    parser.add_argument("--json", action="store_true", help="the whole outcome, ready for `samskab recount`")


def run(args: argparse.Namespace) -> int:
    """Settle and print; 2 when the sheets cannot be read."""
    try:
        text, sheets = read_json(args.file)
        try:
            negotiation = read_sheets(sheets)
        except BadSheetsError as error:
            names = [error.params[key] for key in ("question", "option", "party") if key in error.params]
            raise InputError(args.file, line_of(text, *names), str(error)) from error
    except InputError as error:
        return refuse(error)
    seed = int(args.seed) if args.seed.lstrip("-").isdecimal() else args.seed
    with working("looking for the kindest package and its proof"):
        result = settle(negotiation, seed=seed, seconds=args.seconds)
    if args.json:
        write_json(store(result, cast("Json", sheets)))
    else:
        _tell(result)
    return 0


def _tell(result: Settlement) -> None:
    say(f"Result: {result.code}")
    for question, party in result.not_heard:
        say(f"  not yet heard: {party} on {question}")
    for consent in result.consent:
        say(f"  {consent.question}: {consent.state}; no 0 on: {', '.join(consent.consented) or '(none)'}")
    if result.package is not None:
        _tell_package(result)
    for rule, says in result.pivotality.items():
        say(f"Say under {rule}: " + ", ".join(f"{one.party} {float(one.banzhaf):.2f}" for one in says))


def _tell_package(result: Settlement) -> None:
    kind = "Proposal" if result.code == "impasse" else "Package"
    say(
        f"{kind}: "
        + ", ".join(f"{question} = {option}" for question, option in (result.package or {}).items())
    )
    say(
        "Satisfaction of "
        + ", ".join(f"{name} {have}/{result.top}" for name, have in result.satisfaction.items())
    )
    if result.optimal:
        say(f"Proven: no package is kinder to the worst-off; equally kind packages: {len(result.packages)}")
    else:
        say(f"Best found, not proven: {result.gap}; worst-off at most {result.best_worst}")
    if result.by_lot:
        say("The lot chose among them.")
    for objection in result.dissent:
        say(
            f"Dissent: {', '.join(objection.parties)} cannot live with"
            f" {objection.question} = {objection.option}"
        )
        for party, reason in objection.reasons:
            say(f"  {party}: {reason}")
    for question, option, party, count in result.overruled:
        say(f"Dissent inside {party}: {count} cannot live with {question} = {option}")
    for name in result.below_floor:
        say(f"Dissent: {name} is below the least it declared acceptable")
    for number, one in enumerate(result.sticking_points.sets, start=1):
        places = "; ".join(f"{row.question} = {row.option} ({', '.join(row.parties)})" for row in one)
        say(f"Stuck, way {number}: {places}")
    say("Nash: " + (_short(result.nash.package) if result.nash.package else result.nash.code))
    met = " or ".join(_short(package) for package in result.fallback.packages)
    say(f"Fallback (depth {result.fallback.depth} of {len(result.fallback.shortlist)}): {met or 'impasse'}")
    if result.agree:
        say("All three rules name the same package.")


def _short(package: dict[str, str] | None) -> str:
    return ", ".join(f"{question} = {option}" for question, option in (package or {}).items())
