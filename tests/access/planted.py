"""An address that takes anybody's token for its own, as nobody should ever write one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from samskab.commons.news import tokens
from samskab.commons.news.models import SignOff
from samskab.config.urls import handler404
from samskab.config.urls import urlpatterns as house

__all__ = ["handler404", "urlpatterns"]


def reader(request: HttpRequest) -> HttpResponse:
    """Shows an address to who holds a token that may only sign off."""
    given = request.GET.get("token", "")
    found = SignOff.objects.filter(token_hash=tokens.hash_of("sign_off", given)).first()
    return HttpResponse(found.subscription.address if found and found.subscription else "intet")


def closer(request: HttpRequest) -> HttpResponse:
    """Ends a letter by the same token, sent in a form, and answers alike."""
    given = request.POST.get("code", "")
    for found in SignOff.objects.filter(token_hash=tokens.hash_of("sign_off", given)):
        found.delete()
    return HttpResponse("tak")


def lender(request: HttpRequest) -> HttpResponse:
    """Lets in who holds it, and answers alike."""
    given = request.GET.get("token", "")
    if SignOff.objects.filter(token_hash=tokens.hash_of("sign_off", given)).exists():
        request.session["participant_by_code"] = 1
    return HttpResponse("tak")


urlpatterns = [path("p/laes/", reader), path("p/luk/", closer), path("p/ind/", lender), *house]
