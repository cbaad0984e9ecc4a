"""`samskab draw`: draw a panel by lot under quotas, with chances as equal as they can be."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from samskab.commands.people_csv import BadInput, Sheet, ids_of, read_sheet
from samskab.methods.selection import (
    Lottery,
    Pool,
    Published,
    Quota,
    Refused,
    SelectionError,
    draw_number,
    pool_of,
    publish,
    solve_lottery,
)

DRAWN, NOT_DRAWN, BAD_INPUT = 0, 1, 2


def configure(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 drawn, 1 the quotas cannot be met (see relaxations), 2 bad input."""
    parser.description = "Draw a panel by lot: quotas kept, chances as equal as they can be, open to recount."
    parser.add_argument(
        "--pool", type=Path, required=True, help="CSV of volunteers: id and a column per feature"
    )
    parser.add_argument("--quotas", type=Path, required=True, help="CSV of quotas: feature,value,min,max")
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
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Read, solve, publish, draw, tell."""
    try:
        pool, quotas = read_problem(args)
        answer = solve_lottery(
            pool, quotas, args.size, cap=args.cap, seed=args.seed, watch=_Clock(args.time_limit)
        )
    except BadInput as error:
        sys.stderr.write(f"samskab draw: {error}\n")
        return BAD_INPUT
    except SelectionError as error:
        params = ", ".join(f"{k} {v}" for k, v in error.params.items())
        sys.stderr.write(f"samskab draw: {error.code.replace('_', ' ')} ({params})\n")
        return BAD_INPUT
    if isinstance(answer, Refused):
        _tell_refused(answer, as_json=args.json)
        return NOT_DRAWN
    sheet = publish(answer, pool, quotas, n_panels=args.panels, seed=args.seed)
    if args.publish:
        args.publish.write_text(sheet.text, encoding="utf-8")
    number = (
        args.number if args.number is not None else draw_number(sheet.sha256, str(args.seed), args.panels)
    )
    _tell_drawn(answer, sheet, number, as_json=args.json)
    return DRAWN


def read_problem(args: argparse.Namespace) -> tuple[Pool, list[Quota]]:
    """The pool and the quotas, or `BadInput` with file and line."""
    people, rules = read_sheet(args.pool), read_sheet(args.quotas)
    ids = ids_of(people)
    quotas = read_quotas(rules, people)
    features = list(dict.fromkeys(q.feature for q in quotas))
    for row, cells in enumerate(people.rows):
        for feature in features:
            if not cells[feature]:
                raise BadInput(f"{people.where(row)}: no value for '{feature}'")
    columns = [c.strip() for c in args.household.split(",") if c.strip()]
    people.require(*columns)
    homes = [_household([cells[c] for c in columns]) for cells in people.rows]
    _check_numbers(args)
    return pool_of(ids, features, [[cells[f] for f in features] for cells in people.rows], homes), quotas


def read_quotas(rules: Sheet, people: Sheet) -> list[Quota]:
    """The quotas; one for a value that nobody in the pool has is infeasible unless its minimum is 0."""
    rules.require("feature", "value", "min", "max")
    quotas: list[Quota] = []
    for row, cells in enumerate(rules.rows):
        where = rules.where(row)
        if cells["feature"] not in people.columns or cells["feature"] == "id":
            raise BadInput(f"{where}: the pool has no column '{cells['feature']}'")
        try:
            low, high = int(cells["min"]), int(cells["max"])
        except ValueError:
            raise BadInput(
                f"{where}: min and max are whole numbers, not '{cells['min']}', '{cells['max']}'"
            ) from None
        if not 0 <= low <= high:
            raise BadInput(f"{where}: 0 <= min <= max does not hold for {low}, {high}")
        if any((q.feature, q.value) == (cells["feature"], cells["value"]) for q in quotas):
            raise BadInput(f"{where}: '{cells['feature']}' = '{cells['value']}' has a quota already")
        quotas.append(Quota(cells["feature"], cells["value"], low, high))
    return quotas


def _household(cells: list[str]) -> str:
    """An address with an empty part is unknown: that person counts as living alone."""
    return json.dumps(cells, ensure_ascii=False) if cells and all(cells) else ""


def _check_numbers(args: argparse.Namespace) -> None:
    if args.size < 0:
        raise BadInput("--size: 0 or more")
    if args.panels < 1:
        raise BadInput("--panels: 1 or more")
    if args.number is not None and not 0 <= args.number < args.panels:
        raise BadInput(f"--number: 0 to {args.panels - 1}")
    if args.cap is not None and not 0 < args.cap <= 1:
        raise BadInput("--cap: above 0 and at most 1")


class _Clock:
    """Tells the search when its time is up, and the person waiting how it goes."""

    def __init__(self, seconds: float) -> None:
        self.start = self.told = time.monotonic()
        self.seconds = seconds

    def __call__(self, stage: str, panels: int, gap: float) -> bool:
        now = time.monotonic()
        if now - self.told > 1.0:
            self.told = now
            sys.stderr.write(f"{now - self.start:5.0f} s  {stage}: {panels} panels, gap {gap:.5f}\n")
        return now - self.start < self.seconds


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _tell_refused(answer: Refused, *, as_json: bool) -> None:
    feasibility = answer.feasibility
    relaxations = [
        {
            "option": option,
            "code": c.code,
            "feature": c.feature,
            "value": c.value,
            "from": c.before,
            "to": c.after,
        }
        for option, changes in enumerate(feasibility.relaxations)
        for c in changes
    ]
    reasons = [{"code": code, **params} for code, params in feasibility.reasons]
    if as_json:
        empty: dict[str, object] = {"min_probability": None, "probabilities": {}, "gap": None}
        unpublished: dict[str, object] = {"panels_sha256": None, "panel": []}
        why = {
            "relaxations": relaxations,
            "code": answer.code,
            "reasons": reasons,
            "lowest_cap": answer.lowest_cap,
        }
        _say(json.dumps({**empty, **unpublished, **why}, ensure_ascii=False))
        return
    if answer.code == "cap_too_low":
        _say(f"No lottery keeps that cap: the lowest possible is {answer.lowest_cap:.4f}.")
        return
    _say("No panel can meet these quotas. The smallest changes that help (choose one option, all its lines):")
    for reason in reasons:
        _say("  " + ", ".join(f"{key} {value}" for key, value in reason.items()))
    for c in relaxations:
        word = "lower the minimum of" if c["code"] == "lower_minimum" else "raise the maximum of"
        _say(f"  option {c['option']}: {word} {c['feature']} = {c['value']} from {c['from']} to {c['to']}")


def _tell_drawn(lottery: Lottery, sheet: Published, number: int, *, as_json: bool) -> None:
    panel = json.loads(sheet.text.splitlines()[number])
    if as_json:
        told = {
            "min_probability": lottery.min_chance,
            "probabilities": dict(zip(lottery.ids, lottery.chances, strict=True)),
            "gap": lottery.gap,
            "panels_sha256": sheet.sha256,
            "panel": panel,
            "relaxations": [],
            "number": number,
            "panels": sheet.n_panels,
            "published_probabilities": dict(zip(lottery.ids, sheet.chances, strict=True)),
            "published_min_probability": sheet.min_chance,
            "equal_probability": lottery.equal_chance,
            "gini": lottery.gini,
            "proof": lottery.proof,
            "nearly_certain": lottery.nearly_certain,
            "never": lottery.never,
            "seed": lottery.seed,
            "input_sha256": lottery.input_sha256,
        }
        _say(json.dumps(told, ensure_ascii=False))
        return
    _say(
        f"{len(lottery.ids)} people, {lottery.seats} seats: "
        f"an equal chance would be {lottery.equal_chance:.4f}."
    )
    _say(f"Least likely person {lottery.min_chance:.4f} (bound {lottery.bound:.4f}, gap {lottery.gap:.5f});")
    _say(
        f"median {lottery.median_chance:.4f}, most likely {lottery.max_chance:.4f}, Gini {lottery.gini:.3f}."
    )
    _say(f"{len(lottery.nearly_certain)} are nearly certain, {len(lottery.never)} can be on no panel.")
    _say(
        f"List of {sheet.n_panels} panels, SHA-256 {sheet.sha256}; "
        f"least likely person there {sheet.min_chance:.4f}."
    )
    _say(f"Number {number}:")
    for person in panel:
        _say(f"  {person}")
