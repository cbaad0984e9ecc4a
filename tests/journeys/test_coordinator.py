"""The co-ordinator in the municipality. On Monday the chief wants ten visiting friends in the West district.

Acceptance: no task before purpose; two keys; a clock on the challenge; no closing with unanswered statements.
"""

from __future__ import annotations

from datetime import timedelta

from samskab.ground.parties.models import PartyKind
from samskab.ground.people.models import Role
from samskab.process.action.models import FollowUp
from samskab.process.core.models import Process, Stage
from tests.builders import LONG_REASON, NOW, Table, area, office, party, table
from tests.builders import agreement as papers
from tests.builders import framing as framings
from tests.builders import knowledge as known
from tests.journeys.walking import Calendar, Walker, by_mail

ORDERED = "Ti besøgsvenner til Vestkvarteret"
ASKED = "Hvad skal der til, for at ingen sidder alene i Vestkvarteret?"
OPENING = {
    "solution_chosen": "no",
    "decision_taken": "no",
    "area": "vestby",
    "can_change": "Alt undtagen lov.",
    "who_decides": "Parterne aftaler.",
    "saving_is_part": "no",
    "saving": "Nej.",
    "money_hours": "En medarbejder to timer om ugen.",
    "outside_affected": "Pårørende, der bor et andet sted.",
}


def coordinator() -> Walker:
    area()
    somebody = office(Role.COORDINATOR)
    party(PartyKind.MUNICIPAL_UNIT, "Sundhed og omsorg", somebody)
    return by_mail(somebody)


def test_she_comes_in_by_a_code_in_the_mail_and_finds_no_button_that_makes_a_task() -> None:
    her = coordinator()
    for view in ("path:front", "path:processes", "calls:board", "path:areas"):
        her.goes(view)
        assert not her.may("action:plan_task")
    her.goes("path:processes")
    her.follows("path:open")
    her.sees("Her er ingen knap, der opretter en opgave.")


def test_the_checklist_stops_the_order_and_lets_her_open_the_problem_instead() -> None:
    her = coordinator()
    her.goes("path:open")
    her.sends({**OPENING, "title": ORDERED, "solution_chosen": "yes"}, status=422)
    her.sees("Så er det ikke samskabelse.", "Vil I åbne problemet i stedet?")
    assert not Process.objects.exists()
    her.goes("path:open")
    her.sends({**OPENING, "title": ASKED})
    assert Process.objects.get().title == ASKED
    her.goes("path:process", Process.objects.get().slug)
    her.follows("path:desk")
    her.is_refused("path.civic_key_missing")


def test_who_is_missing_is_written_down_and_a_meeting_is_made_possible_to_come_to() -> None:
    made = table(Stage.FRAMING)
    her = Walker(made.speakers["unit"])
    her.goes("path:process", made.process.slug)
    her.follows("core:note_missing_voice")
    her.sends(who="Mænd, der bor alene", done="")
    her.goes("path:process", made.process.slug)
    her.follows("meetings:page")
    her.follows("meetings:book")
    her.sends(
        place="Købmandens baglokale",
        at="2026-11-20T14:00",
        purpose="Find dem, der mangler",
        access="transport",
    )
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("Mænd, der bor alene", "Ingen har gjort noget ved det endnu.", "Købmandens baglokale")


def test_her_framing_is_hidden_until_reveal_day_and_the_residents_stand_first(calendar: Calendar) -> None:
    made = framings.blind_table("residents", "association", "grocer")
    her = Walker(made.speakers["unit"])
    her.goes("path:process", made.process.slug)
    her.follows("framing:page")
    her.follows("framing:write")
    her.sends(text="Vi ser ensomhed.")
    nobody = Walker()
    nobody.goes("framing:page", made.process.slug)
    nobody.does_not_see("Vi ser ensomhed.")
    calendar.days_pass(8)
    nobody.goes("framing:page", made.process.slug)
    texts = nobody.page.words
    assert texts.index(framings.SAID["residents"]) < texts.index("Vi ser ensomhed.")
    assert texts.index(framings.SAID["association"]) < texts.index("Vi ser ensomhed.")


def test_she_says_can_live_with_in_public_with_a_reason() -> None:
    made, _ = framings.shared_table()
    her = Walker(made.speakers["unit"])
    her.goes("framing:page", made.process.slug)
    her.follows("framing:give_stance")
    her.sends(stance="live_with", reason="", status=422)
    her.sends(stance="live_with", reason="Det er bredere, end vi kom for.")
    nobody = Walker()
    nobody.goes("framing:page", made.process.slug)
    nobody.sees("Det er bredere, end vi kom for.")


def test_from_the_second_key_on_she_opens_no_gate_alone() -> None:
    made = framings.agreed_table()
    her = Walker(made.speakers["unit"])
    her.goes("path:desk", made.process.slug)
    her.sends(to="path:turn_key", press="Drej min nøgle")
    her.sees("Jeres nøgle er drejet. Nu venter I på den anden.")
    assert her.posts(f"/forloeb/{made.process.slug}/noegler/drej/", {"to_stage": "purpose"}) == 409
    made.process.refresh_from_db()
    assert made.process.stage == Stage.FRAMING


def test_a_challenged_boundary_has_ten_days_and_the_history_shows_the_change(calendar: Calendar) -> None:
    made = table(Stage.FRAMING)
    boundary = made.process.boundaries.create(
        set_by=made.parties["unit"], kind="budget", text="Højst 25.000 kr.", reason="Budgettet.", set_at=NOW
    )
    association = Walker(made.speakers["association"])
    association.goes("path:process", made.process.slug)
    association.follows("core:table")
    association.follows("core:challenge_boundary")
    association.sends(text="Hvem har bestemt det?")
    assert (boundary.challenges.get().answer_due - calendar.moment).days in {9, 10}
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("om 10 dage")
    calendar.days_pass(12)
    her = Walker(made.speakers["unit"])
    her.goes("path:process", made.process.slug)
    her.sees("Din tur Svar på udfordringen af jeres ramme", "2 dage over fristen")
    her.follows("core:answer_challenge")
    her.sends(outcome="changed", answer="Udvalget har hævet beløbet.", text_now="Højst 40.000 kr.")
    nobody.goes("path:process", made.process.slug)
    nobody.sees("Højst 25.000 kr. Nu: Højst 40.000 kr.", "Udvalget har hævet beløbet.")


def work_without_say() -> Table:
    made = papers.complete()
    for what, holders in (("Penge", ("unit",)), ("Plan", ("unit", "residents"))):
        papers.right(made, what, *holders)
    papers.resource(made, "association", kind="time", hours="57")
    return made


def test_she_is_warned_when_others_work_more_than_they_decide() -> None:
    made = work_without_say()
    her = Walker(made.speakers["unit"])
    her.goes("agreement:page", made.process.slug)
    her.sees("Civilsamfundet har 78 % af timerne og 50 % af beslutningerne.", "Mere arbejde end indflydelse.")
    theirs = Walker(made.speakers["association"])
    theirs.goes("agreement:page", made.process.slug)
    theirs.sees("I har 78 % af timerne og 50 % af beslutningerne.")


def test_two_unanswered_block_the_closing_and_a_no_with_a_reason_opens_it() -> None:
    made = papers.complete(Stage.ACTION)
    held = FollowUp.objects.create(
        process=made.process, held_at=NOW, survey_offered=True, lift_answer="Ja.", spread_answer="Nordby."
    )
    for direction in ("bad", "unknown"):
        held.results.create(by=made.parties["unit"], text="Sådan gik det.", direction=direction, at=NOW)
    for text in ("Lågen binder.", "Der mangler en bænk."):
        known.statement(made.process, text=text, stated_at=NOW - timedelta(days=30))
    her = Walker(made.speakers["unit"])
    her.goes("path:desk", made.process.slug)
    her.is_refused("knowledge.unanswered")
    for _ in range(2):
        her.goes("path:desk", made.process.slug)
        her.follows("knowledge:unanswered")
        her.follows("knowledge:reply")
        her.sends(outcome="not_followed", text=f"Nej, fordi pengene er brugt. {LONG_REASON}")
    her.goes("path:desk", made.process.slug)
    her.sees("Alt er klar.")
