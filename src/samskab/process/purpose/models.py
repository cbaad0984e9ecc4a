"""Values by party, three questions, one purpose with everybody's stance."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samskab.ground.parties.models import Party
from samskab.kit.models import Public, filled, one_of
from samskab.process.core.models import Process
from samskab.process.framing.models import StanceCode, reasoned


class BasicValue(models.TextChoices):
    """The op-ed's three. They are asked of the process, never of a person's beliefs."""

    DEMOCRACY = "demokrati"
    EQUALITY = "lighed"
    COMMUNITY = "faellesskab"


class ValueStatement(Public):
    """What a party wants the process to be true to."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="values")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    basic = models.CharField(max_length=12, choices=BasicValue)
    text = models.CharField(max_length=900)
    stated_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["stated_at", "pk"]
        constraints = [
            filled("value_says_something", "text"),
            one_of("value_belongs_to_a_basic_value", "basic", BasicValue),
        ]


class ValueShare(models.Model):
    """A party that shares another's value has stated one."""

    value = models.ForeignKey(ValueStatement, on_delete=models.CASCADE, related_name="shares")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["value", "party"], name="value_share_is_once_per_party")
        ]


class ValueSkip(models.Model):
    """A party that stands aside from the values, or a basic value nobody speaks to: both with a text."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="value_skips")
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    basic = models.CharField(max_length=12, choices=BasicValue, blank=True)
    reason = models.CharField(max_length=900)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            filled("value_skip_says_why", "reason"),
            models.CheckConstraint(
                condition=Q(party__isnull=False, basic="")
                | Q(party__isnull=True, basic__in=BasicValue.values),
                name="value_skip_is_of_a_party_or_of_a_value",
            ),
            models.UniqueConstraint(
                fields=["process", "party"],
                condition=Q(party__isnull=False),
                name="value_skip_is_once_per_party",
            ),
            models.UniqueConstraint(
                fields=["process", "basic"],
                condition=Q(party__isnull=True),
                name="value_skip_is_once_per_value",
            ),
        ]


class Question(models.TextChoices):
    """Hvem bestemmer? Hvem vinder, og hvem mister? Hvem kommer til at kende hinanden?"""

    WHO_DECIDES = "who_decides"
    WHO_WINS = "who_wins_who_loses"
    WHO_MEETS = "who_gets_to_know_whom"


class QuestionAnswer(models.Model):
    """A party's answer to one of the three questions, or why it is left out."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="question_answers")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=24, choices=Question)
    text = models.CharField(max_length=900)
    skipped = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "party", "question"], name="question_is_answered_once_per_party"
            ),
            filled("question_answer_says_something", "text"),
            one_of("question_is_one_of_three", "question", Question),
        ]


class Purpose(Public):
    """One sentence for all. A change is a new version; stances are given to a version."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="purposes")
    version = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    drafted_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["process", "version"], name="purpose_has_its_own_version"),
            filled("purpose_says_something", "text", 400),
        ]


class PurposeStance(models.Model):
    """A party's stance on a version of the purpose."""

    purpose = models.ForeignKey(Purpose, on_delete=models.CASCADE, related_name="stances")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=12, choices=StanceCode)
    reason = models.CharField(max_length=900, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "party"], name="purpose_stance_is_one_per_party"),
            one_of("purpose_stance_is_known", "stance", StanceCode),
            reasoned("purpose_stance_has_reason_unless_support"),
        ]


class AdoptedPurpose(models.Model):
    """The purpose all the rest stands on. Proposals and tasks point here, so the database itself refuses one
    without it.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="adopted_purposes")
    purpose = models.OneToOneField(Purpose, on_delete=models.PROTECT, related_name="adoption")
    adopted_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(retired_at__isnull=True),
                name="adopted_purpose_is_one_at_a_time",
            )
        ]
