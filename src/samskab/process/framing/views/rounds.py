"""The page of the framing, the blind round, and a party's own text."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from samskab.kit import clock
from samskab.process.core import rules as core
from samskab.process.core.viewing import standing
from samskab.process.framing import rules, selectors, services
from samskab.process.framing.answering import ActWords, act_page, answer, arrive
from samskab.process.framing.forms import DeadlineForm, FramingForm, NothingForm, ReasonForm
from samskab.process.framing.models import Framing
from samskab.process.framing.reading import framing_page

SUGGESTED_DAYS = core.FAIR_DAYS + 7
PAGE = "framing:page"


@require_GET
@never_cache
def page(request: HttpRequest, slug: str) -> HttpResponse:
    return render(
        request, "framing/page.html", framing_page(standing(request, slug), clock.now(), request.GET)
    )


@act_page
def open_round(request: HttpRequest, slug: str) -> HttpResponse:
    here = arrive(request, slug, PAGE)
    process, actor = here.standing.process, here.standing.actor
    words = ActWords(
        _("Åbn en runde"),
        _("Alle parter skriver deres egen problemforståelse. Ingen ser de andres imens."),
        _("Åbn runden"),
        _("Runden er åben. Nu kan alle skrive."),
    )
    suggested = timezone.localdate(core.fair_due(now=here.now, days=SUGGESTED_DAYS))
    form = DeadlineForm(request.POST if here.sends else None, initial={"deadline": suggested})
    return answer(
        here,
        words,
        form,
        allowed=lambda: rules.require_may_open_round(process, actor, here.now),
        send=lambda given: services.open_round(
            process_id=process.pk, actor=actor, deadline=given["deadline"], now=here.now
        ),
    )


@act_page
def extend_round(request: HttpRequest, slug: str) -> HttpResponse:
    here = arrive(request, slug, PAGE)
    process, actor = here.standing.process, here.standing.actor
    words = ActWords(
        _("Giv længere tid"),
        _("En frist kan kun rykkes længere ud. Ingen kan gøre den kortere."),
        _("Ryk fristen"),
        _("Fristen er rykket længere ud."),
    )
    return answer(
        here,
        words,
        DeadlineForm(request.POST if here.sends else None),
        allowed=lambda: rules.require_may_extend(process, actor, here.now),
        send=lambda given: services.extend_round(
            process_id=process.pk, actor=actor, deadline=given["deadline"], now=here.now
        ),
    )


@act_page
def reveal_round(request: HttpRequest, slug: str) -> HttpResponse:
    here = arrive(request, slug, PAGE)
    process, actor = here.standing.process, here.standing.actor
    words = ActWords(
        _("Læg teksterne frem"),
        _("Alle ser alle tekster på én gang. Bagefter kan ingen skrive om i denne runde."),
        _("Læg dem frem"),
        _("Teksterne er lagt frem for alle."),
    )
    return answer(
        here,
        words,
        NothingForm(request.POST if here.sends else None),
        allowed=lambda: rules.require_may_reveal(process, actor, here.now),
        send=lambda _given: services.reveal_round(process_id=process.pk, actor=actor, now=here.now),
    )


@act_page
def write(request: HttpRequest, slug: str) -> HttpResponse:
    here = arrive(request, slug, PAGE)
    process, actor, seat = here.standing.process, here.standing.actor, here.standing.seat
    framing_round = selectors.current_round(process)
    own = selectors.own_framing(framing_round, seat.party_id) if seat and framing_round else None
    words = ActWords(
        _("Skriv jeres problemforståelse"),
        _("Ingen andre ser den endnu. I kan skrive den om, til runden er slut, eller til I låser den."),
        _("Gem vores tekst"),
        _("Jeres problemforståelse er gemt."),
    )
    return answer(
        here,
        words,
        FramingForm(request.POST if here.sends else None, initial={"text": own.text if own else ""}),
        allowed=lambda: rules.require_may_write(process, actor, here.now),
        send=lambda given: services.write_framing(
            process_id=process.pk, actor=actor, text=given["text"], now=here.now
        ),
        due=framing_round.deadline if framing_round else None,
    )


@act_page
def lock(request: HttpRequest, slug: str) -> HttpResponse:
    here = arrive(request, slug, PAGE)
    process, actor, seat = here.standing.process, here.standing.actor, here.standing.seat
    framing_round = selectors.current_round(process)
    words = ActWords(
        _("Lås jeres tekst, og se de andres"),
        _("I ser de tekster, der også er låst. Til gengæld kan I ikke skrive jeres om i denne runde."),
        _("Lås vores tekst"),
        _("Jeres tekst er låst. Nu kan I se de andre, der er låst."),
    )
    return answer(
        here,
        words,
        NothingForm(request.POST if here.sends else None),
        allowed=lambda: rules.require_may_lock(process, actor, here.now),
        send=lambda _given: services.lock_framing(process_id=process.pk, actor=actor, now=here.now),
        own=selectors.own_framing(framing_round, seat.party_id) if seat and framing_round else None,
    )


@act_page
def withdraw(request: HttpRequest, slug: str, framing: UUID) -> HttpResponse:
    here = arrive(request, slug, PAGE)
    process, actor, seat = here.standing.process, here.standing.actor, here.standing.seat
    found = get_object_or_404(Framing, round__process=process, public_id=framing)
    visible = selectors.visible_framings(process, seat.party_id if seat else None, here.now)
    seen = visible.filter(pk=found.pk).exists()
    if here.standing.viewer.is_known and not seen:
        raise Http404  # somebody not known yet is asked to come in first; their own text may be behind it
    words = ActWords(
        _("Træk jeres tekst tilbage"),
        _("Den bliver stående som trukket tilbage, med jeres grund. I kan skrive en ny i næste runde."),
        _("Træk den tilbage"),
        _("Teksten er trukket tilbage."),
    )
    return answer(
        here,
        words,
        ReasonForm(request.POST if here.sends else None),
        allowed=lambda: rules.require_may_withdraw(process, actor, found.pk),
        send=lambda given: services.withdraw_framing(
            process_id=process.pk, actor=actor, framing_id=found.pk, reason=given["reason"], now=here.now
        ),
        own=found if seen else None,
    )
