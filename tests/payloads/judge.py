"""An answer of the house taken apart: whether words somebody wrote have become a part of a page, by any door.

What a browser would run can be told from the build alone: an element the house never writes, a handler, an
address that is a script, or the hook of the payloads anywhere but in running text and in the few attributes
that are only read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree

from tests.payloads.corpus import HOOK

READ = {"value", "title", "aria-label", "alt", "placeholder", "content", "label"}
STRANGE = {
    "applet", "area", "audio", "base", "embed", "foreignobject", "frame", "frameset", "iframe", "image",
    "map", "marquee", "math", "object", "param", "picture", "set", "source", "style", "template", "track",
    "video",
}  # fmt: skip
LEADING = {"href", "src", "action", "formaction", "data", "poster", "xlink:href", "srcset", "to", "values"}
SCRIPTS = re.compile(r"(javascript|vbscript|data):", re.IGNORECASE)
PICTURE = re.compile(r"data:image/(svg\+xml|png)[;,]")
BLANKS = re.compile(r"[\x00-\x20]")
NAME = re.compile(r"[a-z][a-z0-9:-]*")
DATA = {"application/json", "application/ld+json"}
ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
CALL = re.compile(re.escape(HOOK) + r"[(`]")  # as it runs: an address may hold it with its signs coded
Attributes = list[tuple[str, str | None]]


class _Page(HTMLParser):
    """What is wrong with the build of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._script: str | None = None
        self._without_scripts = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in STRANGE or "-" in tag or not tag.isascii():
            self.faults.append(f"<{tag}> is no part of the house")
        if self._without_scripts and tag not in {"meta", "p"}:
            self.faults.append(f"<{tag}> only for readers without scripts")
        self._without_scripts = self._without_scripts or tag == "noscript"
        if tag == "script":
            self._script = given.get("type", "")
            if "src" in given and not given["src"].startswith("/"):
                self.faults.append("a script from elsewhere")
        if tag == "meta" and "http-equiv" in given and SCRIPTS.search(given.get("content", "")):
            self.faults.append("a page that leads on to a script")
        for name, value in given.items():
            self.faults += (f"<{tag} {name}>: {wrong}" for wrong in self._of_attribute(tag, name, value))

    def _of_attribute(self, tag: str, name: str, value: str) -> Iterator[str]:
        bare = BLANKS.sub("", value)
        if name.startswith(("on", "hx-on", "data-hx-")):
            yield "a handler"
        if not NAME.fullmatch(name) or HOOK in name:
            yield "no name of an attribute"
        if name in LEADING and SCRIPTS.match(bare) and not (tag == "img" and PICTURE.match(bare)):
            yield "an address that is a script"
        if CALL.search(value) and (name not in READ or (tag, name) == ("meta", "content")):
            yield "words of a person"

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = None
        if tag == "noscript":
            self._without_scripts = False

    def handle_data(self, data: str) -> None:
        if self._script is not None and data.strip() and self._script not in DATA:
            self.faults.append("a script on the page itself")

    def handle_comment(self, data: str) -> None:
        self._hidden(data)

    def unknown_decl(self, data: str) -> None:
        self._hidden(data)

    def handle_pi(self, data: str) -> None:
        self._hidden(data)

    def _hidden(self, data: str) -> None:
        self.faults.append(f"a remark on the page: {data[:40]}")


def faults_of(html: str) -> list[str]:
    return _Page(html).faults


def judged(kind: str, text: str) -> Iterator[str]:
    """What is wrong with an answer of this content type."""
    if kind == "text/html":
        yield from faults_of(text)
    elif kind == "application/atom+xml":
        for one in ElementTree.fromstring(text).iter():  # noqa: S314 - the house's own feed
            if not one.tag.startswith(ATOM) or set(one.attrib) - {"href", "rel", "type", LANGUAGE}:
                yield f"<{one.tag}> in the feed"
            if one.get("type") == "html":  # a reader of feeds makes markup of these words
                yield from faults_of(one.text or "")
    elif kind == "application/json":
        json.loads(text)
    elif kind == "application/jsonl":
        for line in text.splitlines():
            json.loads(line)
    elif kind != "text/plain":
        yield f"{kind} is sent by nobody here"
