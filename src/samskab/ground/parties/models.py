"""Parties. A group without CVR, bank or board is a full party; how it decides stands in its own words."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samskab.ground.people.models import Participant
from samskab.ground.places.models import Area
from samskab.kit.models import Public, at_most, filled, one_of


class PartyKind(models.TextChoices):
    MUNICIPAL_UNIT = "municipal_unit"
    STATUTORY_COUNCIL = "statutory_council"
    ASSOCIATION = "association"
    INFORMAL_GROUP = "informal_group"
    HOUSING_ORG = "housing_org"
    COMPANY = "company"
    INTERMEDIARY = "intermediary"


class Side(models.TextChoices):
    CIVIC = "civic"
    PUBLIC = "public"
    SEMI_PUBLIC = "semi_public"
    MARKET = "market"


SIDE_OF_KIND = {
    PartyKind.MUNICIPAL_UNIT: Side.PUBLIC,
    PartyKind.STATUTORY_COUNCIL: Side.CIVIC,
    PartyKind.ASSOCIATION: Side.CIVIC,
    PartyKind.INFORMAL_GROUP: Side.CIVIC,
    PartyKind.HOUSING_ORG: Side.SEMI_PUBLIC,
    PartyKind.COMPANY: Side.MARKET,
    PartyKind.INTERMEDIARY: Side.CIVIC,
}


class Party(Public):
    """One voice at a table, whatever its size, money or paid hours. It stays when a process ends."""

    kind = models.CharField(max_length=20, choices=PartyKind)
    name = models.CharField(max_length=120)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="parties")
    size_told = models.PositiveIntegerField(null=True, blank=True)
    decides_by = models.CharField(max_length=400, blank=True)
    cvr = models.CharField(max_length=8, blank=True)
    since = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            one_of("party_kind_is_known", "kind", PartyKind),
            filled("party_has_a_name", "name", 120),
            at_most("party_says_briefly_how_it_decides", "decides_by", 400),
        ]

    @property
    def side(self) -> Side:
        return SIDE_OF_KIND[PartyKind(self.kind)]


class MembershipRole(models.TextChoices):
    MEMBER = "member"
    SPOKESPERSON = "spokesperson"


class Membership(models.Model):
    """Who belongs to a party and who speaks for it now. Spokespersons rotate, so a turn has a beginning and
    an end.
    """

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="memberships")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=MembershipRole)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("membership_role_is_known", "role", MembershipRole),
            models.UniqueConstraint(
                fields=["party", "participant"],
                condition=Q(until__isnull=True),
                name="membership_is_held_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="membership_ends_after_it_begins",
            ),
        ]


class Mandate(models.Model):
    """What a party lets its spokespersons say yes to, in its own words ("11 af 14 sagde ja")."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="mandates")
    text = models.CharField(max_length=400)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            filled("mandate_is_said_in_words", "text", 400),
            models.UniqueConstraint(
                fields=["party"], condition=Q(ended_at__isnull=True), name="mandate_is_one_at_a_time"
            ),
        ]


class Invitation(models.Model):
    """Four words a spokesperson gives to one person, who then belongs to the party. Used once."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="invitations")
    code_hash = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=12, choices=MembershipRole)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("invitation_role_is_known", "role", MembershipRole),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="invitation_expires_after_it_is_made"
            ),
        ]
