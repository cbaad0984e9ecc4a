"""The shared text: its versions, suggestions and stances."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from samskab.kit import clock
from samskab.kit.act_page import Quote
from samskab.process.core.act_page import ActPage
from samskab.process.core.viewing import standing
from samskab.process.framing import rules, selectors, services
from samskab.process.framing.act_pages import AboutShared, StanceAct, words_of
from samskab.process.framing.forms import ReasonForm, SharedForm, SuggestionForm
from samskab.process.framing.models import SharedSuggestion
from samskab.process.framing.reading import PER_PAGE


@require_GET
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version of the shared framing, newest first."""
    here = standing(request, slug)
    listed = Paginator(selectors.shared_versions(here.process), PER_PAGE).get_page(request.GET.get("page"))
    context = {"process": here.process, "standing": here, "now": clock.now(), "page": listed}
    return render(request, "framing/versions.html", context)


class WriteShared(ActPage):
    form_class = SharedForm
    template_name = "framing/write_shared.html"
    title = _("Skriv den fælles problemforståelse")
    lead = _("Hvert punkt skal sige, hvis ord det kom fra. Den gamle version bliver stående.")
    button = _("Læg den frem")
    said = _("Den fælles tekst er lagt frem. Nu siger alle parter, hvad de mener.")

    def find(self, **kwargs: Any) -> None:
        process = self.standing.process
        self.framings = list(selectors.live_framings(process, self.now))
        self.suggestions = list(selectors.open_suggestions(process))

    def may(self) -> object:
        process, actor = self.standing.process, self.standing.actor
        rules.require_merger(process, actor)
        return actor

    def form_kwargs(self) -> dict[str, Any]:
        former = selectors.latest_shared(self.standing.process)
        return {"framings": self.framings, "suggestions": self.suggestions, "former": former}

    def extra(self) -> dict[str, Any]:
        return {"framings": self.framings, "suggestions": self.suggestions}

    def act(self, given: dict[str, Any]) -> object:
        return services.write_shared_framing(
            **self.ids(), text=given["text"], elements=given["elements"], took=given["took"]
        )


class SuggestChange(AboutShared):
    form_class = SuggestionForm
    title = _("Foreslå en ændring")
    lead = _("Ingen part retter selv i den fælles tekst. Alle kan foreslå, og alle kan se forslagene.")
    button = _("Send forslaget")
    said = _("Jeres forslag står nu ved teksten.")

    def may(self) -> object:
        return rules.require_may_suggest(self.standing.process, self.standing.actor, self.latest_id())

    def act(self, given: dict[str, Any]) -> object:
        return services.suggest_shared_change(
            **self.ids(), shared_id=self.named(given["version"]), text=given["text"]
        )


class DeclineSuggestion(ActPage):
    form_class = ReasonForm
    title = _("Nej, fordi …")
    lead = _("Et forslag, der ikke tages med, får en grund. Skriv mindst 40 tegn.")
    button = _("Send svaret")
    said = _("Svaret står nu ved forslaget.")

    def find(self, **kwargs: Any) -> None:
        rows = SharedSuggestion.objects.filter(shared__process=self.standing.process)
        self.suggestion = get_object_or_404(rows.select_related("party"), public_id=kwargs["suggestion"])

    def may(self) -> object:
        return rules.require_may_decline(self.standing.process, self.standing.actor, self.suggestion.pk)

    def quote(self) -> Quote | None:
        return words_of(self.suggestion)

    def act(self, given: dict[str, Any]) -> object:
        return services.decline_shared_suggestion(
            **self.ids(), suggestion_id=self.suggestion.pk, reason=given["reason"]
        )


class GiveStance(StanceAct, AboutShared):
    title = _("Hvad mener I om den fælles tekst?")
    lead = _("Hver part har én holdning, uanset størrelse. I kan skifte mening, til næste trin åbner.")
    button = _("Sig det")
    said = _("Jeres holdning står nu ved teksten.")

    def may(self) -> object:
        return rules.require_may_stand(self.standing.process, self.standing.actor, self.latest_id())

    def act(self, given: dict[str, Any]) -> object:
        return services.give_framing_stance(
            **self.ids(),
            shared_id=self.named(given["version"]),
            stance=given["stance"],
            reason=given["reason"],
        )
