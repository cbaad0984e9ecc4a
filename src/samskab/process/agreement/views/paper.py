"""Acts on the paper as a whole."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from samskab.process.agreement import rules, selectors, services
from samskab.process.agreement.act_pages import PaperAct
from samskab.process.agreement.forms import DraftForm, TermsForm


class DraftAgreement(PaperAct):
    form_class = DraftForm
    title = _("Begynd udkastet")
    lead = _("Et tomt papir. Punkterne kommer fra forslagene på forhandlingsbordet.")
    button = _("Læg papiret frem")
    said = _("Udkastet ligger fremme for alle.")

    def may(self) -> None:
        rules.require_may_draft(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return services.draft_agreement(**self.ids(), title=given["title"])


class SetTerms(PaperAct):
    form_class = TermsForm
    title = _("Sæt datoerne")
    lead = _("En aftale uden datoer bliver glemt.")
    button = _("Gem datoerne")
    said = _("Datoerne står i aftalen.")

    def may(self) -> object:
        return rules.require_may_write(self.standing.process, self.standing.actor)

    def form_kwargs(self) -> dict[str, Any]:
        found = selectors.current(self.standing.process)
        if found is None:
            return {}
        dates = {"review_on": found.review_on, "expires_on": found.expires_on}
        return {"initial": {**dates, "answer_days": found.answer_days}}

    def act(self, given: dict[str, Any]) -> object:
        return services.set_terms(**self.ids(), **given)


class ReviseAgreement(PaperAct):
    title = _("Begynd en ny version")
    lead = _("Den underskrevne version bliver stående. Den nye har de samme punkter og ingen underskrifter.")
    button = _("Begynd en ny version")
    said = _("Den nye version ligger fremme. Ingen har skrevet under på den endnu.")
    grave = True

    def may(self) -> object:
        return rules.require_may_revise(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return services.revise_agreement(**self.ids())
