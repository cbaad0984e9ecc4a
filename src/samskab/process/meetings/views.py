"""Meetings of a process."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Case, F, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from samskab.ground.people.models import Role
from samskab.kit import clock
from samskab.process.core import selectors as core
from samskab.process.core.viewing import standing
from samskab.process.meetings import services
from samskab.process.meetings.forms import AttendanceForm, MeetingForm
from samskab.process.meetings.models import Meeting

PER_PAGE = 20


@require_GET
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Where and when, the next one first, then those that were held."""
    here = standing(request, slug)
    now = clock.now()
    held = Case(When(at__lt=now, then=True), default=False)
    coming = Case(When(at__gte=now, then=F("at")))
    found = here.process.meetings.order_by(held, coming, "-at", "pk").prefetch_related(
        "access", "attendance__party"
    )
    context = {
        "process": here.process,
        "standing": here,
        "now": now,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "may_book": here.seat is not None or Role.FACILITATOR in here.viewer.roles,
    }
    return render(request, "meetings/page.html", context)


@require_http_methods(["GET", "POST"])
def book(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.book_meeting(
            process_id=here.process.pk, actor=here.actor, now=clock.now(), **form.cleaned_data
        )
        return redirect("meetings:page", slug)
    context = {"process": here.process, "standing": here, "form": form}
    return render(request, "meetings/book.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def count(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    here = standing(request, slug)
    meeting = get_object_or_404(Meeting, process=here.process, public_id=public_id)
    form = AttendanceForm(request.POST or None, seats=core.seats(here.process))
    if request.method == "POST" and form.is_valid():
        services.count_attendance(
            process_id=here.process.pk,
            actor=here.actor,
            meeting_id=meeting.pk,
            people=form.people(),
            now=clock.now(),
        )
        return redirect("meetings:page", slug)
    context = {"process": here.process, "standing": here, "form": form, "meeting": meeting}
    return render(request, "meetings/count.html", context, status=422 if form.is_bound else 200)
