"""Disagreeing in print, and signing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from samskab.ground.parties.selectors import mandate_of
from samskab.process.agreement import rules, services
from samskab.process.agreement.act_pages import PaperAct
from samskab.process.agreement.forms import DissentForm, SignForm, ThirdPartyForm


class PrintDissent(PaperAct):
    form_class = DissentForm
    title = _("Her er vi uenige")
    lead = _("En aftale kan godt rumme uenighed. Den skal bare kunne læses.")
    button = _("Tryk det i aftalen")
    said = _("Jeres uenighed står trykt i aftalen.")

    def may(self) -> object:
        return rules.require_may_print_dissent(self.standing.process, self.standing.actor, instead=False)

    def act(self, given: dict[str, Any]) -> object:
        return services.print_dissent(**self.ids(), **given)


class Sign(PaperAct):
    form_class = SignForm
    template_name = "agreement/sign.html"
    title = _("Skriv under")
    lead = _("Når den første har skrevet under, kan ordene ikke ændres.")
    button = _("Vi skriver under")
    said = _("Tak. Jeres underskrift står på aftalen.")

    def may(self) -> object:
        return rules.require_may_sign(self.standing.process, self.standing.actor)

    def form_kwargs(self) -> dict[str, Any]:
        seat = self.standing.seat
        mandate = mandate_of(seat.party_id) if seat else None
        return {"clauses": self.points(), "initial": {"mandate": mandate.text if mandate else ""}}

    def extra(self) -> dict[str, Any]:
        return {"clauses": self.points()}

    def act(self, given: dict[str, Any]) -> object:
        return services.sign(**self.ids(), **given)


class SignAsThirdParty(PaperAct):
    form_class = ThirdPartyForm
    title = _("Underskrift udefra")
    lead = _("For dem, der ikke er part i forløbet, men er bundet af et punkt.")
    button = _("Skriv underskriften ind")
    said = _("Underskriften står på aftalen.")

    def may(self) -> object:
        return rules.require_may_enter_third_party(self.standing.process, self.standing.actor)

    def form_kwargs(self) -> dict[str, Any]:
        return {"clauses": self.points()}

    def act(self, given: dict[str, Any]) -> object:
        return services.sign_as_third_party(**self.ids(), **given)
