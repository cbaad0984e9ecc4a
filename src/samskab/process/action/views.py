"""Tasks last, and what came of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samskab.kit import clock
from samskab.process.action import forms, selectors, services
from samskab.process.action.models import ReplacementConsent, Task
from samskab.process.core import selectors as core
from samskab.process.core.form_page import form_page
from samskab.process.core.models import Stage
from samskab.process.core.viewing import Standing, standing
from samskab.process.purpose.selectors import adopted_purpose


@require_GET
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Locked until a purpose is adopted, and says so; then tasks; then results."""
    here = standing(request, slug)
    process = here.process
    follow_up = selectors.follow_up(process)
    context = {
        "process": process,
        "standing": here,
        "now": clock.now(),
        "adopted": adopted_purpose(process),
        "tasks": selectors.tasks(process),
        "consents": process.replacement_consents.select_related("staff_party", "signature__association"),
        "follow_up": follow_up,
        "felt": selectors.felt_influence(process),
        "may_answer_survey": process.stage in (Stage.ACTION, Stage.FOLLOWED_UP)
        and selectors.waits_for_the_check(process, here.viewer),
        "may_plan": here.seat is not None and process.stage in (Stage.AGREEMENT, Stage.ACTION),
        "may_follow_up": here.seat is not None and process.stage == Stage.ACTION,
    }
    return render(request, "action/page.html", context)


@require_http_methods(["GET", "POST"])
def plan_task(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    seats = [seat for seat in core.seats(here.process) if here.seat is None or seat.pk != here.seat.pk]
    own = here.seat.party_id if here.seat else None
    form = forms.TaskForm(request.POST or None, process=here.process, party_id=own, seats=seats)

    def run(given: dict[str, Any]) -> object:
        return services.plan_task(
            process_id=here.process.pk,
            actor=here.actor,
            title=given["title"],
            earlier_by=given["earlier_by"],
            now_by=given["now_by"],
            core_statutory=given["core_statutory"],
            hours_month=given["hours_month"],
            clause_id=given["clause"].pk if given["clause"] else None,
            partner_ids=[int(party) for party in given["partners"]],
            consent_id=given["consent"].pk if given["consent"] else None,
            now=clock.now(),
        )

    return form_page(
        request,
        here,
        form,
        back="action:page",
        title=_("En opgave, I selv tager"),
        submit=_("Tag opgaven"),
        run=run,
    )


def _task(here: Standing, public_id: str) -> Task:
    return get_object_or_404(Task, process=here.process, public_id=public_id)


@require_http_methods(["GET", "POST"])
def change_status(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    here = standing(request, slug)
    task = _task(here, public_id)
    form = forms.StatusForm(request.POST or None, initial={"status": task.status, "note": task.note})

    def run(given: dict[str, Any]) -> object:
        return services.change_status(
            process_id=here.process.pk, actor=here.actor, task_id=task.pk, now=clock.now(), **given
        )

    return form_page(
        request,
        here,
        form,
        back="action:page",
        title=_("Hvordan går det?"),
        submit=_("Gem"),
        run=run,
        about=task.title,
    )


@require_http_methods(["GET", "POST"])
def flag(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    here = standing(request, slug)
    task = _task(here, public_id)
    form = forms.TextForm(request.POST or None)

    def run(given: dict[str, Any]) -> object:
        return services.flag_replacement(
            process_id=here.process.pk, actor=here.actor, task_id=task.pk, now=clock.now(), **given
        )

    title = _("Er det ansattes arbejde, som er flyttet?")
    return form_page(
        request,
        here,
        form,
        back="action:page",
        title=title,
        submit=_("Sæt mærket"),
        run=run,
        about=task.title,
    )


@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    here = standing(request, slug)
    task = _task(here, public_id)
    form = forms.TextForm(request.POST or None)

    def run(given: dict[str, Any]) -> object:
        return services.take_back(
            process_id=here.process.pk, actor=here.actor, task_id=task.pk, now=clock.now(), **given
        )

    return form_page(
        request,
        here,
        form,
        back="action:page",
        title=_("Tag arbejdet tilbage"),
        submit=_("Tag det tilbage"),
        run=run,
        about=task.title,
    )


@require_http_methods(["GET", "POST"])
def ask_replacement(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    form = forms.ReplacementForm(request.POST or None)

    def run(given: dict[str, Any]) -> object:
        return services.ask_replacement(
            process_id=here.process.pk, actor=here.actor, now=clock.now(), **given
        )

    return form_page(
        request,
        here,
        form,
        back="action:page",
        title=_("Må arbejdet flyttes?"),
        submit=_("Skriv under for personalesiden"),
        run=run,
    )


@require_http_methods(["GET", "POST"])
def sign_replacement(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    here = standing(request, slug)
    consent = get_object_or_404(ReplacementConsent, process=here.process, public_id=public_id)
    form = forms.SignForm(request.POST or None, process=here.process)

    def run(given: dict[str, Any]) -> object:
        return services.sign_replacement(
            process_id=here.process.pk,
            actor=here.actor,
            consent_id=consent.pk,
            text=given["text"],
            task_id=given["task"].pk if given["task"] else None,
            now=clock.now(),
        )

    title = _("Siger de frivillige ja?")
    return form_page(
        request,
        here,
        form,
        back="action:page",
        title=title,
        submit=_("Skriv under"),
        run=run,
        about=consent.staff_text,
    )


@require_POST
def hold_follow_up(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    services.hold_follow_up(process_id=here.process.pk, actor=here.actor, now=clock.now())
    return redirect("action:page", slug)


@require_http_methods(["GET", "POST"])
def state_result(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    form = forms.ResultForm(request.POST or None)

    def run(given: dict[str, Any]) -> object:
        return services.state_result(process_id=here.process.pk, actor=here.actor, now=clock.now(), **given)

    return form_page(
        request, here, form, back="action:page", title=_("Et resultat"), submit=_("Skriv resultatet"), run=run
    )


@require_http_methods(["GET", "POST"])
def next_step(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    form = forms.NextStepForm(request.POST or None)

    def run(given: dict[str, Any]) -> object:
        return services.plan_next_step(process_id=here.process.pk, actor=here.actor, now=clock.now(), **given)

    return form_page(
        request, here, form, back="action:page", title=_("Hvad gør I nu?"), submit=_("Skriv det"), run=run
    )


@require_http_methods(["GET", "POST"])
def spread(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    form = forms.SpreadForm(request.POST or None)

    def run(given: dict[str, Any]) -> object:
        area = given["area"]
        return services.spread_solution(
            process_id=here.process.pk,
            actor=here.actor,
            text=given["text"],
            area_id=area.pk if area else None,
            now=clock.now(),
        )

    return form_page(
        request,
        here,
        form,
        back="action:page",
        title=_("Kan andre bruge det?"),
        submit=_("Skriv det"),
        run=run,
    )


@require_http_methods(["GET", "POST"])
def lift(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    form = forms.TextForm(request.POST or None)

    def run(given: dict[str, Any]) -> object:
        return services.answer_lift(process_id=here.process.pk, actor=here.actor, now=clock.now(), **given)

    return form_page(
        request,
        here,
        form,
        back="action:page",
        title=_("Gælder det andre? Hvem hjælper det ikke?"),
        submit=_("Svar"),
        run=run,
    )


@require_POST
def offer_survey(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    services.offer_survey(process_id=here.process.pk, actor=here.actor, now=clock.now())
    return redirect("action:page", slug)


@require_http_methods(["GET", "POST"])
def answer_survey(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    form = forms.SurveyForm(request.POST or None)

    def run(given: dict[str, Any]) -> object:
        return services.answer_survey(process_id=here.process.pk, actor=here.actor, now=clock.now(), **given)

    return form_page(
        request,
        here,
        form,
        back="action:page",
        title=_("Fik I den indflydelse, I blev lovet?"),
        submit=_("Svar"),
        run=run,
    )
