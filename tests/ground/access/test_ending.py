"""Before an agreement with an institution ends, its contact and the administrators are told, once."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail

from samskab.commons.news import outbox
from samskab.ground.access.letters import warn_of_endings
from samskab.ground.access.models import NetworkAgreement
from samskab.ground.people.models import Role, RoleGrant
from tests.builders import NOW, networks, office, person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
RANGE = "185.20.4.0/24"
LOCMEM = "django.core.mail.backends.locmem.EmailBackend.send_messages"


def recipients() -> list[str]:
    return sorted(address for letter in mail.outbox for address in letter.to)


def administrators() -> list[str]:
    held = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, until__isnull=True)
    return sorted(str(one.participant.user.email) for one in held)  # type: ignore[union-attr] - an office has an account


def test_the_contact_and_each_administrator_are_told_once_in_letters_of_their_own() -> None:
    agreement, _ = networks.running(RANGE, days=30)
    person()
    assert warn_of_endings(now=NOW) == 3
    assert recipients() == sorted(["ida@example.org", *administrators()])
    assert len(administrators()) == 2
    for letter in mail.outbox:
        assert len(letter.to) == 1
        assert "Biblioteket" in letter.body
        assert "2. december 2026" in letter.body
        assert agreement.cidr not in letter.body
    assert sum("http://127.0.0.1:8000/" in letter.body for letter in mail.outbox) == 2
    mail.outbox.clear()
    for days in range(30):
        assert warn_of_endings(now=NOW + days * DAY) == 0
    assert mail.outbox == []


def test_who_has_left_the_office_is_not_told() -> None:
    networks.running(RANGE, days=30)
    gone = office(Role.ADMINISTRATOR)
    RoleGrant.objects.filter(participant=gone).update(until=NOW)
    warn_of_endings(now=NOW)
    assert gone.user is not None
    assert gone.user.email not in recipients()


def test_one_that_runs_longer_is_over_or_has_its_next_period_is_not_told_of() -> None:
    networks.running(RANGE, days=31)
    networks.paused("185.20.5.0/24")
    old, _ = networks.running("185.20.6.0/24", days=20)
    NetworkAgreement.objects.create(
        **{
            name: getattr(old, name)
            for name in ("institution", "cidr", "family", "first", "last", "contact_name", "contact_email")
        },
        valid_from=old.valid_to + DAY,
        valid_to=old.valid_to + 99 * DAY,
        proposed_at=NOW,
    )
    assert warn_of_endings(now=NOW) == 0


def test_a_mail_server_that_is_down_is_tried_again_the_next_day(monkeypatch: pytest.MonkeyPatch) -> None:
    networks.running(RANGE, days=30)

    def away(self: Any, messages: Any) -> int:
        raise SMTPServerDisconnected("away")

    with monkeypatch.context() as patch:
        patch.setattr(LOCMEM, away)
        assert warn_of_endings(now=NOW) == 0
    assert NetworkAgreement.objects.get().warned_at is None
    assert warn_of_endings(now=NOW + DAY) == 3


def test_the_post_looks_once_a_day_in_the_morning() -> None:
    networks.running(RANGE, days=30)
    night = NOW.replace(hour=3)
    outbox.run(now=night)
    assert mail.outbox == []
    outbox.run(now=NOW)
    assert len(mail.outbox) == 3
    outbox.run(now=NOW + DAY)
    assert len(mail.outbox) == 3
