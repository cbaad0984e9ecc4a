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
    """Flags first; then tasks while they are planned; then the follow-up and the short check, which waits for
    everyone who took part until they have answered.
    """
    process = standing.process
    url = reverse("action:page", args=[process.slug])
    after = process.stage in (Stage.ACTION, Stage.FOLLOWED_UP)
    found = _for_a_seat(standing, url)
    if after and selectors.waits_for_the_check(process, standing.viewer):
        answer = reverse("action:answer_survey", args=[process.slug])
        found.append(Turn(_("Fik I den indflydelse, I blev lovet?"), answer, 1))
    return found


def _for_a_seat(standing: Standing, url: str) -> list[Turn]:
    process = standing.process
    if standing.seat is None:
        return []
    found = []
    if standing.seat.party.side == Side.PUBLIC and selectors.open_flags(process).exists():
        found.append(Turn(_("Svar på et mærke: Er ansattes arbejde flyttet til frivillige?"), url, 5))
    if process.stage == Stage.AGREEMENT:
        found.append(Turn(_("Skriv, hvilke opgaver I selv tager"), url, 5))
    if process.stage == Stage.ACTION:
        begun = Turn(_("Skriv, hvad der virkede, og hvad der ikke gjorde"), url, 5)
        begin = Turn(_("Begynd opfølgningen: Hvad kom der ud af det?"), url, 10)
        found.append(begun if process.follow_ups.exists() else begin)
    return found
