"""When consent has failed twice: a secret ballot of persons, counted on every side; and words for drafts.

Who may vote is written down when the ballot is called, so that no party can grow while it runs. That a
person has voted is kept, and how many said what on each side; what one person said is kept nowhere.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samskab.ground.parties.models import Party, Side
from samskab.ground.people.models import Participant
from samskab.kit.models import Public, filled, one_of
from samskab.kit.text import REASON_CHARS
from samskab.process.core.models import Process
from samskab.process.negotiation.models.talks import Proposal

NO, YES, ABSTAIN = 0, 1, 2
BEST_WORD = 5  # drafts: 5 excellent, 4 very good, 3 good, 2 acceptable, 1 poor, 0 to be rejected


class BallotKind(models.TextChoices):
    ADOPT = "adopt"
    CHOOSE = "choose"


class Ballot(Public):
    """One question to everyone at the table, person by person: may we go on with this proposal although it is
    objected to; or, which of these drafts?
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="ballots")
    kind = models.CharField(max_length=8, choices=BallotKind)
    called_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=900)
    called_at = models.DateTimeField()
    deadline = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-called_at", "-pk"]
        constraints = [
            one_of("ballot_kind_is_known", "kind", BallotKind),
            filled("ballot_says_why", "reason", least=REASON_CHARS),
            models.CheckConstraint(
                condition=Q(deadline__gt=F("called_at")), name="ballot_gives_time_to_vote"
            ),
            models.UniqueConstraint(
                fields=["process"], condition=Q(closed_at__isnull=True), name="ballot_is_one_at_a_time"
            ),
        ]


class BallotDraft(Public):
    """A proposal that is voted on."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="drafts")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="ballot_drafts")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "proposal"], name="ballot_draft_is_named_once")
        ]


class BallotVoter(models.Model):
    """One person, one voice, on one side, whatever number of parties they belong to. No time is kept: it
    could be laid beside the record.
    """

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="voters")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="ballots")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=Side)
    has_voted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            one_of("ballot_voter_side_is_known", "side", Side),
            models.UniqueConstraint(fields=["ballot", "participant"], name="ballot_voter_has_one_voice"),
        ]


class BallotCount(models.Model):
    """How many persons of a side said the same of a draft. Nobody's own answer stands anywhere."""

    draft = models.ForeignKey(BallotDraft, on_delete=models.CASCADE, related_name="counts")
    side = models.CharField(max_length=12, choices=Side)
    mark = models.PositiveSmallIntegerField()
    n = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            one_of("ballot_count_side_is_known", "side", Side),
            models.CheckConstraint(condition=Q(mark__lte=BEST_WORD), name="ballot_count_mark_is_known"),
            models.UniqueConstraint(fields=["draft", "side", "mark"], name="ballot_count_is_kept_once"),
        ]


class BallotOutcome(Public):
    """What was counted, and from what. `outcome` can be given to `samskab recount`; a side of fewer than five
    voters is never shown in figures.
    """

    ballot = models.OneToOneField(Ballot, on_delete=models.CASCADE, related_name="outcome")
    code = models.CharField(max_length=30)
    at = models.DateTimeField()
    input_sha256 = models.CharField(max_length=64)
    outcome_sha256 = models.CharField(max_length=64)
    outcome = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(input_sha256__length=64, outcome_sha256__length=64),
                name="ballot_outcome_can_be_recounted",
            )
        ]
