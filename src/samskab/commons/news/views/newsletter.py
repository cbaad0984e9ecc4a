"""Sign up, say yes, sign off: without login, and the page says the same whoever's address it was."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samskab.commons.news import services
from samskab.commons.news.forms import NewsletterForm
from samskab.commons.news.services.newsletter import count_caller
from samskab.commons.news.telling import Place
from samskab.ground.people.addresses import address_of
from samskab.kit import clock


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """An address, and what the letter should be about."""
    chosen = {name: request.GET.get(name, "")[:120] for name in ("area", "process")}
    form = NewsletterForm(request.POST or None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        count_caller(source=address_of(request), now=now)
        services.ask_newsletter(
            address=form.cleaned_data["address"], language=get_language() or "", now=now, **form.place()
        )
        return redirect("news:asked")
    return render(request, "news/newsletter.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@never_cache
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "news/asked.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A mail program that looks at every link has said yes to nothing: only the button does."""
    if request.method != "POST":
        return render(request, "news/confirm.html")
    found = services.confirm_newsletter(token=token, now=clock.now())
    return render(request, "news/confirmed.html", {"place": Place(found.area, found.process)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_off(request: HttpRequest, token: str) -> HttpResponse:
    """For people: a page with one button. For mail programs: `one_click`."""
    if request.method != "POST":
        return render(request, "news/sign_off.html")
    services.sign_off(token=token, now=clock.now())
    return render(request, "news/signed_off.html")
