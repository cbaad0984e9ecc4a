"""The pages of the kit that no room owns."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

from samskab.kit.refusals import kept_texts, posted


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Nothing was written, and nothing typed is lost: a page left open too long gives the words back."""
    return render(request, "kit/csrf.html", {"kept": kept_texts(posted(request))}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is hidden and what is missing look alike. Whoever wrote something meanwhile keeps their words."""
    return render(request, "404.html", {"kept": kept_texts(posted(request))}, status=404)
