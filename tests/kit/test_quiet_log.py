"""Nothing private in the log: no token, no e-mail, no row of the database and no words somebody sent."""

from __future__ import annotations

import logging
import logging.config
import secrets
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from samskab.kit.quiet_log import MASK, QuietFormatter, masked
from samskab.process.calls.models import Call
from tests.access.worlds import addresses
from tests.builders import area
from tests.logged import everything_logged

CANARY = "kanarie-i-loggen"
HEX, URL_SAFE = secrets.token_hex(20), "aB3-" + secrets.token_urlsafe(32)
EMPTY: dict[str, Any] = {"raised_at": None, "answer_due": None}
HEARD = ("django.request", "django.server", "django.security.csrf", "samskab.kit.middleware", "anything")


def line(message: str, error: BaseException | None = None) -> str:
    info = (type(error), error, error.__traceback__) if error else None
    return QuietFormatter().format(logging.LogRecord("x", 40, "x.py", 1, message, (), info))


def caught(act: Callable[[], object]) -> Exception:
    try:
        act()
    except Exception as error:  # noqa: BLE001 - whatever it is
        return error
    raise AssertionError("nothing was raised")


def test_tokens_and_mails_are_masked_and_names_of_processes_are_not() -> None:
    assert masked(f"Not Found: /nyheder/brev/ja/{HEX}/") == f"Not Found: /nyheder/brev/ja/{MASK}/"
    assert masked(f"/netvaerk/pause/{URL_SAFE}/") == f"/netvaerk/pause/{MASK}/"
    assert masked("{'vera@example.org': (550, b'no')}") == "{'" + MASK + "': (550, b'no')}"
    for plain in (f"/p/den-gamle-skole-ved-aaen-og-det-nye-bibliotek/{uuid4()}/", "/log-ind/", "a line 7: x"):
        assert masked(plain) == plain


@pytest.mark.parametrize("said", [ValueError, KeyError, ValidationError])
def test_an_error_that_repeats_what_was_sent_does_not(said: type[Exception]) -> None:
    error = caught(lambda: (_ for _ in ()).throw(said(f"“{CANARY}” is no number: '{CANARY}'")))
    text = line("it fell", error)
    assert CANARY not in text
    assert said.__name__ in text
    assert "Traceback" in text
    assert __file__.rpartition("/")[2] in text


def test_what_led_to_an_error_is_told_the_same_way() -> None:
    def fall() -> None:
        try:
            int(CANARY)
        except ValueError as error:
            raise RuntimeError("no number") from error

    text = line("it fell", caught(fall))
    assert CANARY not in text
    assert text.index("ValueError") < text.index("RuntimeError: no number")


def test_a_log_line_that_another_formatter_has_kept_is_not_used() -> None:
    error = caught(lambda: int(CANARY))
    record = logging.LogRecord("x", 40, "x.py", 1, "m", (), (type(error), error, error.__traceback__))
    logging.Formatter().format(record)
    assert CANARY in (record.exc_text or "")
    assert CANARY not in QuietFormatter().format(record)


def test_a_line_whose_values_do_not_fit_is_written_without_them(capsys: pytest.CaptureFixture[str]) -> None:
    with everything_logged() as log:
        logging.getLogger("x").error("%d people", CANARY)
    assert log.getvalue() == f"%d people {MASK}\n"
    assert CANARY not in capsys.readouterr().err


@pytest.mark.django_db
def test_a_row_the_database_refuses_is_not_in_the_log() -> None:
    """On PostgreSQL the error names every value of the row; here it is caught in the act on both engines."""

    def refused() -> None:
        with transaction.atomic():
            Call.objects.create(area=area(), title=CANARY, text=CANARY, channel="web", **EMPTY)

    error = caught(refused)
    assert isinstance(error, IntegrityError)
    if connection.vendor == "postgresql":
        assert CANARY in str(error)  # else this would prove nothing
    text = line(f"refused: {error}", error)
    assert CANARY not in text
    assert "raised_at" in text  # what was wrong is still told


@pytest.mark.django_db
@pytest.mark.postgres_only
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite takes any words for a number")
def test_words_the_database_cannot_read_are_not_in_the_log() -> None:
    def refused() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT %s::text::uuid", [CANARY])

    error = caught(refused)
    assert CANARY in str(error)
    assert CANARY not in line("refused", error)


# -- as the house is set up ---------------------------------------------------------------------------------


def roads(name: str) -> Iterator[logging.Handler]:
    found: logging.Logger | None = logging.getLogger(name)
    while found is not None:
        yield from found.handlers
        found = found.parent if found.propagate else None


def test_every_line_goes_out_by_one_road() -> None:
    """Django's own handlers would print, or mail to the operators, the whole page of an error."""
    with everything_logged() as log:
        for name in HEARD:
            assert [type(one) for one in roads(name)] == [logging.StreamHandler], name
            logging.getLogger(name).error("%s %s", name, HEX)
    assert HEX not in log.getvalue()
    assert log.getvalue().count(MASK) == len(HEARD)


def _with_token() -> list[str]:
    return sorted(view for view, params in addresses() if {"token", "key"} & set(params))


def test_the_addresses_that_carry_a_token_are_known() -> None:
    assert _with_token() == ["access:switch", "news:confirm", "news:sign_off"]


@pytest.mark.django_db
@pytest.mark.parametrize("view", _with_token())
def test_a_token_in_a_refused_address_is_not_in_the_log(view: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """404, 405, 403 without the form's token, and a fault of the house: Django writes the path of each."""
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    path = reverse(view, args=[HEX if "news" in view else URL_SAFE])
    with everything_logged() as log:
        statuses = [client.get(f"{path}mere/").status_code, client.options(path).status_code]
        statuses.append(client.post(path, {"mail": f"{CANARY}@example.org"}).status_code)
        monkeypatch.setattr("samskab.kit.middleware.PlainAddress.__call__", lambda *_: int(CANARY))
        statuses.append(client.get(path).status_code)
    said = log.getvalue()
    assert statuses == [404, 405, 403, 500]
    assert said.count(path.rpartition("/")[0].rpartition("/")[0]) >= len(statuses)  # each of them was told
    assert [word for word in (HEX, URL_SAFE, CANARY) if word in said] == []


def test_what_a_plain_log_would_have_said_is_found() -> None:
    """The search can fail: with the standard formatter the token, the mail and the words are all there."""
    with everything_logged(logging.Formatter()) as log:
        logging.getLogger("django.request").warning("Not Found: /netvaerk/pause/%s/", URL_SAFE)
        logging.getLogger("x").error("fell", exc_info=caught(lambda: int(CANARY)))
    assert URL_SAFE in log.getvalue()
    assert CANARY in log.getvalue()
