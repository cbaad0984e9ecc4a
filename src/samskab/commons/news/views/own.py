"""Nyt til dig: what concerns this reader, and how they want to be told."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from samskab.commons.news import concerning, selectors, services, waiting
from samskab.commons.news.forms import PlaceForm
from samskab.commons.news.models import How, Notice, Reader, Subscription
from samskab.ground.people.viewer import viewer_of
from samskab.ground.record import words
from samskab.ground.record.selectors import size
from samskab.kit import clock

MOST_DIGITS = 18
MOST_WAITING = 7


@require_GET
@never_cache
def to_you(request: HttpRequest) -> HttpResponse:
    """What waits, what happened, and a switch for each kind."""
    person = viewer_of(request).participant
    if person is None:
        return render(request, "news/to_you_unknown.html")
    now = clock.now()
    seen = Reader.objects.filter(participant=person).values_list("seen_seq", flat=True).first() or 0
    found = concerning.news_for(person.pk)
    waits = waiting.waits_for(person, now)
    chosen = selectors.choices_of(person.pk)
    context = {
        "lines": [{"line": line, "new": line.seq >= seen, "when": words.when(line.t)} for line in found],
        "waits": waits[:MOST_WAITING],
        "size": size(),
        "address": selectors.address_of(person),
        "notices": [(code, chosen[code]) for code in Notice.values],
        "hows": How.values,
        "letters": selectors.subscriptions_of(person.pk),
        "form": PlaceForm(),
        "now": now,
    }
    return render(request, "news/to_you.html", context)


@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """Everything up to the line the reader's page was made at."""
    told = request.POST.get("seen", "")
    seen = int(told) if told.isdecimal() and len(told) <= MOST_DIGITS else 0
    services.mark_read(actor=viewer_of(request).actor(), seen_seq=min(seen, size()), now=clock.now())
    return redirect("news:to_you")


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    services.choose_notice(
        actor=viewer_of(request).actor(),
        notice=request.POST.get("notice", ""),
        how=request.POST.get("how", ""),
        language=get_language() or "",
        now=clock.now(),
    )
    messages.success(request, _("Dit valg er gemt."))
    return redirect("news:to_you")


@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Switch a weekly letter on."""
    form = PlaceForm(request.POST)
    place = form.place() if form.is_valid() else {"area_id": 0, "about_id": None}
    services.follow_newsletter(
        actor=viewer_of(request).actor(), language=get_language() or "", now=clock.now(), **place
    )
    messages.success(request, _("Ugens brev er slået til."))
    return redirect("news:to_you")


@require_POST
def unfollow(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """And off again."""
    person = viewer_of(request).participant
    found = get_object_or_404(
        Subscription, public_id=public_id, participant=person, participant__isnull=False
    )
    services.unfollow_newsletter(actor=viewer_of(request).actor(), subscription_id=found.pk, now=clock.now())
    messages.success(request, _("Ugens brev er slået fra."))
    return redirect("news:to_you")
