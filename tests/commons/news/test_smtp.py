"""The letters over a real wire: `samskab send-mail` hands them to a mail server in a process of its own."""

from __future__ import annotations

import re
import smtplib
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from samskab.cli import main
from samskab.commons.news import outbox, services
from samskab.commons.news.models import Letter, Subscription
from samskab.ground.record import services as record
from samskab.kit import clock
from tests.builders import NOW, area
from tests.builders import news as made
from tests.smtp.post import Post, link_in, running, words_of

pytestmark = pytest.mark.django_db
ADDRESS = "bo@example.org"
MINUTE, WEEK = timedelta(minutes=1), timedelta(days=7)
HOUSE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def one_post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    with running(tmp_path_factory.mktemp("post")) as found:
        yield found


@pytest.fixture
def post(one_post: Post, settings: Any) -> Iterator[Post]:
    """The house writes to this server; it is empty and means well."""
    for file in one_post.folder.iterdir():
        file.unlink()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", one_post.port, False
    get_resolver().url_patterns  # noqa: B018 - the rooms declare what they may record as they are loaded
    return one_post


@pytest.fixture
def send(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[datetime], str]:
    """`samskab send-mail` at that moment, at which the house's clock stays; what it prints."""

    def run(moment: datetime) -> str:
        monkeypatch.setattr(clock, "now", lambda: moment)
        assert main(["send-mail", "--quiet"]) == 0
        return capsys.readouterr().out.strip()

    return run


def happened(at: datetime = NOW) -> None:
    """An article about Vestby was published; nobody but the readers of letters is told."""
    found = made.published(area=area())
    with transaction.atomic():
        record.append("news.article.published", space=found.public_id, obj=found.public_id, at=at)


def ask(address: str = ADDRESS, area_id: int | None = None, now: datetime = NOW) -> None:
    services.ask_newsletter(address=address, area_id=area_id, about_id=None, language="da", now=now)


def press(url: str, data: dict[str, str] | None = None) -> Client:
    """What whoever holds the letter does, in a browser without any cookie."""
    client = Client()
    answer = client.post(url.removeprefix(HOUSE), data or {})
    assert answer.status_code == 200, answer.content.decode()[:600]
    return client


def require_proper(letter: EmailMessage, to: str = ADDRESS) -> None:
    """What every mail server asks of a letter, and what we ask: nothing in it tells that it was opened."""
    assert parseaddr(str(letter["From"]))[1] == "samskab@localhost"
    assert str(letter["To"]) == to
    assert letter["X-Envelope"].split()[2:] == [to]
    written = parsedate_to_datetime(str(letter["Date"])).replace(tzinfo=UTC)
    assert abs(written - datetime.now(UTC)) < timedelta(minutes=10)
    assert re.fullmatch(r"<[0-9a-f-]{36}@127\.0\.0\.1>", str(letter["Message-ID"]))
    assert letter["Auto-Submitted"] == "auto-generated"
    names = [name.lower() for name in letter.keys()]  # noqa: SIM118 - a header may stand twice
    assert len(names) == len(set(names))
    links = re.findall(r"https?://\S+", words_of(letter))
    assert links
    assert all(link.startswith(f"{HOUSE}/") and not set("?#") & set(link) for link in links), links


# -- a letter from wish to farewell -------------------------------------------------------------------------


def test_from_the_wish_to_the_farewell(post: Post, send: Callable[[datetime], str]) -> None:
    ask(area_id=area().pk)
    assert send(NOW) == "0 queued, 1 sent, 0 with nothing to tell, 0 to be tried again"
    (question,) = post.letters()
    require_proper(question)
    assert str(question["Subject"]) == "Vil du have ugens brev?"
    assert question["List-Unsubscribe"] is None
    press(link_in(question, "nyheder/brev/ja"))
    assert Subscription.objects.get().confirmed_at is not None

    happened(NOW + WEEK)
    assert "1 sent" in send(NOW + WEEK)
    digest = post.letters()[-1]
    require_proper(digest)
    assert str(digest["Subject"]) == "Uge 46: Vestby"
    assert "\n\n- " in words_of(digest)
    way_out = str(digest["List-Unsubscribe"]).strip(" <>")
    assert digest["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert way_out == link_in(digest, "nyheder/brev/af")

    client = press(way_out, {"List-Unsubscribe": "One-Click"})
    assert dict(client.cookies) == {}
    assert not Subscription.objects.exists()
    happened(NOW + 2 * WEEK)
    send(NOW + 2 * WEEK)
    assert len(post.letters()) == 2, "no letter after"


def test_a_clean_run_sends_each_letter_once_over_one_connection(
    post: Post, send: Callable[[datetime], str]
) -> None:
    for n in range(6):
        made.subscription(f"bo{n}@example.org")
    happened()
    assert "6 sent" in send(NOW)
    for minutes in (1, 11, 60):
        assert " 0 sent" in send(NOW + minutes * MINUTE)
    assert sorted(str(one["To"]) for one in post.letters()) == [f"bo{n}@example.org" for n in range(6)]
    assert post.n_connections == 1


# -- a server in trouble ------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["busy", "hangs_up", "deaf"])
def test_a_letter_a_server_did_not_take_goes_later_and_once(
    post: Post, send: Callable[[datetime], str], settings: Any, fault: str
) -> None:
    made.subscription()
    happened()
    settings.EMAIL_TIMEOUT = 0.3
    post.will(fault)
    assert send(NOW).endswith("1 to be tried again")
    assert post.letters() == []
    post.will()
    later = NOW + 2 * MINUTE
    assert " 1 sent" in send(later)
    assert " 0 sent" in send(later + 11 * MINUTE)
    assert len(post.letters()) == 1


def test_a_server_that_is_down_for_days_loses_no_letter(
    post: Post, send: Callable[[datetime], str], settings: Any
) -> None:
    for n in range(3):
        made.subscription(f"bo{n}@example.org")
    happened()
    with closing(socket.socket()) as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = nobody.getsockname()[1]
        for hours in range(0, 72, 3):
            assert send(NOW + timedelta(hours=hours)).endswith("3 to be tried again")
    assert set(Letter.objects.filter(kind="digest").values_list("tries", flat=True)) == {0}
    settings.EMAIL_PORT = post.port
    assert " 3 sent" in send(NOW + timedelta(hours=72))


def test_a_server_that_takes_a_letter_and_says_so_to_nobody_gets_it_twice_under_one_name(
    post: Post, send: Callable[[datetime], str]
) -> None:
    made.subscription()
    happened()
    post.will("loses_its_answer")
    assert send(NOW).endswith("1 to be tried again")
    post.will()
    send(NOW + 2 * MINUTE)
    names = [str(letter["Message-ID"]) for letter in post.letters()]
    assert len(names) == 2
    assert len(set(names)) == 1, "the double can be known"


def test_one_address_that_is_refused_is_given_up_and_holds_nobody_back(
    post: Post, send: Callable[[datetime], str]
) -> None:
    made.subscription("gone@example.org")
    made.subscription()
    happened()
    post.will("refuses_gone")
    assert " 1 sent" in send(NOW)
    for hours in range(1, 72):
        send(NOW + timedelta(hours=hours))
    assert [str(letter["To"]) for letter in post.letters()] == [ADDRESS]
    gone = Letter.objects.get(subscription__address="gone@example.org")
    assert (gone.sent, gone.done_at is None, gone.tries) == (False, False, outbox.MOST_TRIES + 1)


def test_a_run_ends_before_its_claims_do(
    post: Post, send: Callable[[datetime], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a second run would take up a letter the first has just begun to send."""
    for n in range(3):
        made.subscription(f"bo{n}@example.org")
    happened()
    seconds = iter(range(0, 9000, 140))
    monkeypatch.setattr(outbox, "monotonic", lambda: float(next(seconds)))
    assert " 2 sent" in send(NOW)
    assert timedelta(seconds=outbox.LONGEST_RUN) * 2 <= outbox.CLAIM
    assert " 1 sent" in send(NOW + MINUTE)


def test_the_house_waits_seconds_for_a_server_and_not_for_ever(settings: Any) -> None:
    assert 0 < settings.EMAIL_TIMEOUT < outbox.LONGEST_RUN / 10


# -- somebody who writes headers ----------------------------------------------------------------------------


@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r", "\u2028", "\x0b"])
def test_a_name_or_title_with_lines_in_it_writes_no_header(
    post: Post, send: Callable[[datetime], str], ends: str
) -> None:
    place = area()
    place.name = f"Vestby{ends}Bcc: alle@example.org{ends}{ends}<img src=x>"
    place.save()
    made.subscription(area=place)
    happened()
    assert " 1 sent" in send(NOW)
    (letter,) = post.letters()
    assert letter["Bcc"] is None
    assert letter["X-Envelope"].split()[2:] == [ADDRESS]
    assert "Bcc: alle@example.org" in str(letter["Subject"]), "it is a title, and read as one"
    assert re.search(rb"^bcc:", post.sources()[0].split(b"\r\n\r\n")[0], re.MULTILINE | re.IGNORECASE) is None


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_an_address_with_lines_in_it_goes_nowhere_and_stops_nobody(
    post: Post, send: Callable[[datetime], str], ends: str
) -> None:
    """No form lets it in; should an import or a later door do so, the post still goes."""
    made.subscription(f"bo@example.org{ends}Bcc: alle@example.org")
    made.subscription("fine@example.org")
    happened()
    assert " 1 sent" in send(NOW)
    assert [letter["X-Envelope"].split()[2:] for letter in post.letters()] == [["fine@example.org"]]
    assert (
        Client().post("/nyheder/brev/", {"address": f"x@example.org{ends}Bcc: y@example.org"}).status_code
        == 422
    )


# -- the harness itself -------------------------------------------------------------------------------------


def test_the_server_takes_letters_and_its_faults_are_faults(post: Post) -> None:
    """A control: were the letters taken by Django's mailbox, every test above would be blind."""

    def hand_over() -> None:
        with closing(smtplib.SMTP("127.0.0.1", post.port, timeout=5)) as wire:
            wire.sendmail("a@example.org", ["b@example.org"], "Subject: x\r\n\r\ny")

    hand_over()
    assert len(post.letters()) == 1
    post.will("busy")
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        hand_over()
    post.will("hangs_up")
    with pytest.raises(smtplib.SMTPServerDisconnected):
        hand_over()
    assert len(post.letters()) == 1
