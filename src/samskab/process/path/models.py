"""Two keys open a stage; two keys reopen an earlier one, with a public reason."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samskab.ground.parties.models import Side
from samskab.kit.models import Public, one_of
from samskab.process.core.models import Process, Stage, Steward


class StageChange(Public):
    """A move from one stage to another, asked for by one key and carried out when the second is turned."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="stage_changes")
    from_stage = models.CharField(max_length=12, choices=Stage)
    to_stage = models.CharField(max_length=12, choices=Stage)
    backward = models.BooleanField(default=False)
    reason = models.CharField(max_length=900, blank=True)
    asked_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(opened_at__isnull=True, dropped_at__isnull=True),
                name="stage_change_is_one_at_a_time",
            ),
            one_of("stage_change_goes_to_a_known_stage", "to_stage", Stage),
            models.CheckConstraint(
                condition=Q(backward=False) | Q(reason__length__gte=1), name="stage_change_backward_says_why"
            ),
        ]


class StageApproval(models.Model):
    """One key, turned by a steward of one side."""

    change = models.ForeignKey(StageChange, on_delete=models.CASCADE, related_name="approvals")
    steward = models.ForeignKey(Steward, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=Side)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "side"], name="stage_approval_is_one_key_per_side"),
            models.UniqueConstraint(
                fields=["change", "steward"], name="stage_approval_is_one_key_per_steward"
            ),
            models.CheckConstraint(
                condition=Q(side__in=[Side.PUBLIC, Side.CIVIC]), name="stage_approval_has_a_key_side"
            ),
        ]
