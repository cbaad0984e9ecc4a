"""Rights, privacy, accessibility: what one can do here, what is kept, and where to complain."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samskab.kit import personal, words


@require_GET
def rights(request: HttpRequest) -> HttpResponse:
    """A card where each right is a button."""
    return render(request, "path/rights.html")


@require_GET
def may_say(request: HttpRequest) -> HttpResponse:
    """What an employee, a resident, a spokesperson and a councillor may say here, and what not."""
    return render(request, "path/may_say.html")


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """Made from the register, so that it says what is really kept."""
    told = personal.told()
    parts: dict[str, dict[str, object]] = {}
    for part in told.parts:
        parts.setdefault(
            str(part.what),
            {
                "part": part,
                "basis": words.label("legal_basis", part.basis),
                "fields": ", ".join(str(one.label).lower() for one in part.fields.values()),
            },
        )
    context = {"cookies": told.cookies, "parts": list(parts.values()), "sweeps": told.sweeps}
    return render(request, "path/privacy.html", context)


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """/was leads to the official statement when the operator has made one; else this page says what holds."""
    if settings.WAS_URL:
        return HttpResponseRedirect(settings.WAS_URL)
    return render(request, "path/accessibility.html")
