"""Queue the letters that are due, and send what waits: `samskab send-mail`. Run it every five minutes."""

from __future__ import annotations

import argparse
import sys

from samskab.config import start


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="say nothing but the result")


def run(args: argparse.Namespace) -> int:
    """Two that run at once do no harm; one that is killed is taken up by the next."""
    start.django()
    from samskab.commons.news import outbox
    from samskab.kit import clock

    def say(line: str) -> None:
        if not args.quiet:
            print(line, file=sys.stderr, flush=True)

    def send() -> str:
        done = outbox.run(now=clock.now(), progress=say)
        return (
            f"{done.queued} queued, {done.sent} sent, {done.nothing_to_say} with nothing to tell, "
            f"{done.failed} to be tried again"
        )

    return start.answered(send)
