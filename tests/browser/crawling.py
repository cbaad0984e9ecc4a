"""Walk a served house as a reader does: from the front page and by links only."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar

NOBODY = "nobody"
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "use", "wbr"}


@dataclass
class Seen:
    """One page as it came over the wire."""

    path: str
    status: int
    html: str


class _Reading(HTMLParser):
    """Links, and the page's build: which part lies in which, without the words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.build: set[str] = set()
        self._open: list[tuple[str, str]] = [("", "")]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        names = " ".join(sorted(name for name, _ in attrs))
        part = f"{tag}.{given.get('class') or ''}[{names}]{given.get('type') or ''}"
        self.build.add(f"{self._open[-1][1]} > {part}")
        if tag not in VOID:
            self._open.append((tag, part))

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop()[0] != tag:
            pass


def build_of(html: str) -> set[str]:
    """What a page is made of. Two pages of the same parts and other words have the same build."""
    return _Reading(html).build


def shape_of(path: str) -> str:
    """An address without what names one row of many."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)|\?.*", "*", path)


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
            self.post("/demo/ind/", {"csrfmiddlewaretoken": token[1], "role": self.role})

    def get(self, path: str) -> Seen:
        return self._send(urllib.request.Request(self.house + path))

    def post(self, path: str, fields: dict[str, str]) -> Seen:
        return self._send(urllib.request.Request(self.house + path, urllib.parse.urlencode(fields).encode()))

    def _send(self, request: urllib.request.Request) -> Seen:
        try:
            answer = self._opener.open(request, timeout=30)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            kind = answer.headers.get_content_type()
            text = answer.read().decode() if kind == "text/html" else ""
            return Seen(request.full_url.removeprefix(self.house), answer.status, text)

    def walk(self, alike: int) -> dict[str, Seen]:
        """Every page that can be reached by links, each once; of rows alike the first `alike`."""
        found: dict[str, Seen] = {}
        waiting, shapes = ["/"], Counter[str]()
        while waiting:
            path = waiting.pop(0)
            if path in found or shapes[shape_of(path)] >= alike:
                continue
            shapes[shape_of(path)] += 1
            found[path] = self.get(path)
            for link in _Reading(found[path].html).links:
                target = urllib.parse.urljoin(self.house + path, link).split("#")[0]
                if target.startswith(self.house + "/"):
                    waiting.append(target.removeprefix(self.house))
        return found
