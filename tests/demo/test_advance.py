"""The clock moves, what is due happens, and a killed run goes on where it was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from samskab.demo import playing, services
from samskab.demo.ahead import ahead
from samskab.demo.models import DemoClock, DemoCourse
from samskab.demo.playing import course_of
from samskab.demo.script import Course
from samskab.ground.record.models import Entry
from samskab.kit import clock
from samskab.process.core import services as core
from samskab.process.core.models import Stage
from samskab.process.framing import services as framing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
SLUG = "den-blaa-groenne-gaard"


class Killed(BaseException):
    """As if the machine stopped."""


def course(slug: str = SLUG) -> Course:
    return course_of(DemoCourse.objects.select_related("process").get(slug=slug))


def test_the_clock_stands_as_many_days_ahead_as_it_was_moved() -> None:
    services.advance(days=3)
    services.advance(days=2)
    assert DemoClock.objects.get().days_ahead == 5
    assert timedelta(days=5) == ahead()
    assert (
        timedelta(0)
        <= clock.now() - timezone.now() - timedelta(days=5) + timedelta(seconds=9)
        < timedelta(seconds=10)
    )


def test_advancing_moves_a_course_to_its_next_stage() -> None:
    services.advance(days=22)
    assert course().row.process is not None
    assert course().row.process.stage == Stage.PURPOSE


def test_a_run_killed_in_the_middle_goes_on_and_does_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    play, seen = playing.play, []

    def stumble(due: playing.Due, played: playing.Played, *, strict: bool) -> None:
        play(due, played, strict=strict)
        seen.append(due)
        if len(seen) == 7:
            raise Killed

    monkeypatch.setattr(services, "play", stumble)
    with pytest.raises(Killed):
        services.advance(days=30)
    done = sum(DemoCourse.objects.values_list("played", flat=True))
    monkeypatch.setattr(services, "play", play)
    rest = services.advance(days=0)
    assert sum(DemoCourse.objects.values_list("played", flat=True)) == done + rest.acts
    assert services.advance(days=0).acts == 0
    assert not rest.refused


def test_an_act_killed_inside_has_not_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    lines, played = Entry.objects.count(), list(DemoCourse.objects.values_list("slug", "played", "rows"))

    def stop(*_args: object, **_kwargs: object) -> None:
        raise Killed

    monkeypatch.setattr(playing, "_move", stop)
    with pytest.raises(Killed):
        services.advance(days=30)
    assert Entry.objects.count() == lines
    assert list(DemoCourse.objects.values_list("slug", "played", "rows")) == played


def test_an_act_that_another_run_has_played_is_not_played_again() -> None:
    now = timezone.now() + timedelta(days=30)
    stale = next(iter(playing.waiting(course())))
    services.catch_up(now=now, strict=True)
    lines, played = Entry.objects.count(), playing.Played()
    playing.play(stale, played, strict=True)
    assert (played.acts, Entry.objects.count()) == (0, lines)


def test_what_a_visitor_did_first_is_left_and_the_course_goes_on() -> None:
    here = course()
    before = here.moment(77)
    core.stop_in_emergency(
        process_id=here.process_id,
        actor=here.actor("ka-bosted"),
        reason="Vi kan ikke komme ind til møderne, og det har vi sagt to gange.",
        now=before,
    )
    played = services.advance(days=12)
    assert played.refused
    assert played.refused[0].startswith(SLUG)
    assert course().row.refused == len([line for line in played.refused if line.startswith(SLUG)])
    assert course().row.process is not None
    assert course().row.process.status == "paused"


def test_a_visitors_own_framing_is_written_anew_by_the_course_not_doubled() -> None:
    here = course()
    framing.write_framing(
        process_id=here.process_id,
        actor=here.actor("ka-ejer"),
        text="Vi har også en kælder.",
        now=here.moment(77),
    )
    assert not services.advance(days=12).refused
