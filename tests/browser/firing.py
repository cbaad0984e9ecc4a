"""Chromium as the judge: answers of the house drawn as they came over the wire, and a hook that counts.

Many answers are drawn at once, each in a frame of its own. What an answer says of scripts
(Content-Security-Policy) holds in its frame; with `policy=False` the browser is told to look away from it, as
if the house had forgotten it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

from tests.payloads.corpus import HOOK
from tests.payloads.judge import LEADING, READ, STRANGE
from tests.payloads.pages import Answer

HOST = "http://samskab.test"
AT_ONCE = 24
DRAWN = {"text/html", "text/plain", "application/json", "application/atom+xml"}
SENT_ON = {"content-type", "content-security-policy", "x-content-type-options", "referrer-policy"}
# What waits to be pressed on a page though the house never wrote it; it is pressed, too.
ARMED = """([hook, read, strange, lead]) => [...document.querySelectorAll('iframe')].flatMap((frame, n) => {
  const page = frame.contentDocument;
  if (!page) return [[n, 'a frame that went elsewhere']];
  if (page.contentType !== 'text/html') return [];
  const waits = (e, name, value) => /^(on|hx-on|data-hx-)/.test(name) || !/^[a-z][a-z0-9:-]*$/i.test(name)
    || (lead.includes(name) && /^(javascript|vbscript|data:text)/i.test(value.trim()))
    || ((value.includes(hook + '(') || value.includes(hook + '`'))
      && (!read.includes(name) || e.localName === 'meta'));
  const armed = (e) => strange.includes(e.localName) || e.localName.includes('-')
    || [...e.attributes].some(({name, value}) => waits(e, name, value));
  const found = [...page.querySelectorAll('*')].filter(armed);
  for (const e of found) {
    for (const how of ['mouseover', 'pointerover', 'focus', 'click']) {
      try {
        if (how === 'click' && e.click) e.click();
        else e.dispatchEvent(new MouseEvent(how, {bubbles: true}));
      } catch {}
    }
  }
  return found.map((e) => [n, e.outerHTML.slice(0, 120)]);
})"""
SETTLED = "() => new Promise(done => setTimeout(done, 60))"


@dataclass
class Told:
    """What happened to one batch, by the place of its frame."""

    ran: list[tuple[int, str]] = field(default_factory=list)
    armed: list[tuple[int, str]] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)


class Range:
    """A browser window in which pages are drawn and payloads would be seen to run."""

    def __init__(self, browser: Any, *, policy: bool) -> None:
        self._context = browser.new_context(bypass_csp=not policy, locale="da-DK")
        self._context.expose_binding(HOOK, self._called)
        self._context.route("**/*", self._serve)
        self._batch: Sequence[Answer] = []
        self._told = Told()
        self._page = self._context.new_page()
        self._page.on("dialog", self._asked)
        self._page.on("console", self._said)

    def close(self) -> None:
        self._context.close()

    def draw(self, answers: Sequence[Answer]) -> Iterator[str]:
        """What ran, waits to run, or was stopped by the policy alone, in words."""
        drawn = [one for one in answers if one.kind in DRAWN]
        for first in range(0, len(drawn), AT_ONCE):
            batch = drawn[first : first + AT_ONCE]
            told = self.told(batch)
            yield from (f"{batch[place].name}: RAN {what}" for place, what in told.ran)
            yield from (f"{batch[place].name}: waits: {what}" for place, what in told.armed)
            yield from (f"{batch[0].name} and the next {AT_ONCE}: {what}" for what in told.forbidden)

    def told(self, batch: Sequence[Answer]) -> Told:
        self._batch, self._told = batch, Told()
        self._page.goto(HOST + "/all")
        self._page.evaluate(SETTLED)
        found = self._page.evaluate(ARMED, [HOOK, *map(sorted, (READ, STRANGE, LEADING))])
        self._told.armed = [(place, what) for place, what in found]
        if found:
            self._page.evaluate(SETTLED)
        return self._told

    # -- what the browser asks and says --

    def _serve(self, route: Any) -> None:
        path = route.request.url.removeprefix(HOST).partition("?")[0]
        if not route.request.url.startswith(HOST):
            route.abort()
        elif path == "/all":
            frames = "".join(f'<iframe src="/page/{place}"></iframe>' for place in range(len(self._batch)))
            route.fulfill(body=f"<!doctype html>{frames}", content_type="text/html")
        elif path.removeprefix("/page/").isdigit():
            answer = self._batch[int(path.removeprefix("/page/"))]
            route.fulfill(body=answer.text, headers=dict(_sent_on(answer)))
        elif path.startswith("/static/") and path.endswith(".js"):
            found = finders.find(path.removeprefix("/static/"))
            route.fulfill(body=Path(str(found)).read_text(encoding="utf-8"), content_type="text/javascript")
        elif path.endswith(".css"):
            route.fulfill(body="", content_type="text/css")
        else:
            route.fulfill(status=404, body="")

    def _called(self, source: dict[str, Any], *words: object) -> None:
        frame = source["frame"]
        while frame.parent_frame is not None and "/page/" not in frame.url:
            frame = frame.parent_frame
        place = frame.url.rpartition("/page/")[2]
        self._told.ran.append((int(place) if place.isdigit() else 0, f"{HOOK}{words}"))

    def _asked(self, dialog: Any) -> None:
        self._told.ran.append((0, dialog.message))
        dialog.dismiss()

    def _said(self, message: Any) -> None:
        if "Content Security Policy" in message.text:
            self._told.forbidden.append(message.text[:200])


def _sent_on(answer: Answer) -> Iterator[tuple[str, str]]:
    """The headers a frame needs; that no other house may frame the page is not what is tried here."""
    for name, value in answer.headers.items():
        if name.lower() in SENT_ON:
            yield name, value.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
