"""A screen in a house: started by a key, wiped after three minutes, the same for everybody who comes by."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samskab.ground.parties.selectors import parties_spoken_for
from samskab.ground.people import services as people
from samskab.ground.people import shared_screen
from samskab.ground.people.addresses import address_of
from samskab.ground.people.viewer import viewer_of
from samskab.ground.places.selectors import municipality
from samskab.kit import clock
from samskab.kit.act_page import in_a_line
from samskab.kit.errors import Closed, Invalid
from samskab.kit.refusals import explain
from samskab.process.core import selectors as table
from samskab.process.doors import selectors, services
from samskab.process.doors.forms import KeyForm, KioskForm
from samskab.process.doors.models import Kiosk

RECEIPT_KEY = "kiosk_receipt"
KEY_ONCE = "kiosk_key_shown_once"
HOUSE_DOOR = "kiosk"


def _kiosk(request: HttpRequest) -> Kiosk | None:
    """The screen this is, while its house keeps it open."""
    return selectors.open_kiosk(request.session.get(shared_screen.KIOSK_KEY))


@require_http_methods(["GET", "POST"])
@never_cache
def front(request: HttpRequest) -> HttpResponse:
    """Before it is started: the key. Afterwards: what one can do here, with nobody's traces left."""
    kiosk = _kiosk(request)
    if kiosk is None:
        return _start(request)
    if len(request.session.keys()) > 1:
        shared_screen.wipe(request)
    context = {"kiosk": kiosk, "processes": selectors.gathering()}
    return _clean(render(request, "doors/kiosk_front.html", context))


def _start(request: HttpRequest) -> HttpResponse:
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        people.note_attempt(door="kiosk_key", address=address_of(request), now=clock.now())
        kiosk = selectors.kiosk_by_key(form.cleaned_data["code"])
        if kiosk is not None:
            logout(request)
            request.session[shared_screen.KIOSK_KEY] = kiosk.pk
            return redirect("doors:kiosk")
        said = explain(Invalid("doors.unknown_key"))
        form.add_error("code", f"{said.what} {said.step}")
    status = 422 if form.is_bound else 200
    return render(request, "doors/kiosk_start.html", {"form": form}, status=status)


def _clean(response: HttpResponse) -> HttpResponse:
    """What a browser may have kept of the last person goes."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_GET
@never_cache
def wipe(request: HttpRequest) -> HttpResponse:
    """Where the page itself goes when nobody has touched it for three minutes."""
    if shared_screen.is_shared(request):
        shared_screen.wipe(request)
    return _clean(redirect("doors:kiosk"))


@require_POST
@never_cache
def stop(request: HttpRequest) -> HttpResponse:
    """The machine is an ordinary one again."""
    logout(request)
    return _clean(redirect("doors:kiosk"))


@require_http_methods(["GET", "POST"])
@never_cache
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Three lines and a nickname; the receipt comes next. Who was writing while the house closed the screen
    is told so, and has the words back.
    """
    kiosk, process = _kiosk(request), table.process_by_slug(slug)
    if kiosk is None or process is None:
        if request.method == "POST":
            raise Closed("doors.kiosk_is_closed") if kiosk is None else Http404
        return redirect("doors:kiosk")
    form = KioskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now, given = clock.now(), form.cleaned_data
        people.note_attempt(door=HOUSE_DOOR, address=f"house {kiosk.party_id}", now=now)
        try:
            made, code = services.state_at_kiosk(process_id=process.pk, kiosk_id=kiosk.pk, now=now, **given)
        except Invalid as refusal:
            form.add_error(None, in_a_line(refusal))
        else:
            request.session[RECEIPT_KEY] = {"code": code, "text": made.text, "at": now.timestamp()}
            return redirect("doors:kiosk_receipt")
    context = {"kiosk": kiosk, "process": process, "form": form}
    return render(request, "doors/kiosk_write.html", context, status=422 if form.is_bound else 200)


@require_GET
@never_cache
def receipt(request: HttpRequest) -> HttpResponse:
    """The four words, for three minutes or until the person says they are done."""
    kept = request.session.get(RECEIPT_KEY)
    age = clock.now().timestamp() - kept["at"] if kept else 0
    if kept is None or age >= shared_screen.WIPED_AFTER.total_seconds():
        return redirect("doors:wipe")
    found = municipality()
    context = {"code": kept["code"], "text": kept["text"], "phone": found.phone if found else ""}
    return render(request, "doors/kiosk_receipt.html", context)


# -- the house ----------------------------------------------------------------------------------------------


@require_GET
@never_cache
def houses(request: HttpRequest) -> HttpResponse:
    """The screens of the parties one speaks for, and the key of a new one, shown once."""
    participant = viewer_of(request).participant
    parties = parties_spoken_for(participant.pk if participant else None)
    context = {
        "parties": parties,
        "kiosks": Kiosk.objects.filter(party__in=parties).select_related("party"),
        "key": request.session.pop(KEY_ONCE, ""),
    }
    return render(request, "doors/houses.html", context)


@require_POST
@never_cache
def open_kiosk(request: HttpRequest, party: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    spoken = parties_spoken_for(viewer.participant.pk if viewer.participant else None)
    chosen = next((one.pk for one in spoken if one.public_id == party), None)
    _opened, key = services.open_kiosk(actor=viewer.actor(chosen), now=clock.now())
    request.session[KEY_ONCE] = key
    return redirect("doors:houses")


@require_POST
@never_cache
def close_kiosk(request: HttpRequest, kiosk: UUID) -> HttpResponse:
    found = get_object_or_404(Kiosk, public_id=kiosk)
    services.close_kiosk(actor=viewer_of(request).actor(found.party_id), kiosk_id=found.pk, now=clock.now())
    messages.success(request, _("Skærmen er lukket."))
    return redirect("doors:houses")
