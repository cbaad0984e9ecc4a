"""Who the reader is in this process: which seat they speak from, which key they hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest

from samskab.ground.people.actor import Actor
from samskab.ground.people.viewer import Viewer, viewer_of
from samskab.process.core import selectors
from samskab.process.core.models import Process, Seat, Steward


@dataclass
class Standing:
    """The reader's standing at one table. A person may speak for several parties; the form says for which."""

    process: Process
    viewer: Viewer
    chosen_party: str = ""
    sends: bool = False

    @cached_property
    def seats(self) -> list[Seat]:
        participant = self.viewer.participant
        return selectors.seats_spoken_for(self.process, participant.pk) if participant else []

    @cached_property
    def seat(self) -> Seat | None:
        """The seat named in the request, else the only or first one. What is sent for a party the reader no
        longer speaks for is not put in the mouth of another.
        """
        for seat in self.seats:
            if str(seat.party.public_id) == self.chosen_party:
                return seat
        if self.sends and self.chosen_party:
            return None
        return self.seats[0] if self.seats else None

    @cached_property
    def keys(self) -> dict[str, Steward]:
        """Both keys, whoever holds them; a side without a steward is missing."""
        return selectors.keys(self.process)

    @cached_property
    def key(self) -> Steward | None:
        """The reader's own."""
        participant = self.viewer.participant
        if participant is None:
            return None
        return next((key for key in self.keys.values() if key.participant_id == participant.pk), None)

    @property
    def actor(self) -> Actor:
        return self.viewer.actor(self.seat.party_id if self.seat else None)


def standing(request: HttpRequest, slug: str) -> Standing:
    """The process of this address and the reader's standing in it; 404 when there is no such process."""
    process = selectors.process_by_slug(slug)
    if process is None:
        raise Http404
    viewer = viewer_of(request)
    chosen = request.POST.get("party") or request.GET.get("party") or ""
    return Standing(process, viewer, chosen, sends=request.method == "POST")
