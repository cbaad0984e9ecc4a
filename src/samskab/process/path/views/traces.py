"""Dine spor: what became of my words."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samskab.ground.people.viewer import viewer_of
from samskab.kit import clock
from samskab.process.core.rules import require_person
from samskab.process.doors import selectors as doors
from samskab.process.knowledge import services as knowledge
from samskab.process.path import tracing
from samskab.process.path.forms import UnderstoodForm

PER_PAGE = 25


@require_http_methods(["GET"])
@never_cache
def traces(request: HttpRequest) -> HttpResponse:
    """One page per person or paper code: used where, answered how, understood right?"""
    viewer = viewer_of(request)
    if viewer.participant is None:
        return render(request, "path/traces_unknown.html")
    found = tracing.traces_of(viewer.participant)
    page = Paginator(found.statements, PER_PAGE).get_page(request.GET.get("page"))
    now = clock.now()
    assisted = bool(found.assisted) and doors.may_undo(viewer.participant.pk, now)
    context = {"traces": found, "page": page, "now": now, "assisted": assisted}
    return render(request, "path/traces.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def confirm(request: HttpRequest, kind: str, trace_id: int) -> HttpResponse:
    """Blev du forstået rigtigt? Only the author answers."""
    viewer = viewer_of(request)
    if request.method == "POST":
        # Whose login has ended is told so, and gets the words back; a 404 would lose them.
        require_person(viewer.actor())
    trace = tracing.one(kind, trace_id)
    if trace is None or viewer.participant is None or trace.statement.participant_id != viewer.participant.pk:
        raise Http404
    form = UnderstoodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        knowledge.confirm_trace(
            trace=trace,
            actor=viewer.actor(trace.statement.party_id),
            understood=form.cleaned_data["understood"] == "yes",
            rather=form.cleaned_data["rather"],
            now=clock.now(),
        )
        return redirect("path:traces")
    status = 422 if form.is_bound else 200
    return render(request, "path/confirm.html", {"form": form, "trace": trace, "kind": kind}, status=status)
