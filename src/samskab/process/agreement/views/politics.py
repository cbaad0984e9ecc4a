"""Asking politicians, answering, and telling what was decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samskab.ground.people.selectors import councillors
from samskab.process.agreement import rules, services
from samskab.process.agreement.act_pages import PaperAct
from samskab.process.agreement.forms import CouncillorAnswerForm, DecisionForm, QuestionForm
from samskab.process.agreement.models import CouncillorQuestion


class _Politics(PaperAct):
    def done(self) -> str:
        return reverse("agreement:politics", args=[self.slug])


class AskCouncillor(_Politics):
    form_class = QuestionForm
    title = _("Spørg politikeren")
    lead = _("Spørgsmål og svar er offentlige. Svaret kommer inden 21 dage.")
    button = _("Stil spørgsmålet")
    said = _("Spørgsmålet er stillet. Fristen løber.")

    def may(self) -> object:
        return rules.require_may_ask(self.standing.process, self.standing.actor, None)

    def form_kwargs(self) -> dict[str, Any]:
        return {"councillors": councillors()}

    def act(self, given: dict[str, Any]) -> object:
        return services.ask_councillor(
            **self.ids(),
            to_title=given["to_title"],
            text=given["text"],
            councillor_id=given.get("councillor"),
        )


class AnswerCouncillor(_Politics):
    form_class = CouncillorAnswerForm
    template_name = "agreement/answer_councillor.html"
    title = _("Svar på spørgsmålet")
    lead = _("Ja, nej, eller ikke jeres beslutning. Du svarer her. Du forhandler ikke.")
    button = _("Send svaret")
    said = _("Svaret er offentligt nu.")

    def find(self, **kwargs: UUID) -> None:
        rows = CouncillorQuestion.objects.filter(process=self.standing.process)
        self.question = get_object_or_404(rows.select_related("asked_by"), public_id=kwargs["question"])

    def may(self) -> object:
        return rules.require_may_answer_question(self.standing.process, self.standing.actor, self.question)

    def form_kwargs(self) -> dict[str, Any]:
        return {"clauses": self.points()}

    def extra(self) -> dict[str, Any]:
        return {"question": self.question}

    def act(self, given: dict[str, Any]) -> object:
        return services.answer_councillor(**self.ids(), question_id=self.question.pk, **given)


class TellDecision(_Politics):
    form_class = DecisionForm
    title = _("Hvad besluttede udvalget?")
    lead = _("Beslutningen og grunden går tilbage til alle, der har bidraget.")
    button = _("Fortæl det")
    said = _("Beslutningen står ved punkterne.")

    def may(self) -> object:
        return rules.require_may_tell_decision(self.standing.process, self.standing.actor)

    def form_kwargs(self) -> dict[str, Any]:
        return {"clauses": self.points()}

    def act(self, given: dict[str, Any]) -> object:
        return services.tell_political_decision(**self.ids(), **given)
