"""Interests before positions; proposals as a tree of answers; each stance with its reason; mediation on a
clock.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samskab.ground.dialogue.models import ThreadLink
from samskab.ground.parties.models import Party
from samskab.kit.models import Public, at_most, filled, one_of
from samskab.kit.text import REASON_CHARS
from samskab.process.core.models import Process
from samskab.process.framing.models import StanceCode, reasoned
from samskab.process.knowledge.models import Trace
from samskab.process.purpose.models import AdoptedPurpose, ValueStatement


class Interest(Public):
    """What a party needs, before what it wants done."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="interests")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="interests")
    text = models.CharField(max_length=900)
    stated_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["stated_at", "pk"]
        constraints = [filled("interest_says_something", "text")]


class Proposal(Public):
    """A way to meet interests. A counter-proposal answers its parent. It cannot exist before a purpose is
    adopted.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="proposals")
    under = models.ForeignKey(AdoptedPurpose, on_delete=models.PROTECT, related_name="proposals")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="proposals")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="counters"
    )
    text = models.CharField(max_length=900)
    proposed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [filled("proposal_says_something", "text")]


class ProposalThread(ThreadLink):
    """What people say about a proposal; the stances are the parties'."""

    about = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="talk")


class ProposalUse(Trace):
    """A statement a proposal builds on."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="uses")

    class Meta:
        default_related_name = "proposal_uses"
        constraints = [
            models.UniqueConstraint(fields=["statement", "proposal"], name="proposal_use_is_once"),
            at_most("proposal_use_rather_is_brief", "rather"),
        ]


class Degree(models.TextChoices):
    MEETS = "meets"
    PARTLY = "partly"
    NOT = "not"


class InterestMet(models.Model):
    """How far a proposal meets an interest, as the proposer says it; the interest's owner may say
    otherwise.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="interests_met")
    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="met_by")
    degree = models.CharField(max_length=8, choices=Degree)
    said_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "interest", "said_by"], name="interest_met_is_said_once_per_party"
            ),
            one_of("interest_met_degree_is_known", "degree", Degree),
        ]


class Stance(Public):
    """A party's stance on a proposal. An objection names an interest, a value or a harm. A new one replaces
    the old.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="stances")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=12, choices=StanceCode)
    reason = models.CharField(max_length=900, blank=True)
    interest = models.ForeignKey(Interest, null=True, on_delete=models.PROTECT, related_name="+")
    value = models.ForeignKey(ValueStatement, null=True, on_delete=models.PROTECT, related_name="+")
    harm = models.CharField(max_length=300, blank=True)
    done_to_us = models.BooleanField(default=False)
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "party"],
                condition=Q(replaced_at__isnull=True),
                name="stance_is_one_per_party",
            ),
            one_of("stance_is_known", "stance", StanceCode),
            reasoned("stance_has_reason_unless_support"),
            models.CheckConstraint(
                condition=~Q(stance=StanceCode.OBJECT)
                | Q(interest__isnull=False)
                | Q(value__isnull=False)
                | Q(harm__length__gte=1),
                name="stance_objection_names_interest_value_or_harm",
            ),
        ]


class ObjectionAnswer(Public):
    """An objection is answered by a counter-proposal or in text, never by a count. The party that objected
    says whether it is settled.
    """

    objection = models.ForeignKey(Stance, on_delete=models.CASCADE, related_name="answers")
    by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    counter = models.ForeignKey(
        Proposal, null=True, on_delete=models.PROTECT, related_name="answers_objections"
    )
    text = models.CharField(max_length=900, blank=True)
    at = models.DateTimeField()
    accepted = models.BooleanField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(counter__isnull=False) | Q(text__length__gte=REASON_CHARS),
                name="objection_answer_is_a_counter_or_a_text",
            ),
            at_most("objection_answer_is_brief", "text"),
        ]


class Mediation(Public):
    """After two rounds either party may ask for a neutral facilitator; 21 days."""

    objection = models.ForeignKey(Stance, on_delete=models.CASCADE, related_name="mediations")
    asked_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due = models.DateTimeField()
    outcome = models.CharField(max_length=900, blank=True)
    settled = models.BooleanField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["objection"], name="mediation_is_once_per_objection"),
            models.CheckConstraint(
                condition=Q(due__gt=F("asked_at")), name="mediation_is_due_after_it_is_asked"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="", settled__isnull=True)
                | Q(closed_at__isnull=False, outcome__length__gte=1, settled__isnull=False),
                name="mediation_closes_with_an_outcome",
            ),
        ]


class CarriedDissent(Public):
    """The parties go on with the objection unsettled; it must be printed in the agreement. Never against an
    affected party on something done to it.
    """

    objection = models.OneToOneField(Stance, on_delete=models.CASCADE, related_name="carried")
    asked_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=900)
    at = models.DateTimeField()

    class Meta:
        constraints = [filled("carried_dissent_says_why", "reason", least=REASON_CHARS)]
