"""A screen in a house, for whoever comes by."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samskab.ground.parties.models import Party
from samskab.ground.people.models import Participant
from samskab.kit.models import Public


class Kiosk(Public):
    """Opened by a party that has a house. Its key starts a screen there and does nothing else; only its keyed
    hash is kept.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="kiosks")
    key_hash = models.CharField(max_length=64, unique=True)
    opened_by = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="kiosk_closes_after_it_opens",
            )
        ]
