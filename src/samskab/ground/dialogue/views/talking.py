"""A thread on a page of its own, and what an author does with their own words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from samskab.ground.dialogue import rules, selectors, services, subjects, tokens
from samskab.ground.dialogue.forms import CommentForm, EditForm
from samskab.ground.dialogue.models import Comment, CommentState
from samskab.ground.dialogue.subjects import Subject
from samskab.ground.dialogue.views.sending import (
    actor_of,
    comment_or_404,
    hashes_of,
    keep_token,
    parties_of,
    thread_url,
    token_for,
)
from samskab.ground.people.viewer import viewer_of
from samskab.kit import clock
from samskab.kit.act_page import Quote, SeeOther, taken
from samskab.kit.errors import lets_through


def _form(request: HttpRequest, data: Any = None) -> CommentForm:
    return CommentForm(data, asks_name=not viewer_of(request).is_known, parties=parties_of(request))


def _write(
    request: HttpRequest, form: CommentForm, kind: str, about: UUID, parent: Comment | None
) -> Comment | None:
    """The one service call of both boxes: a new comment, and an answer to one."""
    token, made = tokens.new(), []

    def act(given: dict[str, Any]) -> None:
        made.append(
            services.write_comment(
                actor=actor_of(request, given.get("party", "")),
                kind=kind,
                about=about,
                text=given["text"],
                nickname=given.get("name", ""),
                parent_id=parent.pk if parent else None,
                sent_key=given["sent_key"],
                token=token,
                now=clock.now(),
            )
        )

    if not taken(form, act):
        return None
    keep_token(request, made[0], token)
    waits = made[0].state == CommentState.WAITING
    messages.success(
        request,
        _("Tak. Et menneske læser det, før andre ser det, for der står måske et navn eller en adresse.")
        if waits
        else _("Tak. Dine ord står der nu."),
    )
    return made[0]


def _subject_or_404(kind: str, about: UUID) -> Subject:
    subject = subjects.find(kind, about)
    if subject is None:
        raise Http404
    return subject


def _door(request: HttpRequest, subject: Subject) -> dict[str, Any]:
    """Which way the reader came in, and whether they may write."""
    actor = actor_of(request)
    return {
        "subject": subject,
        "may_write": subject.is_open and lets_through(lambda: rules.require_may_comment(actor)),
        "network": None if viewer_of(request).is_known else viewer_of(request).network,
        "now": clock.now(),
    }


@require_http_methods(["GET", "POST"])
@never_cache
def thread(request: HttpRequest, kind: str, about: UUID) -> HttpResponse:
    """Everything said about one thing, the oldest first, and one box to write in."""
    subject = _subject_or_404(kind, about)
    form = _form(request, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        made = _write(request, form, kind, about, None)
        if made is not None:
            return SeeOther(f"{request.path}#k-{made.public_id}")
    found = subjects.kind_of(kind)
    said = subjects.link_of(found, subject) if found else None
    person = viewer_of(request).participant
    context = {
        **_door(request, subject),
        "kind": kind,
        "label": found.label if found else "",
        "form": form,
        "comments": selectors.read(
            said,
            sensitive=subject.sensitive,
            reader_id=person.pk if person else None,
            tokens=hashes_of(request),
            now=clock.now(),
        ),
        "n_shown": said.n_shown if said else 0,
    }
    return render(request, "dialogue/thread.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@never_cache
def reply(request: HttpRequest, comment: UUID) -> HttpResponse:
    """An answer to one comment."""
    parent = comment_or_404(comment)
    subject = subjects.of_thread(parent.thread)
    if subject is None or parent.parent_id is not None:
        raise Http404
    form = _form(request, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        made = _write(request, form, parent.thread.kind, subject.public_id, parent)
        if made is not None:
            return SeeOther(f"{thread_url(parent.thread)}#k-{made.public_id}")
    context = {
        **_door(request, subject),
        "form": form,
        "parent": parent,
        "stands": parent.state == CommentState.SHOWN,
        "back_url": thread_url(parent.thread),
    }
    return render(request, "dialogue/reply.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@never_cache
def edit(request: HttpRequest, comment: UUID) -> HttpResponse:
    """Put one's own words right, for half an hour."""
    found = comment_or_404(comment)
    actor, token, now = actor_of(request), token_for(request, found), clock.now()
    rules.require_may_edit(found, actor, token, now)
    form = EditForm(request.POST if request.method == "POST" else None, initial={"text": found.text})

    def act(given: dict[str, Any]) -> None:
        services.edit_comment(
            actor=actor, comment_id=found.pk, text=given["text"], token=token, now=clock.now()
        )

    if request.method == "POST" and taken(form, act):
        messages.success(request, _("Rettet. Andre kan se, at du har rettet."))
        return SeeOther(f"{thread_url(found.thread)}#k-{found.public_id}")
    context = {
        "title": _("Ret dine ord"),
        "lead": _("Du kan rette i en halv time. Der kommer til at stå “rettet”."),
        "button": _("Gem"),
        "form": form,
        "back_url": thread_url(found.thread),
    }
    return render(request, "kit/act_page.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@never_cache
def withdraw(request: HttpRequest, comment: UUID) -> HttpResponse:
    """Take one's own words back."""
    found = comment_or_404(comment)
    actor, token = actor_of(request), token_for(request, found)
    rules.require_may_withdraw(found, actor, token)
    if request.method == "POST":
        services.withdraw_comment(actor=actor, comment_id=found.pk, token=token, now=clock.now())
        messages.success(request, _("Dine ord er taget tilbage og slettet."))
        return SeeOther(thread_url(found.thread))
    context = {
        "title": _("Træk dine ord tilbage"),
        "lead": _(
            "Teksten slettes. Der kommer til at stå, at den er trukket tilbage. Andres svar bliver stående."
        ),
        "button": _("Træk tilbage"),
        "grave": True,
        "quote": Quote(found.text),
        "back_url": thread_url(found.thread),
    }
    return render(request, "kit/act_page.html", context)


@require_GET
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """All one has said here, and what was decided about it."""
    person = viewer_of(request).participant
    if person is None:
        return redirect(f"{reverse('people:login')}?next={request.path}")
    rows = [(one, thread_url(one.thread)) for one in selectors.comments_by(person.pk)]
    return render(request, "dialogue/mine.html", {"rows": rows, "now": clock.now()})


@require_GET
def house_rules(request: HttpRequest) -> HttpResponse:
    """The rules, what happens when one is broken, and how to complain. In plain words."""
    return render(request, "dialogue/rules.html")
