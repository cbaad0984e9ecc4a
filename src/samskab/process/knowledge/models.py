"""Statements of four kinds of knowledge, equal in place and length; votes, traces and replies."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samskab.ground.dialogue.models import ThreadLink
from samskab.ground.parties.models import Party
from samskab.ground.people.models import Participant
from samskab.kit.models import Public, at_most, filled, one_of
from samskab.kit.text import REASON_CHARS
from samskab.process.calls.models import Channel
from samskab.process.core.models import Process
from samskab.process.framing.models import FramingElement


class Basis(models.TextChoices):
    """What a statement rests on. The author chooses; nobody corrects it."""

    EXPERIENCE = "experience"
    PROFESSIONAL = "professional"
    PRACTICE = "practice"
    DATA = "data"


class StatementState(models.TextChoices):
    OPEN = "open"
    WITHDRAWN = "withdrawn"
    HIDDEN = "hidden"


class Statement(Public):
    """Something somebody knows. The role is in the author's own words and gives no exact age."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="statements")
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="statements"
    )
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.SET_NULL, related_name="statements"
    )
    addressed_to = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="addressed_statements"
    )
    basis = models.CharField(max_length=14, choices=Basis)
    channel = models.CharField(max_length=10, choices=Channel)
    role = models.CharField(max_length=120, blank=True)
    text = models.CharField(max_length=900)
    language = models.CharField(max_length=8, default="da")
    original = models.CharField(max_length=900, blank=True)
    read_back = models.BooleanField(default=False)
    helper = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    assisted_by = models.CharField(max_length=120, blank=True)  # the helper's organisation, as it was called
    state = models.CharField(max_length=10, choices=StatementState, default=StatementState.OPEN)
    imported_ref = models.CharField(max_length=40, blank=True)
    stated_at = models.DateTimeField()
    agrees = models.PositiveIntegerField(default=0)
    disagrees = models.PositiveIntegerField(default=0)
    passes = models.PositiveIntegerField(default=0)

    @property
    def answers(self) -> tuple[int, int, int]:
        """Votes of each kind, as a table shows them."""
        return self.agrees, self.disagrees, self.passes

    @property
    def n_answers(self) -> int:
        return sum(self.answers)

    class Meta:
        ordering = ["stated_at", "pk"]
        indexes = [
            models.Index(fields=["process", "state", "basis", "id"], name="statement_by_process"),
        ]
        constraints = [
            filled("statement_says_something", "text"),
            at_most("statement_role_is_brief", "role", 120),
            one_of("statement_basis_is_known", "basis", Basis),
            one_of("statement_channel_is_known", "channel", Channel),
            one_of("statement_state_is_known", "state", StatementState),
            models.CheckConstraint(
                condition=(~Q(channel=Channel.HELPER) & Q(helper__isnull=True)) | Q(read_back=True),
                name="statement_by_a_helper_was_read_back",
            ),
            models.UniqueConstraint(
                fields=["process", "imported_ref"],
                condition=~Q(imported_ref=""),
                name="statement_is_imported_once",
            ),
            at_most("statement_original_is_brief", "original"),
            models.CheckConstraint(
                condition=Q(helper__isnull=True) | ~Q(assisted_by=""),
                name="statement_by_a_helper_names_the_organisation",
            ),
        ]


class StatementThread(ThreadLink):
    """What people say about a statement, beside votes and answers."""

    about = models.OneToOneField(Statement, on_delete=models.CASCADE, related_name="talk")


class Vote(models.Model):
    """One person, one statement, one vote; the last one counts.

    The person has no index of its own: the unique one begins with the person, and a vote should be a short
    write. `chance` is how likely this statement was to be shown to this person when it was, `uniform` whether
    it came in one of the draws in ten where every statement has the same chance: with them figures can be
    corrected for who was shown what. Empty when the person chose the statement, or the vote was imported.
    """

    AGREE, PASS, DISAGREE = 1, 0, -1

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="votes")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="votes", db_index=False
    )
    value = models.SmallIntegerField()
    cast_at = models.DateTimeField()
    chance = models.FloatField(null=True)
    uniform = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(chance__isnull=True, uniform__isnull=True)
                | Q(chance__isnull=False, chance__gt=0, chance__lte=1, uniform__isnull=False),
                name="vote_chance_is_a_chance",
            ),
            models.UniqueConstraint(
                fields=["participant", "statement"], name="vote_is_one_per_person_and_statement"
            ),
            models.CheckConstraint(condition=Q(value__in=[-1, 0, 1]), name="vote_is_agree_disagree_or_pass"),
        ]


class Trace(models.Model):
    """Where a statement was used. The author says whether it was understood; only then does it count as
    used.
    """

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE)
    traced_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    traced_at = models.DateTimeField()
    understood = models.BooleanField(null=True)
    rather = models.CharField(max_length=900, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class ElementUse(Trace):
    """A statement that backs an element of the shared framing."""

    element = models.ForeignKey(FramingElement, on_delete=models.CASCADE, related_name="uses")

    class Meta:
        default_related_name = "element_uses"
        constraints = [
            models.UniqueConstraint(fields=["statement", "element"], name="element_use_is_once"),
            at_most("element_use_rather_is_brief", "rather"),
            models.CheckConstraint(
                condition=Q(understood__isnull=True) | Q(understood=True) | Q(rather__length__gte=1),
                name="element_use_misunderstood_says_what_was_meant",
            ),
        ]


class ReplyOutcome(models.TextChoices):
    FOLLOWED = "followed"
    PARTLY = "partly_followed"
    NOT = "not_followed"
    PASSED_ON = "passed_on"
    WATCHED = "watched"


class Reply(Public):
    """An answer with an outcome and a reason of at least forty characters."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="replies")
    by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=16, choices=ReplyOutcome)
    text = models.CharField(max_length=900)
    at = models.DateTimeField()
    later_text = models.CharField(max_length=900, blank=True)
    later_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            filled("reply_gives_a_reason", "text", least=REASON_CHARS),
            one_of("reply_outcome_is_known", "outcome", ReplyOutcome),
            models.UniqueConstraint(fields=["statement", "by"], name="reply_is_one_per_party"),
            models.CheckConstraint(
                condition=Q(later_at__isnull=True, later_text="")
                | Q(later_at__isnull=False, later_at__gte=F("at"), later_text__length__gte=1),
                name="reply_addition_has_words_and_a_date",
            ),
        ]


class PlainLanguageFlag(models.Model):
    """Somebody asks: write it plainly. Counted, answered by a clearer text, never anonymous blame."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="plain_flags")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "participant"], name="plain_flag_is_once_per_person")
        ]


class NobodyCame(models.Model):
    """ "Vi spurgte. Ingen kom." - the honest log when one kind of knowledge is missing (G4)."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="nobody_came")
    basis = models.CharField(max_length=14, choices=Basis)
    asked = models.CharField(max_length=900)
    by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            filled("nobody_came_says_how_they_were_asked", "asked", least=REASON_CHARS),
            one_of("nobody_came_is_of_a_known_basis", "basis", Basis),
            models.UniqueConstraint(fields=["process", "basis"], name="nobody_came_is_logged_once_per_basis"),
        ]


class OpinionMap(Public):
    """What the votes said at one moment: counted once, shown as counted, and open to a recount.

    `shown` holds counts and places of groups, never a person; `axes` is what places a reader who asks for
    their own place, and what the next map starts from. `counted_from` is the whole input with people
    numbered by what they voted, not by who they are; only the latest map keeps it.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="maps")
    at = models.DateTimeField()
    why = models.CharField(max_length=30)
    n_placed = models.PositiveIntegerField()
    n_voters = models.PositiveIntegerField()
    n_votes = models.PositiveIntegerField()
    input_sha256 = models.CharField(max_length=64)
    outcome_sha256 = models.CharField(max_length=64)
    shown = models.JSONField()
    axes = models.JSONField()
    outcome = models.BinaryField()
    counted_from = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["process", "-at"], name="opinion_map_by_process")]
        constraints = [
            models.CheckConstraint(
                condition=Q(input_sha256__length=64, outcome_sha256__length=64),
                name="opinion_map_can_be_recounted",
            )
        ]


class ConversationImport(models.Model):
    """A folder of somebody's exported conversation, read in once. Its hash is why a second run changes
    nothing.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="imports")
    sha256 = models.CharField(max_length=64)
    participants = models.PositiveIntegerField()
    statements = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "sha256"], name="conversation_is_imported_once")
        ]


class ConversationReply(Public):
    """The answer to what was read in, as a whole. A new import asks for a new one; the old stays readable."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="conversation_replies")
    by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=16, choices=ReplyOutcome)
    text = models.CharField(max_length=900)
    at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            filled("conversation_reply_gives_a_reason", "text", least=REASON_CHARS),
            one_of("conversation_reply_outcome_is_known", "outcome", ReplyOutcome),
            models.UniqueConstraint(
                fields=["process", "by"],
                condition=Q(superseded_at__isnull=True),
                name="conversation_reply_is_one_per_party",
            ),
        ]


class ImportedParticipant(models.Model):
    """Which imported number a participant stands for; a later import of the same conversation finds it
    again.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="+")
    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="imported")
    ref = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "ref"], name="imported_participant_is_one_per_ref")
        ]
