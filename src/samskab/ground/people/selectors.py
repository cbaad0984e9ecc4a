"""Who is who, read only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from samskab.ground.people.models import LoginSession, Participant, Role, RoleGrant, User
from samskab.kit.prepared import Slot, prepared


def participant_of(user: User) -> Participant | None:
    """The participant behind an account, made when the account first came in."""
    return _of_user.first(user)


@prepared
def _of_user(user: Slot) -> QuerySet[Participant]:
    return Participant.objects.select_related("user").filter(user=user)


@prepared
def _by_code(participant: Slot) -> QuerySet[Participant]:
    return Participant.objects.filter(pk=participant, code_revoked_at__isnull=True)


def participant_by_code(participant_id: int) -> Participant | None:
    """Who came in with a paper code, while the code holds."""
    return _by_code.first(participant_id)


@prepared
def _roles(participant: Slot) -> QuerySet[RoleGrant, str]:
    return RoleGrant.objects.filter(participant=participant, until__isnull=True).values_list(
        "role", flat=True
    )


def roles_of(participant_id: int | None) -> frozenset[str]:
    """The offices held now."""
    if participant_id is None:
        return frozenset()
    return frozenset(_roles(participant_id))


def holds(participant_id: int | None, role: Role) -> bool:
    return role in roles_of(participant_id)


def councillors() -> list[RoleGrant]:
    """Those who can be asked in public."""
    return list(
        RoleGrant.objects.filter(Q(role=Role.COUNCILLOR), until__isnull=True).select_related(
            "participant__user"
        )
    )


def sessions_of(participant_id: int, now: datetime) -> list[LoginSession]:
    """Where somebody is logged in now, the newest first."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    return list(LoginSession.objects.filter(participant_id=participant_id, session_key__in=alive))


def brokers() -> Mapping[str, str]:
    """The brokers that are set up, by their name on a button; empty for the municipality's own login."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return {app["provider_id"]: app["name"] for app in apps}
