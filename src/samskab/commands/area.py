"""Add an area: `samskab area add SLUG NAME KIND`."""

from __future__ import annotations

import argparse

from samskab.config import start

KINDS = "village, housing_area, town_block, town, countryside, whole_municipality"


def configure(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(dest="word", required=True)
    add = words.add_parser("add", help="add a place people would name themselves")
    add.add_argument("slug", help="its address, for example norre-vadby")
    add.add_argument("name", help="its name as people say it")
    add.add_argument("kind", help=f"one of {KINDS}")
    add.add_argument("--population", type=int, help="how many live there")
    add.add_argument("--within", default="", metavar="SLUG", help="the larger area it lies in")


def run(args: argparse.Namespace) -> int:
    """Largest areas first: a smaller one can only lie in one that is there."""
    start.django()
    from samskab.ground.people.actor import Actor
    from samskab.ground.places import services
    from samskab.kit import clock

    def add() -> str:
        area = services.add_area(
            actor=Actor(house=True),
            slug=args.slug,
            name=args.name,
            kind=args.kind,
            population=args.population,
            within_slug=args.within,
            now=clock.now(),
        )
        return f"Added: {area.name} at /omraader/{area.slug}/"

    return start.answered(add)
