"""Pages of values and purpose: one to read, and one for each act."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from samskab.kit import clock
from samskab.kit.act_page import Quote
from samskab.process.core.act_page import ActPage
from samskab.process.core.viewing import standing
from samskab.process.framing.act_pages import AboutText, StanceAct, words_of
from samskab.process.framing.forms import ReasonForm
from samskab.process.framing.reading import PER_PAGE
from samskab.process.purpose import rules, selectors, services
from samskab.process.purpose.forms import AnswerForm, BasicValueSkipForm, PurposeForm, ValueForm
from samskab.process.purpose.models import Purpose, ValueStatement
from samskab.process.purpose.reading import purpose_page


@require_GET
@never_cache
def page(request: HttpRequest, slug: str) -> HttpResponse:
    return render(
        request, "purpose/page.html", purpose_page(standing(request, slug), clock.now(), request.GET)
    )


@require_GET
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every draft with the stances it was given, newest first."""
    here = standing(request, slug)
    drafts = selectors.purpose_versions(here.process)
    context = {
        "process": here.process,
        "standing": here,
        "now": clock.now(),
        "page": Paginator(drafts, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "purpose/versions.html", context)


class StateValue(ActPage):
    form_class = ValueForm
    title = _("Hvad skal forløbet være tro mod?")
    lead = _("Det handler om det, vi gør sammen her. Ingen spørger til, hvad du tror på.")
    button = _("Læg værdien på bordet")
    said = _("Jeres værdi ligger nu på bordet.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"basic": self.request.GET.get("basic", "")}}

    def may(self) -> object:
        return rules.require_speaker(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return services.state_value(**self.ids(), basic=given["basic"], text=given["text"])


class _AboutValue(ActPage):
    def find(self, **kwargs: Any) -> None:
        rows = self.standing.process.values.select_related("party")
        self.value: ValueStatement = get_object_or_404(rows, public_id=kwargs["value"])

    def quote(self) -> Quote | None:
        return words_of(self.value)


class ShareValue(_AboutValue):
    title = _("Del den andens værdi")
    lead = _("Så har I sagt det samme, og det står kun ét sted.")
    button = _("Det mener vi også")
    said = _("I deler nu værdien.")

    def may(self) -> object:
        return rules.require_may_share(self.standing.process, self.standing.actor, self.value.pk)

    def act(self, given: dict[str, Any]) -> object:
        return services.share_value(**self.ids(), value_id=self.value.pk)


class WithdrawValue(_AboutValue):
    title = _("Træk jeres værdi tilbage")
    lead = _("Den bliver stående som trukket tilbage.")
    button = _("Træk den tilbage")
    said = _("Værdien er trukket tilbage.")

    def may(self) -> object:
        return rules.require_may_withdraw(self.standing.process, self.standing.actor, self.value.pk)

    def act(self, given: dict[str, Any]) -> object:
        return services.withdraw_value(**self.ids(), value_id=self.value.pk)


class SkipValues(ActPage):
    form_class = ReasonForm
    title = _("Træd til side fra værdierne")
    lead = _("I behøver ikke sige noget. Skriv blot hvorfor, så ingen venter på jer.")
    button = _("Vi træder til side")
    said = _("Nu venter ingen på jer her.")

    def may(self) -> object:
        return rules.require_may_skip(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return services.skip_values(**self.ids(), reason=given["reason"])


class SkipBasicValue(ActPage):
    form_class = BasicValueSkipForm
    title = _("Spring en grundværdi over")
    lead = _("Når ingen har sagt noget om en af de tre, skal grunden kunne læses.")
    button = _("Skriv grunden")
    said = _("Grunden står nu på siden.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"basic": self.request.GET.get("basic", "")}}

    def may(self) -> object:
        process, actor = self.standing.process, self.standing.actor
        rules.require_merger(process, actor)
        return actor

    def act(self, given: dict[str, Any]) -> object:
        return services.skip_basic_value(**self.ids(), basic=given["basic"], reason=given["reason"])


class AnswerQuestion(ActPage):
    form_class = AnswerForm
    title = _("Svar på et af de tre spørgsmål")
    lead = _("De stilles til alle forløb, så magt og tab er sagt, før nogen får en opgave.")
    button = _("Gem svaret")
    said = _("Jeres svar står nu på siden.")

    def form_kwargs(self) -> dict[str, Any]:
        asked, seat = self.request.GET.get("spoergsmaal", ""), self.standing.seat
        initial: dict[str, object] = {"question": asked}
        answers = self.standing.process.question_answers
        before = answers.filter(party_id=seat.party_id, question=asked).first() if seat else None
        if before:
            initial |= {"text": before.text, "skipped": before.skipped}
        return {"initial": initial}

    def may(self) -> object:
        return rules.require_speaker(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return services.answer_question(
            **self.ids(), question=given["question"], text=given["text"], skipped=given["skipped"]
        )


class _AboutPurpose(AboutText):
    def versions(self) -> QuerySet[Purpose]:
        return Purpose.objects.filter(process=self.standing.process)


class DraftPurpose(_AboutPurpose):
    form_class = PurposeForm
    title = _("Skriv et udkast til formålet")
    lead = _("Én sætning, alle kan leve med. Det gamle udkast bliver stående, og alle svarer på ny.")
    button = _("Læg udkastet frem")
    said = _("Udkastet er lagt frem. Nu siger alle parter, hvad de mener.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"text": self.latest.text if self.latest else ""}}

    def may(self) -> object:
        return rules.require_drafter(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return services.draft_purpose(**self.ids(), text=given["text"])


class GiveStance(StanceAct, _AboutPurpose):
    title = _("Hvad mener I om formålet?")
    lead = _("Hver part har én holdning, uanset størrelse. I kan skifte mening, til næste trin åbner.")
    button = _("Sig det")
    said = _("Jeres holdning står nu ved formålet.")

    def may(self) -> object:
        return rules.require_may_stand(self.standing.process, self.standing.actor, self.latest_id())

    def act(self, given: dict[str, Any]) -> object:
        return services.give_purpose_stance(
            **self.ids(),
            purpose_id=self.named(given["version"]),
            stance=given["stance"],
            reason=given["reason"],
        )
