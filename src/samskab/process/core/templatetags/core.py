"""The path of stages as tabs; a locked tab says when it opens."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samskab.ground.parties.models import Party, Side
from samskab.process.core.models import STAGE_ORDER, Process, Stage

register = template.Library()
_SPOKEN = "spoken_municipal_role"

TABS = (
    (Stage.FRAMING, _("Problem"), "framing:page"),
    (Stage.PURPOSE, _("Formål"), "purpose:page"),
    (Stage.KNOWLEDGE, _("Viden"), "knowledge:page"),
    (Stage.NEGOTIATION, _("Forhandling"), "negotiation:page"),
    (Stage.AGREEMENT, _("Aftale"), "agreement:page"),
    (Stage.ACTION, _("Opgaver"), "action:page"),
)


@register.inclusion_tag("core/_tabs.html", takes_context=True)
def process_tabs(context: template.Context, process: Process) -> dict[str, Any]:
    """Done, now, or not yet open - said in words, not only by colour."""
    here = STAGE_ORDER.index(Stage(process.stage))
    request = context["request"]
    tabs: list[dict[str, Any]] = []
    spoken: Stage | None = None
    for stage, label, name in TABS:
        place = STAGE_ORDER.index(stage)
        url = reverse(name, args=[process.slug])
        state = "done" if place < here else "now" if place == here else "later"
        current = request.path.startswith(url)
        spoken = stage if current else spoken
        tabs.append({"label": label, "url": url, "state": state, "current": current})
    table_url = reverse("core:table", args=[process.slug])
    role = process.municipal_roles.filter(stage=spoken).first() if spoken else None
    if spoken:
        setattr(process, _SPOKEN, role)  # for `municipal_role` below: the same role stands at every post
    return {"tabs": tabs, "process": process, "table_url": table_url, "role": role}


@register.inclusion_tag("core/_municipal_role.html", takes_context=True)
def municipal_role(context: template.Context, party: Party | None) -> dict[str, Any]:
    """Beside what a municipal party says: in which role it speaks at this stage, or that nobody has said
    (op-ed, S5).
    """
    process = context.get("process")
    speaks = party is not None and party.side == Side.PUBLIC and hasattr(process, _SPOKEN)
    return {"speaks": speaks, "role": getattr(process, _SPOKEN, None)}
