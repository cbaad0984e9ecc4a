"""Asking for a code in the mail. Beside forms.py, which allauth loads before it has a form of its own."""

from __future__ import annotations

from allauth.account.forms import RequestLoginCodeForm
from allauth.account.models import EmailAddress

from samskab.ground.people import services
from samskab.kit import clock

LETTERS = 8  # to one address in a quarter of an hour, counted for all workers together


class LoginCodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """One code suffices. Without a row of its own allauth would not take the code as a proof that the address
    is read, and would ask for a second one: so an account made by a command gets its row here.
    """

    def clean_email(self) -> str:
        email: str = super().clean_email()
        asked = f"mail {email.lower()}"
        services.note_attempt(door="mail", address=asked, now=clock.now(), most=LETTERS)
        if self._user is not None:
            EmailAddress.objects.get_or_create(
                user=self._user, email=self._user.email, defaults={"primary": True}
            )
        return email
