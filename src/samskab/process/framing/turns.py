"""What waits for a reader in the framing."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samskab.ground.people.models import Role
from samskab.kit.turns import Turn
from samskab.process.core.models import Stage, Status
from samskab.process.core.viewing import Standing
from samskab.process.framing.gates import LEAST_FRAMINGS
from samskab.process.framing.selectors import Picture


def merges(standing: Standing) -> bool:
    """The reader holds a key or is the neutral facilitator."""
    return standing.key is not None or Role.FACILITATOR in standing.viewer.roles


def _as_party(standing: Standing, picture: Picture) -> list[Turn]:
    slug, seat = standing.process.slug, standing.seat
    if seat is None:
        return []
    if picture.is_blind and picture.round is not None:
        if seat.may_supply or picture.own is not None:
            return []
        url = reverse("framing:write", args=[slug])
        return [Turn(_("Skriv jeres problemforståelse"), url, 10, picture.round.deadline)]
    if picture.shared is not None and seat.party_id not in picture.stances:
        url = reverse("framing:give_stance", args=[slug])
        return [Turn(_("Sig, hvad I mener om den fælles problemforståelse"), url, 4)]
    return []


def _as_merger(standing: Standing, picture: Picture) -> list[Turn]:
    slug = standing.process.slug
    if picture.round is None:
        return [Turn(_("Åbn den første runde"), reverse("framing:open_round", args=[slug]), 2)]
    if picture.is_blind:
        if picture.still_to_write:
            return []
        return [
            Turn(_("Alle har skrevet. Læg teksterne frem"), reverse("framing:reveal_round", args=[slug]), 1)
        ]
    url = reverse("framing:write_shared", args=[slug])
    if picture.shared is None and len(picture.live) >= LEAST_FRAMINGS:
        return [Turn(_("Skriv den fælles problemforståelse af parternes ord"), url, 30)]
    if picture.objections:
        return [Turn(_("Mød indvendingen med en ny version"), url, 20)]
    return []


def turns(standing: Standing, now: datetime) -> list[Turn]:
    """The party's own turn first, then what a steward or facilitator owes the others."""
    process = standing.process
    if process.stage != Stage.FRAMING or process.status != Status.RUNNING:
        return []
    merging = merges(standing)
    if standing.seat is None and not merging:
        return []
    picture = Picture(process, now, standing.seat.party_id if standing.seat else None)
    return _as_party(standing, picture) + (_as_merger(standing, picture) if merging else [])
