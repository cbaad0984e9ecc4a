"""The pages of the second factor. allauth does the ceremonies; here is what this house does beside them.

Loaded when first asked for: what they import is heavy, and most people never come here.
"""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as base
from allauth.mfa.internal.flows.add import redirect_if_add_not_allowed
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

HOME = reverse_lazy("people:my_access")


@method_decorator([never_cache, login_required], name="dispatch")
class AddApp(totp.ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """A first code from the app counts as the second factor of this session."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="totp", reauthenticated=True)
        return answer


@method_decorator(never_cache, name="dispatch")
class AddPasskey(webauthn.AddWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """A new passkey is always one that can be found without a name and asks who holds it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["form"] = kwargs.get("form") or self.get_form()
        context["js_data"] = {"creation_options": auth.begin_registration(self.request.user, True)}
        return context

    def form_valid(self, form: BaseForm) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="webauthn", reauthenticated=True)
        return answer


@method_decorator(never_cache, name="dispatch")
class RemoveApp(totp.DeactivateTOTPView):  # type: ignore[misc]  # allauth has no types
    success_url = HOME


@method_decorator(never_cache, name="dispatch")
class RemovePasskey(webauthn.RemoveWebAuthnView):  # type: ignore[misc]  # allauth has no types
    success_url = HOME


add_app = login_required(reauthentication_required(AddApp.as_view(), app="allauth.mfa"))
remove_app = login_required(RemoveApp.as_view())
add_passkey = login_required(redirect_if_add_not_allowed(AddPasskey.as_view()))
remove_passkey = login_required(RemovePasskey.as_view())
second_step = never_cache(base.authenticate)
once_more = never_cache(base.reauthenticate)
once_more_passkey = never_cache(webauthn.reauthenticate_webauthn)
come_in_by_passkey = never_cache(webauthn.login_webauthn)
spare_codes = login_required(never_cache(spare.view_recovery_codes))
new_spare_codes = login_required(never_cache(spare.generate_recovery_codes))
