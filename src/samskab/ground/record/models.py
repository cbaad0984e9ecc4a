"""What the record keeps. Lines, nodes and checkpoints only ever come: guards.py."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.db import models


class Entry(models.Model):
    """One line. `body` is what is published, `leaf` its fingerprint; the rest is there to be found by."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    kind = models.CharField(max_length=120)
    space = models.UUIDField()
    obj = models.UUIDField(db_index=True)
    body = models.TextField()
    leaf = models.BinaryField(max_length=32)

    class Meta:
        indexes = [
            models.Index(fields=["space", "-seq"], name="record_entry_by_space"),
            models.Index(fields=["kind", "-seq"], name="record_entry_by_kind"),
        ]

    @cached_property
    def wire(self) -> dict[str, Any]:
        """The line as it reads to a program."""
        wire: dict[str, Any] = json.loads(self.body)
        return wire


class Node(models.Model):
    """A finished inner node of the tree (level 1 and up; 0 is Entry.leaf), so a proof is a few reads."""

    level = models.PositiveSmallIntegerField()
    index = models.PositiveBigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["level", "index"], name="record_node_has_one_place"),
            models.CheckConstraint(condition=models.Q(level__gte=1), name="record_node_is_not_a_leaf"),
        ]


class State(models.Model):
    """Where the record ends: one row, and its lock is the queue in which acts are written."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.PositiveBigIntegerField(default=0)
    frontier = models.BinaryField(default=b"")
    last_leaf = models.BinaryField(max_length=32, default=bytes(32))

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="record_state_is_one_row")]


class Checkpoint(models.Model):
    """A signed statement of length and root: whoever keeps it can find tampering."""

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gte=1), name="record_checkpoint_not_empty")
        ]


class Opening(models.Model):
    """The salt of one commitment. The value lies in its own room; without the salt nothing binds them."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="openings")
    field = models.CharField(max_length=60)
    salt = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "field"], name="record_opening_once_per_entry_and_field")
        ]
