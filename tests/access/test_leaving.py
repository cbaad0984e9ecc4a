"""What leaves the house beside its pages: letters, the public record, the log and what commands print.

The canaries are those of the matrix. A letter holds only what its one reader may read; the others hold none.
"""

from __future__ import annotations

import argparse
import importlib
import io
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import timedelta
from types import ModuleType

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import transaction
from django.test import Client
from django.urls import reverse

from samskab.commons.news import outbox
from samskab.commons.news.models import Cursor, How, Notice, NoticeChoice
from samskab.ground.access.letters import warn_of_endings
from samskab.ground.access.models import NetworkAgreement
from samskab.ground.dialogue import letters
from samskab.ground.dialogue.models import Decision
from samskab.ground.dialogue.models import Notice as Report
from samskab.ground.record import selectors as record
from samskab.kit import clock
from tests.access.worlds import Case, Secret, cases
from tests.builders import NOW
from tests.every_form import WORLDS
from tests.logged import everything_logged

# One worker has the worlds; they are made once.
pytestmark = pytest.mark.xdist_group("leaving")
BUILT = ("_around", "_institution", "_talk", "_news")
FEWEST_LETTERS = 40
TOKEN, OPENED = re.compile(r"[0-9a-f]{40}"), ("news:sign_off", "news:confirm")
COMMANDS: dict[str, tuple[str, ...]] = {
    "register": ("--language", "en"),
    "looks": (f"{NOW:%Y-%m}",),
    "moderation_figures": (str(NOW.year),),
}


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[list[Case]]:
    with pytest.MonkeyPatch.context() as patched, django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's own object
        patched.setattr(clock, "now", lambda: NOW)
        with transaction.atomic():
            yield list(cases([build for build in WORLDS if build.__name__ in BUILT]))
            transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def secrets_of(house: list[Case]) -> list[Secret]:
    return [secret for case in house for secret in case.secrets]


def found(words: str, house: list[Case]) -> list[str]:
    return [secret.named for secret in secrets_of(house) if secret.canary in words]


# -- letters ------------------------------------------------------------------------------------------------


def post(house: list[Case]) -> list[EmailMessage]:
    """Every letter these worlds can cause: the outbox, cases, agreements that end, codes to log in with."""
    Cursor.objects.all().delete()
    Cursor.objects.create(told_seq=0)
    for case in house:
        for who in filter(None, case.people.values()):
            for kind in Notice.values:
                NoticeChoice.objects.get_or_create(
                    participant=who, notice=kind, defaults={"how": How.AT_ONCE}
                )
    outbox.run(now=NOW)
    outbox.run(now=NOW + timedelta(days=7))
    for decision in Decision.objects.all():
        letters.tell_author(decision, "http://127.0.0.1/x/")
        letters.tell_notifiers(decision, "http://127.0.0.1/x/")
    for report in Report.objects.all():
        letters.confirm_notice(report, "http://127.0.0.1/x/")
    NetworkAgreement.objects.filter(approved_at__isnull=False).update(
        valid_to=(NOW + timedelta(days=20)).date(), warned_at=None
    )
    warn_of_endings(now=NOW)
    for who in filter(None, house[0].people.values()):
        if who.user is not None:
            Client().post(reverse("account_request_login_code"), {"email": who.user.email})
    return list(mail.outbox)


def wrong_in(letter: EmailMessage, house: list[Case]) -> list[str]:
    """What stands in a letter, its subject and its heads, beside its address and what its reader may read."""
    (to,) = letter.recipients()  # each letter has one reader
    said = letter.message().as_bytes() + letter.subject.encode() + str(letter.body).encode()
    words = said.decode(errors="replace").replace(to, "")
    # The contact of an agreement is greeted by name, and is no role of the house.
    greeted = set(NetworkAgreement.objects.filter(contact_email=to).values_list("contact_name", flat=True))
    return [
        secret.named
        for secret in secrets_of(house)
        if secret.canary in words
        and not any(secret.canary in name for name in greeted)
        and not _reads(to, secret, house)
    ]


def _reads(address: str, secret: Secret, house: list[Case]) -> bool:
    return any(
        role in secret.of and secret.named.startswith(f"{case.name}:")
        for case in house
        for role, who in case.people.items()
        if who is not None and who.user is not None and who.user.email == address
    )


def test_a_letter_holds_only_what_its_reader_may_read(house: list[Case]) -> None:
    with transaction.atomic():
        sent = post(house)
        wrong = [f"{letter.subject}: {named}" for letter in sent for named in wrong_in(letter, house)]
        transaction.set_rollback(True)
    print(f"{len(sent)} letters, {len({one.subject for one in sent})} subjects")  # noqa: T201 - the figure
    assert wrong == []
    assert len(sent) >= FEWEST_LETTERS


def test_a_letter_that_tells_too_much_is_found(house: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    """As a letter would that gives the facts of a decision to whoever reported the words."""
    decision = next(one for one in Decision.objects.all() if found(one.facts, house))
    report = Report.objects.exclude(email="").first()
    assert report is not None
    monkeypatch.setattr(letters, "_", lambda _words: decision.facts)
    letters.confirm_notice(report, "http://127.0.0.1/x/")
    assert any("dialogue.Decision.facts" in named for named in wrong_in(mail.outbox[-1], house))


# -- the record, the log, the commands ----------------------------------------------------------------------


def test_the_public_record_holds_no_canary(house: list[Case]) -> None:
    lines = "".join(record.export_lines())
    assert lines
    assert found(lines, house) == []


def asked(house: list[Case]) -> None:
    """What is read, refused and falls, by one of each kind; a code that is wrong, and a letter that fails."""
    for case in house:
        for role, client in case.clients.items():
            if role in {"nobody", "code", "residents", "moderator", "administrator"}:
                client.get("/findes-ikke/")
                client.get(reverse("rights:export"))
                client.options(reverse("people:login"))
                client.post(reverse("account_request_login_code"), {"email": _address(case)})


def _address(case: Case) -> str:
    who = case.people["account"]
    assert who is not None
    assert who.user is not None
    return who.user.email


def test_the_log_holds_no_canary(house: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic(), everything_logged() as log:
        asked(house)
        tokens = {token for letter in post(house) for token in TOKEN.findall(str(letter.body))}
        for address in (f"{reverse(view, args=[one])}mere/" for view in OPENED for one in tokens):
            assert Client().get(address).status_code == 404
        monkeypatch.setattr(EmailMessage, "send", _refused)
        post(house)
        monkeypatch.setattr("samskab.ground.people.views.municipality", lambda: int(_address(house[0])))
        assert house[0].clients["nobody"].get(reverse("people:login")).status_code == 500
        transaction.set_rollback(True)
    said = log.getvalue()
    assert "/findes-ikke/" in said
    assert "Internal Server Error" in said
    assert found(said, house) == []
    assert tokens
    assert [token for token in tokens if token in said] == []


def _refused(letter: EmailMessage, fail_silently: bool = False) -> int:
    raise OSError(f"{letter.to} is not known here: {letter.body}"[:60])


def test_a_canary_in_the_log_is_found(house: list[Case]) -> None:
    secret = next(one for one in secrets_of(house) if one.named.endswith("dialogue.Decision.facts"))
    with everything_logged() as log:
        logging.getLogger("samskab").warning("decided: %s", secret.canary)
    assert found(log.getvalue(), house) == [secret.named]


def printed(word: str, args: tuple[str, ...]) -> str:
    module: ModuleType = importlib.import_module(f"samskab.commands.{word}")
    parser = argparse.ArgumentParser()
    module.configure(parser)
    said = io.StringIO()
    with redirect_stdout(said), pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "stderr", said)
        module.run(parser.parse_args(args))
    return said.getvalue()


@pytest.mark.parametrize("word", COMMANDS)
def test_what_a_command_prints_holds_no_canary(house: list[Case], word: str) -> None:
    said = printed(word, COMMANDS[word])
    assert said
    assert found(said, house) == []


def test_a_person_s_own_file_holds_theirs_and_nobody_else_s(house: list[Case]) -> None:
    case = next(case for case in house if case.name == "news")
    own = {one.named for one in case.secrets if "residents" in one.of}
    told = found(case.clients["residents"].get(reverse("rights:export")).content.decode(), house)
    assert "news: e-mail of residents" in told
    assert "news: news.Subscription.address" in told
    assert set(told) <= own
