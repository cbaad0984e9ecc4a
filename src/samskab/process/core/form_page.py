"""The plain page of an act that is a form: form, one service call, back. ActPage is the richer one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from samskab.process.core.viewing import Standing


def form_page(
    request: HttpRequest,
    here: Standing,
    form: forms.Form,
    *,
    title: str | Promise,
    submit: str | Promise,
    run: Callable[[dict[str, Any]], object],
    back: str,
    about: object = None,
) -> HttpResponse:
    """`run` gets what the form cleaned and makes the service call; `about` is the text the act answers;
    `back` is the room's page. An invalid form comes back with 422 and everything that was typed.
    """
    if request.method == "POST" and form.is_valid():
        run(form.cleaned_data)
        return redirect(back, here.process.slug)
    context = {
        "process": here.process,
        "standing": here,
        "form": form,
        "title": title,
        "submit": submit,
        "about": about,
        "back": back,
    }
    return render(request, "core/act.html", context, status=422 if form.is_bound else 200)
