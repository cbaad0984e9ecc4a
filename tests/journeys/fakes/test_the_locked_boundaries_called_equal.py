"""It is called equal, and everything is locked."""

from __future__ import annotations

from samskab.process.core.models import DeclaredType
from tests.builders import NOW, Table
from tests.builders import framing as framings
from tests.journeys.walking import Walker


def lock(made: Table, kind: str, text: str) -> None:
    made.process.boundaries.create(
        set_by=made.parties["unit"],
        kind=kind,
        text=text,
        reason="Sådan gør vi.",
        ground="Skoleloven § 2" if kind == "law" else "",
        set_at=NOW,
    )


def as_nobody(made: Table) -> Walker:
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    return nobody


def test_everybody_reads_what_it_is_called_and_what_it_looks_like() -> None:
    made = framings.revealed_table()
    assert made.process.declared_type == DeclaredType.EQUAL
    lock(made, "budget", "Der er 25.000 kr.")
    lock(made, "practice", "Nøglen bliver hos os.")
    as_nobody(made).sees("Kaldt: ligeværdig. Ligner: styret.", "2 af 2 rammer er låst.")


def test_it_can_be_read_by_the_one_who_locked_too() -> None:
    made = framings.revealed_table()
    lock(made, "budget", "Der er 25.000 kr.")
    lock(made, "practice", "Nøglen bliver hos os.")
    unit = Walker(made.speakers["unit"])
    unit.goes("path:process", made.process.slug)
    unit.sees("Kaldt: ligeværdig. Ligner: styret.")


def test_a_problem_described_by_the_municipality_alone_looks_steered() -> None:
    made = framings.revealed_table("unit")
    as_nobody(made).sees("Kaldt: ligeværdig. Ligner: styret.", "Ingen borgere har beskrevet problemet.")


def test_law_and_safety_are_nobodys_choice_and_do_not_count_as_locked() -> None:
    made = framings.revealed_table()
    lock(made, "law", "Underretningspligten gælder.")
    lock(made, "safety", "Brandvejen skal være fri.")
    as_nobody(made).sees("Kaldt: ligeværdig. Ligner: ligeværdig.")


def test_a_boundary_that_moves_after_a_challenge_changes_the_likeness_and_stays_in_the_history() -> None:
    made = framings.revealed_table()
    lock(made, "budget", "Der er 25.000 kr.")
    lock(made, "practice", "Nøglen bliver hos os.")
    residents = Walker(made.speakers["residents"])
    residents.goes("path:process", made.process.slug)
    residents.follows("core:table")
    practice = made.process.boundaries.get(kind="practice")
    residents.follows("core:challenge_boundary", containing=str(practice.public_id))
    residents.sends(text="Hvorfor kan vi ikke have en nøgle?")
    unit = Walker(made.speakers["unit"])
    unit.goes("path:process", made.process.slug)
    unit.follows("core:answer_challenge")
    unit.sends(
        outcome="changed",
        answer="Det er kun vores egen vane.",
        text_now="Tre beboere har en nøgle.",
    )
    nobody = as_nobody(made)
    nobody.sees(
        "Kaldt: ligeværdig. Ligner: ligeværdig.",
        "Nøglen bliver hos os. Nu: Tre beboere har en nøgle.",
        "Hvorfor kan vi ikke have en nøgle?",
        "Det er kun vores egen vane.",
        "Ja Mindst én ramme eller ét forslag blev ændret, fordi borgere sagde noget.",
    )
