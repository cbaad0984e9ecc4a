"""How a broker's login meets this house: a person with a name at most, and no other trace."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from samskab.ground.people import services
from samskab.ground.people.adapter import participant_for
from samskab.ground.people.models import User, WayIn
from samskab.kit.text import tidy

if TYPE_CHECKING:
    from samskab.ground.people.broker import BrokerProvider

NAME_CHARS = 80
log = logging.getLogger(__name__)


class BrokerAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def list_apps(self, request: HttpRequest, provider: str = "", client_id: str = "") -> list[Any]:
        """Those of the environment, and none from a table anybody could write in."""
        named = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        return [
            SocialApp(provider="openid_connect", **app)
            for app in named
            if not provider or app["provider_id"] == provider
        ]

    def get_provider(self, request: HttpRequest, provider: str, client_id: str = "") -> BrokerProvider:
        from samskab.ground.people.broker import BrokerProvider  # noqa: PLC0415 - heavy, and for these few only

        return BrokerProvider(request, app=self.get_app(request, provider=provider))

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, str]) -> User:
        """Staff are called what the municipality calls them; a citizen by the first name alone."""
        user: User = sociallogin.user
        name = tidy(data.get("name") or "")
        if sociallogin.account.provider == WayIn.MITID:
            name = name.partition(" ")[0]
        user.email, user.name = None, name[:NAME_CHARS]
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            services.mark_verified(user=sociallogin.user, broker=sociallogin.account.provider)

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        user: User = super().save_user(request, sociallogin, form)
        participant_for(user)
        services.mark_verified(user=user, broker=sociallogin.account.provider)
        return user

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("people:my_access")

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        """One page says what went wrong and which doors are left. The log gets the kind of fault, no more."""
        code = getattr(exception, "code", "") or ("cancelled" if error == "cancelled" else "broker")
        log.warning("broker %s: login refused (%s)", provider.sub_id, code)
        context = {"code": code, "name": provider.app.name}
        raise ImmediateHttpResponse(render(request, "people/broker_refused.html", context, status=401))
