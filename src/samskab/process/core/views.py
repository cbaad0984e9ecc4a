"""The table: who sits here, what cannot be negotiated, who holds the keys, who is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samskab.kit import clock
from samskab.process.core import forms, selectors, services
from samskab.process.core.form_page import form_page
from samskab.process.core.models import Boundary, Challenge
from samskab.process.core.viewing import standing


@require_GET
def table(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    context = {
        "process": here.process,
        "standing": here,
        "now": clock.now(),
        "seats": selectors.seats_by_side(here.process),
        "boundaries": selectors.boundaries(here.process),
        "keys": selectors.keys(here.process),
        "motives": here.process.motives.select_related("party"),
        "roles": here.process.municipal_roles.all(),
        "voices": here.process.missing_voices.all(),
    }
    return render(request, "core/table.html", context)


@require_http_methods(["GET", "POST"])
def take_seat(request: HttpRequest, slug: str) -> HttpResponse:
    """A party that has no seat yet chooses which of its own it sits down as."""
    here = standing(request, slug)
    form = forms.SeatForm(request.POST or None)
    parties = selectors.parties_without_seat(here.process, here.viewer.participant)
    if request.method == "POST" and form.is_valid():
        chosen = next((party for party in parties if str(party.public_id) == here.chosen_party), None)
        actor = here.viewer.actor(chosen.pk if chosen else None)
        services.take_seat(process_id=here.process.pk, actor=actor, now=clock.now(), **form.cleaned_data)
        return redirect("core:table", slug)
    context = {"process": here.process, "standing": here, "form": form, "parties": parties}
    return render(request, "core/take_seat.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def mark_seat(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    marks = here.seat
    initial = (
        {"affected": marks.affected, "paid_time": marks.paid_time, "may_supply": marks.may_supply}
        if marks
        else {}
    )
    form = forms.SeatForm(request.POST or None, initial=initial)

    def run(given: dict[str, Any]) -> object:
        return services.mark_seat(process_id=here.process.pk, actor=here.actor, now=clock.now(), **given)

    return form_page(request, here, form, back="core:table", title=_("Jeres plads"), submit=_("Gem"), run=run)


@require_POST
def leave_table(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    services.leave_table(process_id=here.process.pk, actor=here.actor, now=clock.now())
    return redirect("core:table", slug)


@require_http_methods(["GET", "POST"])
def appoint_steward(request: HttpRequest, slug: str) -> HttpResponse:
    """A side gives its key to one of its spokespersons."""
    here = standing(request, slug)
    candidates = selectors.key_candidates(here.process, here.seat)
    if request.method == "POST":
        chosen = next(
            (voice for voice in candidates if str(voice.pk) == request.POST.get("membership")), None
        )
        if chosen is None:
            raise Http404
        services.appoint_steward(
            process_id=here.process.pk,
            actor=here.actor,
            party_id=chosen.party_id,
            participant_id=chosen.participant_id,
            now=clock.now(),
        )
        return redirect("core:table", slug)
    context = {"process": here.process, "standing": here, "candidates": candidates}
    return render(request, "core/appoint_steward.html", context)


@require_http_methods(["GET", "POST"])
def set_boundary(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    form = forms.BoundaryForm(request.POST or None)

    def run(given: dict[str, Any]) -> object:
        return services.set_boundary(process_id=here.process.pk, actor=here.actor, now=clock.now(), **given)

    return form_page(
        request, here, form, back="core:table", title=_("Sæt en ramme"), submit=_("Sæt rammen"), run=run
    )


@require_http_methods(["GET", "POST"])
def challenge_boundary(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    here = standing(request, slug)
    boundary = get_object_or_404(Boundary, process=here.process, public_id=public_id)
    form = forms.ChallengeForm(request.POST or None)

    def run(given: dict[str, Any]) -> object:
        return services.challenge_boundary(
            process_id=here.process.pk, actor=here.actor, boundary_id=boundary.pk, now=clock.now(), **given
        )

    title = _("Udfordr rammen")
    return form_page(
        request,
        here,
        form,
        back="core:table",
        title=title,
        submit=_("Send udfordringen"),
        run=run,
        about=boundary.text,
    )


@require_http_methods(["GET", "POST"])
def answer_challenge(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    here = standing(request, slug)
    challenge = get_object_or_404(Challenge, boundary__process=here.process, public_id=public_id)
    form = forms.ChallengeAnswerForm(request.POST or None)

    def run(given: dict[str, Any]) -> object:
        return services.answer_challenge(
            process_id=here.process.pk, actor=here.actor, challenge_id=challenge.pk, now=clock.now(), **given
        )

    title = _("Svar på udfordringen")
    return form_page(
        request, here, form, back="core:table", title=title, submit=_("Svar"), run=run, about=challenge.text
    )


@require_http_methods(["GET", "POST"])
def note_missing_voice(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    form = forms.VoiceForm(request.POST or None)

    def run(given: dict[str, Any]) -> object:
        return services.note_missing_voice(
            process_id=here.process.pk, actor=here.actor, now=clock.now(), **given
        )

    return form_page(
        request, here, form, back="core:table", title=_("Hvem mangler?"), submit=_("Skriv det op"), run=run
    )


@require_http_methods(["GET", "POST"])
def tell_missing_voice(request: HttpRequest, slug: str, voice_id: int) -> HttpResponse:
    here = standing(request, slug)
    voice = get_object_or_404(here.process.missing_voices, pk=voice_id)
    form = forms.DoneForm(request.POST or None, initial={"done": voice.done})

    def run(given: dict[str, Any]) -> object:
        return services.tell_missing_voice(
            process_id=here.process.pk, actor=here.actor, voice_id=voice.pk, now=clock.now(), **given
        )

    return form_page(
        request,
        here,
        form,
        back="core:table",
        title=_("Hvem mangler?"),
        submit=_("Gem"),
        run=run,
        about=voice.who,
    )


@require_http_methods(["GET", "POST"])
def rank_motives(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    form = forms.MotiveForm(request.POST or None)

    def run(given: dict[str, Any]) -> object:
        return services.rank_motives(process_id=here.process.pk, actor=here.actor, now=clock.now(), **given)

    return form_page(
        request, here, form, back="core:table", title=_("Hvorfor er I her?"), submit=_("Gem"), run=run
    )


@require_http_methods(["GET", "POST"])
def set_municipal_role(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    form = forms.RoleForm(request.POST or None)

    def run(given: dict[str, Any]) -> object:
        return services.set_municipal_role(
            process_id=here.process.pk, actor=here.actor, now=clock.now(), **given
        )

    return form_page(
        request, here, form, back="core:table", title=_("Kommunens rolle"), submit=_("Gem"), run=run
    )


@require_http_methods(["GET", "POST"])
def correct_opening(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    form = forms.ReasonForm(request.POST or None)

    def run(given: dict[str, Any]) -> object:
        return services.correct_opening(
            process_id=here.process.pk, actor=here.actor, text=given["reason"], now=clock.now()
        )

    return form_page(
        request,
        here,
        form,
        back="core:table",
        title=_("Ret et svar i åbningstjekket"),
        submit=_("Ret svaret"),
        run=run,
    )


STOPS: dict[str, tuple[str | Promise, str | Promise, Callable[..., object]]] = {
    "pause": (_("Sæt forløbet på pause"), _("Sæt på pause"), services.pause_process),
    "igen": (_("Åbn forløbet igen"), _("Åbn igen"), services.resume_process),
    "noedstop": (_("Nødstop"), _("Stop forløbet"), services.stop_in_emergency),
}


@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, slug: str, how: str) -> HttpResponse:
    """Pause, resume, or the emergency stop of an affected party."""
    if how not in STOPS:
        raise Http404
    title, submit, service = STOPS[how]
    here = standing(request, slug)
    form = forms.ReasonForm(request.POST or None)

    def run(given: dict[str, Any]) -> object:
        return service(process_id=here.process.pk, actor=here.actor, reason=given["reason"], now=clock.now())

    return form_page(request, here, form, back="core:table", title=title, submit=submit, run=run)
