"""`samskab record_export --folder DIR`: the four files with which anyone can check the record offline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from samskab.ground.record import selectors, services
from samskab.ground.record.views import SCRIPT


class Command(BaseCommand):
    help = "Write record.jsonl, checkpoint.txt, key.txt and verify.py into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=Path("record-export"))

    def handle(self, *_args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        checkpoint = (
            selectors.latest_checkpoint()
        )  # before the lines, so that it never covers more than they are
        if checkpoint:
            (folder / "checkpoint.txt").write_text(checkpoint.note, "utf-8", newline="\n")
        with (folder / "record.jsonl").open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(selectors.export_lines())
        (folder / "key.txt").write_text(services.verification_key() + "\n", "utf-8", newline="\n")
        (folder / "verify.py").write_text(SCRIPT.read_text("utf-8"), "utf-8", newline="\n")
        self.stdout.write(
            f"{folder}: record.jsonl, key.txt, verify.py" + (", checkpoint.txt" if checkpoint else "")
        )
