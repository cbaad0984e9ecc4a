"""A sitting: one helper, one person, half an hour at most."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samskab.ground.people.models import Participant
from samskab.kit.models import Public, filled, one_of
from samskab.process.calls.models import Channel
from samskab.process.knowledge.models import Statement


class Sitting(Public):
    """A helper writes for one person. The organisation is as it was called that day."""

    helper = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="sittings_given"
    )
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="sittings_had"
    )
    organisation = models.CharField(max_length=120)
    channel = models.CharField(max_length=10, choices=Channel)
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["helper", "began_at"], name="sitting_by_helper")]
        constraints = [
            filled("sitting_names_an_organisation", "organisation", 120),
            one_of("sitting_channel_is_known", "channel", Channel),
            models.CheckConstraint(condition=Q(ends_at__gt=F("began_at")), name="sitting_ends"),
            models.CheckConstraint(
                condition=Q(helper__isnull=True) | Q(participant__isnull=True) | ~Q(helper=F("participant")),
                name="sitting_is_between_two_people",
            ),
            models.UniqueConstraint(
                fields=["helper"], condition=Q(closed_at__isnull=True), name="sitting_is_one_at_a_time"
            ),
        ]


class SittingWords(models.Model):
    """Which words were written in which sitting, so that all of them can be undone at once."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="words")
    statement = models.OneToOneField(Statement, on_delete=models.CASCADE, related_name="sitting_words")


class HelperQuota(models.Model):
    """How many people a helper may help in a day, from then on; without a row it is ten."""

    helper = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    a_day = models.PositiveSmallIntegerField()
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(a_day__gte=1, a_day__lte=100), name="helper_quota_is_fair")
        ]
