"""The way from a page to the talk about what it shows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import template

from samskab.ground.dialogue.subjects import n_comments

register = template.Library()


@register.inclusion_tag("dialogue/_talk.html")
def talk(kind: str, about: UUID, *, counted: bool = True) -> dict[str, Any]:
    """A link to the thread, with the number of comments: one prepared question, none with counted=False."""
    return {"kind": kind, "about": about, "n": n_comments(kind, about) if counted else None}
