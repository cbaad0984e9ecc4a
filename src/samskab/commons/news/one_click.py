"""One press in the reader's own mail program ends the letters (RFC 8058): docs/decisions/0014.

The mail provider posts `List-Unsubscribe=One-Click` from its own machine: no cookie, no page before it, and
so no form token. This answers before the session, the login and the form-token check are reached, and so none
of them can be used by it: there is no standing here that a forged request could borrow. The token in the
address is the whole proof, and it can do nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from samskab.commons.news import services
from samskab.kit import clock
from samskab.kit.refusals import posted

Handler = Callable[[HttpRequest], HttpResponse]
ADDRESS = re.compile(r"/nyheder/brev/af/(?P<token>[0-9a-f]{40})/")
MOST_BYTES = 1024


class OneClickSignOff:
    """Answers exactly one kind of request, and passes on everything else untouched."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = ADDRESS.fullmatch(request.path_info) if request.method == "POST" else None
        if named is None or not _is_one_click(request):
            return self.get_response(request)
        services.sign_off(token=named["token"], now=clock.now())
        # The same words whether it ended something or not: nobody learns which tokens are in use.
        return HttpResponse(
            _("Du får ikke flere af de breve.") + "\n", content_type="text/plain; charset=utf-8"
        )


def _is_one_click(request: HttpRequest) -> bool:
    """A small form with exactly the one field the standard names."""
    if not (request.META.get("CONTENT_LENGTH") or "0").isdecimal():
        return False
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES or request.headers.get("cookie"):
        return False
    return dict(posted(request).lists()) == {"List-Unsubscribe": ["One-Click"]}
