"""Pages of agreements with institutions: a list for everybody, the acts for administrators, the contact's
switch.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from samskab.ground.access import rules, selectors
from samskab.ground.access.forms import NetworkForm
from samskab.ground.access.models import NetworkAgreement
from samskab.ground.access.services import networks as services
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.ground.people.viewer import viewer_of
from samskab.kit import clock
from samskab.kit.act_page import ActPage
from samskab.kit.client_address import address_of

YEAR = timedelta(days=365)


@require_GET
@never_cache
def networks(request: HttpRequest) -> HttpResponse:
    """Which institutions have an agreement; administrators see ranges, contacts and what waits for them."""
    viewer, today = viewer_of(request), timezone.localdate(clock.now())
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


class AdministratorPage(ActPage):
    """An administrator's act. Whoever is none is told so before anything is looked up."""

    def find(self, **kwargs: Any) -> None:
        self.actor: Actor = viewer_of(self.request).actor()
        rules.require_administrator(self.actor)

    def may(self) -> object:
        return rules.require_administrator(self.actor)

    def done(self) -> str:
        return reverse("access:networks")


class Propose(AdministratorPage):
    """A new agreement; another administrator says yes to it."""

    form_class: ClassVar[type[forms.Form]] = NetworkForm
    title = gettext_lazy("Foreslå en aftale")
    lead = gettext_lazy("Du skriver det ned, og en anden administrator siger ja. Først da åbner døren.")
    button = gettext_lazy("Foreslå")
    said = gettext_lazy("Aftalen er foreslået. Nu skal en anden administrator sige ja.")

    def act(self, given: dict[str, Any]) -> object:
        return services.propose_network(actor=self.actor, now=self.now, **given)


class Renew(Propose):
    """The next period of an agreement that runs."""

    title = gettext_lazy("Forny aftalen")

    def find(self, **kwargs: Any) -> None:
        super().find()
        self.old = get_object_or_404(NetworkAgreement, **kwargs)

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": _next_period(self.old)}


class AgreementPage(AdministratorPage):
    """One administrator's act on one agreement."""

    template_name = "access/agreement_act.html"

    def find(self, **kwargs: Any) -> None:
        super().find()
        self.agreement = get_object_or_404(NetworkAgreement, **kwargs)

    def extra(self) -> dict[str, Any]:
        return {"agreement": self.agreement}

    def ids(self) -> dict[str, Any]:
        return {"actor": self.actor, "agreement_id": self.agreement.pk, "now": self.now}


class Approve(AgreementPage):
    title = button = gettext_lazy("Godkend aftalen")
    lead = gettext_lazy(
        "Har institutionen selv bekræftet adresserne? Så åbner du døren, og kontakten får besked."
    )
    said = gettext_lazy("Aftalen er åben. Kontakten har fået en knap, der sætter den på pause.")

    def may(self) -> None:
        rules.require_may_approve(
            self.agreement, rules.require_administrator(self.actor), timezone.localdate(self.now)
        )

    def act(self, given: dict[str, Any]) -> None:
        tell_contact(self.request, *services.approve_network(**self.ids()))


class Pause(AgreementPage):
    title = button = gettext_lazy("Sæt aftalen på pause")
    lead = gettext_lazy(
        "Ingen kan skrive fra nettet, før en administrator åbner igen. Det virker med det samme."
    )
    said = gettext_lazy("Aftalen er på pause.")

    def may(self) -> None:
        rules.require_running(self.agreement, timezone.localdate(self.now))

    def act(self, given: dict[str, Any]) -> object:
        return services.pause_network(**self.ids())


class Resume(AgreementPage):
    title = button = gettext_lazy("Åbn aftalen igen")
    lead = gettext_lazy("Folk på nettet kan igen skrive uden at logge ind. Kontakten får en ny knap.")
    said = gettext_lazy("Aftalen er åben igen.")

    def may(self) -> None:
        rules.require_paused(self.agreement, timezone.localdate(self.now))

    def act(self, given: dict[str, Any]) -> None:
        tell_contact(self.request, *services.resume_network(**self.ids()))


class End(AgreementPage):
    title = button = gettext_lazy("Afslut aftalen")
    lead = gettext_lazy("Aftalen er slut for altid, og adresserne er fri til en ny aftale.")
    said = gettext_lazy("Aftalen er slut.")
    grave = True

    def may(self) -> None:
        rules.require_not_ended(self.agreement)

    def act(self, given: dict[str, Any]) -> object:
        return services.end_network(**self.ids())


@require_http_methods(["GET", "POST"])
@never_cache
def switch(request: HttpRequest, token: str) -> HttpResponse:
    """The contact's own button. Looking at it changes nothing, so a mail scanner cannot press it."""
    if request.method == "POST":
        agreement = services.pause_own_network(token=token, now=clock.now())
        return render(request, "access/switched.html", {"agreement": agreement})
    return render(request, "access/switch.html")
