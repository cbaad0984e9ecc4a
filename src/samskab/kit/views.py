"""The one page of the kit that no room owns."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

from samskab.kit.refusals import kept_texts


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Nothing was written, and nothing typed is lost: a page left open too long gives the words back."""
    return render(request, "kit/csrf.html", {"kept": kept_texts(request.POST)}, status=403)
