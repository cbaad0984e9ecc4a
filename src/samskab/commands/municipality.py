"""Found the municipality of this installation: `samskab municipality found --name "..."`."""

from __future__ import annotations

import argparse

from samskab.config import start


def configure(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(dest="word", required=True)
    found = words.add_parser("found", help="found the one municipality of this installation")
    found.add_argument("--name", required=True, help="its name as people say it")
    found.add_argument("--phone", default="", help="the number people can ring instead of writing")


def run(args: argparse.Namespace) -> int:
    """Once per installation; never as a demo."""
    start.django()
    from samskab.ground.people.actor import Actor
    from samskab.ground.places import services
    from samskab.kit import clock

    def found() -> str:
        made = services.found_municipality(
            actor=Actor(house=True), name=args.name, phone=args.phone, now=clock.now()
        )
        return f"Founded: {made.name}. Next: samskab area add SLUG NAME KIND"

    return start.answered(found)
