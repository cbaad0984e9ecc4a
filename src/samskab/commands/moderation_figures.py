"""A year's figures of moderation: `samskab moderation-figures YEAR [--json]`."""

from __future__ import annotations

import argparse
import json

from samskab.config import start


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("year", type=int, help="for example 2026")
    parser.add_argument("--json", action="store_true", help="for a program instead of a reader")


def run(args: argparse.Namespace) -> int:
    """Counts of notices, decisions and appeals; no text and no name. Published once a year."""
    start.django()
    from datetime import datetime

    from django.utils import timezone

    from samskab.ground.dialogue import figures
    from samskab.kit.words import label

    def tell() -> str:
        zone = timezone.get_default_timezone()
        found = figures.of_year(
            args.year,
            begins=datetime(args.year, 1, 1, tzinfo=zone),
            ends=datetime(args.year + 1, 1, 1, tzinfo=zone),
        )
        if args.json:
            return json.dumps(found.as_data(), indent=2)
        lines = [f"Moderation {found.year}", f"  comments written    {found.comments}"]
        lines += [f"  notices             {found.notices}", f"  appeals             {found.appeals}"]
        lines += [f"  median hours from notice to decision: {found.median_hours or '-'}"]
        lines += ["  decisions by a machine: 0"]
        for title, kind, counts in (
            ("notices by rule", "house_rule", found.notices_by_rule),
            ("decisions", "moderation", found.decisions),
            ("hidden or erased by rule", "house_rule", found.hidden_by_rule),
            ("appeals decided", "appeal", found.appeals_decided),
        ):
            lines += [title, *(f"  {n:4}  {label(kind, code)}" for code, n in counts.items())]
        return "\n".join(lines)

    return start.answered(tell)
