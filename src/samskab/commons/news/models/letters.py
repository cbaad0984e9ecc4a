"""Letters: who asked for which, what is to be sent, and how far the record has been told."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from samskab.ground.people.models import Participant
from samskab.ground.places.models import Area
from samskab.kit.models import Public, one_of
from samskab.process.core.models import Process

HASH_CHARS = 64


class Language(models.TextChoices):
    DANISH = "da"
    ENGLISH = "en"


class Subscription(Public):
    """The weekly sheet for one area, one process or the whole municipality. Gone when it is ended.

    Nothing is sent to it before its address has said yes.
    """

    address = models.EmailField()
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.CASCADE, related_name="subscriptions"
    )
    area = models.ForeignKey(Area, null=True, on_delete=models.CASCADE, related_name="+")
    process = models.ForeignKey(Process, null=True, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=2, choices=Language, default=Language.DANISH)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirm_hash = models.CharField(max_length=HASH_CHARS, null=True, unique=True)  # noqa: DJ001 - null, so that many have none
    confirm_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("subscription_language_is_known", "language", Language),
            models.CheckConstraint(
                condition=Q(area__isnull=True) | Q(process__isnull=True),
                name="subscription_is_about_one_place",
            ),
            models.CheckConstraint(
                condition=Q(confirm_hash__isnull=True) | Q(confirm_until__isnull=False),
                name="subscription_token_runs_out",
            ),
            models.UniqueConstraint(
                Lower("address"),
                "area",
                condition=Q(area__isnull=False),
                name="subscription_is_once_per_area",
            ),
            models.UniqueConstraint(
                Lower("address"),
                "process",
                condition=Q(process__isnull=False),
                name="subscription_is_once_per_process",
            ),
            models.UniqueConstraint(
                Lower("address"),
                condition=Q(area__isnull=True, process__isnull=True),
                name="subscription_to_all_is_once",
            ),
        ]


class Notice(models.TextChoices):
    """Kinds of news for one person, each with a switch of its own."""

    WORDS = "words"
    TURNS = "turns"
    DEADLINES = "deadlines"
    STAGES = "stages"


class How(models.TextChoices):
    AT_ONCE = "at_once"
    WEEKLY = "weekly"
    NEVER = "never"


class NoticeChoice(models.Model):
    """What a person chose; without a row the house's own choice holds."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="notice_choices")
    notice = models.CharField(max_length=10, choices=Notice)
    how = models.CharField(max_length=8, choices=How)

    class Meta:
        constraints = [
            one_of("notice_choice_is_about_a_known_kind", "notice", Notice),
            one_of("notice_choice_how_is_known", "how", How),
            models.UniqueConstraint(fields=["participant", "notice"], name="notice_choice_is_one_per_kind"),
        ]


class Reader(models.Model):
    """How far a person has read what concerns them, and in which language they are written to."""

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="reader")
    seen_seq = models.PositiveBigIntegerField(default=0)
    language = models.CharField(max_length=2, choices=Language, default=Language.DANISH)

    class Meta:
        constraints = [one_of("reader_language_is_known", "language", Language)]


class SignOff(Public):
    """What one sign-off link ends: a subscription, or one kind of letters to one person.

    The token is made from `public_id` with the house's secret key; here only its hash lies.
    """

    subscription = models.OneToOneField(
        Subscription, null=True, on_delete=models.CASCADE, related_name="sign_off"
    )
    participant = models.ForeignKey(Participant, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, blank=True)
    token_hash = models.CharField(max_length=HASH_CHARS, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(subscription__isnull=False, participant__isnull=True)
                | Q(subscription__isnull=True, participant__isnull=False),
                name="sign_off_ends_one_thing",
            ),
            models.UniqueConstraint(
                fields=["participant", "kind"],
                condition=Q(participant__isnull=False),
                name="sign_off_is_one_per_person_and_kind",
            ),
        ]


class LetterKind(models.TextChoices):
    CONFIRM = "confirm"
    ALREADY = "already"
    DIGEST = "digest"
    WEEKLY = "weekly"
    WORDS = "words"
    TURNS = "turns"
    DEADLINES = "deadlines"
    STAGES = "stages"


class Letter(Public):
    """One letter to one reader about one thing, queued once: its words are made when it is sent.

    `about` is the period or the lines of the record it tells of; no word of a person lies here.
    """

    kind = models.CharField(max_length=12, choices=LetterKind)
    subscription = models.ForeignKey(
        Subscription, null=True, on_delete=models.CASCADE, related_name="letters"
    )
    participant = models.ForeignKey(Participant, null=True, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=200)
    queued_at = models.DateTimeField()
    not_before = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    sent = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["not_before"], condition=Q(done_at__isnull=True), name="letter_waiting")
        ]
        constraints = [
            one_of("letter_kind_is_known", "kind", LetterKind),
            models.CheckConstraint(
                condition=Q(subscription__isnull=False, participant__isnull=True)
                | Q(subscription__isnull=True, participant__isnull=False),
                name="letter_has_one_reader",
            ),
            models.UniqueConstraint(
                fields=["subscription", "kind", "about"],
                condition=Q(subscription__isnull=False),
                name="letter_is_queued_once_per_subscription",
            ),
            models.UniqueConstraint(
                fields=["participant", "kind", "about"],
                condition=Q(participant__isnull=False),
                name="letter_is_queued_once_per_person",
            ),
        ]


class Issue(models.Model):
    """A week of the newsletter: the lines of the record it tells of, cut once."""

    week = models.CharField(max_length=8, unique=True)
    from_seq = models.PositiveBigIntegerField()
    to_seq = models.PositiveBigIntegerField()
    cut_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_seq__gte=models.F("from_seq")), name="issue_goes_forward")
        ]


class Cursor(models.Model):
    """How far the record has been told at once, and the last day deadlines were looked at: one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    told_seq = models.PositiveBigIntegerField(default=0)
    looked_on = models.DateField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="news_cursor_is_one_row")]


class Quota(models.Model):
    """How many letters one address or caller has had in an hour. `key` is a hash, another one tomorrow."""

    key = models.CharField(max_length=HASH_CHARS)
    hour = models.DateTimeField()
    n = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "hour"], name="quota_is_one_row_per_hour")]
