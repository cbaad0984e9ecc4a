"""Tasks, last of all; then what came of it - also what failed and what cannot be said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samskab.ground.parties.models import Party
from samskab.ground.places.models import Area
from samskab.kit.models import Public, at_most, filled, one_of
from samskab.kit.text import REASON_CHARS
from samskab.process.agreement.models import Clause
from samskab.process.core.models import Process
from samskab.process.purpose.models import AdoptedPurpose


class PerformedBy(models.TextChoices):
    NOBODY = "none"
    STAFF = "staff"
    VOLUNTEER = "volunteer"
    JOINT = "joint"
    COMPANY = "company"


class TaskStatus(models.TextChoices):
    OPEN = "open"
    DONE = "done"
    LATE = "late"
    DROPPED = "dropped"
    FLAGGED = "flagged"


class ReplacementConsent(Public):
    """The one way work moves from staff to volunteers: signed in public by the staff side and by the
    association.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="replacement_consents")
    staff_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    staff_text = models.CharField(max_length=900)
    association = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    association_text = models.CharField(max_length=900, blank=True)
    what = models.CharField(max_length=160)
    asked_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            filled("replacement_consent_staff_says_why", "staff_text", least=REASON_CHARS),
            filled("replacement_consent_says_what", "what", 160),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True)
                | Q(association__isnull=False, association_text__length__gte=REASON_CHARS),
                name="replacement_consent_is_signed_by_both",
            ),
        ]


class Task(Public):
    """A task says who did it before and who does it now. It cannot exist before a purpose is adopted."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="tasks")
    under = models.ForeignKey(AdoptedPurpose, on_delete=models.PROTECT, related_name="tasks")
    clause = models.ForeignKey(Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField(max_length=160)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="tasks")
    partners = models.ManyToManyField(Party, blank=True, related_name="+")
    core_statutory = models.BooleanField(default=False)
    earlier_by = models.CharField(max_length=10, choices=PerformedBy)
    now_by = models.CharField(max_length=10, choices=PerformedBy)
    hours_month = models.DecimalField(max_digits=7, decimal_places=1, default=0)
    status = models.CharField(max_length=8, choices=TaskStatus, default=TaskStatus.OPEN)
    note = models.CharField(max_length=900, blank=True)
    consent = models.ForeignKey(ReplacementConsent, null=True, on_delete=models.PROTECT, related_name="tasks")
    planned_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["planned_at", "pk"]
        constraints = [
            filled("task_has_a_title", "title", 160),
            one_of("task_earlier_by_is_known", "earlier_by", PerformedBy),
            one_of("task_now_by_is_known", "now_by", PerformedBy),
            one_of("task_status_is_known", "status", TaskStatus),
            models.CheckConstraint(
                condition=Q(core_statutory=False) | Q(now_by__in=[PerformedBy.STAFF, PerformedBy.COMPANY]),
                name="task_core_statutory_stays_public",
            ),
            models.CheckConstraint(
                condition=~Q(earlier_by=PerformedBy.STAFF, now_by=PerformedBy.VOLUNTEER)
                | Q(status=TaskStatus.FLAGGED)
                | Q(consent__isnull=False)
                | Q(taken_back_at__isnull=False),
                name="task_moved_from_staff_is_signed_or_flagged",
            ),
        ]


class ReplacementFlag(models.Model):
    """Somebody saw that staff's work had moved to volunteers. It is shown, not hidden."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="flags")
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=900)
    at = models.DateTimeField()
    answered = models.CharField(max_length=900, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            filled("replacement_flag_says_what", "text"),
            at_most("replacement_flag_answer_is_brief", "answered"),
        ]


class FollowUp(Public):
    """Closing: results in the parties' words, and the answers to "does it hold for others?"."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="follow_ups")
    held_at = models.DateTimeField()
    survey_offered = models.BooleanField(default=False)
    lift_answer = models.CharField(max_length=900, blank=True)
    spread_answer = models.CharField(max_length=900, blank=True)

    class Meta:
        ordering = ["held_at"]
        constraints = [
            models.UniqueConstraint(fields=["process"], name="follow_up_is_one_per_process"),
            at_most("follow_up_lift_is_brief", "lift_answer"),
            at_most("follow_up_spread_is_brief", "spread_answer"),
        ]


class Direction(models.TextChoices):
    GOOD = "good"
    GOOD_UNCERTAIN = "good_uncertain"
    BAD = "bad"
    UNKNOWN = "unknown"


class Result(Public):
    """One thing that came of it. A person's story only with the person's yes."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="results")
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=900)
    direction = models.CharField(max_length=16, choices=Direction)
    is_story = models.BooleanField(default=False)
    approved_by_author = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            filled("result_says_something", "text"),
            one_of("result_direction_is_known", "direction", Direction),
            models.CheckConstraint(
                condition=Q(is_story=False) | Q(approved_by_author=True),
                name="result_story_is_approved_by_its_author",
            ),
        ]


class NextStep(models.Model):
    """What somebody does next, by when."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="next_steps")
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=400)
    due_on = models.DateField()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [filled("next_step_says_what", "text", 400)]


class Spread(models.Model):
    """A solution that travels to others, in words or to a named area."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="spreads")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=400)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [filled("spread_says_where_to", "text", 400)]


class SurveyAnswer(models.Model):
    """Felt influence, 1-5, of one answer; the side is the only thing kept with it. Shown from five per
    side.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="survey_answers")
    side = models.CharField(max_length=12)
    felt = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(felt__gte=1, felt__lte=5), name="survey_answer_is_one_to_five")
        ]
