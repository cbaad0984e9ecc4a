"""Problem framings, blind until revealed together; then one shared framing whose elements point to their
sources.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samskab.ground.dialogue.models import ThreadLink
from samskab.ground.parties.models import Party
from samskab.kit.models import Public, at_most, filled, one_of
from samskab.kit.text import REASON_CHARS
from samskab.process.core.models import Process


class StanceCode(models.TextChoices):
    """Consent, not votes: four stances, and everything but support carries a public reason (DOMAIN.md 7)."""

    SUPPORT = "support"
    LIVE_WITH = "live_with"
    STAND_ASIDE = "stand_aside"
    OBJECT = "object"


def reasoned(name: str) -> models.CheckConstraint:
    """Only support may go without a reason."""
    return models.CheckConstraint(
        condition=Q(stance=StanceCode.SUPPORT) | Q(reason__length__gte=1), name=name
    )


class FramingRound(models.Model):
    """A time in which parties write without seeing each other. All is revealed at once."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="framing_rounds")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    deadline = models.DateTimeField()
    revealed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="framing_round_has_its_own_number"),
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(revealed_at__isnull=True),
                name="framing_round_is_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(deadline__gt=F("opened_at")), name="framing_round_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(revealed_at__isnull=True) | Q(revealed_at__gt=F("opened_at")),
                name="framing_round_is_revealed_after_it_opens",
            ),
        ]


class Framing(Public):
    """A party's own understanding of the problem. Nobody edits it after the others' were seen: a new round
    may bring a new one.

    `locked_at` is when the party chose to see the others in the same round; from then on its words stand.
    """

    round = models.ForeignKey(FramingRound, on_delete=models.CASCADE, related_name="framings")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="framings")
    text = models.CharField(max_length=900)
    written_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=900, blank=True)

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            # Also when withdrawn: otherwise one could look, withdraw, and write anew.
            models.UniqueConstraint(fields=["round", "party"], name="framing_is_one_per_party_and_round"),
            filled("framing_says_something", "text"),
            models.CheckConstraint(
                condition=Q(locked_at__isnull=True) | Q(locked_at__gte=F("written_at")),
                name="framing_is_locked_after_it_is_written",
            ),
            at_most("framing_withdrawn_reason_is_brief", "withdrawn_reason"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_reason__length__gte=1),
                name="framing_withdrawn_says_why",
            ),
        ]


class FramingThread(ThreadLink):
    """What people say about a framing that is revealed."""

    about = models.OneToOneField(Framing, on_delete=models.CASCADE, related_name="talk")


class SharedFraming(Public):
    """The problem in one text. A change is a new version beside the old; the latest is the one that
    counts.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="shared_framings")
    version = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=900)
    written_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["process", "version"], name="shared_framing_has_its_own_version"),
            filled("shared_framing_says_something", "text"),
        ]


class FramingElement(Public):
    """A piece of the shared framing that can be traced to whose words it came from."""

    shared = models.ForeignKey(SharedFraming, on_delete=models.CASCADE, related_name="elements")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    sources = models.ManyToManyField(Framing, related_name="elements")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["shared", "number"], name="framing_element_has_its_own_number"),
            filled("framing_element_says_something", "text", 300),
        ]


class SharedSuggestion(Public):
    """A change to the shared framing that a party asks for. The next version says whether it took it, or
    somebody says why not.
    """

    shared = models.ForeignKey(SharedFraming, on_delete=models.CASCADE, related_name="suggestions")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=900)
    made_at = models.DateTimeField()
    taken_in = models.ForeignKey(SharedFraming, null=True, on_delete=models.PROTECT, related_name="took")
    declined_at = models.DateTimeField(null=True)
    declined_reason = models.CharField(max_length=900, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            filled("shared_suggestion_says_what", "text"),
            models.CheckConstraint(
                condition=Q(taken_in__isnull=True) | Q(declined_at__isnull=True),
                name="shared_suggestion_is_taken_or_declined_not_both",
            ),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True, declined_reason="")
                | Q(
                    declined_at__isnull=False,
                    declined_reason__length__gte=REASON_CHARS,
                    declined_reason__length__lte=900,
                ),
                name="shared_suggestion_declined_says_why",
            ),
        ]


class FramingStance(models.Model):
    """A party's stance on a version of the shared framing."""

    shared = models.ForeignKey(SharedFraming, on_delete=models.CASCADE, related_name="stances")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=12, choices=StanceCode)
    reason = models.CharField(max_length=900, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["shared", "party"], name="framing_stance_is_one_per_party"),
            one_of("framing_stance_is_known", "stance", StanceCode),
            reasoned("framing_stance_has_reason_unless_support"),
        ]
