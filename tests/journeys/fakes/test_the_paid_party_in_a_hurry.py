"""The party with paid time is in a hurry and shortens the others' deadlines."""

from __future__ import annotations

from datetime import timedelta

from samskab.process.core.models import Stage
from samskab.process.framing.models import FramingRound
from tests.builders import NOW, Table, table
from tests.builders import framing as framings
from tests.journeys.walking import Walker


def paid_key(made: Table) -> Walker:
    walker = Walker(made.speakers["unit"])
    walker.goes("framing:page", made.process.slug)
    return walker


def test_a_round_shorter_than_fourteen_days_is_refused_and_the_day_is_given_back() -> None:
    made = table(Stage.FRAMING)
    unit = paid_key(made)
    unit.follows("framing:open_round")
    unit.sends(deadline="2026-11-09", status=422)
    unit.is_refused("core.deadline_too_short")
    assert "2026-11-09" in unit.page.html or "09.11.2026" in unit.page.html
    assert not FramingRound.objects.exists()


def test_a_round_that_ends_in_a_school_holiday_is_refused() -> None:
    made = table(Stage.FRAMING)
    unit = paid_key(made)
    unit.follows("framing:open_round")
    unit.sends(deadline="2026-12-27", status=422)
    unit.is_refused("core.deadline_in_holiday")
    unit.sees("Juleferie")


def test_an_open_round_is_only_made_longer() -> None:
    made = framings.blind_table()
    before = FramingRound.objects.get().deadline
    unit = paid_key(made)
    unit.follows("framing:extend_round")
    unit.sends(deadline="2026-11-05", status=422)
    unit.is_refused("framing.only_longer")
    assert FramingRound.objects.get().deadline == before


def test_the_texts_are_not_laid_out_before_everyone_has_written() -> None:
    made = framings.blind_table("unit", "association")
    unit = paid_key(made)
    unit.sees("Vi mangler at høre fra: residents, grocer.")
    unit.goes("framing:reveal_round", made.process.slug)
    unit.is_refused("framing.not_everyone_has_written")
    nobody = Walker()
    nobody.goes("framing:page", made.process.slug)
    nobody.does_not_see(framings.SAID["association"], framings.SAID["unit"])


def test_who_is_paid_to_be_here_is_said_to_everybody() -> None:
    made = table(Stage.FRAMING)
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("Betalt tid: 2 af 4 parter.")


def test_the_clock_of_a_challenge_runs_for_the_paid_party_and_everybody_sees_it_run_out() -> None:
    made = table(Stage.FRAMING)
    boundary = made.process.boundaries.create(
        set_by=made.parties["unit"],
        kind="budget",
        text="Der er 25.000 kr.",
        reason="Sådan er budgettet.",
        set_at=NOW - timedelta(days=20),
    )
    boundary.challenges.create(
        by=made.parties["association"],
        text="Hvem har bestemt det?",
        raised_at=NOW - timedelta(days=12),
        answer_due=NOW - timedelta(days=2),
    )
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("Hvem har bestemt det?", "Der ventes på svar.", "2 dage over fristen")
