"""Articles. What was published is never changed in silence, and nobody publishes their own words."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samskab.ground.dialogue.models import ThreadLink
from samskab.ground.parties.models import Party
from samskab.ground.people.models import Participant
from samskab.ground.places.models import Area
from samskab.kit.models import Public, at_most, filled, one_of
from samskab.kit.text import REASON_CHARS
from samskab.process.core.models import Process

TITLE_CHARS, STANDFIRST_CHARS, BODY_CHARS = 120, 400, 6000


class Section(models.TextChoices):
    """Where on the page an article stands. `roots` is the politicians' column, "Politik fra rødderne"."""

    ROOTS = "roots"
    COURSES = "courses"
    PLACES = "places"
    HOUSE = "house"


class ArticleState(models.TextChoices):
    DRAFT = "draft"
    HANDED_IN = "handed_in"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Article(Public):
    """`author` began it; `written_by` is the hand that wrote it last, and never the one that publishes."""

    section = models.CharField(max_length=12, choices=Section)
    title = models.CharField(max_length=TITLE_CHARS)
    standfirst = models.CharField(max_length=STANDFIRST_CHARS)
    body = models.TextField()
    byline = models.CharField(max_length=120)
    publisher = models.CharField(max_length=120)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="articles")
    process = models.ForeignKey(
        Process, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles"
    )
    author = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=ArticleState, default=ArticleState.DRAFT)
    note = models.CharField(max_length=900, blank=True)
    published_by = models.ForeignKey(Participant, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=900, blank=True)

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["state", "-published_at"], name="article_by_state")]
        constraints = [
            one_of("article_section_is_known", "section", Section),
            one_of("article_state_is_known", "state", ArticleState),
            filled("article_has_a_title", "title", TITLE_CHARS),
            filled("article_has_a_standfirst", "standfirst", STANDFIRST_CHARS),
            filled("article_has_a_body", "body", BODY_CHARS),
            filled("article_says_who_wrote_it", "byline", 120),
            filled("article_names_its_publisher", "publisher", 120),
            at_most("article_note_is_short", "note"),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("written_by")),
                name="article_is_published_by_a_second_pair_of_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ArticleState.DRAFT, ArticleState.HANDED_IN])
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="article_in_public_has_a_date_and_a_publisher",
            ),
            models.CheckConstraint(
                condition=~Q(state=ArticleState.WITHDRAWN)
                | Q(withdrawn_at__isnull=False, withdrawn_reason__length__gte=REASON_CHARS),
                name="article_withdrawn_says_when_and_why",
            ),
        ]


class ArticleThread(ThreadLink):
    """What people say about an article."""

    about = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="talk")


class Correction(models.Model):
    """What was wrong, and how it read before."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    what = models.CharField(max_length=900)
    title_before = models.CharField(max_length=TITLE_CHARS)
    standfirst_before = models.CharField(max_length=STANDFIRST_CHARS)
    body_before = models.TextField()
    by = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [filled("correction_says_what_changed", "what")]


class ReplyState(models.TextChoices):
    ASKED = "asked"
    PUBLISHED = "published"
    REFUSED = "refused"


class ReplyRequest(Public):
    """Somebody named in an article answers it. A no is public and has its reason."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="replies")
    participant = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="+")
    party = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120)
    text = models.CharField(max_length=900)
    state = models.CharField(max_length=10, choices=ReplyState, default=ReplyState.ASKED)
    reason = models.CharField(max_length=900, blank=True)
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(Participant, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            one_of("reply_request_state_is_known", "state", ReplyState),
            filled("reply_request_has_a_name", "name", 120),
            filled("reply_request_says_something", "text"),
            models.CheckConstraint(
                condition=~Q(state=ReplyState.REFUSED) | Q(reason__length__gte=REASON_CHARS),
                name="reply_request_refused_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state=ReplyState.ASKED, answered_at__isnull=True)
                | (~Q(state=ReplyState.ASKED) & Q(answered_at__isnull=False)),
                name="reply_request_answered_has_a_date",
            ),
            models.UniqueConstraint(
                fields=["article", "participant"],
                condition=Q(state=ReplyState.ASKED),
                name="reply_request_waits_once_per_person",
            ),
        ]
