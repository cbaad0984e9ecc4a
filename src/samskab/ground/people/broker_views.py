"""Out to a broker and back. Loaded when first asked for."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from samskab.ground.people import services
from samskab.ground.people.addresses import address_of
from samskab.ground.people.broker import BrokerClient, BrokerProvider
from samskab.ground.people.broker_adapter import BrokerAdapter
from samskab.ground.people.views import safe_next
from samskab.kit import clock

MOST = 60  # journeys begun from one place in a quarter of an hour: a library has one address
FAULTS = (RequestException, ProviderException, OAuth2Error, KeyError, TypeError, ValueError)


def _provider(request: HttpRequest, kind: str) -> BrokerProvider:
    try:
        return BrokerAdapter(request).get_provider(request, kind)
    except SocialApp.DoesNotExist:
        raise Http404 from None


@require_POST
@never_cache
def leave(request: HttpRequest, kind: str) -> HttpResponse:
    """A page on the way, which the browser leaves by itself.

    A form may only lead to this house (form-action 'self'), and a browser holds every redirect after it to
    that; a page that goes on by itself is a new journey, and the policy stays strict.
    """
    provider = _provider(request, kind)
    services.note_attempt(door="broker", address=address_of(request), now=clock.now(), most=MOST)
    link = bool(request.POST.get("link")) and request.user.is_authenticated
    try:
        out = provider.redirect(
            request, process="connect" if link else "login", next_url=safe_next(request) or None
        )
    except FAULTS as fault:
        return _refused(request, provider, fault)
    return render(request, "people/leaving.html", {"to": out["Location"], "name": provider.app.name})


class _Answer(OAuth2CallbackView):  # type: ignore[misc]  # allauth has no types
    def _get_state(self, request: HttpRequest, provider: BrokerProvider) -> Any:
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, response


@require_GET
@never_cache
def answer(request: HttpRequest, kind: str) -> HttpResponse:
    """Back again, with a code that is worth one token."""
    provider = _provider(request, kind)
    try:
        response: HttpResponse = _Answer.adapter_view(BrokerClient(request, kind))(request)
    except FAULTS as fault:
        return _refused(request, provider, fault)
    user = request.user
    if user.is_authenticated and SocialAccount.objects.filter(user=user, provider=kind).exists():
        services.mark_verified(user=user, broker=kind)
    return response


def _refused(request: HttpRequest, provider: BrokerProvider, fault: Exception) -> HttpResponse:
    try:
        BrokerAdapter(request).on_authentication_error(request, provider, exception=fault)
    except ImmediateHttpResponse as page:
        found: HttpResponse = page.response
        return found
    raise fault
