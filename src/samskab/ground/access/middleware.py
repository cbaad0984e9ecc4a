"""Lets the reader on the request say from which institution they come, and stops floods of writing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse

from samskab.ground.access import limits
from samskab.ground.access.selectors import network_of
from samskab.ground.people.viewer import viewer_of
from samskab.kit.errors import TooMany
from samskab.kit.middleware import refused


class NetworkMiddleware:
    """After the viewer's own. A page that asked from where its reader comes is kept by no cache between."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        viewer = viewer_of(request)
        viewer.find_network = partial(network_of, request)
        response = self.get_response(request)
        if viewer.__dict__.get("network"):
            response.headers["Cache-Control"] = "private, no-store"
        return response


class WriteLimits:
    """Every act that writes is counted before anything else is done with it; `limits` says how much is too
    much. Listed before the check of the form's token, so that a flood without one is counted too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if request.method not in limits.WRITING:
            return None
        found = request.resolver_match
        seconds = limits.wait_for(request, found.view_name if found else "")
        return refused(request, TooMany("access.too_fast", seconds=seconds)) if seconds else None
