"""The doors: a code in the mail, a code on paper, and out again."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout as end_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samskab.ground.people import mailbox, selectors, services
from samskab.ground.people.actor import Actor
from samskab.ground.people.addresses import address_of
from samskab.ground.people.claiming import Claimed
from samskab.ground.people.forms import CodeForm
from samskab.ground.people.logins import note_login
from samskab.ground.people.models import Participant, WayIn
from samskab.ground.people.viewer import CODE_SESSION_KEY, CODE_STAMP_KEY, code_stamp, viewer_of
from samskab.ground.places.selectors import municipality
from samskab.kit import clock
from samskab.kit.errors import Refusal
from samskab.kit.refusals import explain

SHOWN_ONCE_KEY = "code_shown_once"
CLAIMED_KEY = "claimed"
OWN_WORDS_KEY = "words_seen_by_a_helper"
NEXT = "next"


def safe_next(request: HttpRequest) -> str:
    """Where the person was going, when it is in this house."""
    target = request.POST.get(NEXT) or request.GET.get(NEXT) or ""
    here = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if here else ""


@require_GET
@never_cache
def login(request: HttpRequest) -> HttpResponse:
    """All doors on one page, side by side: none of them is the back door."""
    found = municipality()
    context = {
        "next": safe_next(request),
        "demo": bool(found and found.is_demo),
        "mail_here": mailbox.may_read(request),
        "brokers": selectors.brokers(),
    }
    return render(request, "people/login.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def enter_code(request: HttpRequest) -> HttpResponse:
    """Four words from a paper, and one is in."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        participant = services.come_in_by_code(
            code=form.cleaned_data["code"], address=address_of(request), now=clock.now()
        )
        if participant.code_seen:
            return _to_own_words(request, participant)
        come_in(request, participant.pk)
        return redirect(safe_next(request) or "path:traces")
    status = 422 if form.is_bound else 200
    return render(request, "people/code.html", {"form": form, "next": safe_next(request)}, status=status)


def _to_own_words(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Words a helper has seen open one page, where the person takes words of their own, or undoes it all."""
    viewer = viewer_of(request)
    services.require_not_the_helper(participant, viewer.participant.pk if viewer.participant else None)
    if request.user.is_authenticated:
        end_login(request)
    request.session.cycle_key()
    request.session[OWN_WORDS_KEY] = [participant.pk, code_stamp(participant)]
    return redirect("people:own_words")


def holder_of_seen_words(request: HttpRequest) -> Participant | None:
    """Who stands at that page, as long as the words they came with still hold."""
    known, stamp = request.session.get(OWN_WORDS_KEY) or (0, "")
    found = Participant.objects.filter(pk=known, code_revoked_at__isnull=True, code_seen=True).first()
    return found if found is not None and code_stamp(found) == stamp else None


@require_http_methods(["GET", "POST"])
@never_cache
def own_words(request: HttpRequest) -> HttpResponse:
    """A helper has seen the words on the receipt. Now the person gets words nobody else has seen."""
    found = holder_of_seen_words(request)
    if found is None:
        return redirect("people:code")
    if request.method == "POST":
        code = services.replace_code(actor=Actor(participant_id=found.pk), now=clock.now())
        come_in(request, found.pk)
        del request.session[OWN_WORDS_KEY]
        request.session[SHOWN_ONCE_KEY] = code
        return redirect("people:receipt")
    return render(request, "people/own_words.html")


@require_http_methods(["GET", "POST"])
@never_cache
def claim_code(request: HttpRequest) -> HttpResponse:
    """What was said under four words moves to the account one is logged in with."""
    viewer = viewer_of(request)
    form = CodeForm(request.POST or None)
    closed = None
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        with services.a_try(door="code", address=address_of(request), now=now):
            done = services.claim_code(actor=viewer.actor(), code=form.cleaned_data["code"], now=now)
        request.session[CLAIMED_KEY] = [done.moved, done.double]
        return redirect("people:claimed")
    try:
        services.require_account(viewer.actor())
    except Refusal as refusal:
        closed = explain(refusal)
    status = 422 if form.is_bound else 200
    return render(request, "people/claim.html", {"form": form, "closed": closed}, status=status)


@require_GET
@never_cache
def claimed(request: HttpRequest) -> HttpResponse:
    """The receipt of that: how much came along, and how much had been done twice."""
    if CLAIMED_KEY not in request.session:
        return redirect("people:claim_code")
    moved, double = request.session[CLAIMED_KEY]
    return render(request, "people/claimed.html", {"claimed": Claimed(moved, double)})


def come_in(request: HttpRequest, participant_id: int) -> None:
    """A new session for the person who came in by a code, so that an old one cannot be lent to them."""
    if request.user.is_authenticated:
        end_login(request)
    participant = Participant.objects.get(pk=participant_id)
    request.session.cycle_key()
    request.session[CODE_SESSION_KEY] = participant_id
    request.session[CODE_STAMP_KEY] = code_stamp(participant)
    note_login(request, participant, WayIn.CODE)


@require_http_methods(["GET", "POST"])
@never_cache
def get_code(request: HttpRequest) -> HttpResponse:
    """Begin without an account. The code is shown on the next page, once."""
    if request.method == "POST":
        now = clock.now()
        services.note_attempt(door="new_code", address=address_of(request), now=now, most=services.NEW_CODES)
        participant, code = services.give_code(now=now)
        come_in(request, participant.pk)
        request.session[SHOWN_ONCE_KEY] = code
        return redirect("people:receipt")
    return render(request, "people/get_code.html", {"next": safe_next(request)})


@require_GET
@never_cache
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt to print or copy by hand. It is shown once; a second look says so."""
    code = request.session.pop(SHOWN_ONCE_KEY, "")
    found = municipality()
    return render(request, "people/receipt.html", {"code": code, "phone": found.phone if found else ""})


@require_http_methods(["GET", "POST"])
@never_cache
def replace_code(request: HttpRequest) -> HttpResponse:
    """A new code for the same words."""
    viewer = viewer_of(request)
    if request.method == "POST":
        actor = viewer.actor()
        code = services.replace_code(actor=actor, now=clock.now())
        come_in(request, actor.participant_id or 0)
        request.session[SHOWN_ONCE_KEY] = code
        return redirect("people:receipt")
    return render(request, "people/replace_code.html")


@require_http_methods(["GET", "POST"])
@never_cache
def revoke_code(request: HttpRequest) -> HttpResponse:
    """Shut the door of a code for good, and go out by it."""
    viewer = viewer_of(request)
    if request.method == "POST":
        services.revoke_code(actor=viewer.actor(), now=clock.now())
        end_login(request)
        messages.success(request, _("Koden er lukket. Ingen kan bruge den mere."))
        return redirect(settings.ACCOUNT_LOGOUT_REDIRECT_URL)
    return render(request, "people/revoke_code.html")


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Out, whichever door one came in by."""
    end_login(request)
    return redirect(settings.ACCOUNT_LOGOUT_REDIRECT_URL)


@require_GET
@never_cache
def mail(request: HttpRequest) -> HttpResponse:
    """The mail that would have been sent, until a mail server is named. Only on this machine, or in the
    demo.
    """
    if not mailbox.may_read(request):
        raise Http404
    return render(request, "people/mail.html", {"letters": mailbox.letters()})
