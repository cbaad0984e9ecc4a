"""The page of one act at a table: the kit's page, and who the reader is there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from samskab.kit import act_page
from samskab.process.core.viewing import Standing, standing


class ActPage(act_page.ActPage):
    """An act in one process. Its address begins with the process; `find` gets the rest of it."""

    template_name = "core/act_page.html"
    standing: Standing

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.standing = standing(request, kwargs.pop("slug"))
        super().setup(request, *args, **kwargs)

    def room_url(self) -> str:
        """The room's own page."""
        return reverse(f"{self.request.resolver_match.app_name}:page", args=[self.slug])  # type: ignore[union-attr]  # a view is always resolved

    def done(self) -> str:
        return self.room_url()

    def ids(self) -> dict[str, Any]:
        """What every service call of a process takes."""
        return {"process_id": self.standing.process.pk, "actor": self.standing.actor, "now": self.now}

    def around(self) -> dict[str, Any]:
        return {"process": self.standing.process, "standing": self.standing}

    @property
    def slug(self) -> str:
        return self.standing.process.slug
