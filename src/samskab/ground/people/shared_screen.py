"""A screen many people use: it forgets whoever was at it three minutes after they last did something.

The session of such a screen says so under a key of its own. It is no login: it only tells that what lies
beside it must not last. The server forgets by its own clock; the page's small script only makes it visible.
"""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from samskab.kit import clock

KIOSK_KEY = "kiosk"
SEEN_KEY = "kiosk_seen"
WIPED_AFTER = timedelta(minutes=3)


def is_shared(request: HttpRequest) -> bool:
    return KIOSK_KEY in request.session


def is_over(request: HttpRequest) -> bool:
    """Whether nobody has done anything at this screen for three minutes."""
    seen = request.session.get(SEEN_KEY)
    return is_shared(request) and seen is not None and clock.now().timestamp() - seen >= _SECONDS


def wipe(request: HttpRequest) -> None:
    """Everything about a person is forgotten; that this is a shared screen is not."""
    kiosk = request.session[KIOSK_KEY]
    logout(request)  # a new, empty session, whoever was logged in
    request.session[KIOSK_KEY] = kiosk


def touched(request: HttpRequest, response: HttpResponse) -> None:
    """Somebody did something here: the three minutes begin again, and no cache keeps the page."""
    if request.session.accessed and is_shared(request):
        request.session[SEEN_KEY] = clock.now().timestamp()
        response.headers["Cache-Control"] = "private, no-store"


_SECONDS = WIPED_AFTER.total_seconds()
