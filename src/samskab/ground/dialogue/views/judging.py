"""Notices, decisions and appeals: the reporter's, the moderator's and the author's pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samskab.ground.dialogue import letters, rules, selectors, services
from samskab.ground.dialogue.forms import (
    AnswerForm,
    AppealForm,
    DecideForm,
    FollowForm,
    JudgeForm,
    NoticeForm,
)
from samskab.ground.dialogue.models import AppealSide, CommentState, Decision, Notice
from samskab.ground.dialogue.views.sending import (
    TOKENS_KEY,
    actor_of,
    comment_or_404,
    thread_url,
    token_for,
)
from samskab.ground.people.addresses import address_of
from samskab.ground.people.services import note_attempt
from samskab.ground.people.viewer import viewer_of
from samskab.kit import clock
from samskab.kit.act_page import SeeOther, taken
from samskab.kit.errors import NotAllowed, lets_through

CODE_KEY = "notice_code_shown_once"
PER_PAGE = 30


# -- who reports --------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@never_cache
def notice(request: HttpRequest, comment: UUID) -> HttpResponse:
    """Say that a comment breaks a rule. No login; the receipt comes on the next page."""
    found = comment_or_404(comment)
    rules.require_shown(found)
    form, made = NoticeForm(request.POST if request.method == "POST" else None), []

    def act(given: dict[str, Any]) -> None:
        now = clock.now()
        note_attempt(door="notice", address=address_of(request), now=now)
        made.append(
            services.give_notice(
                actor=viewer_of(request).actor(),
                comment_id=found.pk,
                rule=given["rule"],
                text=given["text"],
                name=given["name"],
                email=given["email"],
                good_faith=given["good_faith"],
                now=now,
            )
        )

    if request.method == "POST" and taken(form, act):
        given, code = made[0]
        letters.confirm_notice(given, request.build_absolute_uri(reverse("dialogue:follow")))
        request.session[CODE_KEY] = code
        return SeeOther(reverse("dialogue:notice_receipt"))
    context = {"form": form, "comment": found, "back_url": thread_url(found.thread)}
    return render(request, "dialogue/notice.html", context, status=422 if form.is_bound else 200)


@require_GET
@never_cache
def notice_receipt(request: HttpRequest) -> HttpResponse:
    """The four words, shown once."""
    return render(request, "dialogue/notice_receipt.html", {"code": request.session.pop(CODE_KEY, "")})


@require_http_methods(["GET", "POST"])
@never_cache
def follow(request: HttpRequest) -> HttpResponse:
    """What became of a notice, for who holds its four words. They travel in the form, never in an address."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    found: Notice | None = None
    if request.method == "POST" and form.is_valid():
        note_attempt(door="notice_code", address=address_of(request), now=clock.now())
        found = selectors.notice_by_code(form.cleaned_data["code"])
        if found is None:
            form.add_error("code", _("De fire ord kender vi ikke. Se på kvitteringen, og prøv igen."))
    decision = found.decision if found else None
    context = {
        "form": form,
        "notice": found,
        "decision": decision,
        "may_appeal": decision is not None and _may_appeal(decision, AppealSide.NOTIFIER),
        "code": form.cleaned_data.get("code", "") if found else "",
        "appeal_form": AppealForm(),
        "now": clock.now(),
    }
    return render(request, "dialogue/follow.html", context, status=422 if form.errors else 200)


def _may_appeal(decision: Decision, side: str) -> bool:
    return lets_through(lambda: rules.require_may_appeal(decision, side, clock.now()))


# -- who moderates ------------------------------------------------------------------------------------------


@require_GET
@never_cache
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a moderator. Nobody else sees it."""
    actor = viewer_of(request).actor()
    moderator = rules.require_office(actor)
    rows = [
        (one, lets_through(lambda one=one: rules.require_impartial(one, moderator)))  # type: ignore[misc]  # bound now
        for one in selectors.waiting_comments(actor)
    ]
    appeals = [
        (one, lets_through(lambda one=one: rules.require_may_judge(one, actor)))  # type: ignore[misc]  # bound now
        for one in selectors.open_appeals(actor)
    ]
    context = {"rows": rows, "appeals": appeals, "now": clock.now()}
    return render(request, "dialogue/queue.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def decide(request: HttpRequest, comment: UUID) -> HttpResponse:
    """One comment, what was said about it, and a decision with its reasons."""
    actor = viewer_of(request).actor()
    moderator = rules.require_moderator(actor)
    found = comment_or_404(comment)
    rules.require_impartial(found, moderator)
    rules.require_to_decide(found)
    form, made = DecideForm(request.POST if request.method == "POST" else None), []

    def act(given: dict[str, Any]) -> None:
        made.append(
            services.decide_comment(
                actor=actor,
                comment_id=found.pk,
                outcome=given["outcome"],
                rule=given["rule"],
                facts=given["reason"],
                now=clock.now(),
            )
        )

    if request.method == "POST" and taken(form, act):
        _write_letters(request, made[0])
        messages.success(request, _("Afgørelsen er truffet. Den, der skrev, kan læse grunden og klage."))
        return SeeOther(reverse("dialogue:queue"))
    context = {
        "form": form,
        "comment": found,
        "notices": list(selectors.open_notices(found.pk)),
        "thread_url": thread_url(found.thread),
        "waiting": found.state == CommentState.WAITING,
        "now": clock.now(),
    }
    return render(request, "dialogue/decide.html", context, status=422 if form.is_bound else 200)


def _write_letters(request: HttpRequest, decision: Decision) -> None:
    page = request.build_absolute_uri(reverse("dialogue:decision", args=[decision.public_id]))
    letters.tell_author(decision, page)
    letters.tell_notifiers(decision, request.build_absolute_uri(reverse("dialogue:follow")))


@require_POST
def release(request: HttpRequest, comment: UUID) -> HttpResponse:
    """What waited names nobody it should not: show it."""
    found = comment_or_404(comment)
    services.release_comment(actor=viewer_of(request).actor(), comment_id=found.pk, now=clock.now())
    messages.success(request, _("Kommentaren står der nu."))
    return SeeOther(reverse("dialogue:queue"))


@require_http_methods(["GET", "POST"])
@never_cache
def judge(request: HttpRequest, appeal: UUID) -> HttpResponse:
    """An appeal, looked at by somebody else than who decided."""
    actor = viewer_of(request).actor()
    found = selectors.appeal_of(appeal)
    if found is None:
        raise Http404
    rules.require_may_judge(found, actor)
    form = JudgeForm(request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> None:
        services.decide_appeal(
            actor=actor,
            appeal_id=found.pk,
            outcome=given["outcome"],
            reason=given["reason"],
            now=clock.now(),
        )

    if request.method == "POST" and taken(form, act):
        _write_letters(request, found.decision)
        messages.success(request, _("Klagen er afgjort."))
        return SeeOther(reverse("dialogue:queue"))
    context = {"form": form, "appeal": found, "decision": found.decision, "now": clock.now()}
    return render(request, "dialogue/judge.html", context, status=422 if form.is_bound else 200)


# -- who wrote ----------------------------------------------------------------------------------------------


def _own_decision(request: HttpRequest, public_id: UUID) -> tuple[Decision, bool, bool]:
    """A decision, whether the reader wrote what it is about, and whether they moderate. Nobody else sees it:
    its reasons may tell what was hidden. Who sends words after the login has ended gets them back, and learns
    nothing of whether there is such a decision.
    """
    if request.method == "POST" and not viewer_of(request).is_known and not request.session.get(TOKENS_KEY):
        raise NotAllowed("dialogue.come_in_first")
    found = selectors.decision_of(public_id)
    if found is None:
        raise Http404
    actor, token = actor_of(request), token_for(request, found.comment)
    wrote = lets_through(lambda: rules.require_author(found.comment, actor, token))
    moderates = lets_through(lambda: rules.require_office(viewer_of(request).actor()))
    if not wrote and not moderates:
        raise Http404
    return found, wrote, moderates


@require_GET
@never_cache
def decision(request: HttpRequest, decision: UUID) -> HttpResponse:
    """What was decided about one's words, why, under which rule, and how to answer and appeal."""
    found, wrote, moderates = _own_decision(request, decision)
    actor, token = actor_of(request), token_for(request, found.comment)
    context = {
        "decision": found,
        "comment": found.comment,
        "wrote": wrote,
        "moderates": moderates,
        "appeals": list(found.appeals.all()),
        "may_answer": wrote and lets_through(lambda: rules.require_may_answer(found, actor, token)),
        "may_appeal": wrote and _may_appeal(found, AppealSide.AUTHOR),
        "thread_url": thread_url(found.comment.thread),
        "now": clock.now(),
    }
    return render(request, "dialogue/decision.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def answer(request: HttpRequest, decision: UUID) -> HttpResponse:
    """The author's own words about a decision."""
    found, _wrote, _moderates = _own_decision(request, decision)
    actor, token = actor_of(request), token_for(request, found.comment)
    rules.require_may_answer(found, actor, token)
    form = AnswerForm(request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> None:
        services.answer_decision(
            actor=actor, decision_id=found.pk, text=given["answer"], token=token, now=clock.now()
        )

    back = reverse("dialogue:decision", args=[decision])
    if request.method == "POST" and taken(form, act):
        messages.success(request, _("Dit svar ligger ved afgørelsen. Moderatorerne læser det."))
        return SeeOther(back)
    context = {
        "title": _("Svar på afgørelsen"),
        "lead": _("Det læses af moderatorerne og står ikke på siden. Det er ikke en klage."),
        "button": _("Send svaret"),
        "form": form,
        "back_url": back,
    }
    return render(request, "kit/act_page.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@never_cache
def appeal(request: HttpRequest, decision: UUID) -> HttpResponse:
    """The author's appeal."""
    found, _wrote, _moderates = _own_decision(request, decision)
    actor, token = actor_of(request), token_for(request, found.comment)
    rules.require_author(found.comment, actor, token)
    rules.require_may_appeal(found, AppealSide.AUTHOR, clock.now())
    form = AppealForm(request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> None:
        services.appeal_decision(
            actor=actor,
            decision_id=found.pk,
            side=AppealSide.AUTHOR,
            text=given["text"],
            token=token,
            now=clock.now(),
        )

    back = reverse("dialogue:decision", args=[decision])
    if request.method == "POST" and taken(form, act):
        messages.success(request, _("Din klage er modtaget. En anden end den, der besluttede, læser den."))
        return SeeOther(back)
    context = {
        "title": _("Klag over afgørelsen"),
        "lead": _("Det er gratis. En anden moderator ser på det og svarer med en grund."),
        "button": _("Send klagen"),
        "form": form,
        "back_url": back,
    }
    return render(request, "kit/act_page.html", context, status=422 if form.is_bound else 200)


@require_POST
def appeal_notice(request: HttpRequest, decision: UUID) -> HttpResponse:
    """The appeal of who reported it, with the four words of the receipt."""
    found = selectors.decision_of(decision)
    if found is None:
        raise Http404
    note_attempt(door="notice_code", address=address_of(request), now=clock.now())
    services.appeal_decision(
        actor=viewer_of(request).actor(),
        decision_id=found.pk,
        side=AppealSide.NOTIFIER,
        text=request.POST.get("text", ""),
        code=request.POST.get("code", ""),
        now=clock.now(),
    )
    messages.success(request, _("Din klage er modtaget. En anden end den, der besluttede, læser den."))
    return SeeOther(reverse("dialogue:log"))


# -- all ----------------------------------------------------------------------------------------------------


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """Every decision: the day, what, the rule, the appeal. Never the text, never a name."""
    page = Paginator(selectors.log(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "dialogue/log.html", {"page": page, "now": clock.now()})
