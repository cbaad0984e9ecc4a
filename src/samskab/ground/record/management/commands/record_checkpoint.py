"""`samskab record_checkpoint`: sign the record as it stands; meant to be run every hour."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from samskab.ground.record import services
from samskab.kit import clock


class Command(BaseCommand):
    help = "Sign how long the record is and what its root is. Does nothing when nothing is new."

    def handle(self, *_args: Any, **_options: Any) -> None:
        checkpoint = services.issue_checkpoint(now=clock.now())
        self.stdout.write(checkpoint.note if checkpoint else "Nothing new since the last checkpoint.")
