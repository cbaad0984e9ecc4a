"""What waits for a reader in values and purpose."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samskab.kit.turns import Turn
from samskab.process.core.models import Seat, Stage, Status
from samskab.process.core.viewing import Standing
from samskab.process.framing.turns import merges
from samskab.process.purpose.selectors import Picture

MOST = 3


def _as_party(slug: str, seat: Seat, picture: Picture) -> list[Turn]:
    found = []
    if seat in picture.without_value:
        name = "purpose:skip_values" if seat.may_supply else "purpose:state_value"
        text = _("Sig, at I træder til side") if seat.may_supply else _("Sig, hvad I vil være tro mod")
        found.append(Turn(text, reverse(name, args=[slug]), 5))
    if picture.purpose is not None and seat in picture.without_stance:
        url = reverse("purpose:give_stance", args=[slug])
        found.append(Turn(_("Sig, hvad I mener om formålet"), url, 4))
    if not seat.may_supply and picture.unanswered:
        url = reverse("purpose:answer_question", args=[slug])
        found.append(Turn(_("Svar på et af de tre spørgsmål"), url, 6))
    if not seat.may_supply and not picture.without_value and picture.purpose is None:
        url = reverse("purpose:draft_purpose", args=[slug])
        found.append(Turn(_("Skriv det første udkast til et formål"), url, 10))
    return found


def _as_merger(slug: str, picture: Picture) -> list[Turn]:
    found = []
    if picture.objections:
        url = reverse("purpose:draft_purpose", args=[slug])
        found.append(Turn(_("Mød indvendingen med et nyt udkast"), url, 15))
    if picture.unaddressed and not picture.without_value:
        url = reverse("purpose:skip_basic_value", args=[slug])
        found.append(Turn(_("Skriv, hvorfor en grundværdi springes over"), url, 3))
    return found


def turns(standing: Standing, now: datetime) -> list[Turn]:
    """The party's own turn first, then what a steward or facilitator owes the others."""
    process, seat = standing.process, standing.seat
    if process.stage != Stage.PURPOSE or process.status != Status.RUNNING:
        return []
    merging = merges(standing)
    if seat is None and not merging:
        return []
    picture = Picture(process)
    own = _as_party(process.slug, seat, picture) if seat else []
    return (own + (_as_merger(process.slug, picture) if merging else []))[:MOST]
