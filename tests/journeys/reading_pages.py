"""A page as a person meets it: words, links and forms. Nothing that is not in the HTML can be used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

UNSEEN = {"script", "style", "title", "head"}
EMPTY = {"input", "br", "img", "meta", "link", "hr", "use", "path", "circle", "line", "rect"}
TICKED = {"checkbox", "radio"}


@dataclass
class Option:
    """A radio, a box to tick or a line of a list."""

    value: str
    chosen: bool
    element_id: str = ""
    words: str = ""


@dataclass
class Field:
    """What one name of a form can carry."""

    name: str
    kind: str
    value: str = ""
    element_id: str = ""
    words: str = ""
    longest: int | None = None
    options: list[Option] = field(default_factory=list)

    @property
    def sent(self) -> list[str]:
        """What a browser sends when nobody touches it."""
        if self.kind in TICKED or self.kind.startswith("select"):
            chosen = [option.value for option in self.options if option.chosen]
            if not chosen and self.kind == "select" and self.options:
                return [self.options[0].value]
            return chosen
        return [self.value]


@dataclass
class Form:
    """One form of a page. `buttons` are name and value of those that send it."""

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    def field(self, key: str) -> Field:
        """By its name, else by the words of its label."""
        if key in self.fields:
            return self.fields[key]
        found = [one for one in self.fields.values() if key in one.words]
        assert len(found) == 1, f"“{key}” names {len(found)} fields of {sorted(self.fields)}"
        return found[0]


def view_name(address: str) -> str:
    """The name of the view behind an address of this house; nothing when it leads elsewhere."""
    parts = urlsplit(address)
    if parts.netloc or not parts.path:
        return ""
    try:
        return resolve(parts.path).view_name
    except Resolver404:
        return ""


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.words: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self.labels: dict[str, str] = {}
        self._open: list[str] = []
        self._form: Form | None = None
        self._collecting: list[tuple[str, str, list[str]]] = []  # tag, key, words
        self._field: Field | None = None
        self._legend = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in EMPTY:
            self._open.append(tag)
        if tag in {"p", "li", "div", "h1", "h2", "h3", "td", "th", "label", "legend", "br", "option", "a"}:
            self.words.append(" ")
        handler = getattr(self, f"_start_{tag}", None)
        if handler:
            handler(given)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass
        if self._collecting and self._collecting[-1][0] == tag:
            _, key, words = self._collecting.pop()
            getattr(self, f"_end_{tag}")(key, " ".join("".join(words).split()), "".join(words))
        if tag == "form":
            self._form = None
        if tag == "fieldset":
            self._legend = ""

    def handle_data(self, data: str) -> None:
        for _, _, words in self._collecting:
            words.append(data)
        if not UNSEEN & set(self._open):
            self.words.append(data)

    # -- what a page is made of --

    def _start_a(self, given: dict[str, str]) -> None:
        self._collecting.append(("a", given.get("href", ""), []))

    def _end_a(self, key: str, words: str, _raw: str) -> None:
        if key:
            self.links.append((words, urljoin(self.address, key)))

    def _start_form(self, given: dict[str, str]) -> None:
        self._form = Form(
            urljoin(self.address, given.get("action") or self.address), given.get("method", "get").lower()
        )
        self.forms.append(self._form)

    def _start_label(self, given: dict[str, str]) -> None:
        self._collecting.append(("label", given.get("for", ""), []))

    def _end_label(self, key: str, words: str, _raw: str) -> None:
        self.labels[key] = words

    def _start_legend(self, _given: dict[str, str]) -> None:
        self._collecting.append(("legend", "", []))

    def _end_legend(self, _key: str, words: str, _raw: str) -> None:
        self._legend = words

    def _start_input(self, given: dict[str, str]) -> None:
        kind, name = given.get("type", "text"), given.get("name", "")
        if kind == "submit" or self._form is None or not name:
            return
        element_id = given.get("id", "")
        if kind in TICKED:
            chosen = self._form.fields.setdefault(name, Field(name, kind, words=self._legend))
            chosen.options.append(Option(given.get("value", "on"), "checked" in given, element_id))
            return
        longest = int(given["maxlength"]) if given.get("maxlength", "").isdigit() else None
        self._form.fields[name] = Field(name, kind, given.get("value", ""), element_id, longest=longest)

    def _start_textarea(self, given: dict[str, str]) -> None:
        longest = int(given["maxlength"]) if given.get("maxlength", "").isdigit() else None
        self._field = Field(
            given.get("name", ""), "textarea", element_id=given.get("id", ""), longest=longest
        )
        self._collecting.append(("textarea", "", []))

    def _end_textarea(self, _key: str, _words: str, raw: str) -> None:
        assert self._field is not None
        self._field.value = raw.removeprefix("\n")
        if self._form is not None and self._field.name:
            self._form.fields[self._field.name] = self._field

    def _start_select(self, given: dict[str, str]) -> None:
        kind = "select-many" if "multiple" in given else "select"
        self._field = Field(given.get("name", ""), kind, element_id=given.get("id", ""))
        if self._form is not None and self._field.name:
            self._form.fields[self._field.name] = self._field

    def _start_option(self, given: dict[str, str]) -> None:
        if self._field is not None:
            self._field.options.append(Option(given.get("value", ""), "selected" in given))
            self._collecting.append(("option", "", []))

    def _end_option(self, _key: str, words: str, _raw: str) -> None:
        if self._field is not None:
            self._field.options[-1].words = words

    def _start_button(self, given: dict[str, str]) -> None:
        self._collecting.append(("button", f"{given.get('name', '')}\n{given.get('value', '')}", []))

    def _end_button(self, key: str, words: str, _raw: str) -> None:
        if self._form is not None:
            name, value = key.split("\n")
            self._form.buttons.append((words, name, value))


@dataclass(frozen=True)
class Page:
    """What came back."""

    address: str
    status: int
    html: str
    words: str
    links: list[tuple[str, str]]
    forms: list[Form]

    def forms_to(self, view: str) -> Iterator[Form]:
        return (form for form in self.forms if view_name(form.action) == view and form.method == "post")


def read(address: str, status: int, html: str) -> Page:
    """Take a page apart as a browser would."""
    reader = _Reader(address)
    reader.feed(html)
    reader.close()
    for form in reader.forms:
        for one in form.fields.values():
            one.words = one.words or reader.labels.get(one.element_id, "")
            for option in one.options:
                option.words = option.words or reader.labels.get(option.element_id, "")
    return Page(address, status, html, " ".join("".join(reader.words).split()), reader.links, reader.forms)
