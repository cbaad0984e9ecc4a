"""What whoever runs the house should hear about those who hold an office."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from samskab.ground.people.models import Role, RoleGrant
from samskab.ground.places.selectors import municipality
from samskab.kit.checks import Concern, Found

TWO_LOCKS = (Role.ADMINISTRATOR, Role.MODERATOR)


def _one_lock_only(now: datetime) -> Found:
    """Offices whose acts ask for a second factor, held by somebody who has none: they can do nothing."""
    found = municipality()
    if found is not None and found.is_demo:
        return None
    held = RoleGrant.objects.filter(role__in=TWO_LOCKS, until__isnull=True)
    n = held.filter(participant__user__authenticator__isnull=True).values("participant").distinct().count()
    return {"n": n} if n else None


CONCERNS = (
    Concern(
        "W011",
        _(
            "%(n)s med et hverv har kun én lås på døren og kan ikke bruge hvervet. Bed dem sætte en ekstra "
            "lås på deres konto."
        ),
        _one_lock_only,
    ),
)
