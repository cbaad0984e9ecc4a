"""Who holds or held a key. Everything else at the table is said by parties."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from samskab.ground.parties.models import Membership, MembershipRole
from samskab.ground.people.actor import Actor
from samskab.kit import words
from samskab.kit.personal import Fate, Field, Part, Person, Rest
from samskab.process.core.models import Seat, Steward
from samskab.process.core.services import leave_table


def _lay_down_keys(person: Person, now: datetime) -> int:
    """A key held is free from now on, and a party of one gets up from the tables: nobody waits for it."""
    held = Steward.objects.filter(participant_id=person.participant_id)
    n = held.filter(until__isnull=True).update(until=now) + held.count()
    for seat in _seats_nobody_else_speaks_for(person):
        actor = Actor(participant_id=person.participant_id, party_id=seat.party_id)
        leave_table(process_id=seat.process_id, actor=actor, now=now)
    return n


def _seats_nobody_else_speaks_for(person: Person) -> list[Seat]:
    now_in = Membership.objects.filter(until__isnull=True)
    mine = now_in.filter(participant_id=person.participant_id, role=MembershipRole.SPOKESPERSON)
    others = now_in.exclude(participant_id=person.participant_id)
    return list(
        Seat.objects.filter(left_at__isnull=True, party__in=mine.values("party"))
        .exclude(party__in=others.values("party"))
        .order_by("pk")
    )


PARTS = [
    Part(
        "core.Steward",
        what=_("Nøgler, du har eller har haft"),
        purpose=_("Et forløb går kun videre, når to har drejet hver sin nøgle, en fra hver side."),
        keeps=_("Nøglen står i forløbet. At det var dig, huskes til du sletter det, vi ved om dig"),
        fields={
            "process": Field(_("I forløbet"), Fate.KEPT, show=lambda row: row.process.title),
            "participant": Field(_("Hvem"), Fate.CUT, show=lambda row: _("dig")),
            "party": Field(_("For"), Fate.KEPT, show=lambda row: row.party.name),
            "side": Field(_("Side"), Fate.KEPT, show=lambda row: words.label("side", row.side)),
            "since": Field(_("Fra"), Fate.KEPT),
            "until": Field(_("Til"), Fate.KEPT),
        },
        rows=lambda person: Steward.objects.filter(participant_id=person.participant_id).select_related(
            "process", "party"
        ),
        erase=_lay_down_keys,
    )
]
_TABLE = "Said at the table by a party, for the party, in public."
REST = [
    Rest("core.Steward", "id", "A row number."),
    Rest(
        "core.Process",
        "id public_id slug title summary area stage status status_reason declared_type promised_influence "
        "initiative_by started_at stage_since sensitive",
        _TABLE,
    ),
    Rest(
        "core.OpeningChecklist",
        "id process solution_chosen decision_taken can_change who_decides saving_is_part saving money_hours "
        "outside_affected answered_by answered_at",
        _TABLE,
    ),
    Rest("core.OpeningCorrection", "id process by text at", _TABLE),
    Rest("core.Seat", "id public_id process party affected paid_time may_supply joined_at left_at", _TABLE),
    Rest("core.PartyMotive", "id process party first second text", _TABLE),
    Rest("core.StageRole", "id process stage role", _TABLE),
    Rest(
        "core.Boundary", "id public_id process set_by kind text reason ground status text_now set_at", _TABLE
    ),
    Rest(
        "core.Challenge",
        "id public_id boundary by text raised_at answer_due answer outcome answered_at",
        _TABLE,
    ),
    Rest("core.MissingVoice", "id process who done told_by noted_at", _TABLE),
    Rest("core.EmergencyStop", "id process party reason at lifted_at lifted_reason", _TABLE),
]
