"""The shared text: its versions, suggestions and stances."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from samskab.process.framing import rules, selectors, services
from samskab.process.framing.answering import ActWords, Here, act_page, answer, arrive
from samskab.process.framing.forms import ReasonForm, SharedForm, StanceForm, SuggestionForm
from samskab.process.framing.models import SharedFraming, SharedSuggestion
from samskab.process.framing.reading import PER_PAGE

PAGE = "framing:page"


def _shared_named(here: Here, version: str) -> int:
    """The version the reader had before them; 0 when there is none of that name."""
    try:
        public_id = UUID(version)
    except ValueError:
        return 0
    found = SharedFraming.objects.filter(process=here.standing.process, public_id=public_id).first()
    return found.pk if found else 0


@act_page
def write_shared(request: HttpRequest, slug: str) -> HttpResponse:
    here = arrive(request, slug, PAGE)
    process, actor = here.standing.process, here.standing.actor
    live = list(selectors.live_framings(process, here.now))
    former = selectors.latest_shared(process)
    suggestions = list(selectors.open_suggestions(process))
    words = ActWords(
        _("Skriv den fælles problemforståelse"),
        _("Hvert punkt skal sige, hvis ord det kom fra. Den gamle version bliver stående."),
        _("Læg den frem"),
        _("Den fælles tekst er lagt frem. Nu siger alle parter, hvad de mener."),
    )
    form = SharedForm(
        request.POST if here.sends else None, framings=live, suggestions=suggestions, former=former
    )
    return answer(
        here,
        words,
        form,
        allowed=lambda: rules.require_merger(process, actor),
        send=lambda given: services.write_shared_framing(
            process_id=process.pk,
            actor=actor,
            text=given["text"],
            elements=form.elements(),
            took=form.taken(),
            now=here.now,
        ),
        template="framing/write_shared.html",
        framings=live,
        suggestions=suggestions,
    )


@require_GET
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version of the shared framing, newest first."""
    here = arrive(request, slug, PAGE)
    listed = Paginator(selectors.shared_versions(here.standing.process), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"process": here.standing.process, "standing": here.standing, "now": here.now, "page": listed}
    return render(request, "framing/versions.html", context)


@act_page
def suggest(request: HttpRequest, slug: str) -> HttpResponse:
    here = arrive(request, slug, PAGE)
    process, actor = here.standing.process, here.standing.actor
    shared = selectors.latest_shared(process)
    words = ActWords(
        _("Foreslå en ændring"),
        _("Ingen part retter selv i den fælles tekst. Alle kan foreslå, og alle kan se forslagene."),
        _("Send forslaget"),
        _("Jeres forslag står nu ved teksten."),
    )
    version = str(shared.public_id) if shared else ""
    return answer(
        here,
        words,
        SuggestionForm(request.POST if here.sends else None, initial={"version": version}),
        allowed=lambda: rules.require_may_suggest(process, actor, shared.pk if shared else 0),
        send=lambda given: services.suggest_shared_change(
            process_id=process.pk,
            actor=actor,
            shared_id=_shared_named(here, given["version"]),
            text=given["text"],
            now=here.now,
        ),
        shared=shared,
    )


@act_page
def decline(request: HttpRequest, slug: str, suggestion: UUID) -> HttpResponse:
    here = arrive(request, slug, PAGE)
    process, actor = here.standing.process, here.standing.actor
    found = get_object_or_404(
        SharedSuggestion.objects.select_related("party"), shared__process=process, public_id=suggestion
    )
    words = ActWords(
        _("Nej, fordi …"),
        _("Et forslag, der ikke tages med, får en grund. Skriv mindst 40 tegn."),
        _("Send svaret"),
        _("Svaret står nu ved forslaget."),
    )
    return answer(
        here,
        words,
        ReasonForm(request.POST if here.sends else None),
        allowed=lambda: rules.require_may_decline(process, actor, found.pk),
        send=lambda given: services.decline_shared_suggestion(
            process_id=process.pk, actor=actor, suggestion_id=found.pk, reason=given["reason"], now=here.now
        ),
        own=found,
    )


@act_page
def give_stance(request: HttpRequest, slug: str) -> HttpResponse:
    here = arrive(request, slug, PAGE)
    process, actor, seat = here.standing.process, here.standing.actor, here.standing.seat
    shared = selectors.latest_shared(process)
    given_before = shared.stances.filter(party_id=seat.party_id).first() if shared and seat else None
    words = ActWords(
        _("Hvad mener I om den fælles tekst?"),
        _("Hver part har én holdning, uanset størrelse. I kan skifte mening, til næste trin åbner."),
        _("Sig det"),
        _("Jeres holdning står nu ved teksten."),
    )
    initial = {"version": str(shared.public_id) if shared else ""}
    if given_before:
        initial |= {"stance": given_before.stance, "reason": given_before.reason}
    return answer(
        here,
        words,
        StanceForm(
            request.POST if here.sends else None,
            initial=initial,
            only_aside=bool(seat and seat.may_supply),
        ),
        allowed=lambda: rules.require_may_stand(process, actor, shared.pk if shared else 0),
        send=lambda given: services.give_framing_stance(
            process_id=process.pk,
            actor=actor,
            shared_id=_shared_named(here, given["version"]),
            stance=given["stance"],
            reason=given["reason"],
            now=here.now,
        ),
        shared=shared,
    )
