"""A mail server for tests: `python -m tests.smtp.server FOLDER` keeps what it is handed, or fails as told.

It says its port in one line, and what befell it is in the folder: one `.eml` for each letter it has taken,
and one line in `talk` for each connection. `will` in the folder names its fault, read when somebody connects.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

TAKEN = "250 OK"
FAULTS = ("busy", "refuses_gone", "hangs_up", "loses_its_answer", "deaf")


class Keeper:
    """Takes letters into a folder; every answer is given after the letter lies there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.n_taken = 0

    @property
    def will(self) -> str:
        named = self.folder / "will"
        return named.read_text() if named.exists() else ""

    def heard(self, what: str) -> None:
        with (self.folder / "talk").open("a") as talk:
            talk.write(what + "\n")

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.will == "busy":
            return "451 4.7.1 come back later"
        if self.will == "refuses_gone" and address.startswith("gone@"):
            return "550 5.1.1 nobody of that name"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return TAKEN

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        if self.will == "hangs_up":
            server.transport.close()
            return TAKEN
        self._keep(envelope)
        if self.will == "loses_its_answer":
            server.transport.close()
        return TAKEN

    def _keep(self, envelope: Envelope) -> None:
        self.n_taken += 1
        ends = f"X-Envelope: {envelope.mail_from} > {' '.join(envelope.rcpt_tos)}\r\n".encode()
        content = envelope.original_content or b""
        half = self.folder / "half"
        half.write_bytes(ends + content)
        half.rename(self.folder / f"{self.n_taken:04}.eml")


class Deaf(asyncio.Protocol):
    """Somebody who picks up the telephone and says nothing."""


def _door(keeper: Keeper) -> Any:
    keeper.heard("connected")
    return (
        Deaf() if keeper.will == "deaf" else SMTP(keeper, hostname="mail.example.org", enable_SMTPUTF8=True)
    )


async def _serve(folder: Path) -> None:
    keeper = Keeper(folder)
    server = await asyncio.get_running_loop().create_server(lambda: _door(keeper), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))
