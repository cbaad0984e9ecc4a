"""The demo municipality: `samskab demo load`, `samskab demo advance DAYS`, `samskab demo status`."""

from __future__ import annotations

import argparse
import sys

from samskab.config import start


def configure(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(dest="word", required=True)
    load = words.add_parser("load", help="found the demo municipality and play its courses to three moments")
    load.add_argument("--if-empty", action="store_true", help="do nothing when a municipality is here")
    advance = words.add_parser("advance", help="move the demo's clock and play what falls due")
    advance.add_argument("days", type=whole_days, help="how many days; 0 plays what is due already")
    words.add_parser("status", help="where the clock and the courses stand")


def whole_days(text: str) -> int:
    """Time does not go backward, in a demo neither."""
    days = int(text)
    if not 0 <= days <= MOST_DAYS:
        raise argparse.ArgumentTypeError(f"between 0 and {MOST_DAYS}")
    return days


MOST_DAYS = 3650


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def run(args: argparse.Namespace) -> int:
    start.django()
    words = {"load": lambda: _load(if_empty=args.if_empty), "advance": lambda: _advance(args.days)}
    return start.answered(words.get(args.word, _status))


def load_if_empty() -> None:
    """For `samskab up`: a house that has a municipality is left as it is."""
    print(_load(if_empty=True), file=sys.stderr, flush=True)


def _load(*, if_empty: bool) -> str:
    from django.utils import timezone

    from samskab.demo import services
    from samskab.ground.places.selectors import municipality

    if if_empty and municipality() is not None:
        return "A municipality is here already; nothing loaded."
    played = services.load(today=timezone.localdate(), progress=_say)
    return f"Demo ready: {played.acts} acts played." if played.acts else "The demo is loaded already."


def _advance(days: int) -> str:
    from samskab.demo import services

    played = services.advance(days=days, progress=_say)
    for refused in played.refused:
        _say(f"refused, somebody has been there first - {refused}")
    return f"{played.acts} acts played, {len(played.refused)} refused."


def _status() -> str:
    from samskab.demo import services

    ahead, courses = services.status()
    lines = [f"The clock stands {ahead} days ahead."]
    lines += [
        f"{c.slug}: day {c.day} of {c.last_day}, {c.stage or 'open'}; "
        f"{c.due} acts due, {c.waiting} to come, {c.refused} refused"
        for c in courses
    ]
    return "\n".join(lines)
