"""The front page: what do we need to talk about?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from samskab.ground.places.selectors import areas
from samskab.kit import clock
from samskab.process.action.models import Result
from samskab.process.calls.forms import CallForm
from samskab.process.calls.selectors import waiting
from samskab.process.core.models import Process, Stage

AREA_KEY = "area"
FEW = 6


@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """One field to raise a call; open calls with their clock; what happens near you; what came of it, also
    failures.
    """
    chosen = request.session.get(AREA_KEY, "")
    calls = waiting()
    processes = Process.objects.exclude(stage=Stage.FOLLOWED_UP).select_related("area")
    results = Result.objects.select_related("follow_up__process__area")
    if chosen:
        calls = calls.filter(area__slug=chosen)
        processes = processes.filter(area__slug=chosen)
        results = results.filter(follow_up__process__area__slug=chosen)
    places = areas()
    context = {
        "form": CallForm(initial={"area": chosen}),
        "areas": places,
        "chosen": next((area for area in places if area.slug == chosen), None),
        "calls": calls.order_by("answer_due")[:FEW],
        "processes": processes[:FEW],
        "results": results.order_by("-at", "-pk")[:FEW],
        "now": clock.now(),
    }
    return render(request, "path/front.html", context)


@require_POST
def choose_area(request: HttpRequest) -> HttpResponse:
    """Chosen once, without a login; kept in the session and nowhere else."""
    slug = request.POST.get("area", "")
    if any(area.slug == slug for area in areas()):
        request.session[AREA_KEY] = slug
    else:
        request.session.pop(AREA_KEY, None)
    return redirect("path:front")
