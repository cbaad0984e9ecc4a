"""What could all of us live with? Questions with ways to settle them, each party's sealed grades, and what
came out.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samskab.ground.parties.models import Party
from samskab.ground.people.models import Participant
from samskab.kit.models import Public, filled
from samskab.process.core.models import Process

QUESTION_CHARS = 300
OPTION_CHARS = 300
HARM_CHARS = 300
BEARER_CHARS = 160
TENTHS = 10
WORST, BEST = 0, 4  # 4 best for us, 3 good, 2 good enough, 1 can live with, 0 cannot live with


class PackageRound(Public):
    """A time in which the parties write questions together, then grade every answer unseen by each other.

    `public_id` is also the seed that chooses between packages that are equally kind: it is drawn and public
    before anybody has graded anything.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="package_rounds")
    number = models.PositiveSmallIntegerField()
    opened_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    started_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True)
    deadline = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="package_round_has_its_own_number"),
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(closed_at__isnull=True),
                name="package_round_is_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True, started_by__isnull=True, deadline__isnull=True)
                | Q(
                    started_at__isnull=False,
                    started_by__isnull=False,
                    deadline__isnull=False,  # said aloud: a comparison with NULL is no refusal in SQL
                    deadline__gt=F("started_at"),
                ),
                name="package_round_starts_with_a_deadline",
            ),
            models.CheckConstraint(
                condition=Q(started_by__isnull=True) | ~Q(started_by=F("opened_by")),
                name="package_round_is_opened_by_two_parties",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(started_at__isnull=False),
                name="package_round_is_closed_after_it_starts",
            ),
        ]


class PackageQuestion(Public):
    """One thing to be settled. A package answers every question in one way each."""

    round = models.ForeignKey(PackageRound, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(max_length=QUESTION_CHARS)
    asked_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [filled("package_question_asks_something", "text", QUESTION_CHARS)]


class PackageOption(Public):
    """One way to settle a question. How it is today is always one of them, so that nobody has to change it by
    the way the question was put.
    """

    question = models.ForeignKey(PackageQuestion, on_delete=models.CASCADE, related_name="options")
    text = models.CharField(max_length=OPTION_CHARS)
    is_today = models.BooleanField(default=False)
    added_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-is_today", "added_at", "pk"]
        constraints = [
            filled("package_option_says_something", "text", OPTION_CHARS),
            models.UniqueConstraint(
                fields=["question"], condition=Q(is_today=True), name="package_option_today_is_one"
            ),
        ]


class PackageSheet(Public):
    """One party's grades of every option, and how the party came to them. Sealed until the round is closed;
    until then the party may write it anew.
    """

    round = models.ForeignKey(PackageRound, on_delete=models.CASCADE, related_name="sheets")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=400)
    floor = models.PositiveSmallIntegerField(default=0)  # tenths of its best it will not go below; 0: none
    by_members = models.BooleanField(default=False)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(floor__lte=TENTHS), name="package_sheet_floor_is_in_tenths"),
            models.UniqueConstraint(fields=["round", "party"], name="package_sheet_is_one_per_party"),
            filled("package_sheet_says_how_the_party_decided", "how", 400),
        ]


class PackageGrade(models.Model):
    """A worded grade, never a vote. "Cannot live with" names the harm and who bears it, or it is a wish."""

    sheet = models.ForeignKey(PackageSheet, on_delete=models.CASCADE, related_name="grades")
    option = models.ForeignKey(PackageOption, on_delete=models.PROTECT, related_name="grades")
    grade = models.PositiveSmallIntegerField()
    harm = models.CharField(max_length=HARM_CHARS, blank=True)
    borne_by = models.CharField(max_length=BEARER_CHARS, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "option"], name="package_grade_is_one_per_option"),
            models.CheckConstraint(
                condition=Q(grade__gte=WORST, grade__lte=BEST), name="package_grade_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(grade=WORST) | Q(harm__length__gte=1, borne_by__length__gte=1),
                name="package_grade_zero_names_harm_and_bearer",
            ),
        ]


class PackageWeight(models.Model):
    """How many of its points a party laid on a question. Every party has as many, and moves only its own."""

    sheet = models.ForeignKey(PackageSheet, on_delete=models.CASCADE, related_name="weights")
    question = models.ForeignKey(PackageQuestion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "question"], name="package_weight_is_one_per_question"),
            models.CheckConstraint(condition=Q(points__gte=1), name="package_weight_leaves_no_question_out"),
        ]


class MemberSheet(models.Model):
    """A member's own grades. They are never shown; the party's grade is their lower median, unless the party
    decides in its own way, and a "cannot live with" that is outvoted is counted and printed.
    """

    round = models.ForeignKey(PackageRound, on_delete=models.CASCADE, related_name="member_sheets")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="member_sheets")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "participant"], name="member_sheet_is_one_per_person")
        ]


class MemberGrade(models.Model):
    """One grade of a member's sheet; a 0 names the harm and who bears it."""

    sheet = models.ForeignKey(MemberSheet, on_delete=models.CASCADE, related_name="grades")
    option = models.ForeignKey(PackageOption, on_delete=models.PROTECT, related_name="+")
    grade = models.PositiveSmallIntegerField()
    harm = models.CharField(max_length=HARM_CHARS, blank=True)
    borne_by = models.CharField(max_length=BEARER_CHARS, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "option"], name="member_grade_is_one_per_option"),
            models.CheckConstraint(
                condition=Q(grade__gte=WORST, grade__lte=BEST), name="member_grade_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(grade=WORST) | Q(harm__length__gte=1, borne_by__length__gte=1),
                name="member_grade_zero_names_harm_and_bearer",
            ),
        ]


class PackageOutcome(Public):
    """What came out of a round, as it was computed, with everything it was computed from.

    `outcome` can be given to `samskab recount`; `unlocks` says for each smallest set of objections which
    package would follow if they were met. It advises: an agreement still needs the parties' stances.
    """

    round = models.OneToOneField(PackageRound, on_delete=models.CASCADE, related_name="outcome")
    code = models.CharField(max_length=30)
    at = models.DateTimeField()
    input_sha256 = models.CharField(max_length=64)
    outcome_sha256 = models.CharField(max_length=64)
    outcome = models.JSONField()
    unlocks = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(input_sha256__length=64, outcome_sha256__length=64),
                name="package_outcome_can_be_recounted",
            )
        ]
