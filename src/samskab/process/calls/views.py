"""The board of calls and each call's own page."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from samskab.ground.parties.models import Party, Side
from samskab.ground.parties.selectors import parties_spoken_for
from samskab.ground.people.actor import Actor
from samskab.ground.people.addresses import address_of
from samskab.ground.people.viewer import viewer_of
from samskab.ground.people.views import SHOWN_ONCE_KEY, come_in
from samskab.ground.places.selectors import areas
from samskab.kit import clock
from samskab.process.calls import rules, selectors, services
from samskab.process.calls.forms import CallForm, JoinForm, ReplyForm
from samskab.process.calls.models import Call, CallState, Channel

PER_PAGE = 20


def _own_parties(request: HttpRequest) -> list[Party]:
    participant = viewer_of(request).participant
    return parties_spoken_for(participant.pk) if participant else []


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Kaldetavlen: every call with its clock."""
    area, state = request.GET.get("area", ""), request.GET.get("state", "")
    page = Paginator(selectors.board(area, state), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "areas": areas(),
        "states": CallState.values,
        "area": area,
        "state": state,
        "now": clock.now(),
    }
    return render(request, "calls/board.html", context)


@require_http_methods(["GET", "POST"])
def raise_call(request: HttpRequest) -> HttpResponse:
    """Anyone. A person who came in by no door gets four words, so that the answer can find them."""
    form = CallForm(request.POST or None, initial={"area": request.session.get("area", "")})
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        area_id, text = form.cleaned_data["area"].pk, form.cleaned_data["text"]
        if not viewer_of(request).is_known:
            call, code = services.raise_first_call(
                area_id=area_id, text=text, address=address_of(request), now=now
            )
            come_in(request, call.participant_id or 0)
            request.session[SHOWN_ONCE_KEY] = code
            return redirect("people:receipt")
        call = services.raise_call(
            actor=viewer_of(request).actor(),
            area_id=area_id,
            text=text,
            title="",
            raised_by_kind="",
            channel=Channel.WEB,
            now=now,
        )
        messages.success(request, _("Tak. Kaldet står på tavlen, og uret er gået i gang."))
        return redirect("calls:call", call.public_id)
    return render(request, "calls/raise.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
def call_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One call: its words, who is with it, and the answer or the clock."""
    call = get_object_or_404(
        Call.objects.select_related("area", "process", "party").prefetch_related("joins", "replies__by"),
        public_id=public_id,
    )
    own = _own_parties(request)
    context = {
        "call": call,
        "now": clock.now(),
        "waiting": call.state in rules.WAITING,
        "public_parties": [party for party in own if party.side == Side.PUBLIC],
        "own": own,
        "join_form": JoinForm(),
        "reply_form": ReplyForm(),
    }
    return render(request, "calls/call.html", context)


def _actor(request: HttpRequest) -> Actor:
    chosen = request.POST.get("party", "")
    party = next((party for party in _own_parties(request) if str(party.public_id) == chosen), None)
    return viewer_of(request).actor(party.pk if party else None)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, public_id: str) -> HttpResponse:
    """Vi er også med."""
    call = get_object_or_404(Call, public_id=public_id)
    own = _own_parties(request)
    form = JoinForm(request.POST or None)
    as_party = bool(request.POST.get("party"))
    if request.method == "POST" and (as_party or form.is_valid()):
        name = "" if as_party else form.cleaned_data["name"]
        services.join_call(actor=_actor(request), call_id=call.pk, name=name, now=clock.now())
        return redirect("calls:call", public_id)
    status = 422 if form.is_bound else 200
    return render(request, "calls/join.html", {"form": form, "call": call, "own": own}, status=status)


@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, public_id: str) -> HttpResponse:
    """Go with it, or say no with a reason."""
    call = get_object_or_404(Call, public_id=public_id)
    form = ReplyForm(request.POST or None)
    parties = [party for party in _own_parties(request) if party.side == Side.PUBLIC]
    if request.method == "POST" and form.is_valid():
        answer = services.decline_call if request.POST.get("outcome") == "declined" else services.answer_call
        answer(actor=_actor(request), call_id=call.pk, text=form.cleaned_data["text"], now=clock.now())
        return redirect(reverse("calls:call", args=[public_id]))
    context = {"form": form, "call": call, "public_parties": parties}
    return render(request, "calls/reply.html", context, status=422 if form.is_bound else 200)
