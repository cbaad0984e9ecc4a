"""A view that is loaded when somebody first asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

View = Callable[..., HttpResponse]


def lazily(dotted: str) -> View:
    """The view of this name. What it imports costs nothing at start, and nothing on anybody else's page."""

    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found: View = import_string(dotted)
        return found(request, *args, **kwargs)

    view.__qualname__ = view.__name__ = dotted.rsplit(".", 1)[-1]
    return view
