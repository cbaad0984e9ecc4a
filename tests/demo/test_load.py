"""What a fresh demo is: three moments of life, all in the past, all by the rules."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from samskab.demo import content, services
from samskab.demo.house import calendar
from samskab.demo.models import DemoClock, DemoCourse
from samskab.demo.playing import course_of
from samskab.demo.script import board, script
from samskab.ground.parties.models import Party
from samskab.ground.people.models import Participant, User
from samskab.ground.places.models import Municipality, SchoolHoliday
from samskab.ground.record.models import Entry
from samskab.kit.errors import Closed
from samskab.process.calls.models import Call
from samskab.process.core.models import Process, Stage
from samskab.process.framing.models import Framing
from samskab.process.knowledge.models import Statement, Vote
from samskab.process.negotiation.models import Stance
from samskab.process.path import gates
from tests.demo.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def process(slug: str) -> Process:
    return DemoCourse.objects.select_related("process").get(slug=slug).process  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("slug", "stage"),
    [
        ("noeglen-til-huset", Stage.FOLLOWED_UP),
        ("godmorgen-birkelunden", Stage.NEGOTIATION),
        ("den-blaa-groenne-gaard", Stage.FRAMING),
    ],
)
def test_each_course_stands_at_its_moment(slug: str, stage: Stage) -> None:
    assert process(slug).stage == stage


def test_every_stage_was_opened_by_two_keys() -> None:
    for row in DemoCourse.objects.exclude(slug=board.SLUG):
        for change in row.process.stage_changes.all():  # type: ignore[union-attr]
            assert {approval.side for approval in change.approvals.all()} == {"public", "civic"}


def test_stops_fall_today_or_on_one_of_six_days_before_on_the_weekday_of_the_file() -> None:
    for offset in range(7):
        today = TODAY + timedelta(days=offset)
        for row in content.courses():
            began = calendar(today).began[row["slug"]]
            assert began.weekday() == row["start"].weekday()
            assert 0 <= (today - began).days - content.stop_of(row["slug"]) <= 6


def test_nothing_happens_on_a_stop_day() -> None:
    for row in DemoCourse.objects.all():
        stop = board.stop() if row.slug == board.SLUG else content.stop_of(row.slug)
        assert stop not in {event.day for event in script(course_of(row))}


def test_nothing_loaded_lies_in_the_future() -> None:
    now = timezone.now()
    assert not Entry.objects.filter(body__contains=str((now + timedelta(days=1)).date())).exists()
    for row in DemoCourse.objects.exclude(slug=board.SLUG):
        assert row.process is not None
        assert row.process.stage_since <= now


def test_the_record_is_written_in_the_order_of_time() -> None:
    times = [
        re.search(r'"t":"([^"]+)"', body)
        for body in Entry.objects.order_by("seq").values_list("body", flat=True)
    ]
    found = [match.group(1) for match in times if match]
    assert len(found) > 400
    assert found == sorted(found)


def test_there_are_the_parties_of_the_file_and_no_more() -> None:
    told = [party["name"] for row in content.courses() for party in row["parties"]]
    assert sorted(Party.objects.values_list("name", flat=True)) == sorted(told)
    assert len(told) == 23


def test_one_call_is_overdue_one_is_joined_and_one_is_declined_with_a_reason() -> None:
    overdue = Call.objects.get(title="Vi tør ikke gå hjem gennem tunnelen")
    assert overdue.state == "open"
    assert overdue.answer_due < timezone.now()
    joined = Call.objects.get(title__startswith="Gadekæret")
    assert (joined.state, joined.joins.count(), joined.replies.count()) == ("joined", 3, 1)
    assert Call.objects.get(title__startswith="Kan kommunen").state == "declined_with_reason"


def test_the_parents_case_waits_for_the_other_partys_word_and_a_politicians_answer() -> None:
    here = process("godmorgen-birkelunden")
    assert here.councillor_questions.filter(answered_at=None).count() == 1
    assert any(
        blocker.code == "negotiation.objection_is_open" for blocker in gates.blockers(here, timezone.now())
    )
    waiting = Stance.objects.filter(proposal__process=here, stance="object", answers__accepted=None)
    assert waiting.exists()


def test_the_reopened_round_is_blind_and_the_withdrawn_framing_stays_readable() -> None:
    here = process("den-blaa-groenne-gaard")
    assert here.corrections.count() == 1
    assert here.framing_rounds.get(number=2).revealed_at is None
    withdrawn = Framing.objects.get(round__process=here, withdrawn_at__isnull=False)
    assert withdrawn.withdrawn_reason == "Den beskrev en løsning, ikke et problem."


def test_a_few_dozen_people_have_voted_and_nobody_on_their_own_words() -> None:
    for slug in ("noeglen-til-huset", "godmorgen-birkelunden"):
        votes = Vote.objects.filter(statement__process=process(slug))
        assert votes.values("participant").distinct().count() >= 20
        assert {-1, 0, 1} == set(votes.values_list("value", flat=True))


def test_what_a_helper_entered_was_read_back_and_belongs_to_who_said_it() -> None:
    entered = Statement.objects.filter(channel="helper")
    assert entered.count() == 2
    assert all(
        said.read_back and said.helper_id and said.participant_id != said.helper_id for said in entered
    )


def test_no_deadline_falls_in_the_demos_school_holiday() -> None:
    holiday = SchoolHoliday.objects.get()
    due = [*Call.objects.values_list("answer_due", flat=True)]
    due += Process.objects.filter(framing_rounds__deadline__isnull=False).values_list(
        "framing_rounds__deadline", flat=True
    )
    days = {timezone.localtime(moment).date() for moment in due}
    assert days
    assert not [day for day in days if holiday.first_day <= day <= holiday.last_day]


def test_loading_twice_changes_nothing() -> None:
    before = (
        Entry.objects.count(),
        Participant.objects.count(),
        list(DemoCourse.objects.values_list("played", flat=True)),
    )
    assert services.load(today=timezone.localdate()).acts == 0
    after = (
        Entry.objects.count(),
        Participant.objects.count(),
        list(DemoCourse.objects.values_list("played", flat=True)),
    )
    assert before == after


def test_a_demo_is_not_loaded_into_a_real_municipality() -> None:
    Municipality.objects.update(is_demo=False)
    with pytest.raises(Closed) as refused:
        services.load(today=TODAY)
    assert refused.value.code == "demo.house_is_taken"


def test_the_clock_of_a_real_municipality_is_never_moved() -> None:
    Municipality.objects.update(is_demo=False)
    with pytest.raises(Closed) as refused:
        services.advance(days=1)
    assert refused.value.code == "demo.no_demo_here"
    assert DemoClock.objects.get().days_ahead == 0


def test_a_course_is_of_one_process_only() -> None:
    with pytest.raises(IntegrityError):
        DemoCourse.objects.filter(slug=board.SLUG).update(process=process("noeglen-til-huset"))


# -- private data -------------------------------------------------------------------------------------------

CPR = re.compile(r"\b\d{6}-?\d{4}\b")
PHONE = re.compile(r"(?<![\d.])(?:\+45 ?)?\d{2}(?: \d{2}){3}(?![\d.])")
CASE_WORDS = re.compile(r"\b(diagnose|journalnotat|sagsnummer|cpr)\w*", re.IGNORECASE)


def texts(node: object) -> list[str]:
    if isinstance(node, dict):
        return [text for value in node.values() for text in texts(value)]
    if isinstance(node, list):
        return [text for value in node for text in texts(value)]
    return [node] if isinstance(node, str) else []


def test_the_file_holds_no_private_data() -> None:
    found = texts({key: value for key, value in content.content().items() if key != "vocabularies"})
    assert len(found) > 500
    for text in found:
        assert not CPR.search(text), text
        assert not PHONE.search(text), text
        assert not CASE_WORDS.search(text), text
        assert "@" not in text, text
        assert not re.search(r"\bdag \d+\b", text), text
        assert len(text) <= 900, text


def test_the_people_of_the_demo_have_addresses_nobody_can_own_and_no_password() -> None:
    for user in User.objects.all():
        assert user.email.endswith(".example")
        assert not user.has_usable_password()
