"""What has reached its date goes by itself, once a day, and twice is as good as once."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.db import DatabaseError

from samskab.ground.access.models import NetworkAgreement
from samskab.ground.parties.models import Invitation, PartyKind
from samskab.ground.people.models import Attempt
from samskab.ground.rights import services
from samskab.ground.rights.models import Look, Tidying
from samskab.kit import personal
from tests.builders import NOW, party, person
from tests.ground.rights.canaries import needed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = tmp_path / "mail"


def one_of_each(settings: LazySettings, age: timedelta) -> None:
    """One row of everything that goes, this much past its date; with a negative age before it."""
    Session.objects.create(session_key=f"k{age}"[:40], session_data="", expire_date=NOW - age)
    Attempt.objects.create(door="code", source="x", at=NOW - DAY - age)
    address = EmailAddress.objects.create(user=person().user, email=f"{age.days}@example.org")
    EmailConfirmation.objects.create(email_address=address, created=NOW - 3 * DAY - age, key=f"k{age}"[:60])
    group, _ = party(PartyKind.ASSOCIATION)
    Invitation.objects.create(
        party=group,
        code_hash=f"{age}"[:60],
        role="member",
        made_at=NOW - 90 * DAY,
        expires_at=NOW - 30 * DAY - age,
    )
    Look.objects.create(
        owner=person(), reader=person(), office="helper", what="members", at=NOW - 730 * DAY - age
    )
    Tidying.objects.create(day=(NOW - 365 * DAY - age).date(), at=NOW - 365 * DAY - age)
    letter = Path(settings.EMAIL_FILE_PATH) / f"{age.days}.log"
    letter.parent.mkdir(exist_ok=True)
    letter.write_text("To: x@example.org\n\nHej", encoding="utf-8")
    then = (NOW - 30 * DAY - age).timestamp()
    os.utime(letter, (then, then))
    agreement = needed(NetworkAgreement) | {"contact_email": "a@example.org", "approved_at": None}
    ended = NOW - 365 * DAY - age
    NetworkAgreement.objects.create(**{**agreement, "proposed_at": ended - DAY, "ended_at": ended})


def kinds() -> set[str]:
    return {sweep.code for sweep in personal.told().sweeps}


def gone(swept: list[services.Swept]) -> dict[str, int]:
    return {one.sweep.code: one.n for one in swept if one.n}


def test_what_is_past_its_date_goes_and_what_is_not_stays(settings: LazySettings) -> None:
    one_of_each(settings, DAY)
    one_of_each(settings, -DAY)
    known = {
        "sessions",
        "tries",
        "confirmations",
        "letters",
        "invitations",
        "looks",
        "tidyings",
        "network_contacts",
    }
    assert known <= kinds()
    assert gone(services.tidy(now=NOW)) == dict.fromkeys(known, 1)
    assert [file.name for file in Path(settings.EMAIL_FILE_PATH).iterdir()] == ["-1.log"]
    assert (Session.objects.count(), Attempt.objects.count(), Look.objects.count()) == (1, 1, 1)


def test_a_second_run_finds_nothing_and_a_dry_run_only_counts(settings: LazySettings) -> None:
    one_of_each(settings, DAY)
    first = gone(services.tidy(now=NOW, dry=True))
    assert gone(services.tidy(now=NOW)) == first
    assert gone(services.tidy(now=NOW)) == {}


def test_a_day_is_tidied_once_and_the_next_day_again(settings: LazySettings) -> None:
    one_of_each(settings, DAY)
    assert services.tidy_once_a_day(now=NOW)
    assert services.tidy_once_a_day(now=NOW + timedelta(hours=3)) is None
    assert Tidying.objects.get(day=NOW.date()).removed["sessions"] == 1
    assert services.tidy_once_a_day(now=NOW + DAY) is not None


def test_a_run_that_breaks_leaves_the_day_to_be_tidied(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise DatabaseError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(services, "tidy", broken)
        with pytest.raises(DatabaseError):
            services.tidy_once_a_day(now=NOW)
    assert not Tidying.objects.exists()
    assert services.tidy_once_a_day(now=NOW) is not None
