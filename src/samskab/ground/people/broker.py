"""OpenID Connect by allauth, with what it leaves out: a nonce, the signature, the level of assurance.

The address of the page may not add to what is asked (allauth would let it name a scope), and of the answer
only `sub` and `name` go on. Loaded when somebody comes in by a broker: requests and PyJWT are heavy.
"""

from __future__ import annotations

import secrets
from typing import Any

from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from samskab.ground.people.broker_adapter import BrokerAdapter
from samskab.ground.people.id_token import Expected, Refused, person_in

ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class BrokerRefused(ProviderException):  # type: ignore[misc]  # allauth has no types
    """The broker's answer is not believed; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class BrokerClient(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the broker says of itself, when it says it is the one that was named."""
        config: dict[str, Any] = super().openid_config
        if config.get("issuer") != self.get_provider().app.settings["issuer"]:
            raise BrokerRefused("issuer")
        if not all(str(config.get(name, "")).startswith(("https://", "http://")) for name in ADDRESSES):
            raise BrokerRefused("broker")
        return config

    def get_provider(self) -> BrokerProvider:
        return BrokerAdapter(self.request).get_provider(self.request, self.provider_id)

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        here = reverse("people:broker_answer", args=[self.provider_id])
        scheme = "https" if settings.SESSION_COOKIE_SECURE else None  # a proxy may have taken the TLS off
        found: str = build_absolute_uri(request, here, scheme)
        return found

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        said = app.settings
        expected = Expected(said["issuer"], app.client_id, self.nonce, said["acr_values"])
        try:
            person = person_in(str(kwargs["response"].get("id_token", "")), self._keys(), expected)
        except Refused as refused:
            raise BrokerRefused(refused.code) from None
        return self.get_provider().sociallogin_from_response(request, person)

    def _keys(self) -> dict[str, Any]:
        with BrokerAdapter(self.request).get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys: dict[str, Any] = answer.json()
        return keys


class BrokerProvider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth has no types
    oauth2_adapter_class = BrokerClient

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return list(self.get_scope())

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        return self.get_auth_params()

    def get_auth_params(self) -> dict[str, str]:
        params: dict[str, str] = super().get_auth_params()
        if self.app.settings["acr_values"]:
            params["acr_values"] = " ".join(self.app.settings["acr_values"])
        return params

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """A nonce for this one login: kept with the state, asked for again in the token."""
        nonce = secrets.token_urlsafe(32)
        kwargs["auth_params"] = {**self.get_auth_params(), "nonce": nonce}
        answer: HttpResponse = super().redirect(request, process, next_url, data, nonce=nonce, **kwargs)
        return answer

    def extract_uid(self, data: dict[str, str]) -> str:
        return data["sub"]

    def extract_extra_data(self, data: dict[str, str]) -> dict[str, str]:
        return {}

    def extract_common_fields(self, data: dict[str, str]) -> dict[str, str]:
        return {"name": data["name"]}

    def extract_email_addresses(self, data: dict[str, str]) -> list[Any]:
        return []
