"""Lets the reader on the request say from which institution they come."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse

from samskab.ground.access.selectors import network_of
from samskab.ground.people.viewer import Viewer


class NetworkMiddleware:
    """After the viewer's own. A page that asked from where its reader comes is kept by no cache between."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by ViewerMiddleware
        viewer.find_network = partial(network_of, request)
        response = self.get_response(request)
        if viewer.__dict__.get("network"):
            response.headers["Cache-Control"] = "private, no-store"
        return response
