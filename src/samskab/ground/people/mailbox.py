"""Mail kept in a folder until a mail server is named, so that a newcomer can read the login code in the
browser.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
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


def files() -> list[Path]:
    """Every letter kept, newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    if not folder.is_dir():
        return []
    return sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)


def is_to(file: Path, emails: Collection[str]) -> bool:
    """Whether one of these addresses stands anywhere in the letter, whatever its case."""
    text = file.read_bytes().lower()
    return any(email.lower().encode() in text for email in emails)


def letters() -> list[Letter]:
    """The latest letters, newest first."""
    return [_letter(file) for file in files()[:MOST]]


def _letter(file: Path) -> Letter:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    text = str(body.get_content()).rsplit("-" * 79, 1)[0].strip() if body else ""
    at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return Letter(str(message["To"]), str(message["Subject"]), text, at)
