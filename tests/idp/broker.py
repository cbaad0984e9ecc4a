"""The server of this folder, started for a test and told what to do."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Broker:
    """Where it listens."""

    issuer: str

    def will(self, fault: str = "", sub: str = "person-1") -> None:
        """From now on it misbehaves like this, or not at all, and this person sits before it."""
        said = urllib.parse.urlencode({"fault": fault, "sub": sub}).encode()
        urllib.request.urlopen(f"{self.issuer}/fault", said, timeout=10).close()

    def asked(self) -> dict[str, str]:
        """The latest question put to its authorize page."""
        with urllib.request.urlopen(f"{self.issuer}/asked", timeout=10) as answer:
            found: list[dict[str, str]] = json.load(answer)
        return found[-1]

    def back_from(self, url: str) -> str:
        """What a browser does there: open the page, press the one link. The address it leads to."""
        with urllib.request.urlopen(url, timeout=10) as answer:
            page = answer.read().decode()
        link: str = page.split('href="')[1].split('"')[0].replace("&amp;", "&")
        return link


@contextmanager
def running() -> Iterator[Broker]:
    command = [sys.executable, "-m", "tests.idp.server"]
    options: dict[str, Any] = {"cwd": ROOT, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **options) as server:
        try:
            assert server.stdout is not None
            yield Broker(server.stdout.readline().strip())
        finally:
            server.terminate()
