"""The newsroom's own pages: write, hand in, read each other's, publish, correct, withdraw."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from samskab.commons.news import rules, selectors, services
from samskab.commons.news.forms import ArticleForm, CorrectionForm, NoteForm, ReasonForm, WordsOfArticleForm
from samskab.commons.news.models import ArticleState, Section
from samskab.commons.news.views.act_page import ArticlePage, NewsPage, article_for, reader_of
from samskab.ground.people.models import Role
from samskab.ground.people.viewer import viewer_of
from samskab.kit import clock
from samskab.kit.errors import NotAllowed


@require_GET
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """What is being written, what waits for a second pair of eyes, and who asks to reply."""
    roles = viewer_of(request).roles
    if not {Role.EDITOR, Role.COUNCILLOR} & roles:
        raise NotAllowed("news.only_editors")
    reader = reader_of(request)
    found = selectors.unpublished(reader)
    context = {
        "drafts": [one for one in found if one.state == ArticleState.DRAFT],
        "handed_in": [one for one in found if one.state == ArticleState.HANDED_IN],
        "replies": selectors.waiting_replies() if Role.EDITOR in roles else [],
        "editor": Role.EDITOR in roles,
        "reader": reader,
        "now": clock.now(),
    }
    return render(request, "news/desk.html", context)


class Write(NewsPage):
    form_class: ClassVar[type[forms.Form]] = ArticleForm
    title = _("Skriv en artikel")
    lead = _("Kladden ses kun af dig og redaktionen. En anden end dig udgiver den.")
    button = _("Gem kladden")
    said = _("Kladden er gemt.")

    def form_kwargs(self) -> dict[str, Any]:
        roles = viewer_of(self.request).roles
        return {"politician": Role.COUNCILLOR in roles, "editor": Role.EDITOR in roles}

    def may(self) -> object:
        politician = Role.COUNCILLOR in viewer_of(self.request).roles
        return rules.require_pen(self.actor, Section.ROOTS if politician else Section.HOUSE)

    def act(self, given: dict[str, Any]) -> object:
        area, process = given.pop("area"), given.pop("process")
        return services.write_article(
            actor=self.actor,
            area_id=area.pk if area else None,
            about_id=process.pk if process else None,
            now=self.now,
            **given,
        )


class Rewrite(ArticlePage):
    form_class: ClassVar[type[forms.Form]] = WordsOfArticleForm
    title = _("Skriv videre på kladden")
    lead = _("Den, der skriver sidst, kan ikke selv udgive.")
    button = _("Gem kladden")
    said = _("Kladden er gemt.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {name: getattr(self.article, name) for name in ("title", "standfirst", "body")}}

    def may(self) -> None:
        rules.require_writer(self.actor, self.article)
        rules.require_unpublished(self.article)

    def act(self, given: dict[str, Any]) -> object:
        return services.rewrite_article(**self.ids(), **given)


class Return(ArticlePage):
    form_class: ClassVar[type[forms.Form]] = NoteForm
    title = _("Send kladden tilbage")
    button = _("Send tilbage")
    said = _("Kladden er sendt tilbage.")

    def may(self) -> object:
        return rules.require_second_eyes(self.actor, self.article)

    def act(self, given: dict[str, Any]) -> object:
        return services.return_article(**self.ids(), **given)


class Correct(ArticlePage):
    form_class: ClassVar[type[forms.Form]] = CorrectionForm
    title = _("Ret en fejl")
    lead = _("Intet rettes i det stille. Datoen, det, der var forkert, og de gamle ord bliver stående.")
    button = _("Ret, og vis rettelsen")
    said = _("Rettelsen står på artiklen.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {name: getattr(self.article, name) for name in ("title", "standfirst", "body")}}

    def may(self) -> None:
        rules.require_may_correct(self.actor, self.article)
        rules.require_published(self.article)

    def act(self, given: dict[str, Any]) -> object:
        return services.correct_article(**self.ids(), **given)


class Withdraw(ArticlePage):
    form_class: ClassVar[type[forms.Form]] = ReasonForm
    title = _("Træk artiklen tilbage")
    lead = _("Teksten tages ned. Adressen bliver, og grunden står der i stedet.")
    button = _("Træk tilbage")
    said = _("Artiklen er trukket tilbage.")
    grave = True

    def may(self) -> None:
        rules.require_editor(self.actor)
        rules.require_published(self.article)

    def act(self, given: dict[str, Any]) -> object:
        return services.withdraw_article(**self.ids(), **given)


@require_POST
def hand_in(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = article_for(request, public_id)
    services.hand_in_article(actor=viewer_of(request).actor(), article_id=found.pk, now=clock.now())
    return redirect(reverse("news:article", args=[public_id]))


@require_POST
def publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = article_for(request, public_id)
    services.publish_article(actor=viewer_of(request).actor(), article_id=found.pk, now=clock.now())
    return redirect(reverse("news:article", args=[public_id]))
