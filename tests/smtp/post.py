"""The mail server of this folder, started as a process of its own and told what to do."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

from tests.smtp.server import FAULTS

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Post:
    """Where it listens, and what it has taken."""

    port: int
    folder: Path

    def will(self, fault: str = "") -> None:
        """From the next connection on it fails like this, or not at all."""
        assert fault in ("", *FAULTS), fault
        (self.folder / "will").write_text(fault)

    def letters(self) -> list[EmailMessage]:
        """What came over the wire, in the order it came."""
        files = sorted(self.folder.glob("*.eml"))
        return [cast(EmailMessage, message_from_bytes(file.read_bytes(), policy=default)) for file in files]

    def sources(self) -> list[bytes]:
        """The same, byte for byte."""
        return [file.read_bytes() for file in sorted(self.folder.glob("*.eml"))]

    @property
    def n_connections(self) -> int:
        talk = self.folder / "talk"
        return len(talk.read_text().splitlines()) if talk.exists() else 0

    @property
    def environment(self) -> dict[str, str]:
        """What `samskab send-mail` is told to send through it. It is on this machine, and so without TLS."""
        return {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(self.port), "EMAIL_USE_TLS": "0"}


@contextmanager
def running(folder: Path) -> Iterator[Post]:
    """From the moment it listens until the block ends."""
    command = [sys.executable, "-m", "tests.smtp.server", str(folder)]
    options: dict[str, Any] = {"cwd": ROOT, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **options) as server:
        try:
            assert server.stdout is not None
            yield Post(int(server.stdout.readline()), folder)
        finally:
            server.terminate()


def words_of(letter: EmailMessage) -> str:
    """What a reader sees of it: plain text, and nothing else is in it."""
    assert letter.get_content_type() == "text/plain", letter.get_content_type()
    return str(letter.get_content()).replace("\r\n", "\n")


def link_in(letter: EmailMessage, part: str) -> str:
    """The address in a letter that leads there."""
    found = re.search(rf"https?://\S+/{part}/\S+", words_of(letter))
    assert found, f"no link to {part}: {words_of(letter)}"
    return found[0]
