"""Meetings. Attendance is a count per party; who came is nobody's business."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samskab.ground.parties.models import Party
from samskab.kit.models import Public, filled, one_of
from samskab.process.core.models import Process


class Access(models.TextChoices):
    TRANSPORT = "transport"
    DAYTIME = "daytime"
    EVENING = "evening"
    SUNDAY = "sunday"
    HEARING_LOOP = "hearing_loop_borrowed"
    RESPITE_CARE = "respite_care"
    INTERPRETER_AR = "interpreter_ar"
    INTERPRETER_SO = "interpreter_so"
    INTERPRETER_UK = "interpreter_uk"
    CHILDCARE = "childcare"
    FOOD = "food"
    STEP_FREE = "step_free"


class Meeting(Public):
    """A dialogue meeting about the process."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="meetings")
    at = models.DateTimeField()
    place = models.CharField(max_length=160)
    purpose = models.CharField(max_length=400)
    booked_at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            filled("meeting_names_a_place", "place", 160),
            filled("meeting_has_a_purpose", "purpose", 400),
        ]


class MeetingAccess(models.Model):
    """One thing that makes the meeting possible for somebody."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="access")
    code = models.CharField(max_length=24, choices=Access)

    class Meta:
        constraints = [
            one_of("meeting_access_is_known", "code", Access),
            models.UniqueConstraint(fields=["meeting", "code"], name="meeting_access_is_said_once"),
        ]


class Attendance(models.Model):
    """How many came from a party."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "party"], name="attendance_is_counted_once"),
            models.CheckConstraint(condition=Q(people__gte=1), name="attendance_counts_somebody"),
        ]
