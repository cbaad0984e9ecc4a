"""What can be talked about. A room registers its kind; this room knows neither calls nor clauses.

# models.py of the room
class CallThread(ThreadLink):
    about = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="talk")

# talk.py of the room, registered in its apps.py
subjects.register(Kind("call", _("Et kald"), CallThread, find_call))

{# its page #}
{% load dialogue %}{% talk "call" call.public_id %}
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from samskab.ground.dialogue.models import Thread, ThreadLink
from samskab.kit.prepared import Prepared, Slot

Words = str | Promise


@dataclass(frozen=True)
class Subject:
    """One thing talked about, as its own room tells it; `find` gives none to whom it is not shown.

    `space` is where the public record puts its lines. `is_open` says whether one may still write. In a
    sensitive space nobody is named, and a text that seems to name somebody waits for a human.
    """

    row: Model
    public_id: UUID
    space: UUID
    title: str
    text: str
    url: str
    is_open: bool
    sensitive: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of thing talked about: its word in the address, what a page calls it, and how it is found."""

    name: str
    label: Words
    link: type[ThreadLink]
    find: Callable[[UUID], Subject | None]


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind. Two rooms may not own one word."""
    known = _KINDS.get(kind.name)
    if known is not None and known.link is not kind.link:
        raise ValueError(f"two rooms talk about {kind.name!r}")
    _KINDS[kind.name] = kind


def kind_of(name: str) -> Kind | None:
    return _KINDS.get(name)


def names() -> list[str]:
    return sorted(_KINDS)


def find(name: str, public_id: UUID) -> Subject | None:
    """The thing of this kind and id, or None: unknown, hidden and not yet shown are alike."""
    kind = kind_of(name)
    return kind.find(public_id) if kind else None


def of_thread(thread: Thread) -> Subject | None:
    """What a thread is about, found back through the room's own link."""
    kind = kind_of(thread.kind)
    if kind is None:
        return None
    links: Any = kind.link._default_manager
    public_id = links.filter(thread=thread).values_list("about__public_id", flat=True).first()
    return kind.find(public_id) if public_id else None


def link_of(kind: Kind, subject: Subject) -> Thread | None:
    """The thread of a subject, when somebody has written in it."""
    links: Any = kind.link._default_manager
    found = links.filter(about=subject.row).select_related("thread").first()
    return found.thread if found else None


def n_comments(kind: str, about: UUID) -> int:
    """How many comments are shown under one thing: kept beside the thread, read by one prepared question."""
    if kind not in _COUNTED:
        _COUNTED[kind] = Prepared(_counting(kind))
    return _COUNTED[kind].first(about) or 0


_COUNTED: dict[str, Prepared[int]] = {}


def _counting(kind: str) -> Callable[[Slot], QuerySet[Any, int]]:
    links: Any = _KINDS[kind].link._default_manager

    def n_shown(about: Slot) -> QuerySet[Any, int]:
        found: QuerySet[Any, int] = links.filter(about__public_id=about).values_list(
            "thread__n_shown", flat=True
        )
        return found.order_by()[:1]

    return n_shown
