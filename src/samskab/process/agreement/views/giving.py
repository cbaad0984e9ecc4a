"""Who decides what, and who brings what."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from samskab.process.agreement import rules, selectors, services
from samskab.process.agreement.act_pages import PaperAct
from samskab.process.agreement.forms import ChangeRightForm, ResourceForm, RightForm
from samskab.process.agreement.models import DecisionRight, Resource
from samskab.process.core.selectors import seats


class GiveRight(PaperAct):
    form_class = RightForm
    title = _("Hvem bestemmer hvad?")
    lead = _("Medvirken tæller i beslutninger, ikke i møder.")
    button = _("Skriv det ind")
    said = _("Beslutningsretten står i aftalen.")

    def may(self) -> object:
        return rules.require_may_write(self.standing.process, self.standing.actor)

    def form_kwargs(self) -> dict[str, Any]:
        return {"parties": [seat.party for seat in seats(self.standing.process)]}

    def act(self, given: dict[str, Any]) -> object:
        return services.give_decision_right(**self.ids(), what=given["what"], holders=given["holders"])


class ChangeRight(GiveRight):
    form_class = ChangeRightForm
    template_name = "agreement/change_right.html"
    title = _("Hvem bestemmer det nu?")
    lead = _("Når aftalen er underskrevet, kan en part kun give sin egen ret fra sig.")
    button = _("Gem ændringen")
    said = _("Ændringen står i aftalen, også hvem der bestemte før.")

    def find(self, **kwargs: UUID) -> None:
        rows = DecisionRight.objects.filter(agreement__process=self.standing.process)
        self.right = get_object_or_404(
            rows.select_related("agreement").prefetch_related("holders__party"), public_id=kwargs["right"]
        )

    def may(self) -> object:
        """Asked as if the reader gave its own right on: what it may at most do."""
        mine = self.standing.actor.party_id
        held = [holder.party_id for holder in selectors.holders_now(self.right)]
        rest = [pk for pk in held if pk != mine]
        return rules.require_may_change_right(self.standing.process, self.standing.actor, self.right, rest)

    def form_kwargs(self) -> dict[str, Any]:
        held = [str(holder.party.public_id) for holder in selectors.holders_now(self.right)]
        return super().form_kwargs() | {"initial": {"holders": held}}

    def extra(self) -> dict[str, Any]:
        return {"right": self.right}

    def act(self, given: dict[str, Any]) -> object:
        return services.change_decision_right(
            **self.ids(), right_id=self.right.pk, holders=given["holders"], note=given["note"]
        )


class OfferResource(PaperAct):
    form_class = ResourceForm
    title = _("Hvad bringer I med?")
    lead = _("Lokaler, tid, penge, kørsel, kunnen eller ting. Timer bliver aldrig regnet om til penge.")
    button = _("Læg det på bordet")
    said = _("Jeres bidrag står i aftalen.")

    def may(self) -> object:
        return rules.require_may_offer(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return services.offer_resource(
            **self.ids(),
            kind=given["kind"],
            text=given["text"],
            condition=given["condition"],
            hours_month=given["hours_month"] or Decimal(0),
            most_hours_month=given["most_hours_month"],
            amount_ore=given["amount_ore"],
        )


class WithdrawResource(PaperAct):
    template_name = "agreement/withdraw_resource.html"
    title = _("Træk jeres bidrag tilbage")
    lead = _("I må gerne holde op. I behøver ikke sige hvorfor.")
    button = _("Træk det tilbage")
    said = _("Jeres bidrag er trukket tilbage.")
    grave = True

    def find(self, **kwargs: UUID) -> None:
        rows = Resource.objects.filter(agreement__process=self.standing.process)
        self.resource = get_object_or_404(
            rows.select_related("agreement", "by"), public_id=kwargs["resource"]
        )

    def may(self) -> object:
        return rules.require_may_withdraw_resource(self.standing.process, self.standing.actor, self.resource)

    def extra(self) -> dict[str, Any]:
        return {"resource": self.resource}

    def act(self, given: dict[str, Any]) -> object:
        return services.withdraw_resource(**self.ids(), resource_id=self.resource.pk)
