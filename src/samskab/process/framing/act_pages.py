"""What the pages of acts on a shared text have in common; the room `purpose` has such a text too."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from samskab.kit.act_page import Quote
from samskab.process.core.act_page import ActPage
from samskab.process.framing.forms import StanceForm
from samskab.process.framing.models import SharedFraming


class Said(Protocol):
    """Words of one party."""

    text: str

    @property
    def party(self) -> Any: ...


def words_of(said: Said | None) -> Quote | None:
    return Quote(said.text, said.party.name) if said else None


class AboutText(ActPage):
    """About the version the reader has before them; the form carries its name, so that an act on a version
    that no longer counts is seen.
    """

    latest: Any

    def versions(self) -> QuerySet[Any]:
        """Every version of the text."""
        raise NotImplementedError

    def find(self, **kwargs: Any) -> None:
        self.latest = self.versions().order_by("-version").first()

    def quote(self) -> Quote | None:
        if self.latest is None:
            return None
        return Quote(self.latest.text, _("Version %(n)s") % {"n": self.latest.version})

    def latest_id(self) -> int:
        """Which version counts; 0 when there is none."""
        return self.latest.pk if self.latest else 0

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"version": str(self.latest.public_id) if self.latest else ""}}

    def named(self, version: str) -> int:
        """The version the form was about; 0 when there is none of that name."""
        try:
            public_id = UUID(version)
        except ValueError:
            return 0
        found = self.versions().filter(public_id=public_id).first()
        return found.pk if found else 0


class StanceAct(AboutText):
    """One party, one stance; what was said before stands in the form."""

    form_class = StanceForm

    def form_kwargs(self) -> dict[str, Any]:
        seat, given = self.standing.seat, super().form_kwargs()
        before = self.latest.stances.filter(party_id=seat.party_id).first() if self.latest and seat else None
        if before:
            given["initial"] |= {"stance": before.stance, "reason": before.reason}
        return given | {"only_aside": bool(seat and seat.may_supply)}


class AboutShared(AboutText):
    def versions(self) -> QuerySet[SharedFraming]:
        return SharedFraming.objects.filter(process=self.standing.process)
