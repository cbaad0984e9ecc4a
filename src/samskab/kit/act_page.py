"""The page of one act: a form, one service call, and back to where it shows. Rooms fill in what is theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.views import View
from django.views.decorators.cache import never_cache

from samskab.kit import clock
from samskab.kit.errors import Invalid, Refusal
from samskab.kit.refusals import Explained, explain

Words = str | Promise
ANSWERED = {"GET", "HEAD", "POST"}


class SeeOther(HttpResponseRedirect):
    """After an act the browser fetches the page anew, so that going back never sends twice."""

    status_code = 303


@dataclass(frozen=True)
class Quote:
    """The words an act is about, and whose they are."""

    text: str
    by: Words = ""


def taken(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was taken and the act done. What cannot be taken as it stands comes back in the form,
    every word kept; any other refusal is the middleware's page.
    """
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Invalid as refusal:
        form.add_error(None, in_a_line(refusal))
        return False
    return True


def in_a_line(refusal: Refusal) -> str:
    """What a refusal says, why, and the one next step, in one line above a form."""
    said = explain(refusal)
    return f"{said.what} {said.why} {said.step}"


@method_decorator(never_cache, name="dispatch")
class ActPage(View):
    """GET shows the form, or in plain words why it is closed to this reader; POST carries out the act.

    `may` asks the same rule the service asks. The page decides nothing: it only spares people from writing
    what cannot be sent. No cache keeps it: what one may see depends on who one is.
    """

    form_class: ClassVar[type[forms.Form]] = forms.Form
    template_name = "kit/act_page.html"
    title: Words = ""
    lead: Words = ""
    button: Words = ""
    said: Words = ""
    grave = False

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.now = clock.now()
        if request.method in ANSWERED:  # any other is refused, and learns nothing of what is there
            self.find(**kwargs)

    def find(self, **kwargs: Any) -> None:
        """Look up what the address names; 404 when it is not there for this reader."""

    def may(self) -> object:
        """The act's own rule; it raises the refusal the service would raise."""
        raise NotImplementedError

    def act(self, given: dict[str, Any]) -> object:
        """The one service call."""
        raise NotImplementedError

    def done(self) -> str:
        """Where the result shows."""
        raise NotImplementedError

    def quote(self) -> Quote | None:
        """The words the act is about, shown above its form."""
        return None

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def around(self) -> dict[str, Any]:
        """What the frame of the room's pages needs to know."""
        return {}

    def extra(self) -> dict[str, Any]:
        """What the page shows beside the form."""
        return {}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(self.form_class(**self.form_kwargs()), closed=self._closed())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST, **self.form_kwargs())
        if not taken(form, self.act):
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
            **self.around(),
            "now": self.now,
            "form": form,
            "closed": closed,
            "title": self.title,
            "lead": self.lead,
            "button": self.button,
            "grave": self.grave,
            "back_url": self.done(),
            "quote": self.quote(),
            **self.extra(),
        }
        return render(self.request, self.template_name, context, status=status)
