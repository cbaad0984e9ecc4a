"""What two people must do is never done by one under two names."""

from __future__ import annotations

from django.db.models import Q

from samskab.ground.people.claiming import Merge
from samskab.kit.errors import Closed
from samskab.process.doors.models import CardBatch, Sitting


def _of_two(model: type[Sitting] | type[CardBatch], one: str, other: str) -> Merge:
    """The claim is refused where both of the two would be the same person."""

    def merge(code: int, account: int) -> int:
        rows = model._default_manager
        if rows.filter(Q(**{one: code, other: account}) | Q(**{one: account, other: code})).exists():
            raise Closed("doors.two_would_be_one")
        rows.filter(**{one: code}).update(**{one: account})
        return 0

    return merge


MERGES = {
    "doors.Sitting.helper": _of_two(Sitting, "helper", "participant"),
    "doors.Sitting.participant": _of_two(Sitting, "participant", "helper"),
    "doors.CardBatch.first": _of_two(CardBatch, "first", "second"),
    "doors.CardBatch.second": _of_two(CardBatch, "second", "first"),
}
