"""What could all of us live with? Read a round, write its questions, grade, open the sheets, settle."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samskab.kit.errors import lets_through
from samskab.process.core.viewing import standing
from samskab.process.negotiation import members, packages, services
from samskab.process.negotiation import package_rules as rules
from samskab.process.negotiation.models import PackageOutcome, PackageQuestion, PackageRound
from samskab.process.negotiation.package_forms import (
    OptionForm,
    OwnSheetForm,
    QuestionForm,
    SheetForm,
    StartForm,
)
from samskab.process.negotiation.views.table import _Act, _table


@require_safe
@never_cache
def page(request: HttpRequest, slug: str, package: UUID | None = None) -> HttpResponse:
    """A round as it stands for this reader, by default the newest; nothing is sought here."""
    here = standing(request, slug)
    context = _table(request, here)
    listed = packages.rounds(here.process)
    shown = next((row for row in listed if package in {None, row.public_id}), None)
    if package is not None and shown is None:
        raise Http404
    context |= {
        "round": shown,
        "earlier": [row for row in listed if shown is not None and row.pk != shown.pk],
        "may_open": context["talking"] and context["may_negotiate"] and not rules.current_round(here.process),
        "say": packages.say_table(rules.graders(here.process)),
    }
    if shown is not None:
        context |= _round(here, shown, context)
    return render(request, "negotiation/packages.html", context)


def _round(here: Any, shown: PackageRound, context: dict[str, Any]) -> dict[str, Any]:
    """What this reader may see of one round: until it is closed, their own grades and nobody else's."""
    seat = here.seat if context["may_negotiate"] else None
    open_here = context["talking"] and shown.closed_at is None
    writing = open_here and shown.started_at is None
    grading = open_here and shown.started_at is not None
    late = shown.deadline is not None and context["now"] >= shown.deadline
    kept = getattr(shown, "outcome", None)
    return {
        "asked": packages.questions_with_options(shown),
        "writing": writing,
        "grading": grading,
        "late": late,
        "mine": packages.own_sheet(shown, seat),
        "awaited": packages.waiting_for(here.process, shown) if grading else [],
        "may_write": writing and seat is not None,
        "may_start": writing and lets_through(lambda: rules.require_may_start(here.process, here.actor)),
        "may_answer_oneself": grading
        and not late
        and rules.party_of_member(here.process, here.actor.participant_id) is not None,
        "may_grade": grading and seat is not None and not late,
        "may_close": seat is not None and grading and rules.may_close(here.process, shown, context["now"]),
        "may_settle": shown.closed_at is not None and kept is None and context["talking"]
        and here.viewer.participant is not None,
        "told": packages.Told(kept) if kept is not None else None,
        "most_answers": rules.MOST_OPTIONS,
    }  # fmt: skip


@require_safe
def outcome(request: HttpRequest, slug: str, package: UUID) -> HttpResponse:
    """The outcome as a file that `samskab recount` reads: the sheets are public once they are opened."""
    here = standing(request, slug)
    kept = get_object_or_404(PackageOutcome, round__process=here.process, round__public_id=package)
    return JsonResponse(kept.outcome, json_dumps_params={"ensure_ascii": False, "indent": 1})


class _PackageAct(_Act):
    """An act of a round leads back to the round."""

    def done(self) -> str:
        return reverse("negotiation:packages", args=[self.slug])


class OpenRound(_PackageAct):
    title = _("Begynd en runde")
    lead = _("I beder de andre om at se på det hele på én gang. En anden part siger, hvornår I er klar.")
    button = _("Begynd")
    said = _("Runden er begyndt. Skriv nu spørgsmålene sammen.")

    def may(self) -> object:
        return rules.require_may_open_round(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return services.open_package_round(**self.ids())


class AskQuestion(_PackageAct):
    form_class = QuestionForm
    title = _("Stil et spørgsmål")
    lead = _("Alle parter kan stille spørgsmål, og alle kan give svar at vælge imellem.")
    button = _("Stil spørgsmålet")
    said = _("Spørgsmålet er med. Giv det mindst ét svar mere.")

    def may(self) -> object:
        return rules.require_may_ask(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return services.ask_question(**self.ids(), text=given["text"], today=given["today"])


class _AboutQuestion(_PackageAct):
    template_name = "negotiation/about_question.html"

    def find(self, **kwargs: UUID) -> None:
        found = PackageQuestion.objects.filter(round__process=self.standing.process)
        self.question = get_object_or_404(
            found.select_related("asked_by", "round"), public_id=kwargs["question"]
        )

    def extra(self) -> dict[str, Any]:
        return {"about": self.question, "options": self.question.options.all()}


class AddOption(_AboutQuestion):
    form_class = OptionForm
    title = _("Tilføj et svar")
    lead = _("Så er der mere at vælge imellem.")
    button = _("Tilføj svaret")
    said = _("Svaret er med.")

    def may(self) -> object:
        return rules.require_may_add_option(self.standing.process, self.standing.actor, self.question)

    def act(self, given: dict[str, Any]) -> object:
        return services.add_option(**self.ids(), question_id=self.question.pk, text=given["text"])


class WithdrawQuestion(_AboutQuestion):
    title = _("Træk jeres spørgsmål tilbage")
    lead = _("Svarene til det går med. Ordene står stadig i historien.")
    button = _("Træk det tilbage")
    said = _("Spørgsmålet er trukket tilbage.")
    grave = True

    def may(self) -> object:
        return rules.require_may_withdraw_question(self.standing.process, self.standing.actor, self.question)

    def act(self, given: dict[str, Any]) -> object:
        return services.withdraw_question(**self.ids(), question_id=self.question.pk)


class StartRound(_PackageAct):
    form_class = StartForm
    title = _("Vi er klar til at svare")
    lead = _(
        "Herefter kan ingen ændre spørgsmålene. Hver part svarer for sig, og alle svar åbnes på én gang."
    )
    button = _("Luk op for svarene")
    said = _("Nu kan alle parter svare hver for sig.")

    def may(self) -> object:
        return rules.require_may_start(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return services.start_package_round(**self.ids(), deadline=given["deadline"])


class GiveSheet(_PackageAct):
    form_class = SheetForm
    template_name = "negotiation/give_sheet.html"
    title = _("Hvad kan I leve med?")
    lead = _("Svar på hvert enkelt svar for sig. Ingen ser det, før alle har svaret eller tiden er gået.")
    button = _("Læg svarene i kuverten")
    said = _("Jeres svar er lagt til side. Ingen ser dem, før runden lukkes.")

    def may(self) -> object:
        return rules.require_may_grade(self.standing.process, self.standing.actor, self.now)

    def form_kwargs(self) -> dict[str, Any]:
        seat, current = self.standing.seat, rules.current_round(self.standing.process)
        if seat is None or current is None or current.started_at is None:
            return {"asked": [], "own": {}}
        asked = packages.questions_with_options(current)
        sheet = current.sheets.filter(party=seat.party_id).first()
        if sheet is None:
            drafted = members.medians(current, seat.party_id)
            return {"asked": asked, "own": drafted, "how": seat.party.decides_by}
        return {
            "asked": asked,
            "own": packages.own_sheet(current, seat),
            "how": sheet.how,
            "points": dict(sheet.weights.values_list("question_id", "points")),
            "floor": sheet.floor,
        }

    def extra(self) -> dict[str, Any]:
        seat, current = self.standing.seat, rules.current_round(self.standing.process)
        return {"n_members": members.answered(current, seat.party_id) if seat and current else 0}

    def act(self, given: dict[str, Any]) -> object:
        chosen = {name: given[name] for name in ("how", "grades", "points", "floor")}
        return services.give_sheet(**self.ids(), **chosen)


class GiveOwnSheet(_PackageAct):
    form_class = OwnSheetForm
    template_name = "negotiation/give_own_sheet.html"
    title = _("Hvad kan du selv leve med?")
    lead = _("Du svarer for dig selv. Ingen ser dit svar, heller ikke din egen part.")
    button = _("Læg svaret i kuverten")
    said = _("Dit svar tæller med i det, din part siger.")

    def may(self) -> object:
        here = self.standing
        return rules.require_may_answer_for_oneself(here.process, here.actor, self.now)

    def form_kwargs(self) -> dict[str, Any]:
        current = rules.current_round(self.standing.process)
        if current is None or current.started_at is None:
            return {"asked": [], "own": {}}
        mine = packages.member_sheet(current, self.standing.actor.participant_id)
        return {"asked": packages.questions_with_options(current), "own": mine}

    def act(self, given: dict[str, Any]) -> object:
        return services.give_own_sheet(**self.ids(), grades=given["grades"])


class CloseRound(_PackageAct):
    title = _("Åbn alle svar")
    lead = _("Alle svar bliver offentlige på én gang, og vi leder efter den pakke, alle kan leve med.")
    button = _("Åbn svarene")
    said = _("Svarene er åbnet.")

    def may(self) -> object:
        return rules.require_may_close(self.standing.process, self.standing.actor, self.now)

    def act(self, given: dict[str, Any]) -> object:
        closed = services.close_package_round(**self.ids())
        return services.settle_package_round(
            process=self.standing.process, actor=self.standing.actor, package_round=closed, now=self.now
        )


class SettleRound(_PackageAct):
    title = _("Find pakken")
    lead = _("Svarene er åbnet. Alle kan bede om, at pakken bliver fundet. Det tager højst nogle sekunder.")
    button = _("Find pakken")
    said = _("Pakken er fundet.")

    def find(self, **kwargs: UUID) -> None:
        rows = PackageRound.objects.filter(process=self.standing.process)
        self.round = get_object_or_404(rows.select_related("outcome"), public_id=kwargs["package"])

    def may(self) -> object:
        rules.require_may_settle(self.standing.process, self.standing.actor, self.round)
        return self.round

    def act(self, given: dict[str, Any]) -> object:
        return services.settle_package_round(
            process=self.standing.process, actor=self.standing.actor, package_round=self.round, now=self.now
        )

    def done(self) -> str:
        return reverse("negotiation:package_round", args=[self.slug, self.round.public_id])
