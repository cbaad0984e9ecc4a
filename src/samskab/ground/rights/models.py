"""Who looked at what about whom; and on which days the house has tidied up."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samskab.ground.people.models import Participant


class Look(models.Model):
    """Somebody in an office saw what is private about another. The other sees that it happened.

    `office` and `what` are codes of `kit.words` ("look_by", "look"). The reader's own erasure cuts the link,
    not the line.
    """

    owner = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="looks")
    reader = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="+")
    office = models.CharField(max_length=20)
    what = models.CharField(max_length=30)
    at = models.DateTimeField(db_index=True)
    sampled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["owner", "-at"], name="look_by_owner")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reader__isnull=True) | ~Q(reader=F("owner")), name="look_is_at_another"
            ),
            models.CheckConstraint(
                condition=Q(office__length__gte=1, what__length__gte=1), name="look_says_who_and_what"
            ),
        ]


class Tidying(models.Model):
    """One row a day: whoever writes it first tidies, the others see that it is done."""

    day = models.DateField(unique=True)
    at = models.DateTimeField()
    removed = models.JSONField(default=dict)
