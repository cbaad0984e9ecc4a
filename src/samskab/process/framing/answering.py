"""How the page of an act answers: a form and one call, or why it is not possible now. The room `purpose`
answers the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samskab.kit import clock
from samskab.kit.errors import Invalid, Refusal
from samskab.kit.refusals import Explained, explain
from samskab.process.core.viewing import Standing, standing

ACT_TEMPLATE = "framing/act.html"
View = Callable[..., HttpResponse]


def act_page(view: View) -> View:
    """GET shows the form, POST sends it; kept by no cache, since what one may see depends on who one is."""
    return never_cache(require_http_methods(["GET", "HEAD", "POST"])(view))


class SeeOther(HttpResponseRedirect):
    """After an act: look at the page again, by GET."""

    status_code = 303


@dataclass(frozen=True)
class ActWords:
    """The words around a form: what it is, why, its button, and what is said when it is done."""

    title: str | Promise
    lead: str | Promise
    button: str | Promise
    done: str | Promise


@dataclass(frozen=True)
class Here:
    """One reader at one process at one moment, and where to go afterwards."""

    request: HttpRequest
    standing: Standing
    now: datetime
    back: str

    @property
    def sends(self) -> bool:
        return self.request.method == "POST"


def arrive(request: HttpRequest, slug: str, page: str) -> Here:
    """`page` is the name of the room's main page."""
    return Here(request, standing(request, slug), clock.now(), reverse(page, args=[slug]))


def refusal_of(require: Callable[[], object]) -> Explained | None:
    """Why the act is not possible, in words; nothing when it is."""
    try:
        require()
    except Refusal as refusal:
        return explain(refusal)
    return None


def answer(
    here: Here,
    words: ActWords,
    form: forms.Form,
    *,
    allowed: Callable[[], object],
    send: Callable[[dict[str, Any]], object],
    template: str = ACT_TEMPLATE,
    **more: object,
) -> HttpResponse:
    """Show the form, or why there is none; or send it by one call and go back.

    What cannot be taken as it stands (422) comes back in the form with every word kept. Every other refusal
    is the middleware's page.
    """
    if here.sends and form.is_valid():
        try:
            send(form.cleaned_data)
        except Invalid as refusal:
            said = explain(refusal)
            form.add_error(None, f"{said.what} {said.why} {said.step}")
        else:
            messages.success(here.request, str(words.done))
            return SeeOther(here.back)
    context = {
        "process": here.standing.process,
        "standing": here.standing,
        "now": here.now,
        "back": here.back,
        "words": words,
        "form": form,
        "refusal": None if here.sends else refusal_of(allowed),
        **more,
    }
    return render(here.request, template, context, status=422 if here.sends else 200)
