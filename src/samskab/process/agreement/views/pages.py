"""The pages one reads: the paper, what it lacks, its history, the committee's two pages, the cards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from samskab.ground.access.visible import PASSER_BY, visible
from samskab.ground.parties.models import Side
from samskab.ground.people.models import Role
from samskab.kit import clock
from samskab.kit.refusals import explain
from samskab.process.agreement import gates, rules, selectors
from samskab.process.agreement.models import Agreement, Clause, ClauseWording
from samskab.process.agreement.sheet import sheet
from samskab.process.agreement.turns import turns
from samskab.process.core.models import Stage, Status
from samskab.process.core.selectors import has_reached
from samskab.process.core.viewing import Standing, standing
from samskab.process.knowledge.models import Statement
from samskab.process.purpose.selectors import adopted_purpose

PER_PAGE = 25


def _paper(request: HttpRequest, slug: str) -> tuple[Standing, Agreement | None, dict[str, Any]]:
    """What every page of this room knows; `?version=` shows an older one."""
    here = standing(request, slug)
    process, wanted = here.process, request.GET.get("version", "")
    found = selectors.current(process)
    if wanted.isdigit():
        found = get_object_or_404(Agreement, process=process, version=int(wanted))
    running = process.status == Status.RUNNING
    roles = here.viewer.roles
    context = {
        "process": process,
        "standing": here,
        "now": clock.now(),
        "agreement": found,
        "older": found is not None and found.superseded_at is not None,
        "drafting": running and process.stage in rules.DRAFTING,
        "signing": running and process.stage == Stage.AGREEMENT,
        "running": running,
        "reached": has_reached(process, Stage.NEGOTIATION),
        "has_pen": here.key is not None or Role.FACILITATOR in roles,
        "is_councillor": Role.COUNCILLOR in roles,
        "negotiates": here.seat is not None and not here.seat.may_supply,
        "professional": here.seat is not None and here.seat.party.side in rules.PROFESSIONAL_SIDES,
        "tells_decisions": Role.COUNCILLOR in roles
        or (here.key is not None and here.key.side == Side.PUBLIC),
    }
    return here, found, context


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The agreement: a paper one could hang on the wall."""
    here, agreement, context = _paper(request, slug)
    laid = sheet(here.process, agreement) if agreement is not None else None
    if agreement is not None and laid is not None:
        seat = here.seat
        waits = seat is not None and seat.party_id not in laid.signed
        opened = agreement.opened_for_signing_at is not None and not context["older"]
        context |= {
            "sheet": laid,
            "may_sign": context["signing"] and opened and waits,
            "open": context["drafting"] and not laid.is_signed and not context["older"],
            "civic_reader": seat is not None and seat.party.side == Side.CIVIC,
        }
    return render(request, "agreement/page.html", context | {"turns": turns(here, context["now"], laid)})


@require_safe
def missing(request: HttpRequest, slug: str) -> HttpResponse:
    """What the agreement lacks before the next step, each with the act that would mend it."""
    here, _, context = _paper(request, slug)
    ask = gates.opening_blockers if here.process.stage == Stage.NEGOTIATION else gates.blockers
    gaps = [explain(refusal) for refusal in ask(here.process, context["now"])]
    return render(request, "agreement/missing.html", context | {"gaps": gaps})


@require_safe
def clause(request: HttpRequest, slug: str, clause: UUID) -> HttpResponse:
    """One clause: whose words it is made of, how it read before, what is suggested and what is required."""
    here, _, context = _paper(request, slug)
    rows = Clause.objects.filter(agreement__process=here.process)
    row = get_object_or_404(rows.select_related("agreement", "origin__party"), public_id=clause)
    signed = selectors.is_signed(row.agreement)
    context |= {
        "clause": row,
        "open": context["drafting"]
        and not signed
        and row.dropped_at is None
        and row.agreement.superseded_at is None,
        "made_of": visible(PASSER_BY, Statement.objects.filter(clause_uses__clause=row)).order_by(
            "clause_uses__pk"
        ),
        "covers": row.covers.all(),
        "wordings": row.wordings.select_related("changed_by", "suggestion__by"),
        "suggestions": row.suggestions.select_related("by"),
        "requirements": row.requirements.select_related("by"),
        "decisions": row.political_decisions.all(),
    }
    return render(request, "agreement/clause.html", context)


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version, every old wording and every clause taken out."""
    here, _, context = _paper(request, slug)
    old = ClauseWording.objects.filter(clause__agreement__process=here.process)
    old = old.select_related("clause__agreement", "changed_by", "suggestion__by").order_by("-until", "-pk")
    dropped = Clause.objects.filter(agreement__process=here.process, dropped_at__isnull=False)
    context |= {
        "versions": selectors.versions(here.process),
        "page": Paginator(old, PER_PAGE).get_page(request.GET.get("page")),
        "dropped": dropped.select_related("agreement", "origin__party").order_by("-dropped_at"),
    }
    return render(request, "agreement/history.html", context)


@require_safe
def politics(request: HttpRequest, slug: str) -> HttpResponse:
    """Questions to politicians with their clock, and what the committees decided."""
    here, agreement, context = _paper(request, slug)
    asked = selectors.questions(here.process)
    context |= {
        "page": Paginator(asked, PER_PAGE).get_page(request.GET.get("page")),
        "decisions": selectors.political_decisions(agreement) if agreement else [],
        "undecided": selectors.undecided_clauses(agreement) if agreement else [],
    }
    return render(request, "agreement/politics.html", context)


@require_safe
def committee_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Two pages for a councillor on the way to committee: framing, purpose, agreement, dissent, costs."""
    here, agreement, context = _paper(request, slug)
    context |= {
        "shared": here.process.shared_framings.order_by("-version").first(),
        "purpose": adopted_purpose(here.process),
        "sheet": sheet(here.process, agreement) if agreement else None,
        "asked": selectors.questions(here.process),
    }
    return render(request, "agreement/committee_paper.html", context)


@require_safe
def earlier(request: HttpRequest, slug: str) -> HttpResponse:
    """What parties here have signed elsewhere, to begin from: words to propose anew, not words that hold."""
    here, found, context = _paper(request, slug)
    context |= {
        "earlier": selectors.earlier(here.process),
        "paper": found is not None,
        "may_propose": here.process.stage == Stage.NEGOTIATION
        and context["running"]
        and context["negotiates"],
    }
    return render(request, "agreement/earlier.html", context)


@require_safe
def cards(request: HttpRequest, slug: str) -> HttpResponse:
    """One card per clause, to cut out and hang where it matters."""
    _here, agreement, context = _paper(request, slug)
    points = list(selectors.live_clauses(agreement)) if agreement else []
    return render(request, "agreement/cards.html", context | {"clauses": points})
