"""What every answer carries, and what a reader sees when an act is refused."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.request import RawPostDataException
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from samskab.kit.errors import NoRoom, Refusal, TooLarge, TooMany
from samskab.kit.no_room import is_full
from samskab.kit.refusals import UNREADABLE, explain, kept_texts, posted

Handler = Callable[[HttpRequest], HttpResponse]
NUL = "\x00"
MOST_HEARD, CHUNK = 16_777_216, 65_536  # bytes
_log = logging.getLogger(__name__)

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
        if is_full(exception):
            _log.error("there is no room: nothing of this request is kept", exc_info=exception)
            return refused(request, NoRoom("kit.no_room"))
        return refused(request, exception) if isinstance(exception, Refusal) else None


class WholeForm:
    """A form that is too large or cannot be read is refused in words before anything else looks at it. Listed
    before the check of the form's token, which would read it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        try:
            request.POST  # noqa: B018 - reads it, as the next in line would
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            answer = refused(request, TooLarge("kit.too_large"))
            _hear_out(request)
            return answer
        except UNREADABLE:
            return render(request, "400.html", {"kept": kept_texts(posted(request))}, status=400)
        return None


def _hear_out(request: HttpRequest) -> None:
    """Read the rest and keep none of it: who is cut off while still sending never sees the answer. There is
    an end to that too.
    """
    with suppress(UnreadablePostError, RawPostDataException):
        for _ in range(MOST_HEARD // CHUNK):
            if not request.read(CHUNK):
                return


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a no. Who came too often is told when to come again, also in the header programs read."""
    came_from = request.headers.get("Referer", "")
    here = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure())
    context = {
        "refusal": explain(refusal),
        "kept": kept_texts(posted(request)),
        "back": came_from if here else "",
    }
    response = render(request, "kit/refused.html", context, status=refusal.status)
    if isinstance(refusal, TooMany | NoRoom):
        response.headers["Retry-After"] = str(refusal.seconds)
    return response
