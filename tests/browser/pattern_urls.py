"""One page with every part on it, a refusal, and an error page: addresses for the browser tests only."""

from __future__ import annotations

from types import SimpleNamespace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from samskab.kit import patterns

READER = SimpleNamespace(is_known=True, name="Fatima", via="code")


def page(request: HttpRequest, template: str = "kit/patterns.html", status: int = 200) -> HttpResponse:
    messages.success(request, "Tak. Dit kald er lagt op.")
    context = patterns.context() | {
        "viewer": READER,
        "demo": True,
        "place_name": "Åbro Kommune",
        "contact": "00 00 00 00",
    }
    return render(request, template, context, status=status)


def form_page(request: HttpRequest) -> HttpResponse:
    """A small form that is refused when empty, breaks when told to, and thanks otherwise."""
    form = patterns.PatternForm(request.POST or None)
    if request.POST.get("what") == "500":
        return HttpResponse("broken", status=500)
    if request.POST and "story" not in form.errors and request.POST.get("story"):
        return HttpResponse(
            "<!doctype html><html lang=da><title>Tak</title><main id=main-content><h1>Tak</h1></main>"
        )
    return render(request, "form_page.html", {"form": form}, status=422 if form.is_bound else 200)


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def _room(name: str, *pages: str) -> object:
    return path(f"{name}/", include(([path(f"{one}/", _nothing, name=one) for one in pages], name)))


urlpatterns = [
    path("", page),
    path("refused/", page, {"template": "kit/refused.html", "status": 409}),
    path("missing/", page, {"template": "kit/404.html", "status": 404}),
    path("form/", form_page),
    path("sprog/", include("django.conf.urls.i18n")),
    _room("path", "front", "processes", "areas", "traces", "rights", "privacy"),
    _room("calls", "board"),
    _room("record", "log"),
    _room("people", "login", "logout", "code"),
    _room("demo", "logins"),
]
