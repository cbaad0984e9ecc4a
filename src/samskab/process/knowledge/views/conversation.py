"""Answering a conversation that was read in."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samskab.process.core.act_page import ActPage
from samskab.process.knowledge import rules, selectors, services
from samskab.process.knowledge.forms import ReplyForm


class AnswerConversation(ActPage):
    form_class = ReplyForm
    template_name = "knowledge/answer_conversation.html"
    title = _("Svar på samtalen")
    lead = _("Hvad hørte I i den, hvad bliver der af det, og hvorfor? Svaret er åbent for alle.")
    button = _("Send svaret")
    said = _("Svaret står ved samtalen.")

    def may(self) -> object:
        return rules.require_may_answer_conversation(self.standing.process, self.standing.actor)

    def extra(self) -> dict[str, Any]:
        process = self.standing.process
        return {
            "replies": selectors.conversation_replies(process),
            "carried": selectors.shown([words.pk for words in selectors.carried(process)]),
        }

    def act(self, given: dict[str, Any]) -> object:
        return services.answer_conversation(**self.ids(), outcome=given["outcome"], text=given["text"])

    def done(self) -> str:
        return reverse("knowledge:unanswered", args=[self.slug])
