"""A new address: a code goes there, comes back, and the old one is told. Until then nothing has changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samskab.ground.people.actor import Actor
from samskab.ground.people.login_form import LETTERS as TO_ONE_ADDRESS
from samskab.ground.people.models import User
from samskab.ground.people.services import note_attempt
from samskab.ground.people.viewer import viewer_of
from samskab.ground.rights import rules, services
from samskab.ground.rights.forms import EmailCodeForm, NewEmailForm
from samskab.kit import clock
from samskab.kit.errors import Closed

PENDING_KEY = "new_email"
HOLDS = timedelta(minutes=10)
TRIES = 3
LETTERS = 5
_SALT = "samskab.rights.new_email"


def _hash(code: str) -> str:
    """Only this is kept: letters and digits, whatever the case and the dashes."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return salted_hmac(_SALT, plain, algorithm="sha256").hexdigest()


@require_http_methods(["GET", "POST"])
@never_cache
def change_email(request: HttpRequest) -> HttpResponse:
    """Ask for the address and send a code there. An address somebody else uses is answered alike."""
    user = rules.require_may_change_email(viewer_of(request).actor())
    form = NewEmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        note_attempt(door="new_email", address=f"account {user.pk}", now=now, most=LETTERS)
        note_attempt(
            door="mail", address=f"mail {form.cleaned_data['email'].lower()}", now=now, most=TO_ONE_ADDRESS
        )
        _send_code(request, user, form.cleaned_data["email"], now)
        return redirect("rights:confirm_email")
    status = 422 if form.is_bound else 200
    return render(request, "rights/change_email.html", {"form": form, "email": user.email}, status=status)


def _send_code(request: HttpRequest, user: User, email: str, now: datetime) -> None:
    code = get_adapter().generate_email_verification_code()
    pending: dict[str, Any] = {"email": email, "until": (now + HOLDS).timestamp(), "tries": TRIES}
    try:
        pending["email"] = rules.require_free(email, user)
    except Closed:
        get_adapter().send_mail("rights/email/taken_address", email, {})
    else:
        get_adapter().send_mail("rights/email/new_address", pending["email"], {"code": code})
    request.session[PENDING_KEY] = pending | {"hash": _hash(code)}


@require_http_methods(["GET", "POST"])
@never_cache
def confirm_email(request: HttpRequest) -> HttpResponse:
    """The code came back from the new address, within ten minutes and three tries."""
    actor, now = viewer_of(request).actor(), clock.now()
    user = rules.require_may_change_email(actor)
    pending = request.session.get(PENDING_KEY)
    if pending is None or now.timestamp() >= pending["until"] or pending["tries"] < 1:
        request.session.pop(PENDING_KEY, None)
        return redirect("rights:change_email")
    form = EmailCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if constant_time_compare(pending["hash"], _hash(form.cleaned_data["code"])):
            return _changed(request, actor, user.email, pending["email"], now)
        request.session[PENDING_KEY] = pending | {"tries": pending["tries"] - 1}
        form.add_error("code", _("Koden passer ikke. Se i brevet, og prøv igen."))
    status = 422 if form.is_bound else 200
    context = {"form": form, "email": pending["email"]}
    return render(request, "rights/confirm_email.html", context, status=status)


def _changed(request: HttpRequest, actor: Actor, old: str | None, email: str, now: datetime) -> HttpResponse:
    """The old address is told first: if no letter can be sent, nothing changes."""
    rules.require_free(email, rules.require_may_change_email(actor))
    if old and old != email:
        get_adapter().send_mail("rights/email/old_address", old, {})
    kept = request.session.session_key or ""
    user = services.change_email(actor=actor, email=email, kept=kept, now=now)
    request.session.pop(PENDING_KEY, None)
    update_session_auth_hash(request, user)
    messages.success(request, _("E-mailen er rettet."))
    return redirect("rights:mine")
