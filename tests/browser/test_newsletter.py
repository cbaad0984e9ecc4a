"""The weekly letter in Chromium and in the mail: from an area's page to the last press, over a real wire."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import advance, copy_of, environment, served
from tests.browser.hands import Hands
from tests.browser.reading import overflow, violations
from tests.how_far import WIDTHS
from tests.smtp.post import Post, link_in, running, words_of

pytestmark = pytest.mark.browser
ADDRESS = "mette@example.org"
AREA = "/omraader/birkelunden/"


@dataclass(frozen=True)
class Mailed:
    """A house of this test's own, and the mail server it writes to."""

    house: str
    post: Post
    folder: Path

    def to_me(self) -> list[EmailMessage]:
        return [letter for letter in self.post.letters() if str(letter["To"]) == ADDRESS]

    def send_mail(self) -> None:
        """The command as cron runs it, beside the house that looks at the post by itself."""
        named = {**environment(self.folder), **self.post.environment, "PUBLIC_URL": self.house}
        command = [sys.executable, "-m", "samskab", "send-mail", "--quiet"]
        subprocess.run(command, env=named, check=True, capture_output=True)

    def letter(self, number: int) -> EmailMessage:
        """The letter of this number to our reader; whichever of the two senders has it, it is on its way."""
        self.send_mail()
        until = time.monotonic() + 30
        while len(self.to_me()) < number and time.monotonic() < until:
            time.sleep(0.1)
        found = self.to_me()
        assert len(found) == number, [str(letter["Subject"]) for letter in found]
        return found[-1]

    def days_pass(self, days: int) -> None:
        advance(self.folder, days)


@pytest.fixture
def mailed(seed: Path, tmp_path: Path) -> Iterator[Mailed]:
    with ExitStack() as both:
        (tmp_path / "post").mkdir()
        post = both.enter_context(running(tmp_path / "post"))
        folder = copy_of(seed, tmp_path / "own")
        yield Mailed(both.enter_context(served(folder, **post.environment)), post, folder)


def one_click(url: str) -> tuple[int, str | None]:
    """The mail provider's own press: no browser, no cookie, no page before it."""
    body = urllib.parse.urlencode({"List-Unsubscribe": "One-Click"}).encode()
    with urllib.request.urlopen(urllib.request.Request(url, body), timeout=20) as answer:
        return answer.status, answer.headers["Set-Cookie"]


def asks(hands: Hands) -> None:
    hands.go(AREA)
    hands.press("Få ugens brev herfra")
    looks_right(hands)
    hands.write("Din e-mail", ADDRESS)
    hands.press("Send mig brevet, hvor jeg siger ja")
    hands.sees("Se i din mail")
    looks_right(hands)


def looks_right(hands: Hands) -> None:
    assert violations(hands.page) + overflow(hands.page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_on_from_an_area_and_off_by_the_link_in_the_letter(
    mailed: Mailed, opened: Callable[..., Any], width: int
) -> None:
    hands = Hands(opened(mailed.house + "/", width), mailed.house)
    asks(hands)
    hands.page.goto(link_in(mailed.letter(1), "nyheder/brev/ja"))
    looks_right(hands)
    hands.press("Ja, send mig brevet")
    hands.sees("Det handler om Birkelunden")
    looks_right(hands)

    mailed.days_pass(7)
    digest = mailed.letter(2)
    assert "Birkelunden" in str(digest["Subject"])
    for link in (word for word in words_of(digest).split() if word.startswith(mailed.house)):
        assert hands.page.request.get(link).ok, f"{link} in the letter leads nowhere"

    way_out = link_in(digest, "nyheder/brev/af")
    if width == 390:
        hands.page.goto(way_out)
        looks_right(hands)
        hands.press("Slå fra")
        hands.sees("Du får ikke flere af de breve")
        looks_right(hands)
    else:
        assert one_click(str(digest["List-Unsubscribe"]).strip(" <>")) == (200, None)
    mailed.days_pass(7)
    mailed.letter(2)
    assert hands.page.complaints == []
