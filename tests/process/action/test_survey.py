"""The short check: everybody who took part answers once, and nobody can read who answered what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DataError, IntegrityError, transaction
from django.urls import reverse

from samskab.ground.parties.models import Membership, PartyKind
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant, Role, RoleGrant
from samskab.ground.record.models import Entry
from samskab.process.action import selectors
from samskab.process.action.models import FollowUp, SurveyTally, SurveyVoice
from samskab.process.action.turns import turns
from samskab.process.core.models import Seat, Stage
from samskab.process.knowledge.models import Vote
from tests.builders import NOW, Table, party, person
from tests.builders import action as rows
from tests.builders import knowledge as known
from tests.builders.cast import code_resident
from tests.builders.reading import client_of, standing_of
from tests.process.action.calls import answer_survey, refused

pytestmark = pytest.mark.django_db
LONG_AGO = NOW - timedelta(days=40)


@pytest.fixture
def at() -> Table:
    made = rows.acting()
    rows.follow_up(made, survey_offered=True)
    return made


def kept(at: Table) -> list[tuple[str, int, int]]:
    tallies = SurveyTally.objects.filter(follow_up__process=at.process)
    return sorted(tallies.values_list("side", "felt", "n"))


def member(at: Table, who: str, *, since: object = LONG_AGO) -> Participant:
    joined = person()
    at.parties[who].memberships.create(participant=joined, role="member", since=since)
    return joined


def alone(of: Participant) -> Actor:
    return Actor(participant_id=of.pk)


def test_the_answer_keeps_the_side_and_the_figure_and_is_not_in_the_record(at: Table) -> None:
    before = Entry.objects.count()
    assert answer_survey(at, at.actor("residents"), felt=2) == "civic"
    assert answer_survey(at, at.actor("unit"), felt=4) == "public"
    assert kept(at) == [("civic", 2, 1), ("public", 4, 1)]
    assert Entry.objects.count() == before
    fields = {field.name for field in SurveyTally._meta.get_fields()}
    assert fields == {"id", "follow_up", "side", "felt", "n"}, "nothing that could name a person or a moment"
    assert {field.name for field in SurveyVoice._meta.get_fields()} == {"id", "follow_up", "participant"}


def test_everybody_answers_once(at: Table) -> None:
    answer_survey(at, at.actor("residents"), felt=2)
    refused("action.survey_is_answered", answer_survey, at, "residents", felt=5)
    refused("action.survey_is_answered", answer_survey, at, alone(at.speakers["residents"]), felt=5)
    assert kept(at) == [("civic", 2, 1)]


def test_who_speaks_for_two_parties_answers_once_for_one_side(at: Table) -> None:
    at.parties["unit"].memberships.create(
        participant=at.speakers["residents"], role="spokesperson", since=LONG_AGO
    )
    both = Actor(participant_id=at.speakers["residents"].pk, party_id=at.parties["unit"].pk)
    assert answer_survey(at, both) == "public"
    refused("action.survey_is_answered", answer_survey, at, "residents")


def test_a_member_who_is_no_spokesperson_answers_too(at: Table) -> None:
    for number in range(3):
        assert answer_survey(at, alone(member(at, "association")), felt=3) == "civic", number
    assert kept(at) == [("civic", 3, 3)]


def test_a_party_of_which_one_is_no_part_gives_no_side(at: Table) -> None:
    joined = member(at, "association")
    claimed = Actor(participant_id=joined.pk, party_id=at.parties["unit"].pk)
    assert answer_survey(at, claimed) == "civic"


def test_who_came_alone_answers_by_what_they_said_or_judged(at: Table) -> None:
    said, judged, silent = code_resident(), code_resident(), code_resident()
    words = known.statement(at.process, said)
    Vote.objects.create(statement=words, participant=judged, value=1, cast_at=NOW)
    assert answer_survey(at, alone(said)) == "civic"
    assert answer_survey(at, alone(judged)) == "civic"
    refused("action.only_who_took_part", answer_survey, at, alone(silent))


def test_words_in_another_process_give_no_answer_here(at: Table) -> None:
    other = code_resident()
    known.statement(rows.acting().process, other)
    refused("action.only_who_took_part", answer_survey, at, alone(other))


def test_nobody_joins_to_answer(at: Table) -> None:
    late = member(at, "association", since=NOW - timedelta(days=1))
    refused("action.only_who_took_part", answer_survey, at, alone(late))
    stranger, voice = party(PartyKind.ASSOCIATION)
    refused("action.only_who_took_part", answer_survey, at, alone(voice))
    Seat.objects.create(process=at.process, party=stranger, joined_at=NOW - timedelta(days=1))
    refused(
        "action.only_who_took_part",
        answer_survey,
        at,
        Actor(participant_id=voice.pk, party_id=stranger.pk),
    )


def test_who_has_left_was_still_there(at: Table) -> None:
    Seat.objects.filter(process=at.process, party=at.parties["grocer"]).update(left_at=NOW)
    assert answer_survey(at, at.actor("grocer")) == "market"
    gone = member(at, "association")
    Membership.objects.filter(participant=gone).update(until=NOW)
    assert answer_survey(at, alone(gone)) == "civic"


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.FACILITATOR])
def test_who_is_of_no_side_answers_for_none(at: Table, role: Role) -> None:
    RoleGrant.objects.create(participant=at.speakers["residents"], role=role, since=NOW)
    refused(f"core.{role.value}_has_no_stance", answer_survey, at, "residents")


def test_felt_influence_is_shown_from_five_answers_on_each_side(at: Table) -> None:
    held = at.process.follow_ups.get()
    for side, felt, n in [
        ("civic", 1, 2),
        ("civic", 4, 1),
        ("civic", 5, 1),
        ("public", 3, 2),
        ("public", 5, 3),
    ]:
        SurveyTally.objects.create(follow_up=held, side=side, felt=felt, n=n)
    assert selectors.felt_influence(at.process) == {"civic": None, "public": 5.0}
    SurveyTally.objects.create(follow_up=held, side="civic", felt=3, n=1)
    assert selectors.felt_influence(at.process)["civic"] == 3.0
    SurveyTally.objects.create(follow_up=held, side="civic", felt=2, n=1)
    assert selectors.felt_influence(at.process)["civic"] == 2.5


def waiting(at: Table, who: Participant) -> list[str]:
    return [str(turn.text) for turn in turns(standing_of(at.process, who), NOW)]


@pytest.mark.parametrize("stage", [Stage.ACTION, Stage.FOLLOWED_UP])
def test_the_check_waits_for_everyone_who_took_part_until_they_have_answered(at: Table, stage: Stage) -> None:
    at.stand(stage)
    asked = "Fik I den indflydelse, I blev lovet?"
    joined = member(at, "association")
    for who in (joined, at.speakers["grocer"]):
        assert asked in waiting(at, who)
        answer_survey(at, alone(who))
        assert asked not in waiting(at, who)
    assert asked not in waiting(at, person())
    FollowUp.objects.update(survey_offered=False)
    assert asked not in waiting(at, at.speakers["residents"])


def test_the_page_offers_the_check_to_who_may_answer_and_takes_the_answer(at: Table) -> None:
    joined = member(at, "association")
    page, answer = (reverse(f"action:{name}", args=[at.process.slug]) for name in ("page", "answer_survey"))
    assert answer in client_of(joined).get(page).content.decode()
    assert answer not in client_of(person()).get(page).content.decode()
    assert client_of(joined).post(answer, {"felt": "5"}).status_code in {302, 303}
    assert kept(at) == [("civic", 5, 1)]
    assert answer not in client_of(joined).get(page).content.decode()
    assert client_of(joined).post(answer, {"felt": "1"}).status_code == 409
    assert kept(at) == [("civic", 5, 1)]


# --- what the database says whichever door writes


@pytest.mark.parametrize("wrong", [{"felt": 0}, {"felt": 6}, {"side": "staten"}])
def test_the_database_takes_one_to_five_of_a_known_side(at: Table, wrong: dict[str, object]) -> None:
    given = {"follow_up": at.process.follow_ups.get(), "side": "civic", "felt": 3, "n": 1}
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        SurveyTally.objects.create(**{**given, **wrong})


def test_the_database_takes_one_voice_per_person_and_follow_up(at: Table) -> None:
    given = {"follow_up": at.process.follow_ups.get(), "participant": at.speakers["unit"]}
    SurveyVoice.objects.create(**given)
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyVoice.objects.create(**given)
