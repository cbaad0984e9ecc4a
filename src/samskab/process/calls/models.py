"""Calls: what somebody says we should talk about. No category, no account, no solution."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samskab.ground.dialogue.models import ThreadLink
from samskab.ground.parties.models import Party, PartyKind
from samskab.ground.people.models import Participant
from samskab.ground.places.models import Area
from samskab.kit.models import Public, filled, one_of
from samskab.kit.text import REASON_CHARS
from samskab.process.core.models import Process


class CallState(models.TextChoices):
    OPEN = "open"
    JOINED = "joined"
    DECLINED = "declined_with_reason"
    BECAME_PROCESS = "became_process"


class Channel(models.TextChoices):
    """How words came in. Every step has a way outside the web (DOMAIN.md 4, S7)."""

    WEB = "web"
    PAPER = "paper"
    PHONE = "phone"
    MEETING = "meeting"
    VISIT = "visit"
    HELPER = "helper"
    KIOSK = "kiosk"
    CARD = "card"


class Call(Public):
    """Raised by anyone. It has an answer clock from the first minute."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="calls")
    title = models.CharField(max_length=160)
    text = models.CharField(max_length=900)
    raised_by_kind = models.CharField(max_length=20, choices=PartyKind, blank=True)
    participant = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="calls")
    party = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="calls")
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=24, choices=CallState, default=CallState.OPEN)
    process = models.ForeignKey(Process, null=True, on_delete=models.SET_NULL, related_name="calls")
    raised_at = models.DateTimeField()
    answer_due = models.DateTimeField()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        indexes = [models.Index(fields=["area", "state", "-raised_at"], name="call_by_area_and_state")]
        constraints = [
            filled("call_has_a_title", "title", 160),
            filled("call_says_something", "text"),
            one_of("call_state_is_known", "state", CallState),
            one_of("call_channel_is_known", "channel", Channel),
            models.CheckConstraint(
                condition=Q(answer_due__gt=F("raised_at")), name="call_is_due_after_it_is_raised"
            ),
            models.CheckConstraint(
                condition=~Q(state=CallState.BECAME_PROCESS) | Q(process__isnull=False),
                name="call_names_its_process",
            ),
        ]


class CallThread(ThreadLink):
    """What people say about a call."""

    about = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="talk")


class CallJoin(models.Model):
    """Somebody else is with it. Named by its own words; a registered party when it is one."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="joins")
    name = models.CharField(max_length=120)
    party = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    participant = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="+")
    joined_at = models.DateTimeField()

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [
            filled("call_join_has_a_name", "name", 120),
            models.UniqueConstraint(fields=["call", "name"], name="call_join_is_once_per_name"),
            models.UniqueConstraint(
                fields=["call", "participant"],
                condition=models.Q(party__isnull=True),
                name="call_join_is_once_per_person",
            ),
            models.UniqueConstraint(fields=["call", "party"], name="call_join_is_once_per_party"),
        ]


class CallReply(models.Model):
    """An answer with a reason. "Tak for input" is not one."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="replies")
    by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=24, choices=CallState)
    text = models.CharField(max_length=900)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            filled("call_reply_gives_a_reason", "text", least=REASON_CHARS),
            one_of("call_reply_outcome_is_known", "outcome", CallState),
        ]
