"""Two last spokespersons who leave in the same moment."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection

from samskab.ground.parties import services
from samskab.ground.parties.models import Membership, MembershipRole, PartyKind
from samskab.ground.people.actor import Actor
from samskab.kit.errors import Closed
from tests.at_once import at_once
from tests.builders import NOW, party, person

pytestmark = [
    pytest.mark.postgres_only,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer by nature"),
]


def test_one_of_them_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    group, first = party(PartyKind.INFORMAL_GROUP)
    second = person()
    Membership.objects.create(party=group, participant=second, role=MembershipRole.SPOKESPERSON, since=NOW)
    leaving, both_have_counted, append = iter((first, second)), threading.Barrier(2), services.record.append

    def wait_for_the_other(*said: Any, **more: Any) -> Any:
        with suppress(threading.BrokenBarrierError):  # with the lock the other one never comes
            both_have_counted.wait(1)
        return append(*said, **more)

    monkeypatch.setattr(services.record, "append", wait_for_the_other)

    def leave() -> None:
        services.leave_party(actor=Actor(participant_id=next(leaving).pk, party_id=group.pk), now=NOW)

    assert [type(one) for one in at_once(leave)] == [Closed]
    assert group.memberships.filter(role=MembershipRole.SPOKESPERSON, until__isnull=True).count() == 1
