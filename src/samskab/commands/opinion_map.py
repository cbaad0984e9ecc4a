"""Draw the opinion map of a process, or of every process whose answers have moved enough; or write the latest
one out, so that anyone can count it again: `samskab opinion-map --process SLUG --json > map.json`, then
`samskab recount map.json`.

For the house's clock: run without arguments it draws what is due and leaves the rest.
"""

from __future__ import annotations

import argparse
import json
import sys
import time

from samskab.config import start

BAD_INPUT = 2


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--process", metavar="SLUG", default="", help="only this process")
    parser.add_argument(
        "--json", action="store_true", help="draw nothing: print the latest map of --process with its input"
    )


def run(args: argparse.Namespace) -> int:
    """0 when all that was due is drawn, 2 when the process or its map is not there."""
    start.django()
    from samskab.process.core.models import Process

    found = Process.objects.filter(slug=args.process) if args.process else Process.objects.order_by("slug")
    processes = list(found)
    if (args.process or args.json) and not processes[:1]:
        return _refused(f"there is no process {args.process!r}")
    if args.json:
        return _print(args.process) if args.process else _refused("say which process: --process SLUG")
    for process in processes:
        _draw(process)
    return 0


def _draw(process: object) -> None:
    from samskab.ground.people.actor import Actor
    from samskab.kit import clock
    from samskab.kit.errors import Refusal
    from samskab.process.core.models import Process
    from samskab.process.knowledge.services import draw_map

    assert isinstance(process, Process)  # noqa: S101 - for the type checker
    began = time.monotonic()
    try:
        drawn = draw_map(process=process, actor=Actor(house=True), now=clock.now())
    except Refusal as refusal:
        print(f"{process.slug}: not drawn ({refusal.code})")
        return
    took = time.monotonic() - began
    print(f"{process.slug}: {drawn.n_votes} votes, {drawn.n_placed} placed, {drawn.why} ({took:.1f} s)")


def _print(slug: str) -> int:
    from samskab.process.knowledge.counting import kept_outcome
    from samskab.process.knowledge.models import OpinionMap

    latest = OpinionMap.objects.filter(process__slug=slug).order_by("-at", "-pk").first()
    if latest is None:
        return _refused(f"{slug} has no map yet: samskab opinion-map --process {slug}")
    print(json.dumps(kept_outcome(latest), ensure_ascii=False))
    return 0


def _refused(why: str) -> int:
    print(f"samskab opinion-map: {why}", file=sys.stderr)
    return BAD_INPUT
