"""Mail kept in a folder until a mail server is named, so that a newcomer can read the login code in the
browser.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

MOST = 20


@dataclass(frozen=True)
class Letter:
    to: str
    subject: str
    text: str
    at: datetime


def may_read(request: HttpRequest) -> bool:
    """Never once mail really leaves the house, and never for somebody who comes from outside this machine."""
    if settings.EMAIL_HOST or "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def letters() -> list[Letter]:
    """The latest letters, newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = (
        sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
        if folder.is_dir()
        else []
    )
    return [_letter(file) for file in files[:MOST]]


def _letter(file: Path) -> Letter:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    text = str(body.get_content()).rsplit("-" * 79, 1)[0].strip() if body else ""
    at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return Letter(str(message["To"]), str(message["Subject"]), text, at)
