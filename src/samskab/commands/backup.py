"""Back up the running house into one file: `samskab backup FILE`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from samskab.config import env, start

KEYS = ("secret_key", "record_key", "second_factor_key")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="where the backup is written; it must not be there yet")
    parser.add_argument("--data", type=Path, help="the house's data folder (default: as `samskab up`)")


def run(args: argparse.Namespace) -> int:
    """Safe while people write. Says what it holds, and what it does not."""
    if args.data:
        os.environ["SAMSKAB_DATA"] = str(args.data.absolute())
    if args.file.exists():
        print(f"samskab: {args.file} is there already, and nothing is overwritten", file=sys.stderr)
        return start.REFUSED
    if not args.file.absolute().parent.is_dir():
        print(f"samskab: there is no folder {args.file.absolute().parent}", file=sys.stderr)
        return start.REFUSED
    start.django()
    from django.conf import settings

    from samskab.config import backups
    from samskab.kit import clock

    def take() -> str:
        now = clock.now()
        told = backups.take(args.file.absolute(), now=now)
        settings.BACKUP_NOTE.write_text(now.isoformat(), encoding="utf-8")  # for `samskab check --deploy`
        rows = sum(told["counts"].values())
        return (
            f"Backed up: {rows} rows in {len(told['counts'])} tables; the record has "
            f"{told['record']['size']} lines, root {told['record']['root'][:16] or 'none'}\n"
            f"Not in it: logins, and the keys in {env.data_folder()}: {', '.join(KEYS)}.\n"
            "Keep those apart from it, on paper or in a safe.\n"
            f"Prove the backup: samskab restore {args.file} --check"
        )

    return start.answered(take)
