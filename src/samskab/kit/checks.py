"""What `samskab check` says about the settings, in words for whoever runs the house: Danish, then English."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 - Django's own name
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from samskab.kit.client_address import misnamed

TAG = "samskab"


def _said(kind: type[Error | Warning], words: str | Promise, number: str) -> Error | Warning:
    with override("da"):
        danish = str(words)
    with override("en"):
        return kind(danish, hint=str(words), id=f"samskab.{number}")


def check_proxies(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """A contradiction that would let somebody borrow another's address stops the house."""
    found: list[CheckMessage] = []
    if misnamed(settings.TRUSTED_PROXIES):
        words = _(
            "TRUSTED_PROXIES skal nævne hver proxy med én præcis adresse. Et helt net, som 10.0.0.0/8, "
            "ville lade andre låne en adresse."
        )
        found.append(_said(Error, words, "E001"))
    if os.environ.get("TRUSTED_PROXY_COUNT"):
        words = _("TRUSTED_PROXY_COUNT bruges ikke mere. Skriv proxyens adresse i TRUSTED_PROXIES i stedet.")
        found.append(_said(Error, words, "E002"))
    return found


def _local(hosts: Sequence[str]) -> bool:
    return all(host in {"127.0.0.1", "localhost", "[::1]"} for host in hosts)


MISSING: tuple[tuple[str, Callable[[], bool], str | Promise], ...] = (
    (
        "W001",
        lambda: not settings.SECURE_SSL_REDIRECT,
        _("HTTPS er slået fra. Sæt HTTPS=true, så ingen kan lytte med, og stil en webserver med TLS foran."),
    ),
    (
        "W002",
        lambda: "*" in settings.ALLOWED_HOSTS or _local(settings.ALLOWED_HOSTS),
        _("ALLOWED_HOSTS nævner ikke husets navn. Skriv det navn, folk skriver i browseren, og ikke andre."),
    ),
    (
        "W003",
        lambda: not settings.EMAIL_HOST,
        _("Der er ingen mailserver. Så kan ingen komme ind med e-mail. Sæt EMAIL_HOST."),
    ),
    (
        "W004",
        lambda: not settings.CONTACT_TEXT,
        _("Ingen ved, hvem de skal ringe til. Skriv telefon og databeskyttelsesrådgiver i CONTACT_TEXT."),
    ),
    (
        "W005",
        lambda: settings.RECORD_ORIGIN.startswith("samskab.localhost"),
        _("Registret har ikke sit eget navn. Sæt RECORD_ORIGIN, før nogen gemmer et kontrolpunkt."),
    ),
    (
        "W006",
        lambda: not settings.WAS_URL,
        _("Tilgængelighedserklæringen mangler. Loven kræver den. Sæt WAS_URL."),
    ),
)


def check_what_is_missing(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Before a municipality opens the house: what still stands as on a laptop."""
    return [_said(Warning, words, number) for number, missing, words in MISSING if missing()]


def look_after() -> None:
    """Called once, when the kit is loaded."""
    register(check_proxies, TAG)
    register(check_what_is_missing, TAG, deploy=True)
