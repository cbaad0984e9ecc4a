"""A page taken apart by its HTML alone: where it leads, what it takes, how it is built and what is wrong."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "use", "path", "circle", "line", "rect"}
TYPED = {"text", "search", "email", "tel", "url", "number", "date", "time", "datetime-local", "textarea"}
POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "data-limit-for")
PRESSED = {"a", "button", "summary"}
NOT_READ = {"script", "style"}
# What a template prints when something was forgotten.
LEAKS = re.compile(
    r"\{\{|\{%|<[a-z_.]+ object at|\bNone\b|__proxy__|&amp;[a-z]+;|&lt;/?(?:p|li|strong|a|em)\b"
)
Attributes = list[tuple[str, str | None]]


@dataclass
class Form:
    """One form: where it goes and what a browser sends when nobody touches it."""

    action: str
    method: str
    sent: dict[str, list[str]] = field(default_factory=dict)
    must_be_typed: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)  # groups of which one is chosen


@dataclass
class _Open:
    tag: str
    part: str
    named: bool
    words: int = 0


class Markup(HTMLParser):
    """One page. `parts` is its build: which part lies in which, without the words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.parts: set[str] = set()
        self.faults: list[str] = []
        self._open = [_Open("", "", named=True)]
        self._ids = Counter[str]()
        self._pointed: list[str] = []
        self._labelled: set[str] = set()
        self._fields: list[tuple[str, str]] = []  # id, what it is
        self._counted = Counter[str]()
        self._level = 0
        self._form: Form | None = None
        self._list: tuple[str, bool] | None = None  # the select being read, and whether a line is chosen
        self.feed(html)
        self.close()
        self._judge()
        self.faults += [f"forgotten in the words: {leak[0]}" for leak in LEAKS.finditer(html)]

    # -- reading --

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = {name: value or "" for name, value in attrs}
        part = f"{tag}.{given.get('class', '')}[{' '.join(sorted(given))}]{given.get('type', '')}"
        self.parts.add(f"{self._open[-1].part} > {part}")
        self._counted[tag] += 1
        self._note_names(tag, given)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag in PRESSED | {"form"} and any(one.tag == tag for one in self._open):
            self.faults.append(f"<{tag}> inside <{tag}>: {part}")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._step_to(int(tag[1]))
        getattr(self, f"_start_{tag}", self._pass)(given)
        if tag not in VOID:
            self._open.append(
                _Open(tag, part, named=bool(given.get("aria-label") or given.get("aria-labelledby")))
            )

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not any(one.tag == tag for one in self._open):
            return
        while True:
            closed = self._open.pop()
            self._open[-1].words += closed.words
            if closed.tag in PRESSED and not closed.words and not closed.named:
                self.faults.append(f"nothing to read on {closed.part}")
            if closed.tag == tag:
                break
        if tag == "form":
            self._form = None
        if tag == "select":
            self._list = None

    def handle_data(self, data: str) -> None:
        if self._open[-1].tag not in NOT_READ and data.strip():
            self._open[-1].words += 1

    # -- what can be pointed at, and what one must be able to read --

    def _pass(self, given: dict[str, str]) -> None:
        """A part of which nothing more is asked."""

    def _note_names(self, tag: str, given: dict[str, str]) -> None:
        if "id" in given:
            self._ids[given["id"]] += 1
        for pointer in POINTERS:
            self._pointed += given.get(pointer, "").split()
        if tag == "label" and given.get("for"):
            self._labelled.add(given["for"])
        href = given.get("href", "")
        if tag == "a" and href.startswith("#"):
            self._pointed.append(href[1:])
        if tag == "img" and "alt" not in given:
            self.faults.append(f"a picture without words: {given.get('src')}")

    def _step_to(self, level: int) -> None:
        if level > self._level + 1:
            self.faults.append(f"from heading {self._level} to heading {level}")
        self._level = level

    # -- forms --

    def _start_form(self, given: dict[str, str]) -> None:
        self._form = Form(given.get("action", ""), given.get("method", "get").lower())
        self.forms.append(self._form)

    def _start_input(self, given: dict[str, str]) -> None:
        kind, name = given.get("type", "text"), given.get("name", "")
        if kind != "hidden":
            self._take(f"input {name}", given)
        if self._form is None or not name or kind in {"submit", "button"}:
            return
        if kind in {"radio", "checkbox"}:
            if "checked" in given or (kind == "radio" and name not in self._form.touched):
                self._form.sent[name] = [given.get("value", "on")]
                self._form.touched.add(name)
            return
        self._form.sent[name] = [given.get("value", "")]
        self._must(kind, name, given)

    def _start_textarea(self, given: dict[str, str]) -> None:
        self._take(f"textarea {given.get('name')}", given)
        if self._form is not None and given.get("name"):
            self._form.sent[given["name"]] = [""]
            self._must("textarea", given["name"], given)

    def _start_select(self, given: dict[str, str]) -> None:
        self._take(f"select {given.get('name')}", given)
        self._list = (given.get("name", ""), False)

    def _start_option(self, given: dict[str, str]) -> None:
        if self._list is None or self._form is None:
            return
        name, chosen = self._list
        if not chosen and ("selected" in given or name not in self._form.sent):
            self._form.sent[name] = [given.get("value", "")]
            self._list = (name, "selected" in given)

    def _must(self, kind: str, name: str, given: dict[str, str]) -> None:
        if self._form is not None and kind in TYPED and "required" in given and "readonly" not in given:
            self._form.must_be_typed.add(name)

    def _take(self, what: str, given: dict[str, str]) -> None:
        if not given.get("aria-label") and not given.get("aria-labelledby"):
            self._fields.append((given.get("id", ""), what))

    # -- judging --

    def _judge(self) -> None:
        self.faults += [f"id “{one}” {n} times" for one, n in self._ids.items() if n > 1]
        self.faults += [
            f"“{one}” is pointed at and not there" for one in self._pointed if one not in self._ids
        ]
        self.faults += [f"no label on {what}" for one, what in self._fields if one not in self._labelled]
        for tag in ("h1", "main", "title"):
            if self._counted[tag] < 1 or (self._counted[tag] > 1 and tag != "title"):
                self.faults.append(f"{self._counted[tag]} <{tag}>")
