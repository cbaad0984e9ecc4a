"""What every answer carries, and what a reader sees when an act is refused."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from samskab.kit.errors import Refusal
from samskab.kit.refusals import explain, kept_texts

Handler = Callable[[HttpRequest], HttpResponse]
NUL = "\x00"

CONTENT_SECURITY_POLICY = "; ".join(
    f"{directive} {source}"
    for directive, source in {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "style-src": "'self'",
        "script-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
    }.items()
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class SecurityHeaders:
    """Outermost, so that errors and static files carry the headers too."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response


class PlainAddress:
    """No NUL in an address: PostgreSQL cannot even be asked about one.

    In the path there is nothing by that name; in the question it is left out. What a person writes in a form
    is not touched: the form itself says which sign it cannot take.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info:
            raise Http404
        if "%00" in request.META.get("QUERY_STRING", ""):
            given = request.GET.copy()
            for name, values in request.GET.lists():
                given.setlist(name, [value.replace(NUL, "") for value in values])
            given._mutable = False
            request.GET = given  # type: ignore[assignment]  # a QueryDict, closed again
        return self.get_response(request)


class Refusals:
    """A refusal becomes a page in plain words, with everything the person had typed given back."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        came_from = request.headers.get("Referer", "")
        here = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure())
        context = {
            "refusal": explain(exception),
            "kept": kept_texts(request.POST),
            "back": came_from if here else "",
        }
        return render(request, "kit/refused.html", context, status=exception.status)
