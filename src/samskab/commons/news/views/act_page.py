"""The page of one act of the newsroom: a form, or in plain words why it is closed to this reader."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.views import View
from django.views.decorators.cache import never_cache

from samskab.commons.news import rules, selectors
from samskab.commons.news.models import Article
from samskab.ground.people.actor import Actor
from samskab.ground.people.viewer import Viewer
from samskab.kit import clock
from samskab.kit.errors import Invalid, Refusal
from samskab.kit.refusals import Explained, explain
from samskab.process.core.act_page import SeeOther

Words = str | Promise


def viewer_of(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by ViewerMiddleware
    return viewer


def reader_of(request: HttpRequest) -> int | None:
    participant = viewer_of(request).participant
    return participant.pk if participant else None


def article_for(request: HttpRequest, public_id: UUID) -> Article:
    """The article, when this reader may see it: a draft of others is not there, as if it had never been."""
    found = selectors.visible_to(reader_of(request)).filter(public_id=public_id).first()
    if found is None:
        if request.method == "POST":
            # Whose login has ended is told so, and gets the words back; a 404 would lose them.
            rules.require_known(viewer_of(request).actor())
        raise Http404
    return found


@method_decorator(never_cache, name="dispatch")
class NewsPage(View):
    """As the process rooms' act page, for acts that belong to no process."""

    form_class: ClassVar[type[forms.Form]] = forms.Form
    title: Words = ""
    lead: Words = ""
    button: Words = ""
    said: Words = ""
    grave = False

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.now = clock.now()
        self.actor: Actor = viewer_of(request).actor()
        self.find(**kwargs)

    def find(self, **kwargs: UUID) -> None:
        """Look up what the address names; 404 when this reader may not know of it."""

    def may(self) -> object:
        """The act's own rule."""
        raise NotImplementedError

    def act(self, given: dict[str, Any]) -> object:
        """The one service call."""
        raise NotImplementedError

    def done(self) -> str:
        return reverse("news:desk")

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def quote(self) -> str:
        """The words the act is about."""
        return ""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(self.form_class(**self.form_kwargs()), closed=self._closed())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST, **self.form_kwargs())
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            self.act(form.cleaned_data)
        except Invalid as refusal:
            said = explain(refusal)
            form.add_error(None, f"{said.what} {said.why} {said.step}")
            return self.page(form, status=422)
        if self.said:
            messages.success(request, str(self.said))
        return SeeOther(self.done())

    def _closed(self) -> Explained | None:
        try:
            self.may()
        except Refusal as refusal:
            return explain(refusal)
        return None

    def page(self, form: forms.Form, *, closed: Explained | None = None, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "closed": closed,
            "title": self.title,
            "lead": self.lead,
            "button": self.button,
            "grave": self.grave,
            "quote": self.quote(),
            "back_url": self.done(),
            "now": self.now,
        }
        return render(self.request, "news/act_page.html", context, status=status)


class ArticlePage(NewsPage):
    """An act on one article."""

    article: Article

    def find(self, **kwargs: UUID) -> None:
        self.article = article_for(self.request, kwargs["public_id"])

    def done(self) -> str:
        return reverse("news:article", args=[self.article.public_id])

    def ids(self) -> dict[str, Any]:
        return {"article_id": self.article.pk, "actor": self.actor, "now": self.now}
