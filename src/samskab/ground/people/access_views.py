"""One's own doors: how one comes in, where one is logged in, and out again everywhere."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth import logout as end_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from samskab.ground.people import selectors, services
from samskab.ground.people.actor import Proof
from samskab.ground.people.models import User
from samskab.ground.people.proof import proof_of
from samskab.ground.people.viewer import viewer_of
from samskab.kit import clock


@require_GET
@never_cache
def my_access(request: HttpRequest) -> HttpResponse:
    """What opens my door, and where it stands open now."""
    viewer = viewer_of(request)
    if viewer.participant is None:
        return redirect(f"{reverse('people:login')}?{urlencode({'next': request.path})}")
    user = viewer.participant.user
    context = {
        "sessions": selectors.sessions_of(viewer.participant.pk, clock.now()),
        "here": request.session.session_key,
        "proof": proof_of(request),
        "two": Proof.TWO,
        "account": user,
        "brokers": selectors.brokers(),
    }
    return render(request, "people/my_access.html", context | (_locks_of(user) if user else {}))


def _locks_of(user: User) -> dict[str, object]:
    found = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    return {
        "app": next((lock for lock in found if lock.type == Authenticator.Type.TOTP), None),
        "spare": any(lock.type == Authenticator.Type.RECOVERY_CODES for lock in found),
        "passkeys": [
            (lock.pk, lock.data["name"], lock.created_at)
            for lock in found
            if lock.type == Authenticator.Type.WEBAUTHN
        ],
        "linked": set(SocialAccount.objects.filter(user=user).values_list("provider", flat=True)),
        "unconfirmed": EmailAddress.objects.filter(user=user, verified=False).exists(),
    }


@require_POST
@never_cache
def end_session(request: HttpRequest) -> HttpResponse:
    """Out on one other machine; out here, when it is this one."""
    given = request.POST.get("session", "")
    session_id = int(given) if given.isascii() and given.isdigit() and len(given) < len(str(2**63)) else 0
    services.end_session(actor=viewer_of(request).actor(), session_id=session_id, now=clock.now())
    if not request.session.exists(request.session.session_key or ""):
        end_login(request)
        return redirect("people:login")
    messages.success(request, _("Du er logget ud dér."))
    return redirect("people:my_access")


@require_POST
@never_cache
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Out everywhere but here."""
    services.end_other_sessions(
        actor=viewer_of(request).actor(), kept=request.session.session_key or "", now=clock.now()
    )
    messages.success(request, _("Du er logget ud alle andre steder."))
    return redirect("people:my_access")


@require_POST
@never_cache
def unlink_broker(request: HttpRequest) -> HttpResponse:
    """Take a broker's login off the account."""
    services.unlink_broker(
        actor=viewer_of(request).actor(), broker=request.POST.get("broker", ""), now=clock.now()
    )
    messages.success(request, _("Loginnet er taget af din konto."))
    return redirect("people:my_access")
