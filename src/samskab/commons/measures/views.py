"""The mirror: one page, the same for everybody at the same moment."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samskab.commons.measures import figures, saying
from samskab.kit import clock


@require_GET
def mirror(request: HttpRequest) -> HttpResponse:
    """Seven questions to ourselves. No person, party or area is ranked (DOMAIN.md 11)."""
    found = figures.mirror(clock.now())
    context = {"figures": list(saying.said(found)), "at": found.at, "years": figures.PERIOD.days // 365}
    return render(request, "measures/mirror.html", context)
