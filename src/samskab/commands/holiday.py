"""Write down a school holiday: `samskab holiday add NAME FIRST LAST`. No deadline may fall in one."""

from __future__ import annotations

import argparse
from datetime import date

from samskab.config import start


def configure(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(dest="word", required=True)
    add = words.add_parser("add", help="days in which no deadline may fall")
    add.add_argument("name", help="for example Efterårsferie")
    add.add_argument("first", type=date.fromisoformat, help="first day, YYYY-MM-DD")
    add.add_argument("last", type=date.fromisoformat, help="last day, YYYY-MM-DD")


def run(args: argparse.Namespace) -> int:
    """Once a year, for the year to come."""
    start.django()
    from samskab.ground.people.actor import Actor
    from samskab.ground.places import services
    from samskab.kit import clock

    def add() -> str:
        holiday = services.found_holiday(
            actor=Actor(house=True),
            name=args.name,
            first_day=args.first,
            last_day=args.last,
            now=clock.now(),
        )
        return f"Added: {holiday.name}, {holiday.first_day} to {holiday.last_day}"

    return start.answered(add)
