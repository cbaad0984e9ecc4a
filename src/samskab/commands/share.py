"""`samskab share`: split a budget by the Method of Equal Shares, every purchase explained."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from fractions import Fraction

from samskab.commands.files import InputError, read_text, refuse, say, working, write_json
from samskab.methods.sharing import BadElectionError, PabulibError, Rule, Sharing, equal_shares, read_pabulib
from samskab.methods.sharing.stored import store

_COMPLETIONS = [
    "none",
    "utilitarian",
    "add1",
    "add1-exhaustive",
    "add1-utilitarian",
    "add1-exhaustive-utilitarian",
]


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the words after `samskab share`."""
    parser.add_argument("file", metavar="FILE.pb", help="projects and ballots in Pabulib's format")
    parser.add_argument("--utility", choices=["cost", "cardinality"], default="cost")
    parser.add_argument("--completion", choices=_COMPLETIONS, default="add1-exhaustive")
    parser.add_argument(
        "--step", type=_amount, default=1, help="currency units per voter and turn (default 1)"
    )
    parser.add_argument(
        "--seed", default="0", help="number or sentence the lot is drawn from, published beforehand"
    )
    parser.add_argument(
        "--compare", action="store_true", help="use the greedy outcome when more voters prefer it"
    )
    parser.add_argument("--area-column", default="", help="column of VOTES that tells where a voter lives")
    parser.add_argument("--area-weight", action="append", default=[], type=_weight, metavar="AREA=WEIGHT")
    parser.add_argument(
        "--carry", action="store_true", help="put the ballots into the JSON, not a pointer to them"
    )
    parser.add_argument("--json", action="store_true", help="the whole outcome, ready for `samskab recount`")


def _amount(word: str) -> int | Fraction:
    try:
        value = Fraction(word.replace(",", "."))
    except (ValueError, ZeroDivisionError) as error:
        raise argparse.ArgumentTypeError(f"{word} is not a number") from error
    if value <= 0:
        raise argparse.ArgumentTypeError(f"{word} is not above 0")
    return value.numerator if value.denominator == 1 else value


def _weight(word: str) -> tuple[str, int | Fraction]:
    area, sign, amount = word.rpartition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"{word} is not AREA=WEIGHT")
    return area, _amount(amount)


def run(args: argparse.Namespace) -> int:
    """Count and print; 2 when the file cannot be read."""
    weights = dict(args.area_weight)
    try:
        text = read_text(args.file)
        rule = Rule(utility=args.utility, completion=args.completion, step=args.step, compare=args.compare)
        with working(f"reading {args.file}") as now:
            read = read_pabulib(text, area_column=args.area_column, area_weights=weights)
            now("counting")
            result = equal_shares(read.election, rule, seed=_seed(args.seed), progress=_telling(now))
    except PabulibError as error:
        return refuse(InputError(args.file, error.line, f"{error.code} {error.found}".strip()))
    except BadElectionError as error:
        return refuse(InputError(args.file, 0, str(error)))
    except InputError as error:
        return refuse(error)
    if args.json:
        carry, column = args.carry, args.area_column
        write_json(store(result, text, file=args.file, area_column=column, area_weights=weights, carry=carry))
    else:
        _tell(result)
    return 0


def _seed(word: str) -> int | str:
    return int(word) if word.lstrip("-").isdecimal() else word


def _telling(now: Callable[[str], None]) -> Callable[[int, Fraction], None]:
    """How far the endowment has been raised."""

    def told(n_runs: int, endowment: Fraction) -> None:
        now(f"counted {n_runs} times, endowment {float(endowment):.2f}")

    return told


def _tell(result: Sharing) -> None:
    rule = result.rule
    say(f"Equal Shares, utility {rule.utility}, completion {rule.completion}, step {rule.step}")
    say(f"{result.n_voters} voters, {result.n_empty} without any project; {len(result.lot)} projects")
    say(
        f"Endowment per voter {float(result.start_endowment):.2f}, raised to {float(result.endowment):.2f}"
        f" in {result.n_runs} counts; ended: {result.stopped}"
    )
    for area, holding in result.area_holdings if len(result.area_holdings) > 1 else ():
        say(f"  a voter in {area or '(no area)'} holds {float(holding):.2f}")
    say("round  project               cost  effective votes    each pays  pay in full  pay their last")
    for one in result.rounds:
        say(
            f"{one.round:5}  {one.project[:16]:16} {float(one.cost):10,.2f} {one.effective_votes:12.2f}"
            f" {float(one.payment):12.4f} {one.n_pay_in_full:12,} {one.n_pay_all:12,}"
        )
    for name in result.completed:
        say(f"most votes first with what was left: {name}")
    for tie in result.ties:
        say(f"tie in round {tie.round}: {', '.join(tie.projects)}; decided by {tie.decided_by}")
    say(f"Funded {len(result.selected)}: {', '.join(result.selected)}")
    say(
        f"Spent {float(result.cost):,.2f} of {float(result.budget):,.2f}; left {float(result.left_over):,.2f}"
    )
    compared = result.comparison
    say(f"Most votes first would fund {len(result.greedy.selected)}: {', '.join(result.greedy.selected)}")
    say(
        f"Voters who prefer this outcome {compared.prefer_shares}, most votes first {compared.prefer_greedy},"
        f" indifferent {compared.indifferent}; without any funded project {compared.without_project_shares}"
        f" here, {compared.without_project_greedy} there"
    )
    if result.greedy_used:
        say("By the comparison step of the rule the outcome of most votes first is used.")
