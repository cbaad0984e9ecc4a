"""The opinion map: read it, ask for one's own place, have it drawn anew."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from samskab.process.core.act_page import ActPage
from samskab.process.core.viewing import standing
from samskab.process.knowledge import counting, map_picture, rules, selectors, services
from samskab.process.knowledge.maps import MapPage, latest_map
from samskab.process.knowledge.views.reading import context_of

PER_PAGE = 20


@require_GET
@never_cache
def map_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What the votes say, as they were last counted; nothing is counted here."""
    here = standing(request, slug)
    drawn = latest_map(here.process)
    told = MapPage(drawn) if drawn is not None else None
    person, mine = here.viewer.participant, None
    if told is not None and told.rings and person is not None and request.GET.get("mig"):
        mine = told.place_of(person.pk)
    answering = rules.may_answer(here.process)
    moved = counting.moved(here.process, drawn) if answering else 0
    spoken = selectors.open_statements(here.process)
    context = context_of(
        here,
        drawn=drawn,
        map=told,
        mine=mine,
        moved=moved,
        may_draw=answering and person is not None and moved >= rules.answers_for_a_map(here.process, drawn),
        width=map_picture.WIDTH,
        height=map_picture.HEIGHT,
        page=Paginator(spoken, PER_PAGE).get_page(request.GET.get("page")),
        fewest=rules.FEWEST_COUNTED,
    )
    return render(request, "knowledge/map.html", context)


class DrawMap(ActPage):
    title = _("Tegn kortet igen")
    lead = _(
        "Kortet bliver talt op af de svar, der er nu. Det kan alle bede om. Det tager højst et par sekunder."
    )
    button = _("Tegn kortet")
    said = _("Kortet er tegnet af de svar, der er nu.")

    def may(self) -> object:
        process = self.standing.process
        rules.require_may_draw(process, self.standing.viewer.actor(), latest_map(process))
        return process

    def act(self, given: dict[str, Any]) -> object:
        return services.draw_map(
            process=self.standing.process, actor=self.standing.viewer.actor(), now=self.now
        )

    def done(self) -> str:
        return reverse("knowledge:map", args=[self.slug])
