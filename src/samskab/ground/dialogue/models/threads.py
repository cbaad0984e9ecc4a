"""Threads and comments. The room that owns what is talked about holds a row that links it to its thread."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from samskab.ground.access.models import NetworkAgreement
from samskab.ground.parties.models import Party
from samskab.ground.people.models import Participant
from samskab.kit.models import Public, at_most, one_of
from samskab.kit.text import CONTRIBUTION_CHARS

NICKNAME_CHARS = 60


class Thread(Public):
    """One talk about one thing. It begins with its first comment; `kind` says which room links to it."""

    kind = models.CharField(max_length=20)
    space = models.UUIDField()
    n_shown = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__length__gte=1), name="thread_says_what_it_is_about")
        ]


class ThreadLink(models.Model):
    """The row by which a room ties its own object to a thread, one to one: a real key at both ends.

    A room derives it with `about = OneToOneField(<its model>, CASCADE, related_name="talk")` and registers
    the kind (`ground.dialogue.subjects`).
    """

    thread = models.OneToOneField(Thread, primary_key=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class Via(models.TextChoices):
    """Which door the words came in by."""

    ACCOUNT = "account"
    CODE = "code"
    NETWORK = "network"


class CommentState(models.TextChoices):
    WAITING = "waiting"
    SHOWN = "shown"
    WITHDRAWN = "withdrawn"
    HIDDEN = "hidden"
    ERASED = "erased"


class Comment(Public):
    """Somebody's words in a thread. Never removed by another's hand; taken back by its author at any time.

    `sent_key` comes from the form, so that an impatient finger writes one comment. `edit_hash` is what lets
    one browser without an account change what it wrote.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="comments"
    )
    party = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    network = models.ForeignKey(NetworkAgreement, null=True, on_delete=models.PROTECT, related_name="+")
    via = models.CharField(max_length=8, choices=Via)
    nickname = models.CharField(max_length=NICKNAME_CHARS, blank=True)
    text = models.CharField(max_length=CONTRIBUTION_CHARS, blank=True)
    state = models.CharField(max_length=10, choices=CommentState)
    rule = models.CharField(max_length=14, blank=True)
    sent_key = models.UUIDField(default=uuid.uuid4)
    edit_hash = models.CharField(max_length=64, blank=True)
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["written_at", "pk"]
        indexes = [
            models.Index(fields=["thread", "id"], name="comment_by_thread"),
            models.Index(fields=["state", "id"], name="comment_by_state"),
        ]
        constraints = [
            one_of("comment_state_is_known", "state", CommentState),
            one_of("comment_door_is_known", "via", Via),
            at_most("comment_is_as_long_as_everybodys", "text"),
            models.CheckConstraint(
                condition=(~Q(state__in=[CommentState.WITHDRAWN, CommentState.ERASED]) | Q(text=""))
                & (~Q(state__in=[CommentState.WAITING, CommentState.SHOWN]) | Q(text__length__gte=1)),
                name="comment_says_something_until_it_is_taken_back",
            ),
            models.CheckConstraint(
                condition=Q(via=Via.NETWORK, network__isnull=False, participant__isnull=True)
                | (~Q(via=Via.NETWORK) & Q(network__isnull=True)),
                name="comment_from_a_network_names_no_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CommentState.HIDDEN, CommentState.ERASED]) | Q(rule__length__gte=1),
                name="comment_is_hidden_by_a_rule",
            ),
            models.CheckConstraint(
                condition=Q(edited_at__isnull=True) | Q(edited_at__gte=F("written_at")),
                name="comment_is_edited_after_it_is_written",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="comment_answers_another"
            ),
            models.UniqueConstraint(fields=["thread", "sent_key"], name="comment_is_sent_once"),
        ]
