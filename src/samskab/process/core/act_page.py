"""The page of one act: a form, one service call, and back to where it shows. Rooms fill in what is theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Protocol
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.views import View

from samskab.kit import clock
from samskab.kit.errors import Refusal
from samskab.kit.refusals import Explained, explain
from samskab.process.core.viewing import Standing, standing

Words = str | Promise


class SeeOther(HttpResponseRedirect):
    """After an act the browser fetches the page anew, so that going back never sends twice."""

    status_code = 303


class ActPage(View):
    """GET shows the form, or in plain words why it is closed to this reader; POST carries out the act.

    `may` asks the same rule the service asks. The page decides nothing: it only spares people from writing
    what cannot be sent.
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

    def done(self) -> str:
        """Where the result shows."""
        raise NotImplementedError

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
        self.act(form.cleaned_data)
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
            "room_url": reverse(f"{self.request.resolver_match.app_name}:page", args=[self.slug]),  # type: ignore[union-attr]  # a view is always resolved
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
