"""How allauth meets this house: an account is a participant from its first login."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from samskab.ground.people.addresses import address_of
from samskab.ground.people.logins import note_login, way_in_of
from samskab.ground.people.models import Door, Participant, User
from samskab.ground.people.proof import DEMO_SESSION_KEY
from samskab.ground.people.viewer import CODE_SESSION_KEY
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
            participant_for(saved)
        return saved

    def get_client_ip(self, request: HttpRequest) -> str:
        """The same address as everywhere else in the house; allauth's own way is not used."""
        return address_of(request)

    def login(self, request: HttpRequest, user: User) -> None:
        """Every door of an account ends here, and what the session was before is left behind."""
        for left in (DEMO_SESSION_KEY, CODE_SESSION_KEY):
            request.session.pop(left, None)
        super().login(request, user)
        note_login(request, participant_for(user), way_in_of(request, user))


def participant_for(user: User) -> Participant:
    """The person behind an account, made the first time."""
    return Participant.objects.get_or_create(
        user=user, defaults={"door": Door.ACCOUNT, "since": clock.now()}
    )[0]
