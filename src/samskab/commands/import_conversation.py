"""Read an exported conversation (comments.csv with participants-votes.csv and/or votes.csv) into a process.

All of it or nothing; the same files twice are read once; a later export of the same conversation adds what is
new. The process must stand in its knowledge stage. A row that cannot be taken is named by file and line, and
ends with code 2.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

BROKEN = 2
WIDTH = 24


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="the folder with the exported files")
    parser.add_argument("--process", metavar="SLUG", default="", help="the process it belongs to (required)")


def run(args: argparse.Namespace) -> int:
    """0 when the conversation is in the house, 2 when it could not be taken."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samskab.config.settings")
    import django

    django.setup()
    from samskab.ground.people.actor import Actor
    from samskab.kit import clock
    from samskab.kit.errors import Refusal
    from samskab.process.core.models import Process
    from samskab.process.knowledge.conversation import read_folder
    from samskab.process.knowledge.services import import_conversation

    process = Process.objects.filter(slug=args.process).first()
    if process is None:
        return _no_process(args.process, list(Process.objects.values_list("slug", "stage")))
    started = time.monotonic()
    try:
        imported = import_conversation(
            process_id=process.pk,
            actor=Actor(house=True),
            conversation=read_folder(args.folder),
            now=clock.now(),
            progress=_Bar(),
        )
    except Refusal as refusal:
        sys.stderr.write(f"samskab: {_words(refusal)}; nothing was written\n")
        return BROKEN
    receipt = imported.receipt
    what = "read in" if imported.is_new else "was already here; nothing changed"
    sys.stdout.write(
        f"{process.slug}: {what}: {receipt.participants} people, {receipt.statements} statements, "
        f"{receipt.votes} votes ({time.monotonic() - started:.1f} s)\n"
    )
    return 0


def _no_process(slug: str, known: list[tuple[str, str]]) -> int:
    said = f"there is no process {slug!r}" if slug else "say which process: --process SLUG"
    there = "".join(f"\n  {name}  ({stage})" for name, stage in known) or "\n  (none yet)"
    sys.stderr.write(f"samskab: {said}. These are here:{there}\n")
    return BROKEN


def _words(refusal: Exception) -> str:
    """A broken row by file and line; any other refusal by its code, which the reference explains."""
    code, params = getattr(refusal, "code", ""), getattr(refusal, "params", {})
    if code == "knowledge.broken_row":
        return "{file}, line {line}: {why}".format(**params)
    if code == "core.stage_not_now":
        return "the process stands at {stage}, not at {needed}".format(**params)
    return f"refused: {code} {params or ''}".rstrip()


class _Bar:
    """Progress on stderr: drawn in place for a person, one line per part for a log."""

    def __init__(self) -> None:
        self.last = -1

    def __call__(self, what: str, done: int, of: int) -> None:
        share = done / of if of else 1.0
        if sys.stderr.isatty():
            drawn = "#" * int(share * WIDTH)
            sys.stderr.write(
                f"\r{what:<11}[{drawn:<{WIDTH}}] {share:4.0%} {done} of {of}" + "\n" * (done >= of)
            )
        elif done >= of or int(share * 4) != self.last:
            sys.stderr.write(f"{what}: {done} of {of}\n")
        self.last = int(share * 4)
        sys.stderr.flush()
