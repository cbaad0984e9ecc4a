"""The pages one reads."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samskab.kit import clock
from samskab.process.core import selectors as table
from samskab.process.core.models import Stage
from samskab.process.core.viewing import Standing, standing
from samskab.process.knowledge import rules, selectors
from samskab.process.knowledge.forms import FilterForm, StateForm
from samskab.process.knowledge.models import Statement, StatementState

PER_PAGE = 24  # a whole number of rounds of the four kinds


def context_of(here: Standing, **more: Any) -> dict[str, Any]:
    """What every page of this room shows."""
    return {
        "process": here.process,
        "standing": here,
        "now": clock.now(),
        "gathering": rules.may_gather(here.process),
        "answering": rules.may_answer(here.process),
        "not_yet": not table.has_reached(here.process, Stage.KNOWLEDGE),
        **more,
    }


def state_kwargs(here: Standing) -> dict[str, Any]:
    """What the box to write in needs to know of the table, and where it asks what others have said."""
    look_url = reverse("knowledge:state", args=[here.process.slug])
    return {"mine": here.seats, "seats": table.seats(here.process), "look_url": look_url}


@require_GET
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """All kinds of knowledge beside each other, one box to write in, and what became of it."""
    here = standing(request, slug)
    wanted = FilterForm(request.GET, auto_id="wanted_%s", parties=selectors.parties_heard(here.process))
    wanted.is_valid()
    chosen = wanted.cleaned_data
    found = selectors.listed(
        here.process,
        basis=chosen.get("basis") or "",
        party=UUID(chosen["party"]) if chosen.get("party") else None,
        is_answered={"ja": True, "nej": False}.get(chosen.get("svar") or ""),
    )
    shown: Page[Any] = Paginator(found.values_list("pk", flat=True), PER_PAGE).get_page(
        request.GET.get("page")
    )
    shown.object_list = selectors.shown(list(shown.object_list))
    person, gathering = here.viewer.participant, rules.may_gather(here.process)
    uptake = selectors.uptake(here.process)
    context = context_of(
        here,
        wanted=wanted,
        filtered=any(chosen.values()),
        page=shown,
        form=StateForm(**state_kwargs(here)) if person and gathering else None,
        left=selectors.n_left_to_vote(here.process, person.pk) if person and gathering else 0,
        uptake=uptake,
        absences=selectors.nobody_came(here.process),
        n_unanswered=sum(kind.waiting for kind in uptake),
        is_helper="helper" in here.viewer.roles,
    )
    return render(request, "knowledge/page.html", context)


@require_GET
def unanswered(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has not been answered, the longest wait first."""
    here = standing(request, slug)
    page: Page[Any] = Paginator(selectors.unanswered_ids(here.process), PER_PAGE).get_page(
        request.GET.get("page")
    )
    page.object_list = selectors.with_party(list(page.object_list))
    context = context_of(
        here,
        page=page,
        conversation_waits=selectors.waiting(here.process)[1],
        owed=rules.may_answer(here.process) and any(rules.owes_answers(seat.party) for seat in here.seats),
    )
    return render(request, "knowledge/unanswered.html", context)


def find(here: Standing, statement: UUID) -> Statement:
    return get_object_or_404(
        Statement.objects.select_related("party", "addressed_to"), process=here.process, public_id=statement
    )


@require_GET
def statement_page(request: HttpRequest, slug: str, statement: UUID) -> HttpResponse:
    """One statement: where it lives on, who answered, how many agree, and what this reader may do."""
    here = standing(request, slug)
    found = find(here, statement)
    person = here.viewer.participant
    total = found.agrees + found.disagrees + found.passes
    is_open = found.state == StatementState.OPEN
    mine = person is not None and found.participant_id == person.pk
    answering, gathering = rules.may_answer(here.process), rules.may_gather(here.process)
    replies = list(found.replies.select_related("by"))
    spoken = {seat.party_id for seat in here.seats}
    context = context_of(
        here,
        statement=found,
        is_open=is_open,
        mine=mine,
        total=total,
        counted=total >= rules.FEWEST_COUNTED,
        bars=_bars(found),
        uses=list(selectors.uses_of(found)),
        replies=replies,
        spoken=spoken,
        may_reply=is_open and answering and _may_reply(here, found, {reply.by_id for reply in replies}),
        may_trace=is_open and answering and _may_trace(here),
        may_vote=is_open and gathering and person is not None and not mine,
        may_correct=is_open and gathering and mine and not selectors.is_built_upon(found),
        n_flags=found.plain_flags.count(),
    )
    return render(request, "knowledge/statement.html", context)


def _may_reply(here: Standing, statement: Statement, replied: set[int]) -> bool:
    return any(rules.may_reply(seat.party, statement) and seat.party_id not in replied for seat in here.seats)


def _may_trace(here: Standing) -> bool:
    return bool(here.seats or here.key) or "facilitator" in here.viewer.roles


def _bars(statement: Statement) -> list[tuple[Any, int, str, str]]:
    """A count under five is not told: in a small place it is somebody."""
    labels = (_("Enig"), _("Uenig"), _("Spring over"))
    return [
        (label, count, str(count), "") if count >= rules.FEWEST_COUNTED else (label, 0, _("under 5"), "")
        for label, count in zip(labels, statement.answers, strict=True)
    ]
