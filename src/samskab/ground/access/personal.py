"""Who answers for an institution's network, and who let it in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samskab.ground.access.models import NetworkAgreement
from samskab.ground.access.selectors import old_addresses
from samskab.ground.access.services.networks import truncate_addresses
from samskab.kit.personal import Fate, Field, Part, Person, Rest, Sweep

CONTACT_KEPT = timedelta(days=365)
NOBODY = "–"


def _decided(key: str) -> Any:
    return lambda person: NetworkAgreement.objects.filter(**{key: person.participant_id}).order_by("pk")


def _cut(key: str) -> Any:
    def cut(person: Person, now: datetime) -> int:
        return NetworkAgreement.objects.filter(**{key: person.participant_id}).update(**{key: None})

    return cut


def _old_contacts(now: datetime, dry: bool) -> int:
    before = now - CONTACT_KEPT
    over = NetworkAgreement.objects.filter(Q(ended_at__lt=before) | Q(valid_to__lt=before.date()))
    due = over.exclude(contact_email="")
    return due.count() if dry else due.update(contact_name=NOBODY, contact_email="")


def _old_addresses(now: datetime, dry: bool) -> int:
    return old_addresses(now).count() if dry else truncate_addresses(now=now)


PARTS = [
    Part(
        "access.NetworkAgreement",
        what=_("Aftaler om institutioners net, du har foreslået"),
        purpose=_("To mennesker skal have sagt ja til hver aftale."),
        keeps=_("Til du sletter det, vi ved om dig"),
        fields={"proposed_by": Field(_("Foreslået af"), Fate.CUT, show=lambda row: _("dig"))},
        rows=_decided("proposed_by"),
        erase=_cut("proposed_by"),
    ),
    Part(
        "access.NetworkAgreement",
        what=_("Aftaler om institutioners net, du har sagt ja til"),
        purpose=_("To mennesker skal have sagt ja til hver aftale."),
        keeps=_("Til du sletter det, vi ved om dig"),
        fields={"approved_by": Field(_("Godkendt af"), Fate.CUT, show=lambda row: _("dig"))},
        rows=_decided("approved_by"),
        erase=_cut("approved_by"),
    ),
    Part(
        "access.NetworkAgreement",
        what=_("Institutionens kontakt"),
        purpose=_("Så vi kan ringe, når noget er galt med deres net."),
        keeps=_("Et år efter aftalen er slut"),
        fields={
            "contact_name": Field(_("Navn"), Fate.EXPIRES),
            "contact_email": Field(_("E-mail"), Fate.EXPIRES),
        },
    ),
    Part(
        "access.NetworkUse",
        what=_("Hvilken netadresse noget blev skrevet fra, på en institutions net"),
        purpose=_("Så misbrug kan stoppes. Adressen siger, hvor der blev skrevet, og aldrig hvem."),
        keeps=_("30 dage. Derefter kun, hvilket net det var"),
        fields={"address": Field(_("Netadresse"), Fate.EXPIRES)},
    ),
]
REST = [
    Rest(
        "access.NetworkAgreement",
        "id public_id institution cidr family first last valid_from valid_to proposed_at approved_at "
        "paused_at ended_at pause_hash warned_at",
        "About an institution's network; an address range is not a person.",
    ),
    Rest("access.NetworkUse", "id agreement network at", "A network of 256 addresses or more."),
    Rest("access.NetworkVersion", "id version", "A random name of the latest change."),
]
SWEEPS = [
    Sweep(
        "network_contacts",
        _("Kontakter hos institutioner"),
        _("et år efter aftalen er slut"),
        _old_contacts,
    ),
    Sweep(
        "network_addresses",
        _("Netadresser, der er skrevet fra på en institutions net"),
        _("30 dage; derefter kun, hvilket net det var"),
        _old_addresses,
    ),
]
