"""Pages of agreements with institutions: a list for everybody, the acts for administrators, the contact's
switch.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from samskab.ground.access import rules, selectors
from samskab.ground.access.forms import NetworkForm
from samskab.ground.access.models import NetworkAgreement
from samskab.ground.access.services import networks as services
from samskab.ground.people.models import Role
from samskab.ground.people.viewer import Viewer
from samskab.kit import clock
from samskab.kit.client_address import address_of
from samskab.kit.errors import Invalid
from samskab.kit.refusals import explain

YEAR = timedelta(days=365)


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by ViewerMiddleware
    return viewer


@require_GET
@never_cache
def networks(request: HttpRequest) -> HttpResponse:
    """Which institutions have an agreement; administrators see ranges, contacts and what waits for them."""
    viewer, today = _viewer(request), timezone.localdate(clock.now())
    tends = Role.ADMINISTRATOR in viewer.roles
    context = {
        "institutions": selectors.institutions(today),
        "network": viewer.network,
        "tends": tends,
        "agreements": selectors.agreements() if tends else [],
        "ending": set(selectors.ending(today).values_list("pk", flat=True)) if tends else set(),
        "today": today,
    }
    return render(request, "access/networks.html", context)


@require_GET
@never_cache
def my_address(request: HttpRequest) -> HttpResponse:
    """Which address the house believes this request comes from, told to nobody but who sent it: for
    `samskab proxycheck`. Nothing is kept.
    """
    return HttpResponse(f"{address_of(request) or 'unknown'}\n", content_type="text/plain; charset=utf-8")


@require_http_methods(["GET", "POST"])
@never_cache
def propose(request: HttpRequest, public_id: str = "") -> HttpResponse:
    """A new agreement, or the next period of one that runs."""
    actor, now = _viewer(request).actor(), clock.now()
    rules.require_administrator(actor)
    old = get_object_or_404(NetworkAgreement, public_id=public_id) if public_id else None
    form = NetworkForm(request.POST or None, initial=_next_period(old) if old else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.propose_network(actor=actor, now=now, **form.cleaned_data)
        except Invalid as refusal:
            said = explain(refusal)
            form.add_error(None, f"{said.what} {said.why} {said.step}")
        else:
            messages.success(request, _("Aftalen er foreslået. Nu skal en anden administrator sige ja."))
            return redirect("access:networks")
    status = 422 if form.is_bound else 200
    return render(request, "access/propose.html", {"form": form, "old": old}, status=status)


def _next_period(old: NetworkAgreement) -> dict[str, Any]:
    start = old.valid_to + timedelta(days=1)
    return {
        "institution": old.institution,
        "cidr": old.cidr,
        "contact_name": old.contact_name,
        "contact_email": old.contact_email,
        "valid_from": start,
        "valid_to": start + YEAR,
    }


def tell_contact(request: HttpRequest, agreement: NetworkAgreement, token: str) -> None:
    """The contact gets their switch by mail, and by nothing else."""
    lines = (
        _("Hej %(name)s"),
        _(
            "Nettet hos %(institution)s er åbent: Folk, der er på det, kan skrive med i de åbne samtaler "
            "uden at logge ind. Der står, at det kom fra jer, og ikke hvem."
        ),
        _("Aftalen gælder til og med %(day)s."),
        _("Bliver nettet misbrugt, kan du sætte det på pause her. Knappen virker én gang og kan ikke andet:"),
        "%(switch)s",
    )
    words = {
        "name": agreement.contact_name,
        "institution": agreement.institution,
        "day": date_format(agreement.valid_to, "j. F Y"),
        "switch": request.build_absolute_uri(reverse("access:switch", args=[token])),
    }
    body = "\n\n".join(line % words for line in lines)
    send_mail(_("Jeres net er åbent"), body, settings.DEFAULT_FROM_EMAIL, [agreement.contact_email])


@method_decorator(never_cache, name="dispatch")
class AgreementAct(View):
    """One administrator's act on one agreement: GET says what it does, POST does it."""

    title: ClassVar[str | Promise] = ""
    lead: ClassVar[str | Promise] = ""
    said: ClassVar[str | Promise] = ""

    def do(self, given: dict[str, Any]) -> tuple[NetworkAgreement, str]:
        """The one service call; the contact's new switch when there is one."""
        raise NotImplementedError

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        rules.require_administrator(_viewer(request).actor())
        agreement = get_object_or_404(NetworkAgreement, public_id=public_id)
        context = {"agreement": agreement, "title": self.title, "lead": self.lead}
        return render(request, "access/agreement_act.html", context)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        actor = _viewer(request).actor()
        rules.require_administrator(actor)
        found = get_object_or_404(NetworkAgreement, public_id=public_id)
        agreement, token = self.do({"actor": actor, "agreement_id": found.pk, "now": clock.now()})
        if token:
            tell_contact(request, agreement, token)
        messages.success(request, str(self.said))
        return redirect("access:networks")


class Approve(AgreementAct):
    title = gettext_lazy("Godkend aftalen")
    lead = gettext_lazy(
        "Har institutionen selv bekræftet adresserne? Så åbner du døren, og kontakten får besked."
    )
    said = gettext_lazy("Aftalen er åben. Kontakten har fået en knap, der sætter den på pause.")

    def do(self, given: dict[str, Any]) -> tuple[NetworkAgreement, str]:
        return services.approve_network(**given)


class Pause(AgreementAct):
    title = gettext_lazy("Sæt aftalen på pause")
    lead = gettext_lazy(
        "Ingen kan skrive fra nettet, før en administrator åbner igen. Det virker med det samme."
    )
    said = gettext_lazy("Aftalen er på pause.")

    def do(self, given: dict[str, Any]) -> tuple[NetworkAgreement, str]:
        return services.pause_network(**given), ""


class Resume(AgreementAct):
    title = gettext_lazy("Åbn aftalen igen")
    lead = gettext_lazy("Folk på nettet kan igen skrive uden at logge ind. Kontakten får en ny knap.")
    said = gettext_lazy("Aftalen er åben igen.")

    def do(self, given: dict[str, Any]) -> tuple[NetworkAgreement, str]:
        return services.resume_network(**given)


class End(AgreementAct):
    title = gettext_lazy("Afslut aftalen")
    lead = gettext_lazy("Aftalen er slut for altid, og adresserne er fri til en ny aftale.")
    said = gettext_lazy("Aftalen er slut.")

    def do(self, given: dict[str, Any]) -> tuple[NetworkAgreement, str]:
        return services.end_network(**given), ""


@require_http_methods(["GET", "POST"])
@never_cache
def switch(request: HttpRequest, token: str) -> HttpResponse:
    """The contact's own button. Looking at it changes nothing, so a mail scanner cannot press it."""
    if request.method == "POST":
        agreement = services.pause_own_network(token=token, now=clock.now())
        return render(request, "access/switched.html", {"agreement": agreement})
    return render(request, "access/switch.html")
