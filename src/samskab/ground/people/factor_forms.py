"""The forms of the second factor: allauth's checks, our words, and tries counted for all workers together."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
    SignupWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

from samskab.ground.people import services
from samskab.ground.people.models import User
from samskab.kit import clock
from samskab.kit.forms import LineField


def _digits() -> dict[str, str]:
    return {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}


def _counted(user: User) -> None:
    services.note_attempt(door="factor", address=f"account {user.pk}", now=clock.now())


def _is_first_use(user: User, code: str) -> bool:
    """However it was typed: allauth takes `123 456` for `123456`."""
    plain = "".join(filter(str.isalnum, code)).lower()
    return services.is_first_use(f"factor {user.pk} {plain}", now=clock.now())


class AppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of a new app, which proves that the app has taken the secret."""

    code = LineField(
        most=12,
        label=_("Koden fra app’en"),
        help_text=_("Seks tal."),
        widget=forms.TextInput(attrs=_digits()),
    )

    def clean_code(self) -> str:
        _counted(self.user)
        code: str = super().clean_code()
        return code


class _CodeOnce:
    """A code that has opened the door opens no other: asked of the database, not of one worker's memory."""

    def clean_code(self) -> str:
        _counted(self.user)  # type: ignore[attr-defined]  # allauth's form has it
        code: str = super().clean_code()  # type: ignore[misc]  # as above
        if not _is_first_use(self.user, code):  # type: ignore[attr-defined]  # as above
            raise get_adapter().validation_error("incorrect_code")
        return code


def _code_field() -> LineField:
    return LineField(
        most=20,
        label=_("Kode"),
        help_text=_("De seks tal fra app’en, eller en af dine reservekoder."),
        widget=forms.TextInput(attrs=_digits()),
    )


class FactorCodeForm(_CodeOnce, AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The second step of a login."""

    code = _code_field()


class FactorCodeAgainForm(_CodeOnce, ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """Asked once more before the locks themselves are changed."""

    code = _code_field()


class _AnyAnswer:
    """What is no answer of a key is a wrong answer: what reads it trips over a missing part (fido2 2.2)."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]  # allauth's form has it
        except (AttributeError, KeyError, TypeError, ValueError):
            raise get_adapter().validation_error("incorrect_key") from None


class PasskeyInForm(_AnyAnswer, LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Coming in by a passkey alone."""


class PasskeyStepForm(_AnyAnswer, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey as the second step of a login."""


class PasskeyAgainForm(_AnyAnswer, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey before the locks themselves are changed."""


class PasskeyForm(SignupWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A new passkey. It asks who holds it (a finger, a face, a PIN), so it opens the door by itself."""

    name = LineField(
        most=60,
        required=False,
        label=_("Hvad skal nøglen hedde?"),
        help_text=_("For eksempel: Min telefon. Navnet ser kun du."),
    )
    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)

    def clean(self) -> dict[str, object]:
        self.cleaned_data["passwordless"] = True  # a key that does not ask who holds it is refused
        try:
            found: dict[str, object] = super().clean()
        except (AttributeError, KeyError, TypeError, ValueError):
            raise get_adapter().validation_error("incorrect_key") from None
        return found
