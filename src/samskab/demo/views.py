"""One click, and one is somebody else - in a demo, and nowhere else."""

from __future__ import annotations

from django.contrib.auth import login as begin_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from samskab.demo import selectors
from samskab.demo.logins import BY_ROLE, RESIDENT_CODE
from samskab.ground.people.logins import note_login
from samskab.ground.people.models import Door, WayIn
from samskab.ground.people.proof import DEMO_SESSION_KEY
from samskab.ground.people.viewer import CODE_SESSION_KEY
from samskab.ground.people.views import come_in
from samskab.ground.places.selectors import municipality
from samskab.kit import clock

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def require_demo() -> None:
    """Asked of the database every time: a remembered answer could open a real municipality for a moment."""
    found = municipality()
    if found is None or not found.is_demo:
        raise Http404


@require_GET
@never_cache
def logins(request: HttpRequest) -> HttpResponse:
    """Who you can be, what you can try, and where."""
    require_demo()
    context = {"tables": selectors.tables(), "code": RESIDENT_CODE, "now": clock.now()}
    return render(request, "demo/logins.html", context)


@require_POST
@never_cache
def login(request: HttpRequest) -> HttpResponse:
    """Become the person of a card. What one was before is left behind, session and all."""
    require_demo()
    chosen = BY_ROLE.get(request.POST.get("role", ""))
    person = selectors.participant_behind(chosen) if chosen else None
    if chosen is None or person is None:
        raise Http404
    if person.door == Door.CODE:
        come_in(request, person.pk)
        return redirect("path:traces")
    if person.user is None:
        raise Http404
    request.session.pop(CODE_SESSION_KEY, None)
    begin_login(request, person.user, backend=BACKEND)
    request.session[DEMO_SESSION_KEY] = True
    note_login(request, person, WayIn.DEMO)
    return redirect("path:process", selectors.address_of(chosen))
