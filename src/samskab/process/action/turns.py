"""What waits in this room for the reader."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samskab.ground.parties.models import Side
from samskab.kit.turns import Turn
from samskab.process.action import selectors
from samskab.process.core.models import Stage
from samskab.process.core.viewing import Standing


def turns(standing: Standing, now: datetime) -> list[Turn]:
    """Flags first; then tasks while they are planned; then the follow-up and the short check."""
    process = standing.process
    if standing.seat is None:
        return []
    url = reverse("action:page", args=[process.slug])
    found = []
    if standing.seat.party.side == Side.PUBLIC and selectors.open_flags(process).exists():
        found.append(Turn(_("Svar på et mærke: Er ansattes arbejde flyttet til frivillige?"), url, 5))
    if process.stage == Stage.AGREEMENT:
        found.append(Turn(_("Skriv, hvilke opgaver I selv tager"), url, 5))
    if process.stage in (Stage.ACTION, Stage.FOLLOWED_UP):
        follow_up = selectors.follow_up(process)
        if follow_up is None:
            found.append(Turn(_("Begynd opfølgningen: Hvad kom der ud af det?"), url, 10))
        elif process.stage == Stage.ACTION:
            found.append(Turn(_("Skriv, hvad der virkede, og hvad der ikke gjorde"), url, 5))
            if follow_up.survey_offered:
                found.append(Turn(_("Fik I den indflydelse, I blev lovet?"), f"{url}#maaling", 1))
    return found
