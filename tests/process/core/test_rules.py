"""Deadlines, stages and the rows of the table: what the rules and the database keep."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DataError, IntegrityError, transaction

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.ground.places.models import SchoolHoliday
from samskab.process.core import models as m
from samskab.process.core import rules, selectors
from tests.acts import NOBODY, breaks, constraints_of, refused, row
from tests.builders import LONG_REASON, NOW, area, office, person, table

pytestmark = pytest.mark.django_db


def holiday(first: date, last: date) -> SchoolHoliday:
    return SchoolHoliday.objects.create(name="efterårsferien", first_day=first, last_day=last)


def test_a_deadline_gives_those_without_paid_time_fourteen_days() -> None:
    rules.require_fair_deadline(now=NOW, deadline=NOW + timedelta(days=14))
    with refused("core.deadline_too_short", 422):
        rules.require_fair_deadline(now=NOW, deadline=NOW + timedelta(days=14, seconds=-1))


def test_no_deadline_falls_in_a_school_holiday() -> None:
    day = (NOW + timedelta(days=20)).date()
    holiday(day, day)
    with refused("core.deadline_in_holiday", 422):
        rules.require_fair_deadline(now=NOW, deadline=NOW + timedelta(days=20))
    rules.require_fair_deadline(now=NOW, deadline=NOW + timedelta(days=21))


def test_a_clock_of_the_house_moves_past_every_holiday_it_would_end_in() -> None:
    day = (NOW + timedelta(days=10)).date()
    holiday(day, day + timedelta(days=6))
    holiday(day + timedelta(days=7), day + timedelta(days=9))
    assert rules.fair_due(now=NOW, days=10) == NOW + timedelta(days=20)
    assert rules.fair_due(now=NOW, days=9) == NOW + timedelta(days=9)


@pytest.mark.parametrize("stage", list(m.Stage))
def test_a_stage_rule_holds_before_and_after_for_every_role(stage: m.Stage) -> None:
    process = table(stage).process
    for wanted in m.Stage:
        if wanted == stage:
            rules.require_stage(process, wanted)
        else:
            with refused("core.stage_not_now", 409):
                rules.require_stage(process, wanted)
    rules.require_stage(process, *m.Stage)


def test_a_paused_process_stands_at_no_stage() -> None:
    process = table().process
    process.status = m.Status.PAUSED
    with refused("core.not_running"):
        rules.require_stage(process, m.Stage.CALLED)


def test_text_is_merged_by_a_facilitator_or_a_key() -> None:
    on = table()
    for who in (on.actor("unit"), on.actor("residents"), Actor(participant_id=office(Role.FACILITATOR).pk)):
        rules.require_facilitator_or_key(on.process, who)
    for who in (on.actor("grocer"), Actor(participant_id=person().pk)):
        with refused("core.not_facilitator_or_key", 403):
            rules.require_facilitator_or_key(on.process, who)
    with refused("core.nobody_known", 403):
        rules.require_facilitator_or_key(on.process, NOBODY)


def test_who_may_be_paid_stands_aside() -> None:
    on = table()
    seat = on.process.seats.get(party=on.parties["grocer"])
    rules.require_no_supplier(seat)
    seat.may_supply = True
    with refused("core.supplier_stands_aside", 403):
        rules.require_no_supplier(seat)


def test_reads_about_nobody_are_empty() -> None:
    on = table()
    assert selectors.seat_of_party(on.process, None) is None
    assert selectors.key_of(on.process, None) is None
    assert selectors.seats_spoken_for(on.process, None) == []
    assert selectors.parties_without_seat(on.process, None) == []
    assert selectors.key_candidates(on.process, None) == []
    grocer = on.process.seats.get(party=on.parties["grocer"])
    assert selectors.key_candidates(on.process, grocer) == []
    assert [selectors.civic(seat) for seat in selectors.seats(on.process)] == [True, True, False, False]


def tries() -> dict[str, object]:
    on = table()
    p, unit, residents = on.process, on.parties["unit"], on.parties["residents"]
    base = {"title": "T", "area": area(), "started_at": NOW, "stage_since": NOW}
    base |= {"declared_type": "ligevaerdig", "promised_influence": "inform"}
    fresh = m.Process.objects.create(slug="frisk", **base)
    said = {"can_change": "a", "who_decides": "b", "saving": "c", "money_hours": "d", "outside_affected": "e"}
    said |= {"process": fresh, "saving_is_part": False, "answered_at": NOW}
    fence = {"process": p, "set_by": unit, "kind": "plan", "text": "t", "reason": "r", "set_at": NOW}
    standing = m.Boundary.objects.create(**fence)
    asked = {"boundary": standing, "by": residents, "text": "t", "raised_at": NOW, "answer_due": NOW}
    m.Challenge.objects.create(**asked)
    m.PartyMotive.objects.create(process=p, party=unit, first="lighed")
    m.StageRole.objects.create(process=p, stage="called", role="part")
    m.EmergencyStop.objects.create(process=p, party=residents, reason=LONG_REASON, at=NOW)
    wrong = {"process": p, "by": residents, "text": LONG_REASON, "at": NOW}
    m.OpeningCorrection.objects.create(**wrong)
    key = {"process": p, "party": residents, "since": NOW}
    one_key = {"process": fresh, "party": unit, "participant": on.speakers["unit"], "since": NOW}
    m.Steward.objects.create(**one_key, side="public")
    return {
        "process_stage_is_known": row(m.Process, slug="1", **{**base, "stage": "x"}),
        "process_status_is_known": row(m.Process, slug="2", **{**base, "status": "x", "status_reason": "r"}),
        "process_declares_its_type": row(m.Process, slug="3", **{**base, "declared_type": "x"}),
        "process_promises_an_influence": row(m.Process, slug="4", **{**base, "promised_influence": "x"}),
        "process_has_a_title": row(m.Process, slug="5", **{**base, "title": ""}),
        "process_off_its_path_says_why": row(m.Process, slug="6", **base, status="paused"),
        "opening_has_no_solution_chosen": row(m.OpeningChecklist, **said, solution_chosen=True),
        "opening_says_what_can_change": row(m.OpeningChecklist, **{**said, "can_change": ""}),
        "opening_says_who_decides": row(m.OpeningChecklist, **{**said, "who_decides": ""}),
        "opening_says_what_is_saved": row(m.OpeningChecklist, **{**said, "saving": ""}),
        "opening_says_money_and_hours": row(m.OpeningChecklist, **{**said, "money_hours": ""}),
        "opening_says_who_is_hit_outside": row(m.OpeningChecklist, **{**said, "outside_affected": ""}),
        "opening_correction_says_what_was_wrong": row(
            m.OpeningCorrection, process=p, by=unit, text="kort", at=NOW
        ),
        "opening_is_corrected_once_by_each_party": row(m.OpeningCorrection, **wrong),
        "seat_is_one_per_party": row(m.Seat, process=p, party=unit, joined_at=NOW),
        "steward_is_public_or_civic": row(m.Steward, participant=person(), side="market", **key),
        "steward_is_one_per_side": row(m.Steward, participant=person(), side="civic", **key),
        "steward_holds_one_key_only": row(m.Steward, **one_key, side="civic"),
        "party_motive_is_said_once": row(m.PartyMotive, process=p, party=unit, first="kvalitet"),
        "party_motive_first_is_known": row(m.PartyMotive, process=p, party=residents, first="magt"),
        "party_motive_ranks_two_different": row(
            m.PartyMotive, process=p, party=residents, first="lighed", second="lighed"
        ),
        "stage_role_is_one_per_stage": row(m.StageRole, process=p, stage="called", role="vaert"),
        "stage_role_is_of_a_stage": row(m.StageRole, process=p, stage="x", role="vaert"),
        "party_motive_second_is_known": row(
            m.PartyMotive, process=p, party=residents, first="lighed", second="magt"
        ),
        "challenge_outcome_is_known": row(m.Challenge, **asked, answer="a", outcome="x", answered_at=NOW),
        "stage_role_is_known": row(m.StageRole, process=p, stage="framing", role="konge"),
        "boundary_says_what": row(m.Boundary, **{**fence, "text": ""}),
        "boundary_says_why": row(m.Boundary, **{**fence, "reason": ""}),
        "boundary_kind_is_known": row(m.Boundary, **{**fence, "kind": "x"}),
        "boundary_status_is_known": row(m.Boundary, **fence, status="x", text_now="n"),
        "boundary_of_law_names_its_ground": row(m.Boundary, **{**fence, "kind": "law"}),
        "boundary_changed_says_what_holds_now": row(m.Boundary, **fence, status="changed"),
        "challenge_says_why": row(m.Challenge, **{**asked, "text": ""}, answer="a", answered_at=NOW),
        "challenge_is_one_at_a_time": row(m.Challenge, **asked),
        "challenge_answer_has_words_and_a_date": row(m.Challenge, **asked, answered_at=NOW),
        "missing_voice_says_who": row(m.MissingVoice, process=p, who="", noted_at=NOW),
        "missing_voice_done_is_brief": None,
        "emergency_stop_is_once_per_party": row(
            m.EmergencyStop, process=p, party=residents, reason=LONG_REASON, at=NOW
        ),
        "emergency_stop_has_a_reason": row(m.EmergencyStop, process=p, party=unit, reason="Nej", at=NOW),
        "emergency_stop_lift_is_brief": None,
    }


def test_the_database_itself_keeps_the_table_whole() -> None:
    tried = tries()
    assert set(tried) == constraints_of("core")
    for name, write in tried.items():
        if write is not None:
            breaks(name, write)  # type: ignore[arg-type]  # each is a write to try


def test_the_database_itself_keeps_what_is_optional_brief() -> None:
    on, long = table(), "x" * 901
    stop = {"party": on.parties["unit"], "reason": LONG_REASON, "at": NOW, "lifted_reason": long}
    for write in (
        lambda: on.process.missing_voices.create(who="Unge", done=long, noted_at=NOW),
        lambda: on.process.emergency_stops.create(**stop),
    ):
        with pytest.raises((IntegrityError, DataError)), transaction.atomic():
            write()
