"""Cards of paper: printed in sheets, keyed in batches by two people who do not see each other's keying."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samskab.ground.people.models import Participant
from samskab.kit.models import Public, at_most, one_of
from samskab.process.core.models import Process
from samskab.process.knowledge.models import Basis, Statement


class CardSheet(Public):
    """Some cards printed at once. The words on their stubs are shown on the print and kept nowhere."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="card_sheets")
    printed_by = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="+")
    printed_at = models.DateTimeField()
    first_number = models.PositiveIntegerField()
    n_cards = models.PositiveIntegerField()

    class Meta:
        ordering = ["-printed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(n_cards__gte=1, n_cards__lte=60), name="card_sheet_is_a_stack")
        ]


class Card(models.Model):
    """One card. Its number is handed in with the words; the stub with four words stays with the person."""

    sheet = models.ForeignKey(CardSheet, on_delete=models.CASCADE, related_name="cards")
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="cards")
    number = models.PositiveIntegerField()
    participant = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="cards")
    statement = models.OneToOneField(Statement, null=True, on_delete=models.SET_NULL, related_name="card")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="card_number_is_one_per_process")
        ]


class CardBatch(Public):
    """A pile of cards. The first keys it, somebody else keys it again, and both settle where they differ."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="card_batches")
    first = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="+")
    second = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField()
    first_done_at = models.DateTimeField(null=True)
    second_done_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first__isnull=True) | Q(second__isnull=True) | ~Q(first=F("second")),
                name="card_batch_is_keyed_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(second_done_at__isnull=True) | Q(first_done_at__isnull=False),
                name="card_batch_second_follows_first",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | Q(second_done_at__isnull=False),
                name="card_batch_is_settled_by_both",
            ),
        ]


class CardKeying(models.Model):
    """What one of the two read on a card, and what they say it is after seeing what the other read."""

    FIRST, SECOND = 1, 2

    batch = models.ForeignKey(CardBatch, on_delete=models.CASCADE, related_name="keyings")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="keyings")
    hand = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=900)
    basis = models.CharField(max_length=14, choices=Basis)
    role = models.CharField(max_length=120, blank=True)
    final_text = models.CharField(max_length=900, blank=True)
    final_basis = models.CharField(max_length=14, blank=True)
    final_role = models.CharField(max_length=120, blank=True)
    said_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["card__number", "hand"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "card", "hand"], name="card_keying_is_once_per_hand"),
            models.CheckConstraint(condition=Q(hand__in=[1, 2]), name="card_keying_is_by_one_of_two"),
            one_of("card_keying_basis_is_known", "basis", Basis),
            at_most("card_keying_role_is_brief", "role", 120),
        ]
