"""Walk a served house as a reader does: by links only, and send empty what must be written."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http.cookiejar import CookieJar

from tests.browser.markup import Form, Markup

NOBODY = "nobody"
PAGE, REFUSED = 200, {403, 409, 422}


@dataclass(frozen=True)
class Seen:
    """One page as it came over the wire. `sent` is where a form went to; nothing when it was only read."""

    path: str
    status: int
    html: str
    role: str = NOBODY
    sent: str = ""

    @property
    def name(self) -> str:
        return f"{self.role} {self.path}" + (f" → {self.sent} {self.status}" if self.sent else "")


def shape_of(path: str) -> str:
    """An address without what names one row of many."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)|\?.*", "*", path)


def kind_of(path: str) -> str:
    """An address without what names one row, process or area: all of a kind come from one template."""
    return re.sub(r"^/(forloeb|omraader)/[^/]+/", r"/\1/*/", shape_of(path)).removesuffix("*")


@dataclass
class Reader:
    """A person with a cookie jar."""

    house: str
    role: str = NOBODY
    jar: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        if self.role != NOBODY:
            token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', self.get("/demo/").html)
            assert token is not None
            self.post("/demo/ind/", {"csrfmiddlewaretoken": [token[1]], "role": [self.role]})

    def get(self, path: str) -> Seen:
        return self._send(urllib.request.Request(self.house + path))

    def post(self, path: str, fields: dict[str, list[str]]) -> Seen:
        body = urllib.parse.urlencode(fields, doseq=True).encode()
        return self._send(urllib.request.Request(self.house + path, body))

    def _send(self, request: urllib.request.Request) -> Seen:
        try:
            answer = self._opener.open(request, timeout=60)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            text = answer.read().decode() if answer.headers.get_content_type() == "text/html" else ""
            path = request.full_url.removeprefix(self.house)
            return Seen(path, answer.status, text, self.role)

    def local(self, page: str, link: str) -> str:
        """The address in this house a link or form of a page goes to; nothing when it leads out of it."""
        target = urllib.parse.urljoin(self.house + page, link).split("#")[0]
        return target.removeprefix(self.house) if target.startswith(self.house + "/") else ""

    def walk(self, alike: int, *, send: bool) -> Iterator[tuple[Seen, Markup]]:
        """Every page that can be reached by links, each once, of rows alike the first `alike`.

        With `send`, each form that must be written in is sent empty, once: nothing happens, and the page that
        says so is a page like any other.
        """
        found, sent = set[str](), set[str]()
        waiting, shapes = ["/"], Counter[str]()
        while waiting:
            path = waiting.pop(0)
            if path in found or shapes[shape_of(path)] >= alike:
                continue
            shapes[shape_of(path)] += 1
            found.add(path)
            seen = self.get(path)
            markup = Markup(seen.html)
            yield seen, markup
            waiting += filter(None, (self.local(path, link) for link in markup.links))
            for form in markup.forms if send else ():
                action = self.local(path, form.action)
                if form.method == "post" and form.must_be_typed and kind_of(action) not in sent:
                    sent.add(kind_of(action))
                    yield from self._send_empty(path, action, form)

    def _send_empty(self, page: str, action: str, form: Form) -> Iterator[tuple[Seen, Markup]]:
        answer = self.post(action, form.sent)
        yield Seen(page, answer.status, answer.html, self.role, action), Markup(answer.html)


def cover(pages: Iterable[tuple[Seen, frozenset[str]]]) -> list[Seen]:
    """Few pages that show every part, in every place it lies, that any of the pages shows.

    A page built of the same parts with other words cannot break another rule of form, so the browser need not
    draw it again. Greedy set cover: the page with most that is not shown yet, until nothing is left.
    """
    left = {parts: seen for seen, parts in pages}
    chosen, shown = [], set[str]()
    while left:
        best = max(left, key=lambda parts: len(parts - shown))
        if best <= shown:
            break
        chosen.append(left.pop(best))
        shown |= best
        left = {parts: seen for parts, seen in left.items() if not parts <= shown}
    return chosen
