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

from samskab.ground.people import mailbox, services
from samskab.ground.people.addresses import address_of
from samskab.ground.people.forms import CodeForm
from samskab.ground.people.models import Participant
from samskab.ground.people.viewer import CODE_SESSION_KEY, CODE_STAMP_KEY, Viewer, code_stamp
from samskab.ground.places.selectors import municipality
from samskab.kit import clock

SHOWN_ONCE_KEY = "code_shown_once"
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
        come_in(request, participant.pk)
        return redirect(safe_next(request) or "path:traces")
    status = 422 if form.is_bound else 200
    return render(request, "people/code.html", {"form": form, "next": safe_next(request)}, status=status)


def come_in(request: HttpRequest, participant_id: int) -> None:
    """A new session for the person who came in by a code, so that an old one cannot be lent to them."""
    if request.user.is_authenticated:
        end_login(request)
    request.session.cycle_key()
    request.session[CODE_SESSION_KEY] = participant_id
    request.session[CODE_STAMP_KEY] = code_stamp(Participant.objects.get(pk=participant_id))


@require_http_methods(["GET", "POST"])
@never_cache
def get_code(request: HttpRequest) -> HttpResponse:
    """Begin without an account. The code is shown on the next page, once."""
    if request.method == "POST":
        now = clock.now()
        services.note_attempt(door="new_code", address=address_of(request), now=now)
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
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by ViewerMiddleware
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
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by ViewerMiddleware
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
