"""One statement at a time. The vote itself does as little as it can."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from samskab.ground.people.viewer import viewer_of
from samskab.kit import clock
from samskab.kit.act_page import SeeOther
from samskab.kit.errors import Invalid
from samskab.process.core.viewing import Standing, standing
from samskab.process.knowledge import routing, rules, selectors
from samskab.process.knowledge.models import StatementState, Vote
from samskab.process.knowledge.services import cast_vote
from samskab.process.knowledge.views.reading import context_of, find

VALUES = {"agree": Vote.AGREE, "disagree": Vote.DISAGREE, "pass": Vote.PASS}


@require_GET
@never_cache
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """The next statement for this reader, how many are left, and the way out."""
    here = standing(request, slug)
    person = here.viewer.participant
    found = routing.Next(None, 0)
    if person is not None and rules.may_gather(here.process):
        found = routing.next_for(here.process, person.pk)
    return _show(request, here, found)


@require_http_methods(["GET", "POST"])
@never_cache
def cast(request: HttpRequest, slug: str, statement: UUID) -> HttpResponse:
    """Cast or change a vote. The process is not read: the statement knows where it belongs."""
    if request.method == "POST":
        value = VALUES.get(request.POST.get("value", ""))
        if value is None:
            raise Invalid("core.unknown_choice")
        viewer = viewer_of(request)
        actor = viewer.actor()
        shown = routing.unsealed(request.POST.get("shown", ""), statement, actor.participant_id)
        cast_vote(actor=actor, statement=statement, value=value, now=clock.now(), shown=shown)
        return SeeOther(reverse("knowledge:vote", args=[slug]))
    here = standing(request, slug)
    found = find(here, statement)
    person = here.viewer.participant
    left = selectors.n_left_to_vote(here.process, person.pk) if person else 0
    return _show(request, here, routing.Next(found if found.state == StatementState.OPEN else None, left))


def _show(request: HttpRequest, here: Standing, found: routing.Next) -> HttpResponse:
    person, statement = here.viewer.participant, found.statement
    sealed = routing.sealed(found.shown, statement.public_id, person.pk) if statement and person else ""
    context = context_of(here, statement=statement, left=found.left, shown=sealed)
    return render(request, "knowledge/vote.html", context)
