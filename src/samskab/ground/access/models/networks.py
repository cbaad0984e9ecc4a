"""Agreements with institutions: a range of addresses from which people may comment without an account."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from samskab.ground.people.models import Participant
from samskab.kit.models import Public, filled


class NetworkAgreement(Public):
    """One range of one institution for at most a year. Proposed by one administrator, approved by another.

    `first` and `last` are the range's ends as 32 hexadecimal digits, so that SQL can compare them. A renewal
    is a new agreement for the period after this one.
    """

    institution = models.CharField(max_length=120)
    cidr = models.CharField(max_length=43)
    family = models.PositiveSmallIntegerField()
    first = models.CharField(max_length=32)
    last = models.CharField(max_length=32)
    contact_name = models.CharField(max_length=120)
    contact_email = models.EmailField()
    valid_from = models.DateField()
    valid_to = models.DateField()
    proposed_by = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="+")
    approved_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    pause_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - null, so that many have none
    warned_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["institution", "valid_from"]
        constraints = [
            filled("network_agreement_names_an_institution", "institution", 120),
            filled("network_agreement_has_a_contact", "contact_name", 120),
            models.CheckConstraint(condition=Q(family__in=[4, 6]), name="network_range_is_ipv4_or_ipv6"),
            models.CheckConstraint(
                condition=Q(last__gte=F("first"), first__length=32, last__length=32),
                name="network_range_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")), name="network_agreement_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(approved_at__isnull=False),
                name="network_approval_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | ~Q(approved_by=F("proposed_by")),
                name="network_agreement_takes_two_people",
            ),
        ]


class NetworkVersion(models.Model):
    """The one row that changes with every agreement: who has read the ranges sees that they are not these.

    A random name and not a number, so that a restored backup is never taken for what came after it. Who
    changes an agreement locks it, so that two ranges that overlap are never let in at once.
    """

    version = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="network_version_is_one_row")]


class NetworkUse(models.Model):
    """Something written by the right of a network: from which address, so that abuse can be answered.

    The address is kept for 30 days, then only the /24 or /64 it lay in.
    """

    agreement = models.ForeignKey(NetworkAgreement, on_delete=models.PROTECT, related_name="uses")
    address = models.CharField(max_length=45, blank=True)
    network = models.CharField(max_length=43)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["agreement", "at"], name="network_use_by_agreement")]
