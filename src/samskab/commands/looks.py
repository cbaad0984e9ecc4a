"""Draw two in a hundred of a month's looks at what is private, to be checked: `samskab looks 2026-10`."""

from __future__ import annotations

import argparse
from datetime import date
from random import SystemRandom

from samskab.config import start

HEADINGS = ("look", "at", "office", "by", "what", "about")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("month", type=month, help="a month that is over, for example 2026-10")


def month(text: str) -> date:
    """The first day of the month named."""
    return date.fromisoformat(f"{text}-01")


def run(args: argparse.Namespace) -> int:
    """CSV with public ids only; the same looks when asked again."""
    start.django()
    from samskab.ground.rights import services
    from samskab.kit import clock
    from samskab.kit.spreadsheet import csv_text

    def draw() -> str:
        rows: list[tuple[object, ...]] = []
        for look in services.sample_looks(month=args.month, rng=SystemRandom(), now=clock.now()):
            by = look.reader.public_id if look.reader else ""
            at = look.at.isoformat(timespec="minutes")
            rows.append((look.pk, at, look.office, by, look.what, look.owner.public_id))
        return csv_text(HEADINGS, rows).rstrip()

    return start.answered(draw)
