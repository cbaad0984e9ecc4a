"""The agreement: a paper you could hang on the wall, where every clause says where it came from."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samskab.ground.dialogue.models import ThreadLink
from samskab.ground.parties.models import Party
from samskab.ground.people.models import Participant
from samskab.kit.models import Public, at_most, filled, one_of
from samskab.kit.text import REASON_CHARS
from samskab.process.core.models import Process
from samskab.process.knowledge.models import Trace
from samskab.process.negotiation.models import Proposal, Stance


class Heading(models.TextChoices):
    """Støtte, omsorg, medvirken - and terms. The three come before tasks (op-ed, S6)."""

    SUPPORT = "stoette"
    CARE = "omsorg"
    SAY = "medvirken"
    TERMS = "vilkaar"


class Gives(models.TextChoices):
    RIGHT = "right"
    WORK = "work"
    TERM = "term"


class Duty(models.TextChoices):
    """The five duties an agreement must cover (G5)."""

    NON_REPLACEMENT = "non_replacement"
    EXIT = "exit"
    REVIEW = "review"
    ANSWER_DUTY = "answer_duty"
    PUBLIC_RESOURCES = "public_resources"


class Agreement(Public):
    """One version of the agreement. A signed one is never changed; a new version follows it."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    drafted_at = models.DateTimeField()
    review_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    answer_days = models.PositiveSmallIntegerField(null=True)
    opened_for_signing_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["process", "version"], name="agreement_has_its_own_version"),
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(superseded_at__isnull=True),
                name="agreement_is_one_in_force_or_draft",
            ),
            filled("agreement_has_a_title", "title", 160),
            models.CheckConstraint(
                condition=Q(opened_for_signing_at__isnull=True)
                | Q(review_on__isnull=False, expires_on__isnull=False, answer_days__isnull=False),
                name="agreement_open_for_signing_has_its_dates",
            ),
            models.CheckConstraint(
                condition=Q(review_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gt=F("review_on")),
                name="agreement_is_reviewed_before_it_expires",
            ),
        ]


class Clause(Public):
    """A numbered point that came from a proposal. One that is taken out keeps its words and says why."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="clauses")
    number = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=10, choices=Heading)
    gives = models.CharField(max_length=6, choices=Gives)
    text = models.CharField(max_length=900)
    origin = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="clauses")
    needs_political_decision = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)
    dropped_reason = models.CharField(max_length=900, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"],
                condition=Q(dropped_at__isnull=True),
                name="clause_has_its_own_number",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_reason="")
                | Q(dropped_at__isnull=False, dropped_reason__length__gte=1),
                name="clause_dropped_says_why",
            ),
            filled("clause_says_something", "text"),
            one_of("clause_heading_is_known", "heading", Heading),
            one_of("clause_gives_is_known", "gives", Gives),
        ]


class ClauseThread(ThreadLink):
    """What people say about a clause; only its parties change it."""

    about = models.OneToOneField(Clause, on_delete=models.CASCADE, related_name="talk")


class ClauseSuggestion(Public):
    """A party's tracked suggestion to a clause: taken as it stands, or declined with a reason."""

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="suggestions")
    by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=900)
    reason = models.CharField(max_length=900, blank=True)
    at = models.DateTimeField()
    taken = models.BooleanField(null=True)
    answer = models.CharField(max_length=900, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            filled("clause_suggestion_says_something", "text"),
            at_most("clause_suggestion_reason_is_brief", "reason"),
            at_most("clause_suggestion_answer_is_brief", "answer"),
            models.CheckConstraint(
                condition=Q(taken__isnull=True, answered_at__isnull=True, answer="")
                | Q(taken=True, answered_at__isnull=False)
                | Q(taken=False, answered_at__isnull=False, answer__length__gte=REASON_CHARS),
                name="clause_suggestion_is_declined_with_a_reason",
            ),
        ]


class ClauseWording(models.Model):
    """How a clause read before: whose hand changed it, why, and from which suggestion. Nothing is silent."""

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="wordings")
    text = models.CharField(max_length=900)
    until = models.DateTimeField()
    changed_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=900)
    suggestion = models.ForeignKey(
        ClauseSuggestion, null=True, on_delete=models.PROTECT, related_name="wordings"
    )

    class Meta:
        ordering = ["until", "pk"]
        constraints = [
            filled("clause_wording_is_kept", "text"),
            filled("clause_wording_says_why_it_changed", "reason"),
        ]


class ClauseCover(models.Model):
    """A duty that a clause covers."""

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="covers")
    duty = models.CharField(max_length=18, choices=Duty)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clause", "duty"], name="clause_cover_is_said_once"),
            one_of("clause_cover_duty_is_known", "duty", Duty),
        ]


class ClauseUse(Trace):
    """A statement that lives on in a clause."""

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="uses")

    class Meta:
        default_related_name = "clause_uses"
        constraints = [
            models.UniqueConstraint(fields=["statement", "clause"], name="clause_use_is_once"),
            at_most("clause_use_rather_is_brief", "rather"),
        ]


class RequirementKind(models.TextChoices):
    LAW = "law"
    SAFETY = "safety"
    ETHICS = "ethics"


class ProfessionalRequirement(Public):
    """What a profession demands of a clause. It is answered by rewording, never outvoted."""

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="requirements")
    by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=RequirementKind)
    text = models.CharField(max_length=900)
    blocks = models.BooleanField(default=False)
    raised_at = models.DateTimeField()
    answer = models.CharField(max_length=900, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["raised_at", "pk"]
        constraints = [
            filled("professional_requirement_says_what", "text"),
            one_of("professional_requirement_kind_is_known", "kind", RequirementKind),
            models.CheckConstraint(
                condition=Q(blocks=False) | Q(kind__in=[RequirementKind.LAW, RequirementKind.SAFETY]),
                name="professional_requirement_blocks_by_law_or_safety",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False, answer__length__gte=REASON_CHARS, answer__length__lte=900),
                name="professional_requirement_is_answered_with_a_reason",
            ),
        ]


class DecisionRight(Public):
    """Who decides what. Each right splits weight one over its holders (M9)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="rights")
    what = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [filled("decision_right_says_what", "what", 200)]


class RightHolder(models.Model):
    """Who holds a right, from when to when, and why it changed."""

    right = models.ForeignKey(DecisionRight, on_delete=models.CASCADE, related_name="holders")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["right", "party"],
                condition=Q(until__isnull=True),
                name="right_is_held_once_per_party",
            )
        ]


class ResourceKind(models.TextChoices):
    PLACE = "place"
    STAFF_TIME = "staff_time"
    MONEY = "money"
    TRANSPORT = "transport"
    TIME = "time"
    SKILL = "skill"
    GOODS = "goods"


class Resource(Public):
    """What a party brings, on what condition. What the public side opens is listed first."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="resources")
    by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ResourceKind)
    text = models.CharField(max_length=400)
    condition = models.CharField(max_length=400, blank=True)
    hours_month = models.DecimalField(max_digits=7, decimal_places=1, default=0)
    most_hours_month = models.DecimalField(max_digits=7, decimal_places=1, null=True)
    amount_ore = models.BigIntegerField(default=0)
    offered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            filled("resource_says_what", "text", 400),
            at_most("resource_condition_is_brief", "condition", 400),
            models.CheckConstraint(
                condition=Q(most_hours_month__isnull=True) | Q(most_hours_month__gte=F("hours_month")),
                name="resource_ceiling_holds_its_hours",
            ),
            one_of("resource_kind_is_known", "kind", ResourceKind),
            models.CheckConstraint(
                condition=Q(amount_ore__gte=0, hours_month__gte=0), name="resource_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(kind=ResourceKind.MONEY) | Q(amount_ore=0), name="resource_hours_are_never_priced"
            ),
        ]

    @property
    def kroner(self) -> int:
        return self.amount_ore // 100


class Dissent(Public):
    """Where we disagree. Printed in the agreement, never removed. A party may print it and sign, or print it
    instead of signing.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="dissents")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=900)
    objection = models.ForeignKey(Stance, null=True, on_delete=models.PROTECT, related_name="printed_in")
    instead_of_signing = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            filled("dissent_says_something", "text"),
            models.UniqueConstraint(
                fields=["agreement", "party"],
                condition=Q(instead_of_signing=True),
                name="dissent_stands_instead_of_one_signature",
            ),
            models.CheckConstraint(
                condition=Q(instead_of_signing=False) | Q(text__length__gte=REASON_CHARS),
                name="dissent_instead_of_signing_gives_a_reason",
            ),
            models.UniqueConstraint(
                fields=["agreement", "objection"],
                condition=Q(objection__isnull=False),
                name="dissent_prints_an_objection_once",
            ),
        ]


class Signature(Public):
    """A party signs by a mandate said in its own words, for all clauses or for some."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=120)
    mandate = models.CharField(max_length=400)
    clauses = models.ManyToManyField(Clause, blank=True, related_name="limited_signatures")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "party"], name="signature_is_one_per_party"),
            filled("signature_names_a_role", "role", 120),
            filled("signature_has_a_mandate", "mandate", 400),
        ]


class ThirdPartySignature(Public):
    """Somebody outside the table who signs single clauses (a landlord on the rent)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="third_party_signatures")
    role = models.CharField(max_length=120)
    note = models.CharField(max_length=400, blank=True)
    clauses = models.ManyToManyField(Clause, related_name="third_party_signatures")
    entered_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [filled("third_party_signature_names_a_role", "role", 120)]


class AnswerCode(models.TextChoices):
    YES = "yes"
    NO = "no"
    NOT_OURS = "not_ours"


class CouncillorQuestion(Public):
    """ "Spørg politikeren": asked by a party, answered in public within 21 days; the answer may point to
    clauses.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="councillor_questions")
    asked_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    to_title = models.CharField(max_length=160)
    councillor = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="asked")
    text = models.CharField(max_length=900)
    asked_at = models.DateTimeField()
    answer_due = models.DateTimeField()
    code = models.CharField(max_length=10, choices=AnswerCode, blank=True)
    answer = models.CharField(max_length=900, blank=True)
    answered_at = models.DateTimeField(null=True)
    clauses = models.ManyToManyField(Clause, blank=True, related_name="councillor_answers")

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            filled("councillor_question_says_something", "text"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, code="", answer="")
                | Q(answered_at__isnull=False, code__in=AnswerCode.values, answer__length__gte=REASON_CHARS),
                name="councillor_answer_has_code_words_and_a_date",
            ),
        ]


class PoliticalDecision(Public):
    """What the committee decided about clauses, and why. It goes back to everyone who contributed."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="political_decisions")
    committee = models.CharField(max_length=160)
    approved = models.BooleanField()
    reason = models.CharField(max_length=900)
    clauses = models.ManyToManyField(Clause, related_name="political_decisions")
    told_by = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            filled("political_decision_gives_a_reason", "reason", least=REASON_CHARS),
            filled("political_decision_names_the_committee", "committee", 160),
        ]
