"""The page of the framing, the blind round, and a party's own text."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from samskab.kit import clock
from samskab.kit.act_page import Quote
from samskab.process.core import rules as core
from samskab.process.core.act_page import ActPage
from samskab.process.core.viewing import standing
from samskab.process.framing import rules, selectors, services
from samskab.process.framing.act_pages import words_of
from samskab.process.framing.forms import DeadlineForm, FramingForm, ReasonForm
from samskab.process.framing.reading import framing_page

SUGGESTED_DAYS = core.FAIR_DAYS + 7


@require_GET
@never_cache
def page(request: HttpRequest, slug: str) -> HttpResponse:
    return render(
        request, "framing/page.html", framing_page(standing(request, slug), clock.now(), request.GET)
    )


class OpenRound(ActPage):
    form_class = DeadlineForm
    title = _("Åbn en runde")
    lead = _("Alle parter skriver deres egen problemforståelse. Ingen ser de andres imens.")
    button = _("Åbn runden")
    said = _("Runden er åben. Nu kan alle skrive.")

    def form_kwargs(self) -> dict[str, Any]:
        suggested = core.fair_due(now=self.now, days=SUGGESTED_DAYS)
        return {"initial": {"deadline": timezone.localdate(suggested)}}

    def may(self) -> object:
        process, actor = self.standing.process, self.standing.actor
        rules.require_may_open_round(process, actor, self.now)
        return actor

    def act(self, given: dict[str, Any]) -> object:
        return services.open_round(**self.ids(), deadline=given["deadline"])


class ExtendRound(ActPage):
    form_class = DeadlineForm
    title = _("Giv længere tid")
    lead = _("En frist kan kun rykkes længere ud. Ingen kan gøre den kortere.")
    button = _("Ryk fristen")
    said = _("Fristen er rykket længere ud.")

    def may(self) -> object:
        return rules.require_may_extend(self.standing.process, self.standing.actor, self.now)

    def act(self, given: dict[str, Any]) -> object:
        return services.extend_round(**self.ids(), deadline=given["deadline"])


class RevealRound(ActPage):
    title = _("Læg teksterne frem")
    lead = _("Alle ser alle tekster på én gang. Bagefter kan ingen skrive om i denne runde.")
    button = _("Læg dem frem")
    said = _("Teksterne er lagt frem for alle.")

    def may(self) -> object:
        return rules.require_may_reveal(self.standing.process, self.standing.actor, self.now)

    def act(self, given: dict[str, Any]) -> object:
        return services.reveal_round(**self.ids())


class _OwnText(ActPage):
    """The party's own text of the round that runs."""

    def find(self, **kwargs: Any) -> None:
        seat = self.standing.seat
        self.round = selectors.current_round(self.standing.process)
        self.own = selectors.own_framing(self.round, seat.party_id) if seat and self.round else None


class WriteFraming(_OwnText):
    form_class = FramingForm
    template_name = "framing/write.html"
    title = _("Skriv jeres problemforståelse")
    lead = _("Ingen andre ser den endnu. I kan skrive den om, til runden er slut, eller til I låser den.")
    button = _("Gem vores tekst")
    said = _("Jeres problemforståelse er gemt.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"text": self.own.text if self.own else ""}}

    def may(self) -> object:
        return rules.require_may_write(self.standing.process, self.standing.actor, self.now)

    def extra(self) -> dict[str, Any]:
        return {"due": self.round.deadline if self.round else None}

    def act(self, given: dict[str, Any]) -> object:
        return services.write_framing(**self.ids(), text=given["text"])


class LockFraming(_OwnText):
    title = _("Lås jeres tekst, og se de andres")
    lead = _("I ser de tekster, der også er låst. Til gengæld kan I ikke skrive jeres om i denne runde.")
    button = _("Lås vores tekst")
    said = _("Jeres tekst er låst. Nu kan I se de andre, der er låst.")

    def may(self) -> object:
        return rules.require_may_lock(self.standing.process, self.standing.actor, self.now)

    def quote(self) -> Quote | None:
        return words_of(self.own)

    def act(self, given: dict[str, Any]) -> object:
        return services.lock_framing(**self.ids())


class WithdrawFraming(ActPage):
    form_class = ReasonForm
    title = _("Træk jeres tekst tilbage")
    lead = _("Den bliver stående som trukket tilbage, med jeres grund. I kan skrive en ny i næste runde.")
    button = _("Træk den tilbage")
    said = _("Teksten er trukket tilbage.")

    def find(self, **kwargs: Any) -> None:
        here = self.standing
        own = here.seat.party_id if here.seat else None
        # What one may not read is not there, for a stranger too: nobody learns of a draft before its time.
        visible = selectors.visible_framings(here.process, own, self.now)
        self.framing = get_object_or_404(visible, public_id=kwargs["framing"])

    def may(self) -> object:
        return rules.require_may_withdraw(self.standing.process, self.standing.actor, self.framing.pk)

    def quote(self) -> Quote | None:
        return words_of(self.framing)

    def act(self, given: dict[str, Any]) -> object:
        return services.withdraw_framing(**self.ids(), framing_id=self.framing.pk, reason=given["reason"])
