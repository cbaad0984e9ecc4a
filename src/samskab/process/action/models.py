"""Tasks, last of all; then what came of it - also what failed and what cannot be said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samskab.ground.parties.models import Party, Side
from samskab.ground.people.models import Participant
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
    """The staff side says in public why one piece of work may move. Alone it opens nothing."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="replacement_consents")
    staff_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    staff_text = models.CharField(max_length=900)
    what = models.CharField(max_length=160)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            filled("replacement_consent_staff_says_why", "staff_text", least=REASON_CHARS),
            filled("replacement_consent_says_what", "what", 160),
        ]


class ReplacementSignature(models.Model):
    """The association whose members would do the work says yes too. Only this row can carry a moved task, and
    it carries one: so no door writes a task that one side alone has signed (decision 7).
    """

    consent = models.OneToOneField(ReplacementConsent, on_delete=models.PROTECT, related_name="signature")
    association = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=900)
    at = models.DateTimeField()

    class Meta:
        constraints = [filled("replacement_signature_says_why", "text", least=REASON_CHARS)]


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
    signed_move = models.OneToOneField(
        ReplacementSignature, null=True, on_delete=models.PROTECT, related_name="task"
    )
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
                | Q(signed_move__isnull=False)
                | Q(taken_back_at__isnull=False),
                name="task_moved_from_staff_is_signed_or_flagged",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True)
                | Q(status__in=[TaskStatus.FLAGGED, TaskStatus.DROPPED]),
                name="task_taken_back_is_not_carried_on",
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
    lift_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
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


class SurveyVoice(models.Model):
    """That a person has answered the short check of this follow-up - not what was answered."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="survey_voices")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["follow_up", "participant"], name="survey_voice_is_one_per_person_and_follow_up"
            )
        ]


class SurveyTally(models.Model):
    """How many of one side felt one degree of influence, 1-5. A tally, not a row per answer: whose answer it
    was cannot be read out of the order of the rows. Shown from five per side.
    """

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="survey_tallies")
    side = models.CharField(max_length=12, choices=Side)
    felt = models.PositiveSmallIntegerField()
    n = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(felt__gte=1, felt__lte=5), name="survey_tally_is_one_to_five"),
            models.UniqueConstraint(
                fields=["follow_up", "side", "felt"], name="survey_tally_is_one_per_side_and_degree"
            ),
            one_of("survey_tally_is_of_a_known_side", "side", Side),
        ]
