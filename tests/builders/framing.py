"""Framing rounds, framings and shared framings, as an act would have left them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from samskab.ground.parties.models import Party
from samskab.process.core.models import Process, Stage
from samskab.process.framing.models import (
    Framing,
    FramingRound,
    FramingStance,
    SharedFraming,
    SharedSuggestion,
    StanceCode,
)
from tests.builders import NOW, Table, table

SAID = {
    "residents": "Vi kan ikke komme hjem, når det er mørkt. Så bliver vi hjemme.",
    "association": "Huset står tomt. Vi er fem, der trækker det hele.",
    "unit": "Vi mangler besøgsvenner.",
    "grocer": "De ældste kunder står længst ved kassen.",
}


def blind_round(process: Process, *, number: int = 1) -> FramingRound:
    """Open now, with a week left."""
    return FramingRound.objects.create(
        process=process, number=number, opened_at=NOW - timedelta(days=10), deadline=NOW + timedelta(days=7)
    )


def past_round(process: Process, *, number: int = 1, revealed: bool = True) -> FramingRound:
    """Its deadline has passed; revealed by somebody, or only by the clock."""
    return FramingRound.objects.create(
        process=process,
        number=number,
        opened_at=NOW - timedelta(days=30),
        deadline=NOW - timedelta(days=2),
        revealed_at=NOW - timedelta(days=1) if revealed else None,
    )


def framing(
    framing_round: FramingRound,
    party: Party,
    text: str = "Det er svært.",
    *,
    locked_at: datetime | None = None,
    withdrawn: str = "",
) -> Framing:
    return Framing.objects.create(
        round=framing_round,
        party=party,
        text=text,
        written_at=NOW - timedelta(days=5),
        locked_at=locked_at,
        withdrawn_at=NOW - timedelta(days=1) if withdrawn else None,
        withdrawn_reason=withdrawn,
    )


def blind_table(*written: str) -> Table:
    """At the framing stage with an open round in which `written` have written."""
    made = table(Stage.FRAMING)
    framing_round = blind_round(made.process)
    for who in written:
        framing(framing_round, made.parties[who], SAID[who])
    return made


def revealed_table(*written: str) -> Table:
    """At the framing stage with one round revealed; all four have written unless said otherwise."""
    made = table(Stage.FRAMING)
    framing_round = past_round(made.process)
    for who in written or SAID:
        framing(framing_round, made.parties[who], SAID[who])
    return made


def shared(
    process: Process, *elements: Sequence[Framing], version: int = 1, text: str = "Et sted og en vej derhen."
) -> SharedFraming:
    """One element for each group of sources."""
    made = SharedFraming.objects.create(process=process, version=version, text=text, written_at=NOW)
    for number, sources in enumerate(elements, start=1):
        made.elements.create(number=number, text=f"Punkt {number}").sources.set(sources)
    return made


def shared_table() -> tuple[Table, SharedFraming]:
    """All have written and seen; a shared framing of three traced elements waits for stances."""
    made = revealed_table()
    said = {f.party_id: f for f in Framing.objects.filter(round__process=made.process)}
    by = {who: said[party.pk] for who, party in made.parties.items()}
    return made, shared(
        made.process, [by["residents"]], [by["residents"], by["unit"]], [by["association"], by["grocer"]]
    )


def stance(
    on: SharedFraming, party: Party, code: str = StanceCode.SUPPORT, reason: str = ""
) -> FramingStance:
    return FramingStance.objects.create(shared=on, party=party, stance=code, reason=reason, at=NOW)


def suggestion(to: SharedFraming, party: Party, text: str = "Skriv 'hjemturen'.") -> SharedSuggestion:
    return SharedSuggestion.objects.create(shared=to, party=party, text=text, made_at=NOW)


def agreed_table() -> Table:
    """Everyone supports the shared framing: the gate is open."""
    made, written = shared_table()
    for party in made.parties.values():
        stance(written, party)
    return made
