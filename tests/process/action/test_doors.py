"""The stage first, then who: the same for every act of this room."""

from __future__ import annotations

import pytest

from samskab.ground.parties.models import PartyKind
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role, RoleGrant
from samskab.process.core import services as core
from samskab.process.core.models import Seat, Stage
from tests.builders import NOW, office, party, person
from tests.builders import action as rows
from tests.process.action.calls import ACTS, refused

pytestmark = pytest.mark.django_db
EVERY = pytest.mark.parametrize("name", ACTS)
# The short check is for everybody who took part: test_survey.py.
BY_A_SEAT = pytest.mark.parametrize("name", [name for name in ACTS if name != "answer_survey"])


@EVERY
def test_the_act_is_carried_out_in_its_stages_and_in_no_other(name: str) -> None:
    call, who, stages = ACTS[name]
    at = rows.acting(stages[0])
    if name == "answer_survey":
        rows.follow_up(at, survey_offered=True)
    for stage in Stage:
        at.stand(stage)
        if stage not in stages:
            refused("core.stage_not_now", call, at, who)
    at.stand(stages[0])
    call(at, at.actor(who))


@EVERY
def test_a_paused_process_stands_still(name: str) -> None:
    call, who, stages = ACTS[name]
    at = rows.acting(stages[0])
    core.pause_process(process_id=at.process.pk, actor=at.actor("unit"), reason="Sommer.", now=NOW)
    refused("core.not_running", call, at, who)


@EVERY
def test_nobody_does_nothing(name: str) -> None:
    call, _, stages = ACTS[name]
    refused("core.nobody_known", call, rows.acting(stages[0]), Actor())


@BY_A_SEAT
def test_somebody_without_a_party_at_the_table_is_outside(name: str) -> None:
    call, _, stages = ACTS[name]
    code = "core.no_key" if name == "offer_survey" else "core.party_not_at_table"
    at = rows.acting(stages[0])
    refused(code, call, at, Actor(participant_id=person().pk))
    stranger, voice = party(PartyKind.ASSOCIATION)
    refused(code, call, at, Actor(participant_id=voice.pk, party_id=stranger.pk))


@BY_A_SEAT
def test_a_member_who_is_no_spokesperson_does_not_speak_for_the_party(name: str) -> None:
    call, who, stages = ACTS[name]
    at = rows.acting(stages[0])
    member = person()
    at.parties[who].memberships.create(participant=member, role="member", since=NOW)
    code = "core.no_key" if name == "offer_survey" else "core.not_spokesperson"
    refused(code, call, at, Actor(participant_id=member.pk, party_id=at.parties[who].pk))


@BY_A_SEAT
def test_a_party_that_has_left_the_table_acts_no_more(name: str) -> None:
    call, who, stages = ACTS[name]
    who = "association" if name == "offer_survey" else who  # a steward's party hands its key on first
    code = "core.no_key" if name == "offer_survey" else "core.party_not_at_table"
    at = rows.acting(stages[0])
    Seat.objects.filter(process=at.process, party=at.parties[who]).update(left_at=NOW)
    refused(code, call, at, who)


@EVERY
@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.FACILITATOR])
def test_an_office_takes_the_voice_away(name: str, role: Role) -> None:
    call, who, stages = ACTS[name]
    if name == "offer_survey":
        at = rows.acting(stages[0])
        refused("core.no_key", call, at, Actor(participant_id=office(role).pk))
        return
    at = rows.acting(stages[0])
    RoleGrant.objects.create(participant=at.speakers[who], role=role, since=NOW)
    refused(f"core.{role.value}_has_no_stance", call, at, who)


@BY_A_SEAT
def test_a_helper_or_a_coordinator_has_no_seat_by_the_office(name: str) -> None:
    call, _, stages = ACTS[name]
    at = rows.acting(stages[0])
    code = "core.no_key" if name == "offer_survey" else "core.party_not_at_table"
    for role in (Role.HELPER, Role.COORDINATOR):
        refused(code, call, at, Actor(participant_id=office(role).pk))
