"""The right of reply: ask for it, and answer who asks."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from samskab.commons.news import rules, services
from samskab.commons.news.forms import AskReplyForm, ReasonForm
from samskab.commons.news.models import ReplyRequest
from samskab.commons.news.views.act_page import ArticlePage, NewsPage, reader_of
from samskab.ground.parties.selectors import parties_spoken_for
from samskab.ground.people.viewer import viewer_of
from samskab.kit import clock
from samskab.kit.act_page import Quote


class AskForm(AskReplyForm):
    """For oneself, or for a party one speaks for."""

    party = forms.ChoiceField(required=False, label=_("Hvem svarer?"), choices=())
    field_order = ("party", "name", "text")

    def __init__(self, *args: Any, parties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not parties:
            del self.fields["party"]
            self.fields["name"].required = True
            return
        choice: forms.ChoiceField = self.fields["party"]  # type: ignore[assignment]  # a field by its name
        choice.choices = [("", _("Mig selv")), *parties]


class Ask(ArticlePage):
    form_class: ClassVar[type[forms.Form]] = AskForm
    title = _("Svar på artiklen")
    lead = _("Er du eller I nævnt, kan I svare. Siger redaktionen nej, står grunden ved artiklen.")
    button = _("Send svaret")
    said = _("Svaret er sendt til redaktionen.")

    def form_kwargs(self) -> dict[str, Any]:
        self.own = {str(party.public_id): party for party in parties_spoken_for(reader_of(self.request))}
        return {"parties": [(key, party.name) for key, party in self.own.items()]}

    def may(self) -> None:
        rules.require_known(self.actor)
        rules.require_published(self.article)

    def act(self, given: dict[str, Any]) -> object:
        party = self.own.get(given.get("party", ""))
        return services.ask_reply(
            actor=viewer_of(self.request).actor(party.pk if party else None),
            article_id=self.article.pk,
            name=given["name"],
            text=given["text"],
            now=self.now,
        )


class Refuse(NewsPage):
    """An editor says no, with the reason everybody will read."""

    form_class: ClassVar[type[forms.Form]] = ReasonForm
    title = _("Sig nej til svaret")
    lead = _("Grunden står ved artiklen. Den, der har skrevet artiklen, kan ikke sige nej.")
    button = _("Sig nej, fordi …")
    said = _("Grunden står ved artiklen.")

    def find(self, **kwargs: UUID) -> None:
        rules.require_editor(self.actor)
        self.reply = get_object_or_404(
            ReplyRequest.objects.select_related("article"), public_id=kwargs["reply"]
        )

    def quote(self) -> Quote:
        return Quote(self.reply.text)

    def may(self) -> object:
        return rules.require_reply(self.reply.pk)

    def act(self, given: dict[str, Any]) -> object:
        return services.refuse_reply(
            actor=self.actor, reply_id=self.reply.pk, reason=given["reason"], now=self.now
        )


@require_POST
def publish(request: HttpRequest, reply: UUID) -> HttpResponse:
    """Print the reply beside the article."""
    actor = viewer_of(request).actor()
    rules.require_editor(actor)
    found = get_object_or_404(ReplyRequest.objects.select_related("article"), public_id=reply)
    services.publish_reply(actor=actor, reply_id=found.pk, now=clock.now())
    messages.success(request, str(_("Svaret står nu ved artiklen.")))
    return redirect("news:article", found.article.public_id)
