"""Pause, resume, and the emergency stop of an affected party."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.process.core import services
from samskab.process.core.models import Seat, Status
from tests.acts import NOBODY, refused, writes
from tests.builders import LONG_REASON, NOW, office, table
from tests.process.core.acting import do

pytestmark = pytest.mark.django_db


# -- pause, resume, emergency stop --


def test_a_steward_pauses_with_a_reason_everyone_reads() -> None:
    for who in ("unit", "residents"):
        on = table()
        with writes("core.process.paused"):
            do(services.pause_process, on, on.actor(who), reason="Sommer.")
        on.process.refresh_from_db()
        assert (on.process.status, on.process.status_reason) == ("paused", "Sommer.")


@pytest.mark.parametrize("act", [services.pause_process, services.resume_process])
def test_only_who_holds_a_key_pauses_and_resumes(act: Callable[..., Any]) -> None:
    on = table()
    if act is services.resume_process:
        do(services.pause_process, on, on.actor("unit"), reason="Sommer.")
    with refused("core.nobody_known", 403):
        do(act, on, NOBODY, reason="R")
    for actor in (
        on.actor("association"),
        on.actor("grocer"),
        Actor(participant_id=office(Role.FACILITATOR).pk),
    ):
        with refused("core.no_key", 403):
            do(act, on, actor, reason="R")


def test_a_pause_has_a_reason() -> None:
    on = table()
    with refused("kit.text_missing", 422):
        do(services.pause_process, on, on.actor("unit"), reason="")


def test_either_key_resumes_an_ordinary_pause() -> None:
    for who in ("unit", "residents"):
        on = table()
        do(services.pause_process, on, on.actor("unit"), reason="Sommer.")
        with writes("core.process.resumed"):
            do(services.resume_process, on, on.actor(who), reason="")
        on.process.refresh_from_db()
        assert (on.process.status, on.process.status_reason) == ("running", "")


@pytest.mark.parametrize("status", [Status.RUNNING, Status.STOPPED, Status.MERGED])
def test_only_a_pause_is_resumed(status: Status) -> None:
    on = table()
    on.process.status, on.process.status_reason = status, "R"
    on.process.save()
    with refused("core.not_paused", 409):
        do(services.resume_process, on, on.actor("unit"), reason="R")


def test_an_affected_party_stops_the_process_once() -> None:
    on = table()
    with writes("core.process.stopped_in_emergency"):
        stop = do(services.stop_in_emergency, on, on.actor("residents"), reason=LONG_REASON)
    on.process.refresh_from_db()
    assert (on.process.status, on.process.status_reason) == ("paused", LONG_REASON)
    do(services.resume_process, on, on.actor("residents"), reason=LONG_REASON)
    stop.refresh_from_db()
    assert (stop.lifted_at, stop.lifted_reason) == (NOW, LONG_REASON)
    with refused("core.emergency_stop_is_used", 409):
        do(services.stop_in_emergency, on, on.actor("residents"), reason=LONG_REASON)


@pytest.mark.parametrize("who", ["association", "unit", "grocer"])
def test_only_an_affected_party_stops_the_process(who: str) -> None:
    on = table()
    with refused("core.only_an_affected_party", 403):
        do(services.stop_in_emergency, on, on.actor(who), reason=LONG_REASON)


def test_an_emergency_stop_says_why() -> None:
    on = table()
    with refused("kit.text_too_short", 422):
        do(services.stop_in_emergency, on, on.actor("residents"), reason="Stop.")


def test_the_municipality_alone_does_not_lift_an_emergency_stop() -> None:
    on = table()
    do(services.stop_in_emergency, on, on.actor("residents"), reason=LONG_REASON)
    with refused("core.stop_is_lifted_by_the_civic_key", 403):
        do(services.resume_process, on, on.actor("unit"), reason=LONG_REASON)
    with refused("kit.text_too_short", 422):
        do(services.resume_process, on, on.actor("residents"), reason="Ja.")
    on.process.refresh_from_db()
    assert on.process.status == Status.PAUSED


def test_a_public_party_that_stopped_the_process_itself_lifts_its_own_stop() -> None:
    on = table()
    Seat.objects.filter(party=on.parties["unit"]).update(affected=True)
    do(services.stop_in_emergency, on, on.actor("unit"), reason=LONG_REASON)
    assert do(services.resume_process, on, on.actor("unit"), reason=LONG_REASON).status == Status.RUNNING
