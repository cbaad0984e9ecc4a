"""The page of one act: a form, one service call, and back to where it shows. Rooms fill in what is theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.views import View
from django.views.decorators.cache import never_cache

from samskab.kit import clock
from samskab.kit.errors import Invalid, Refusal
from samskab.kit.refusals import Explained, explain
from samskab.process.core.viewing import Standing, standing

Words = str | Promise


class SeeOther(HttpResponseRedirect):
    """After an act the browser fetches the page anew, so that going back never sends twice."""

    status_code = 303


@dataclass(frozen=True)
class Quote:
    """The words an act is about, and whose they are."""

    text: str
    by: Words = ""


@method_decorator(never_cache, name="dispatch")
class ActPage(View):
    """GET shows the form, or in plain words why it is closed to this reader; POST carries out the act.

    `may` asks the same rule the service asks. The page decides nothing: it only spares people from writing
    what cannot be sent. What cannot be taken as it stands comes back in the form (422) with every word kept;
    any other refusal is the middleware's page. No cache keeps it: what one may see depends on who one is.
    """

    form_class: ClassVar[type[forms.Form]] = forms.Form
    template_name = "core/act_page.html"
    title: Words = ""
    lead: Words = ""
    button: Words = ""
    said: Words = ""
    grave = False
    standing: Standing

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.standing = standing(request, kwargs.pop("slug"))
        self.now = clock.now()
        self.find(**kwargs)

    def find(self, **kwargs: UUID) -> None:
        """Look up what the address names; 404 when it is not in this process."""

    def may(self) -> object:
        """The act's own rule; it raises the refusal the service would raise."""
        raise NotImplementedError

    def act(self, given: dict[str, Any]) -> object:
        """The one service call."""
        raise NotImplementedError

    def room_url(self) -> str:
        """The room's own page."""
        return reverse(f"{self.request.resolver_match.app_name}:page", args=[self.slug])  # type: ignore[union-attr]  # a view is always resolved

    def done(self) -> str:
        """Where the result shows."""
        return self.room_url()

    def ids(self) -> dict[str, Any]:
        """What every service call of a process takes."""
        return {"process_id": self.standing.process.pk, "actor": self.standing.actor, "now": self.now}

    def quote(self) -> Quote | None:
        """The words the act is about, shown above its form."""
        return None

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def extra(self) -> dict[str, Any]:
        """What the page shows beside the form."""
        return {}

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
            "process": self.standing.process,
            "standing": self.standing,
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

    @property
    def slug(self) -> str:
        return self.standing.process.slug


class HasPublicId(Protocol):
    pk: Any
    public_id: UUID


class RowField(forms.TypedChoiceField):
    """One of the shown rows. The page names it by its public id; the act gets its key."""

    def __init__(
        self, *, rows: Iterable[HasPublicId], say: Callable[[Any], str], empty: Words = "", **kwargs: Any
    ) -> None:
        listed = list(rows)
        keys = {str(row.public_id): row.pk for row in listed}
        choices: list[tuple[str, Words]] = [(str(row.public_id), say(row)) for row in listed]
        if empty:
            choices.insert(0, ("", empty))
        super().__init__(choices=choices, coerce=keys.__getitem__, empty_value=None, **kwargs)


class RowsField(forms.TypedMultipleChoiceField):
    """Any of the shown rows."""

    def __init__(self, *, rows: Iterable[HasPublicId], say: Callable[[Any], str], **kwargs: Any) -> None:
        listed = list(rows)
        keys = {str(row.public_id): row.pk for row in listed}
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(
            choices=[(public_id, say(row)) for public_id, row in zip(keys, listed, strict=True)],
            coerce=keys.__getitem__,
            **kwargs,
        )
