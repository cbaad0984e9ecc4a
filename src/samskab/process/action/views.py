"""Tasks last, and what came of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from samskab.kit import clock
from samskab.kit.act_page import Quote, SeeOther
from samskab.process.action import forms, rules, selectors, services
from samskab.process.action.models import ReplacementConsent, Task
from samskab.process.core import selectors as core
from samskab.process.core.act_page import ActPage
from samskab.process.core.models import Stage
from samskab.process.core.viewing import standing
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


def _room(slug: str) -> SeeOther:
    return SeeOther(reverse("action:page", args=[slug]))


@require_POST
def hold_follow_up(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    services.hold_follow_up(process_id=here.process.pk, actor=here.actor, now=clock.now())
    return _room(slug)


@require_POST
def offer_survey(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    services.offer_survey(process_id=here.process.pk, actor=here.actor, now=clock.now())
    return _room(slug)


class PlanTask(ActPage):
    form_class = forms.TaskForm
    title = _("En opgave, I selv tager")
    button = _("Tag opgaven")

    def may(self) -> object:
        return rules.require_may_plan(self.standing.process, self.standing.actor)

    def form_kwargs(self) -> dict[str, Any]:
        process, own = self.standing.process, self.standing.seat
        return {
            "process": process,
            "party_id": own.party_id if own else None,
            "seats": [seat for seat in core.seats(process) if own is None or seat.pk != own.pk],
        }

    def act(self, given: dict[str, Any]) -> object:
        return services.plan_task(
            **self.ids(),
            title=given["title"],
            earlier_by=given["earlier_by"],
            now_by=given["now_by"],
            core_statutory=given["core_statutory"],
            hours_month=given["hours_month"],
            clause_id=given["clause"].pk if given["clause"] else None,
            partner_ids=[int(party) for party in given["partners"]],
            consent_id=given["consent"].pk if given["consent"] else None,
        )


class _AboutTask(ActPage):
    def find(self, **kwargs: Any) -> None:
        rows = self.standing.process.tasks.select_related("owner")
        self.task: Task = get_object_or_404(rows, **kwargs)

    def quote(self) -> Quote:
        return Quote(self.task.title)

    def ids(self) -> dict[str, Any]:
        return super().ids() | {"task_id": self.task.pk}


class ChangeStatus(_AboutTask):
    form_class = forms.StatusForm
    title = _("Hvordan går det?")
    button = _("Gem")

    def may(self) -> object:
        return rules.require_may_change(self.standing.process, self.standing.actor, self.task)

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"status": self.task.status, "note": self.task.note}}

    def act(self, given: dict[str, Any]) -> object:
        return services.change_status(**self.ids(), **given)


class FlagReplacement(_AboutTask):
    form_class = forms.TextForm
    title = _("Er det ansattes arbejde, som er flyttet?")
    button = _("Sæt mærket")

    def may(self) -> object:
        return rules.require_may_flag(self.standing.process, self.standing.actor, self.task)

    def act(self, given: dict[str, Any]) -> object:
        return services.flag_replacement(**self.ids(), **given)


class TakeBack(_AboutTask):
    form_class = forms.TextForm
    title = _("Tag arbejdet tilbage")
    button = _("Tag det tilbage")

    def may(self) -> object:
        return rules.require_may_take_back(self.standing.process, self.standing.actor, self.task)

    def act(self, given: dict[str, Any]) -> object:
        return services.take_back(**self.ids(), **given)


class AskReplacement(ActPage):
    form_class = forms.ReplacementForm
    title = _("Må arbejdet flyttes?")
    button = _("Skriv under for personalesiden")

    def may(self) -> object:
        return rules.require_may_ask_replacement(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return services.ask_replacement(**self.ids(), **given)


class SignReplacement(ActPage):
    form_class = forms.SignForm
    title = _("Siger de frivillige ja?")
    button = _("Skriv under")

    def find(self, **kwargs: Any) -> None:
        rows = ReplacementConsent.objects.filter(process=self.standing.process)
        self.consent = get_object_or_404(rows, **kwargs)

    def may(self) -> object:
        return rules.require_may_sign_replacement(self.standing.process, self.standing.actor, self.consent)

    def form_kwargs(self) -> dict[str, Any]:
        return {"process": self.standing.process}

    def quote(self) -> Quote:
        return Quote(self.consent.staff_text)

    def act(self, given: dict[str, Any]) -> object:
        task_id = given["task"].pk if given["task"] else None
        return services.sign_replacement(
            **self.ids(), consent_id=self.consent.pk, text=given["text"], task_id=task_id
        )


class _OfTheFollowUp(ActPage):
    """What a party says when the follow-up has begun, in these stages."""

    stages: tuple[Stage, ...] = (Stage.ACTION,)

    def may(self) -> object:
        return rules.require_may_say_what_came(self.standing.process, self.standing.actor, *self.stages)


class StateResult(_OfTheFollowUp):
    form_class = forms.ResultForm
    title = _("Et resultat")
    button = _("Skriv resultatet")

    def act(self, given: dict[str, Any]) -> object:
        return services.state_result(**self.ids(), **given)


class PlanNextStep(_OfTheFollowUp):
    form_class = forms.NextStepForm
    stages = rules.AFTER
    title = _("Hvad gør I nu?")
    button = _("Skriv det")

    def act(self, given: dict[str, Any]) -> object:
        return services.plan_next_step(**self.ids(), **given)


class SpreadSolution(_OfTheFollowUp):
    form_class = forms.SpreadForm
    stages = rules.AFTER
    title = _("Kan andre bruge det?")
    button = _("Skriv det")

    def act(self, given: dict[str, Any]) -> object:
        area = given["area"]
        return services.spread_solution(**self.ids(), text=given["text"], area_id=area.pk if area else None)


class AnswerLift(_OfTheFollowUp):
    form_class = forms.TextForm
    title = _("Gælder det andre? Hvem hjælper det ikke?")
    button = _("Svar")

    def may(self) -> object:
        return rules.require_may_answer_lift(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return services.answer_lift(**self.ids(), **given)


class AnswerSurvey(ActPage):
    form_class = forms.SurveyForm
    title = _("Fik I den indflydelse, I blev lovet?")
    button = _("Svar")

    def may(self) -> object:
        return rules.require_may_answer_survey(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return services.answer_survey(**self.ids(), **given)
