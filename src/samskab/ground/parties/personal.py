"""What is kept about who belongs to which party. What a party says belongs to the party."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from samskab.ground.parties import rules
from samskab.ground.parties.models import Invitation, Membership, MembershipRole
from samskab.kit import words
from samskab.kit.personal import Field, Part, Person, Rest, Sweep, deleting

INVITATIONS_KEPT = timedelta(days=30)


def hands_on_the_voice(person: Person) -> None:
    """Who alone speaks for others hands the voice on before leaving for good; who is alone leaves nobody."""
    mine = Membership.objects.filter(
        participant_id=person.participant_id, role=MembershipRole.SPOKESPERSON, until__isnull=True
    )
    for membership in mine.select_related("party").order_by("party_id"):
        others = membership.party.memberships.filter(until__isnull=True).exclude(pk=membership.pk)
        if others.exists():
            rules.require_another_voice(membership.party)


PARTS = [
    Part(
        "parties.Membership",
        what=_("Grupper, du er eller har været med i"),
        purpose=_("Så I sammen kan bestemme, hvem der taler for gruppen."),
        keeps=_("Til du sletter det, vi ved om dig"),
        fields={
            "party": Field(_("Gruppe"), show=lambda row: row.party.name),
            "participant": Field(_("Hvem"), show=lambda row: _("dig")),
            "role": Field(_("Som"), show=lambda row: words.label("membership", row.role)),
            "since": Field(_("Fra")),
            "until": Field(_("Til")),
        },
        rows=lambda person: Membership.objects.filter(participant_id=person.participant_id).select_related(
            "party"
        ),
    )
]
_PARTY = "The party's own, told in public for the party; it stays when a person goes."
REST = [
    Rest("parties.Party", "id public_id kind name area size_told decides_by cvr since", _PARTY),
    Rest("parties.Mandate", "id party text given_at ended_at", _PARTY),
    Rest("parties.Membership", "id", "A row number."),
    Rest(
        "parties.Invitation",
        "id party code_hash role made_at expires_at used_at",
        "Names nobody: whoever holds the words is invited.",
    ),
]
SWEEPS = [
    Sweep(
        "invitations",
        _("Invitationer til en gruppe"),
        _("30 dage efter de er udløbet eller brugt"),
        deleting(lambda now: Invitation.objects.filter(expires_at__lt=now - INVITATIONS_KEPT)),
    )
]
REQUIRES = [hands_on_the_voice]
