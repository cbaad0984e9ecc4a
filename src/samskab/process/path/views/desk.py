"""The stewards' desk: what stands in the way, and the two keys."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from samskab.kit import clock
from samskab.kit.refusals import explain
from samskab.process.core.models import STAGE_ORDER, Stage
from samskab.process.core.viewing import standing
from samskab.process.path import gates, services
from samskab.process.path.forms import ReasonForm
from samskab.process.path.overview import Overview

SHOWN = 25  # of what is missing: enough to begin with, and the number says how many there are


@require_GET
@never_cache
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Open to be read by everyone; only the two who hold a key can turn it."""
    here = standing(request, slug)
    now = clock.now()
    place = STAGE_ORDER.index(Stage(here.process.stage))
    following = STAGE_ORDER[place + 1] if place + 1 < len(STAGE_ORDER) else None
    overview = Overview(here.process, here, now)
    turned = {approval.side for approval in overview.pending.approvals.all()} if overview.pending else set()
    found = gates.blockers(here.process, now, overview.read) if following else []
    context = {
        "process": here.process,
        "standing": here,
        "overview": overview,
        "now": now,
        "next_stage": following,
        "earlier": STAGE_ORDER[1:place],
        "blockers": [explain(refusal) for refusal in found[:SHOWN]],
        "n_blockers": len(found),
        "turned": turned,
        "mine_is_turned": here.key is not None and here.key.side in turned,
        "form": ReasonForm(),
    }
    return render(request, "path/desk.html", context)


@require_POST
def turn_key(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    services.turn_key(
        process_id=here.process.pk,
        actor=here.actor,
        to_stage=request.POST.get("to_stage", ""),
        reason=request.POST.get("reason", ""),
        now=clock.now(),
    )
    return redirect("path:desk", slug)


@require_POST
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    services.take_key_back(process_id=here.process.pk, actor=here.actor, now=clock.now())
    return redirect("path:desk", slug)
