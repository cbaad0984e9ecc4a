"""Puts the reader on the request; the database is asked only when a page or an act needs to know."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from samskab.ground.people import shared_screen
from samskab.ground.people.viewer import Viewer


class ViewerMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = Viewer(request)  # type: ignore[attr-defined]  # views annotate ViewedRequest
        response = self.get_response(request)
        shared_screen.touched(request, response)
        return response
