"""What happens when somebody says a comment breaks the rules: notice, decision, answer, appeal."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samskab.ground.dialogue.models.threads import Comment
from samskab.ground.people.models import Participant
from samskab.kit.models import Public, filled, one_of
from samskab.kit.text import REASON_CHARS

WHY_CHARS = 900


class HouseRule(models.TextChoices):
    """The published rules, and no others: a comment can be hidden for nothing else. Criticism is not here."""

    PERSONAL = "personal"
    THREATS = "threats"
    HATE = "hate"
    UNLAWFUL = "unlawful"
    PRETENCE = "pretence"
    ADVERTISING = "advertising"


class Outcome(models.TextChoices):
    """Kept, hidden until the time to appeal is out, or erased at once because a number or the like was in."""

    KEPT = "kept"
    HIDDEN = "hidden"
    ERASED = "erased"


class Decision(Public):
    """What a moderator decided about one comment, under which rule, and on what facts. Never changed.

    `author` is copied from the comment, so that the database can say that nobody judges their own words.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="decisions")
    author = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="+")
    moderator = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome)
    rule = models.CharField(max_length=14, choices=HouseRule, blank=True)
    facts = models.CharField(max_length=WHY_CHARS)
    decided_at = models.DateTimeField()
    appeal_until = models.DateTimeField()

    class Meta:
        ordering = ["-decided_at", "-pk"]
        indexes = [models.Index(fields=["-decided_at", "-id"], name="decision_by_time")]
        constraints = [
            one_of("decision_outcome_is_known", "outcome", Outcome),
            filled("decision_gives_its_reasons", "facts", least=REASON_CHARS),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.KEPT) | Q(rule__in=HouseRule.values),
                name="decision_to_hide_names_a_published_rule",
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=True) | ~Q(author=F("moderator")),
                name="decision_is_never_on_own_words",
            ),
            models.CheckConstraint(
                condition=Q(appeal_until__gt=F("decided_at")), name="decision_can_be_appealed"
            ),
        ]


class Notice(Public):
    """Somebody says that a comment breaks a rule. No login; four words let them follow it."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="notices")
    participant = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="+")
    rule = models.CharField(max_length=14, choices=HouseRule)
    text = models.CharField(max_length=WHY_CHARS)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    good_faith = models.BooleanField()
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="notices")

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["decision", "id"], name="notice_by_decision")]
        constraints = [
            one_of("notice_rule_is_known", "rule", HouseRule),
            filled("notice_says_why", "text", least=20),
            models.CheckConstraint(condition=Q(good_faith=True), name="notice_is_made_in_good_faith"),
        ]


class Answer(models.Model):
    """The author's own words about a decision, read by the moderators. One, and not an appeal."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="answer")
    text = models.CharField(max_length=WHY_CHARS)
    at = models.DateTimeField()

    class Meta:
        constraints = [filled("answer_to_a_decision_says_something", "text")]


class AppealSide(models.TextChoices):
    AUTHOR = "author"
    NOTIFIER = "notifier"


class AppealOutcome(models.TextChoices):
    UPHELD = "upheld"
    OVERTURNED = "overturned"


class Appeal(Public):
    """A complaint about a decision, decided by somebody else than who decided first."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="appeals")
    side = models.CharField(max_length=8, choices=AppealSide)
    by = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="+")
    first_moderator = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=WHY_CHARS)
    made_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=AppealOutcome, blank=True)
    reason = models.CharField(max_length=WHY_CHARS, blank=True)
    decided_by = models.ForeignKey(Participant, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            one_of("appeal_side_is_known", "side", AppealSide),
            filled("appeal_says_why", "text"),
            models.UniqueConstraint(fields=["decision", "side"], name="appeal_is_one_for_each_side"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("first_moderator")),
                name="appeal_is_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(by__isnull=True) | ~Q(decided_by=F("by")),
                name="appeal_is_not_decided_by_who_made_it",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True, reason="")
                | Q(
                    outcome__in=AppealOutcome.values,
                    decided_by__isnull=False,
                    decided_at__gte=F("made_at"),
                    reason__length__gte=REASON_CHARS,
                ),
                name="appeal_decided_has_a_person_and_a_reason",
            ),
        ]
