"""The path of stages as tabs; a locked tab says when it opens."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samskab.process.core.models import STAGE_ORDER, Process, Stage

register = template.Library()

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
    return {"tabs": tabs, "process": process, "table_url": table_url, "role": role}
