"""The table: who sits here, what cannot be negotiated, who holds the keys, who is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from samskab.ground.people.actor import Actor
from samskab.kit import clock
from samskab.kit.act_page import Quote, SeeOther
from samskab.process.core import forms, rules, selectors, services
from samskab.process.core.act_page import ActPage
from samskab.process.core.models import Boundary, Challenge, Process
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


@require_POST
def leave_table(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    services.leave_table(process_id=here.process.pk, actor=here.actor, now=clock.now())
    return SeeOther(reverse("core:table", args=[slug]))


class TableAct(ActPage):
    """An act of the table: any party with a seat, in any stage, and back to the table."""

    def room_url(self) -> str:
        return reverse("core:table", args=[self.slug])

    def may(self) -> object:
        return rules.require_at_table(self.standing.process, self.standing.actor)


class TakeSeat(TableAct):
    """A party that has no seat yet chooses which of its own it sits down as."""

    form_class = forms.SeatForm
    template_name = "core/take_seat.html"

    def find(self, **kwargs: Any) -> None:
        viewer = self.standing.viewer
        self.parties = selectors.parties_without_seat(self.standing.process, viewer.participant)

    def may(self) -> object:
        rules.require_running(self.standing.process)
        return self.parties

    def extra(self) -> dict[str, Any]:
        return {"parties": self.parties}

    def act(self, given: dict[str, Any]) -> object:
        named = (row.pk for row in self.parties if str(row.public_id) == self.standing.chosen_party)
        actor = self.standing.viewer.actor(next(named, None))
        return services.take_seat(**self.ids() | {"actor": actor}, **given)


class MarkSeat(TableAct):
    form_class = forms.SeatForm
    title = _("Jeres plads")
    button = _("Gem")

    def form_kwargs(self) -> dict[str, Any]:
        seat = self.standing.seat
        return {"initial": {name: getattr(seat, name, False) for name in forms.SeatForm.base_fields}}

    def act(self, given: dict[str, Any]) -> object:
        return services.mark_seat(**self.ids(), **given)


class AppointSteward(TableAct):
    """A side gives its key to one of its spokespersons."""

    form_class = forms.StewardForm
    title = _("Vælg en procesvært fra jeres side")
    lead = _("Hver side har én nøgle. Et trin åbner kun, når begge nøgler er drejet.")
    button = _("Giv nøglen")

    def may(self) -> object:
        return rules.require_may_appoint(self.standing.process, self.standing.actor)

    def form_kwargs(self) -> dict[str, Any]:
        return {"candidates": selectors.key_candidates(self.standing.process, self.standing.seat)}

    def act(self, given: dict[str, Any]) -> object:
        chosen = given["membership"]
        return services.appoint_steward(
            **self.ids(), party_id=chosen.party_id, participant_id=chosen.participant_id
        )


class SetBoundary(TableAct):
    form_class = forms.BoundaryForm
    title = _("Sæt en ramme")
    button = _("Sæt rammen")

    def act(self, given: dict[str, Any]) -> object:
        return services.set_boundary(**self.ids(), **given)


class ChallengeBoundary(TableAct):
    form_class = forms.ChallengeForm
    title = _("Udfordr rammen")
    button = _("Send udfordringen")

    def find(self, **kwargs: Any) -> None:
        self.boundary = get_object_or_404(Boundary, process=self.standing.process, **kwargs)

    def may(self) -> object:
        return rules.require_may_challenge(self.standing.process, self.standing.actor, self.boundary)

    def quote(self) -> Quote:
        return Quote(self.boundary.text)

    def act(self, given: dict[str, Any]) -> object:
        return services.challenge_boundary(**self.ids(), boundary_id=self.boundary.pk, **given)


class AnswerChallenge(TableAct):
    form_class = forms.ChallengeAnswerForm
    title = _("Svar på udfordringen")
    button = _("Svar")

    def find(self, **kwargs: Any) -> None:
        rows = Challenge.objects.filter(boundary__process=self.standing.process)
        self.challenge = get_object_or_404(rows.select_related("boundary__set_by"), **kwargs)

    def may(self) -> object:
        return rules.require_may_answer_challenge(self.standing.process, self.standing.actor, self.challenge)

    def quote(self) -> Quote:
        return Quote(self.challenge.text)

    def act(self, given: dict[str, Any]) -> object:
        return services.answer_challenge(**self.ids(), challenge_id=self.challenge.pk, **given)


class NoteMissingVoice(TableAct):
    form_class = forms.VoiceForm
    title = _("Hvem mangler?")
    button = _("Skriv det op")

    def act(self, given: dict[str, Any]) -> object:
        return services.note_missing_voice(**self.ids(), **given)


class TellMissingVoice(TableAct):
    form_class = forms.DoneForm
    title = _("Hvem mangler?")
    button = _("Gem")

    def find(self, **kwargs: Any) -> None:
        self.voice = get_object_or_404(self.standing.process.missing_voices, pk=kwargs["voice_id"])

    def may(self) -> object:
        return rules.require_may_tell(self.standing.process, self.standing.actor, self.voice)

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"done": self.voice.done}}

    def quote(self) -> Quote:
        return Quote(self.voice.who)

    def act(self, given: dict[str, Any]) -> object:
        return services.tell_missing_voice(**self.ids(), voice_id=self.voice.pk, **given)


class RankMotives(TableAct):
    form_class = forms.MotiveForm
    title = _("Hvorfor er I her?")
    button = _("Gem")

    def act(self, given: dict[str, Any]) -> object:
        return services.rank_motives(**self.ids(), **given)


class SetMunicipalRole(TableAct):
    form_class = forms.RoleForm
    title = _("Kommunens rolle")
    button = _("Gem")

    def may(self) -> object:
        return rules.require_may_set_municipal_role(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return services.set_municipal_role(**self.ids(), **given)


class CorrectOpening(TableAct):
    form_class = forms.ReasonForm
    title = _("Ret et svar i åbningstjekket")
    button = _("Ret svaret")

    def may(self) -> object:
        return rules.require_may_correct_opening(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return services.correct_opening(**self.ids(), text=given["reason"])


Rule = Callable[[Process, Actor], object]
STOPS: dict[str, tuple[str | Promise, str | Promise, Rule, Callable[..., object]]] = {
    "pause": (_("Sæt forløbet på pause"), _("Sæt på pause"), rules.require_may_pause, services.pause_process),
    "igen": (_("Åbn forløbet igen"), _("Åbn igen"), rules.require_may_resume, services.resume_process),
    "foelsomt": (
        _("Pas ekstra på hinanden her"),
        _("Gør rummet følsomt"),
        rules.require_may_mark_sensitive,
        services.mark_sensitive,
    ),
    "noedstop": (_("Nødstop"), _("Stop forløbet"), rules.require_may_stop, services.stop_in_emergency),
}


class Stop(TableAct):
    """Pause, resume, the emergency stop of an affected party, and the promise to take more care."""

    form_class = forms.ReasonForm

    def find(self, **kwargs: Any) -> None:
        if kwargs["how"] not in STOPS:
            raise Http404
        self.title, self.button, self.rule, self.service = STOPS[kwargs["how"]]

    def may(self) -> object:
        return self.rule(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return self.service(**self.ids(), reason=given["reason"])
