"""Who is who, read only."""

from __future__ import annotations

from django.db.models import Q

from samskab.ground.people.models import Participant, Role, RoleGrant, User


def participant_of(user: User) -> Participant | None:
    """The participant behind an account, made when the account first came in."""
    return Participant.objects.select_related("user").filter(user=user).first()


_BY_CODE = "SELECT * FROM people_participant WHERE id = %s AND code_revoked_at IS NULL"


def participant_by_code(participant_id: int) -> Participant | None:
    """Who came in with a paper code, while the code holds. Asked at every act, so it is not composed anew."""
    return next(iter(Participant.objects.raw(_BY_CODE, [participant_id])), None)


def roles_of(participant_id: int | None) -> frozenset[str]:
    """The offices held now."""
    if participant_id is None:
        return frozenset()
    grants = RoleGrant.objects.filter(participant_id=participant_id, until__isnull=True)
    return frozenset(grants.values_list("role", flat=True))


def holds(participant_id: int | None, role: Role) -> bool:
    return role in roles_of(participant_id)


def councillors() -> list[RoleGrant]:
    """Those who can be asked in public."""
    return list(
        RoleGrant.objects.filter(Q(role=Role.COUNCILLOR), until__isnull=True).select_related(
            "participant__user"
        )
    )
