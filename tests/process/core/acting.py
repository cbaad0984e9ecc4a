"""What the tests of the table's acts share: how one is done, and good input for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from samskab.ground.parties.models import PartyKind
from samskab.ground.people.actor import Actor
from samskab.process.core.services import OpeningAnswers
from tests.builders import LONG_REASON, NOW, Table, party

OPEN = OpeningAnswers(
    solution_chosen=False,
    decision_taken=False,
    can_change="Alt undtagen lov.",
    who_decides="Parterne aftaler.",
    saving_is_part=False,
    saving="Nej.",
    money_hours="25.000 kr.",
    outside_affected="Naboerne.",
)
TEXT = "Vi vil spørge, om det kan være anderledes."


def do(act: Callable[..., Any], on: Table, actor: Actor, **given: Any) -> Any:
    return act(process_id=on.process.pk, actor=actor, now=NOW, **given)


def given_for(name: str, on: Table) -> dict[str, Any]:
    """Good input for each act that a party at the table may do."""
    marks = {"affected": True, "paid_time": False, "may_supply": False}
    voice = on.process.missing_voices.first() or on.process.missing_voices.create(who="Unge", noted_at=NOW)
    boundary = on.process.boundaries.first() or on.process.boundaries.create(
        set_by=on.parties["unit"], kind="budget", text="25.000 kr.", reason="Mere er der ikke.", set_at=NOW
    )
    return {
        "mark_seat": marks,
        "leave_table": {},
        "appoint_steward": {
            "party_id": on.parties["unit"].pk,
            "participant_id": on.speakers["unit"].pk,
        },
        "set_boundary": {"kind": "practice", "text": "T", "reason": "R", "ground": ""},
        "challenge_boundary": {"boundary_id": boundary.pk, "text": TEXT},
        "rank_motives": {"first": "lighed", "second": "kvalitet", "text": ""},
        "set_municipal_role": {"stage": "framing", "role": "part"},
        "note_missing_voice": {"who": "Mænd, der bor alene", "done": ""},
        "tell_missing_voice": {"voice_id": voice.pk, "done": "Ikke spurgt. Det skulle vi have gjort."},
        "correct_opening": {"text": LONG_REASON},
        "stop_in_emergency": {"reason": LONG_REASON},
    }[name]


AT_THE_TABLE = [
    "mark_seat",
    "leave_table",
    "appoint_steward",
    "set_boundary",
    "challenge_boundary",
    "rank_motives",
    "set_municipal_role",
    "note_missing_voice",
    "tell_missing_voice",
    "correct_opening",
    "stop_in_emergency",
]


def voice_of(kind: PartyKind = PartyKind.INFORMAL_GROUP) -> Actor:
    """Somebody who speaks for a new party of this kind."""
    made, speaker = party(kind)
    return Actor(participant_id=speaker.pk, party_id=made.pk)
