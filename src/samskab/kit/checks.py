"""What `samskab check` says about the settings, in words for whoever runs the house: Danish, then English."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 - Django's own name
from django.db import DatabaseError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from samskab.kit import clock
from samskab.kit.client_address import misnamed

TAG = "samskab"
BACKUP_IS_OLD = timedelta(days=2)
Words = str | Promise
Found = Mapping[str, Any] | None


@dataclass(frozen=True)
class Concern:
    """Something whoever runs the house should hear of. `found` looks at the house as it stands now: None when
    all is well, else what fills in the words.
    """

    number: str
    words: Words
    found: Callable[[datetime], Found]


_concerns: dict[str, Concern] = {}


def register_concerns(concerns: Iterable[Concern]) -> None:
    """A room says what can go wrong in it; each number once."""
    for concern in concerns:
        if _concerns.setdefault(concern.number, concern) is not concern:
            raise ValueError(f"two concerns are samskab.{concern.number}")


def known_concerns() -> list[Concern]:
    return sorted(_concerns.values(), key=lambda concern: concern.number)


def _said(
    kind: type[Error | Warning], words: Words, number: str, found: Mapping[str, Any] | None = None
) -> Error | Warning:
    with override("da"):
        danish = str(words) % (found or {})
    with override("en"):
        return kind(danish, hint=str(words) % (found or {}), id=f"samskab.{number}")


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


MISSING += (
    (
        "W007",
        lambda: settings.SECURE_SSL_REDIRECT and not settings.TRUSTED_PROXIES,
        _(
            "TRUSTED_PROXIES er tom. Står der en webserver foran, ser alle ud til at komme fra den, og én "
            "kan bruge alles grænser. Skriv dens adresse."
        ),
    ),
    (
        "W008",
        lambda: not str(settings.CACHES["default"]["BACKEND"]).endswith("RedisCache"),
        _(
            "Der er ingen fælles cache. Hver proces husker for sig, hvor tit der er bedt om en kode til "
            "login. Kører huset på flere maskiner, så sæt REDIS_URL."
        ),
    ),
    (
        "W009",
        lambda: settings.DEBUG,
        _("DEBUG er slået til. Så viser en fejl husets indre for alle. Fjern DEBUG."),
    ),
)
_NO_DATABASE = _(
    "Databasen kan ikke spørges. Derfor er det ikke set efter, om huset passer sig selv. Kør samskab "
    "migrate, og se, at databasen er tændt."
)


def _old_backup(now: datetime) -> Found:
    """`samskab backup` writes when it last did; a backup taken by other hands is not seen."""
    try:
        last = datetime.fromisoformat(settings.BACKUP_NOTE.read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return {}
    return {} if now - last > BACKUP_IS_OLD else None


OWN = (
    Concern(
        "W017",
        _(
            "Der er ikke taget backup i to døgn, så vidt huset ved. Kør samskab backup hver nat, og prøv den "
            "med samskab restore --check."
        ),
        _old_backup,
    ),
)


def check_how_it_goes(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Whether the house looks after itself. Without a database it says so, and nothing else."""
    said: list[CheckMessage] = []
    try:
        now = clock.now()
        for concern in known_concerns():
            found = concern.found(now)
            if found is not None:
                said.append(_said(Warning, concern.words, concern.number, found))
    except DatabaseError:
        return [_said(Warning, _NO_DATABASE, "W010")]
    return said


def check_what_is_missing(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Before a municipality opens the house: what still stands as on a laptop."""
    return [_said(Warning, words, number) for number, missing, words in MISSING if missing()]


def look_after() -> None:
    """Called once, when the kit is loaded."""
    register(check_proxies, TAG)
    register(check_what_is_missing, TAG, deploy=True)
    register_concerns(OWN)
    register(check_how_it_goes, TAG, deploy=True)
