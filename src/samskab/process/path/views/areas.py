"""Areas: who is here, what is going on, and where attention goes."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from samskab.ground.parties.models import Party
from samskab.ground.places.models import Area
from samskab.kit import clock
from samskab.process.action.models import Result
from samskab.process.agreement.models import Agreement, Resource
from samskab.process.calls.models import Call, CallState
from samskab.process.calls.selectors import clocked
from samskab.process.core.models import Process, Stage
from samskab.process.meetings.models import Meeting

FEW = 12


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    """How many of these lie in the area, each counted alone: joined, the rows would be multiplied first."""
    here = rows.filter(area=OuterRef("pk")).order_by().values("area").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(here), 0)


@require_GET
def areas(request: HttpRequest) -> HttpResponse:
    """Hvor samskaber vi - og hvor ikke? Alphabetical, never ranked."""
    found = Area.objects.annotate(
        n_processes=_number_of(Process.objects.all()),
        n_running=_number_of(Process.objects.exclude(stage=Stage.FOLLOWED_UP)),
        n_calls=_number_of(Call.objects.filter(state=CallState.OPEN)),
        n_parties=_number_of(Party.objects.all()),
    )
    return render(request, "path/areas.html", {"areas": found})


@require_GET
def area(request: HttpRequest, slug: str) -> HttpResponse:
    """What is written here stays when a process ends."""
    here = get_object_or_404(Area.objects.prefetch_related("indicators"), slug=slug)
    now = clock.now()
    met = Meeting.objects.filter(process__area=here).select_related("process")
    context = {
        "area": here,
        "now": now,
        "calls": clocked(Call.objects.filter(area=here).exclude(state=CallState.DECLINED))[:FEW],
        "processes": Process.objects.filter(area=here)[:FEW],
        "parties": here.parties.all(),
        "coming": met.filter(at__gte=now).order_by("at")[:FEW],
        "held": met.filter(at__lt=now).order_by("-at")[:FEW],
        "agreements": Agreement.objects.filter(
            process__area=here, superseded_at__isnull=True, signatures__isnull=False
        )
        .select_related("process")
        .prefetch_related(Prefetch("resources", Resource.objects.filter(withdrawn_at__isnull=True)))
        .distinct()[:FEW],
        "results": Result.objects.filter(follow_up__process__area=here).select_related("follow_up__process")[
            :FEW
        ],
    }
    return render(request, "path/area.html", context)
