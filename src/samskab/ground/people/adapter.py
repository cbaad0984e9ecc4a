"""How allauth meets this house: an account is a participant from its first login."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from samskab.ground.people.addresses import address_of
from samskab.ground.people.models import Door, Participant, User
from samskab.kit import clock


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("Koden passer ikke. Se i brevet, og prøv igen."),
        "too_many_login_attempts": _("Der er prøvet for mange gange. Vent lidt, og bed om en ny kode."),
        "rate_limited": _("Vent et øjeblik, før du beder om en kode mere."),
    }

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        saved: User = super().save_user(request, user, form, commit)
        if commit:
            Participant.objects.get_or_create(
                user=saved, defaults={"door": Door.ACCOUNT, "since": clock.now()}
            )
        return saved

    def get_client_ip(self, request: HttpRequest) -> str:
        """The same address as everywhere else in the house; allauth's own way is not used."""
        return address_of(request)
