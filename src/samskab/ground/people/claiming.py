"""What happens to a person's rows when their paper code becomes an account: everything moves, and what was
done twice becomes one.

Every row that names a participant is moved without being asked for, so that a new room forgets nobody. A room
whose rows can be double (one vote, one membership) registers here how two become one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q

from samskab.ground.people.models import LoginSession, Participant, RoleGrant
from samskab.kit.errors import Closed

Merge = Callable[[int, int], int]  # from the code to the account; how many were double
_MERGES: dict[str, Merge] = {}


@dataclass(frozen=True)
class Claimed:
    """What came along, and how much of it the person had done twice."""

    moved: int
    double: int


def register(merges: Mapping[str, Merge]) -> None:
    """Rooms say, by `app.Model.field`, how two rows of one person become one."""
    _MERGES.update(merges)


def merges() -> Mapping[str, Merge]:
    return _MERGES


def the_accounts_own_stays(model: type[Model], field: str, *same: str, only: Q | None = None) -> Merge:
    """Of two rows about the same, the account's own is kept; the rest moves."""
    living = only or Q()

    def merge(code: int, account: int) -> int:
        rows: Any = model._default_manager
        own = rows.filter(living, **{field: account}, **{name: OuterRef(name) for name in same})
        _all, deleted = rows.filter(living, Exists(own), **{field: code}).delete()
        rows.filter(**{field: code}).update(**{field: account})
        return int(deleted.get(model._meta.label, 0))

    return merge


def two_stay_two(model: type[Model], field: str, *others: str) -> Merge:
    """What takes two people is never found to have been done by one: such a claim is refused."""

    def merge(code: int, account: int) -> int:
        rows: Any = model._default_manager
        for other in others:
            if rows.filter(Q(**{field: code, other: account}) | Q(**{field: account, other: code})).exists():
                raise Closed("people.two_would_be_one")
        rows.filter(**{field: code}).update(**{field: account})
        return 0

    return merge


def relations() -> Iterator[tuple[str, type[Model], str]]:
    """Every field of the house that names a participant, as (`app.Model.field`, model, field)."""
    for found in Participant._meta.get_fields(include_hidden=True):
        if found.auto_created and not found.concrete and (found.one_to_many or found.one_to_one):
            model, field = found.related_model, found.field.name  # type: ignore[union-attr]  # a reverse relation
            yield f"{model._meta.label}.{field}", model, field  # type: ignore[union-attr, misc]


def carry(code: int, account: int) -> Claimed:
    """All rows of the one become rows of the other; first those that cannot be double, for the others may ask
    whose words they are about.
    """
    moved, double = 0, 0
    LoginSession.objects.filter(participant_id=code).delete()  # where the code was in: it opens nothing more
    for label, model, field in relations():
        rows: Any = model._default_manager
        moved += rows.filter(**{field: code}).count()
        if label not in _MERGES:
            rows.filter(**{field: code}).update(**{field: account})
    for merge in _MERGES.values():
        double += merge(code, account)
    return Claimed(moved, double)


def elder(code: Participant, account: Participant) -> None:
    """Who came first by the code has been here since then, and lives where they said."""
    account.since = min(code.since, account.since)
    account.area_id = account.area_id or code.area_id
    account.save(update_fields=["since", "area"])


OWN = {
    "people.RoleGrant.participant": the_accounts_own_stays(
        RoleGrant, "participant", "role", only=Q(until__isnull=True)
    )
}
