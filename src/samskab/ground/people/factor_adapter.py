"""How allauth's second factors meet this house: secrets are sealed, and the words are ours."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samskab.ground.people.models import User
from samskab.ground.places.selectors import house

_MARK = "sealed:"


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Koden passer ikke. Se på app’en, og prøv igen. En kode virker kun én gang."),
        "incorrect_key": _("Nøglen svarede ikke rigtigt. Prøv igen, eller brug en anden dør."),
        "unverified_email": _("Din e-mail er ikke bekræftet. Log ind med en kode i mailen først."),
        "cannot_generate_recovery_codes": _("Sæt først en app eller en adgangsnøgle op."),
    }

    def _get_site_name(self) -> str:
        name, _phone, _demo = house()
        return f"Samskab {name}".strip()

    def _get_user_identifier(self, user: User) -> str:
        called: str = user.email or user.name or gettext("Min konto")
        return called

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 - allauth's own name
        return gettext("Min nøgle")

    def encrypt(self, text: str) -> str:
        """A copy of the database alone opens nobody's second lock."""
        sealed: bytes = _seal().encrypt(text.encode())
        return _MARK + sealed.decode()

    def decrypt(self, encrypted_text: str) -> str:
        opened: bytes = _seal().decrypt(encrypted_text.removeprefix(_MARK).encode())
        return opened.decode()


def _seal() -> Any:
    """The key lies in the data folder, beside the database and not in it. Made on first use."""
    from cryptography.fernet import Fernet  # noqa: PLC0415 - only who has a second factor pays for it

    path: Path = settings.SECOND_FACTOR_KEY_FILE
    if not path.exists():
        _write_whole(path, Fernet.generate_key())
    return Fernet(path.read_bytes())


def _write_whole(path: Path, key: bytes) -> None:
    """Beside its place, then linked in: two workers at once end up with the same key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    with os.fdopen(handle, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(name, path)
    Path(name).unlink()
