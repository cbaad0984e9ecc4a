"""Meetings of a process."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, F, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from samskab.ground.people.models import Role
from samskab.kit import clock
from samskab.process.core import selectors as core
from samskab.process.core.act_page import ActPage
from samskab.process.core.viewing import standing
from samskab.process.meetings import rules, services
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


class Book(ActPage):
    form_class = MeetingForm
    title = _("Aftal et møde")
    button = _("Aftal mødet")

    def may(self) -> object:
        return rules.require_may_meet(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return services.book_meeting(**self.ids(), **given)


class Count(ActPage):
    form_class = AttendanceForm
    title = _("Hvor mange kom?")
    button = _("Gem tallene")

    def find(self, **kwargs: Any) -> None:
        self.meeting = get_object_or_404(Meeting, process=self.standing.process, **kwargs)

    def may(self) -> object:
        rules.require_may_meet(self.standing.process, self.standing.actor)
        return rules.require_held(self.meeting, self.now)

    def form_kwargs(self) -> dict[str, Any]:
        seats = core.seats(self.standing.process)
        own = rules.counted_by(self.standing.process, self.standing.actor)
        counted = {f"party_{came.party_id}": came.people for came in self.meeting.attendance.all()}
        return {"seats": [seat for seat in seats if own in {None, seat.party_id}], "initial": counted}

    def act(self, given: dict[str, Any]) -> object:
        return services.count_attendance(**self.ids(), meeting_id=self.meeting.pk, people=given["people"])
