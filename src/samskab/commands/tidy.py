"""Let go of what has reached its date: `samskab tidy [--dry-run]`. `samskab up` does it once a day."""

from __future__ import annotations

import argparse

from samskab.config import start


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only count what would go")


def run(args: argparse.Namespace) -> int:
    """One line per kind with its number; a second run finds nothing."""
    start.django()
    from samskab.ground.rights import services
    from samskab.kit import clock

    def sweep() -> str:
        swept = services.tidy(now=clock.now(), dry=args.dry_run)
        words = "would go" if args.dry_run else "gone"
        return "\n".join(f"{one.n:8} {words}: {one.sweep.code}" for one in swept)

    return start.answered(sweep)
