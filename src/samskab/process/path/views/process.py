"""The process page - the heart - and the list of processes."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from samskab.ground.parties.selectors import parties_spoken_for
from samskab.ground.people.viewer import Viewer, viewer_of
from samskab.ground.places.selectors import areas
from samskab.kit import clock
from samskab.kit.forms import WordsField
from samskab.process.calls import services as calls_services
from samskab.process.calls.models import Call
from samskab.process.calls.selectors import by_public_id
from samskab.process.core import services as core_services
from samskab.process.core.models import Process, Stage
from samskab.process.core.viewing import standing
from samskab.process.path.forms import OpenForm
from samskab.process.path.overview import Overview

PER_PAGE = 20


@require_GET
def processes(request: HttpRequest) -> HttpResponse:
    """All processes, newest movement first, by area and stage."""
    found = Process.objects.select_related("area")
    area, stage = request.GET.get("area", ""), request.GET.get("stage", "")
    if area:
        found = found.filter(area__slug=area)
    if stage in Stage.values:
        found = found.filter(stage=stage)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "areas": areas(), "stages": Stage.values, "area": area, "stage": stage}
    return render(request, "path/processes.html", context)


@require_GET
def process_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one process at a glance, and one thing to do for this reader now."""
    here = standing(request, slug)
    overview = Overview(here.process, here, clock.now())
    context = {"process": here.process, "standing": here, "overview": overview, "now": overview.now}
    return render(request, "path/process.html", context)


def _typed(form: OpenForm) -> list[tuple[str, str]]:
    """What somebody wrote before their login ended: no form can give it back, and it is not lost."""
    written = [bound for bound in form if form.is_bound and isinstance(bound.field, WordsField)]
    return [(str(bound.label), bound.value()) for bound in written if bound.value()]


def _first_words(request: HttpRequest, call: Call | None) -> dict[str, str | None]:
    """A call brings its own title and place; nobody writes them twice."""
    if call is None:
        return {"area": request.GET.get("area")}
    return {"area": call.area.slug, "title": call.title}


def _opened(viewer: Viewer, form: OpenForm, call: Call | None) -> Process:
    """The one act: a process out of a call, or out of nothing but the question."""
    given = form.cleaned_data
    actor = viewer.actor(given["party"].pk)
    if call is not None:
        return calls_services.open_from_call(
            actor=actor,
            call_id=call.pk,
            title=given["title"],
            summary=given["summary"],
            declared_type=given["declared_type"],
            promised_influence=given["promised_influence"],
            answers=form.answers(),
            now=clock.now(),
        )
    return core_services.open_process(
        actor=actor,
        area_id=given["area"].pk,
        title=given["title"],
        summary=given["summary"],
        declared_type=given["declared_type"],
        promised_influence=given["promised_influence"],
        answers=form.answers(),
        now=clock.now(),
    )


@require_http_methods(["GET", "POST"])
def open_process(request: HttpRequest) -> HttpResponse:
    """Åbn et forløb: the opening checklist comes first. There is no button that makes a task."""
    viewer = viewer_of(request)
    parties = parties_spoken_for(viewer.participant.pk) if viewer.participant else []
    call = by_public_id(request.GET.get("kald", ""))
    if request.GET.get("kald") and call is None:
        raise Http404
    form = OpenForm(request.POST or None, parties=parties, call=call, initial=_first_words(request, call))
    if request.method == "POST" and form.is_valid():
        return redirect("core:table", _opened(viewer, form, call).slug)
    context = {
        "form": form,
        "call": call,
        "parties": parties,
        "kept": [] if parties else _typed(form),
        "crumbs": [(_("Forløb"), "/forloeb/"), (_("Åbn et forløb"), "")],
    }
    return render(request, "path/open.html", context, status=422 if form.is_bound else 200)
