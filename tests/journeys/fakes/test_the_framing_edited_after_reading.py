"""One reads the others' words first, and then finds its own."""

from __future__ import annotations

from datetime import timedelta

from samskab.process.framing.models import Framing, FramingRound
from tests.builders import NOW, Table
from tests.builders import framing as framings
from tests.journeys.walking import Calendar, Walker

CLEVER = "Præcis hvad de andre skrev, bare bedre."


def writes_late(made: Table, who: str) -> Walker:
    walker = Walker(made.speakers[who])
    walker.goes("framing:write", made.process.slug)
    return walker


def posts_anyway(made: Table, who: str) -> int:
    walker = Walker(made.speakers[who])
    walker.goes("path:rights")
    walker.goes("path:front")
    token = walker.client.cookies["csrftoken"].value
    address = f"/forloeb/{made.process.slug}/problem/skriv/"
    return walker.client.post(address, {"text": CLEVER, "csrfmiddlewaretoken": token}).status_code


def test_nobody_sees_the_others_words_before_the_deadline_and_the_keys_do_not_either() -> None:
    made = framings.blind_table("residents", "association")
    for reader in (None, made.speakers["unit"], made.speakers["residents"], made.speakers["grocer"]):
        walker = Walker(reader)
        walker.goes("framing:page", made.process.slug)
        others = {"residents", "association"} - (
            {"residents"} if reader == made.speakers["residents"] else set()
        )
        walker.does_not_see(*(framings.SAID[who] for who in others))


def test_who_locks_to_see_the_others_cannot_write_anew() -> None:
    made = framings.blind_table("residents", "unit")
    Framing.objects.filter(party=made.parties["residents"]).update(locked_at=NOW)
    unit = Walker(made.speakers["unit"])
    unit.goes("framing:page", made.process.slug)
    unit.follows("framing:lock")
    unit.sends()
    unit.sees(framings.SAID["residents"])
    assert not unit.may("framing:write")
    unit.goes("framing:write", made.process.slug)
    unit.is_refused("framing.is_locked")
    assert posts_anyway(made, "unit") == 409
    assert Framing.objects.get(party=made.parties["unit"]).text == framings.SAID["unit"]


def test_after_the_deadline_nobody_writes_and_everybody_reads(calendar: Calendar) -> None:
    made = framings.blind_table("residents", "unit")
    calendar.days_pass(8)
    walker = writes_late(made, "unit")
    walker.is_refused("framing.no_open_round")
    assert posts_anyway(made, "association") == 409
    nobody = Walker()
    nobody.goes("framing:page", made.process.slug)
    nobody.sees(framings.SAID["residents"], framings.SAID["unit"], "Ingen har rettet i sin tekst siden.")


def test_a_new_deadline_does_not_open_a_revealed_round_again() -> None:
    made = framings.revealed_table()
    unit = Walker(made.speakers["unit"])
    unit.goes("framing:extend_round", made.process.slug)
    unit.is_refused("framing.no_open_round")
    assert FramingRound.objects.get().deadline == NOW - timedelta(days=2)


def test_a_text_taken_back_stays_readable_as_taken_back_with_its_reason() -> None:
    made = framings.revealed_table()
    unit = Walker(made.speakers["unit"])
    unit.goes("framing:page", made.process.slug)
    unit.follows("framing:withdraw")
    unit.sends(reason="Vi skrev en løsning. Det var ikke et problem.")
    nobody = Walker()
    nobody.goes("framing:page", made.process.slug)
    nobody.sees("Vi skrev en løsning. Det var ikke et problem.", framings.SAID["unit"])
