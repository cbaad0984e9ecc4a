"""A token tried where it does not belong: it must do exactly what one does that stands for nothing.

Each address is asked twice alike, with the token and with a dud of the same looks: what is written and
mailed, who one is afterwards, the answer and every word of it must be equal. So nothing needs to be known
of what an address does for anybody: only what it does *because of the token* is a fault.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import quote, quote_plus, urlencode

from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from samskab.ground.people.sessions import forget_opened
from tests.access.holding import Held, Kind
from tests.builders import LONG_REASON
from tests.journeys.reading_pages import Form

FORM = "application/x-www-form-urlencoded"
# Names a token might be looked for by, in an address or a form that shows none of them.
NAMES = ("token", "code", "key", "sealed", "shown", "sessionid", "state", "switch", "k", "t", "q")
WRITES = re.compile(r"\s*(INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
# A form's own token, the page's nonce, an id, an app's secret and its picture, how long a word was, and when.
DRAWN_ANEW = (
    r'csrfmiddlewaretoken" value="[^"]+"',
    r'nonce[-=]"?[\w+/=-]+',
    r"[0-9a-f]{8}-[0-9a-f-]{27}",
    r"data:image/[^\"]+|\b[A-Z2-7]{32}\b",
    r"\(den har \d+\)",
    r"\d{4}-\d\d-\d\dT[\d:]+\.\d+",
)
CHANCE = re.compile("|".join(DRAWN_ANEW))
A_TEXT = re.compile(r"<(?:str:)?(\w+)>")  # in a route: what takes any text, not a number or the name of a row
WAYS = ("address", "cookie", "form", "form and cookie")


@dataclass(frozen=True)
class Door:
    """An address that can be asked, with the form that was found for it."""

    view: str
    address: str
    form: Form | None = None


@dataclass(frozen=True)
class Met:
    """What came of it."""

    status: int
    to: str
    text: str
    session: tuple[str, ...]
    writes: tuple[tuple[str, int], ...]
    mails: int

    def unlike(self, other: Met) -> Iterator[str]:
        for name in ("status", "to", "session", "writes", "mails", "text"):
            ours, theirs = getattr(self, name), getattr(other, name)
            if ours != theirs:
                yield f"{name}: {_differs(ours, theirs)}"


def _differs(ours: object, theirs: object) -> str:
    if isinstance(ours, str) and isinstance(theirs, str):
        at = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), 0)
        return f"{ours[max(0, at - 60) : at + 120]!r} where a dud has {theirs[max(0, at - 60) : at + 120]!r}"
    return f"{ours} where a dud has {theirs}"


@dataclass
class Tried:
    n_tries: int = 0
    doors: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def and_also(self, other: Tried) -> Tried:
        return Tried(self.n_tries + other.n_tries, self.doors | other.doors, self.faults + other.faults)


def try_all(
    doors: Iterable[Door], held: dict[Kind, Held], clients: dict[str, Client], ways: tuple[str, ...] = WAYS
) -> Tried:
    """Every kind at every door that is not its own, in every way, as everybody here."""
    told, duds = Tried(), _Duds()
    for door in doors:
        for kind, one in held.items():
            if door.view in kind.own:
                continue
            for role, client in clients.items():
                for way in ways:
                    if "cookie" in way and (kind.is_a_cookie or role != "nobody"):
                        continue
                    told.n_tries += 1
                    told.doors.add(door.view)
                    with_it = ask(client, door, way, one.token)
                    found = with_it.unlike(duds.ask(client, door, way, role, one.dud))
                    told.faults += [f"{kind.name} at {door.view} ({way}, {role}): {what}" for what in found]
    return told


class _Duds:
    """What a dud meets is the same for all duds of the same looks; each is asked once."""

    def __init__(self) -> None:
        self._met: dict[tuple[str, ...], Met] = {}

    def ask(self, client: Client, door: Door, way: str, role: str, dud: str) -> Met:
        key = (door.view, door.address, way, role, dud)
        if key not in self._met:
            self._met = {key: ask(client, door, way, dud), **dict(list(self._met.items())[:100])}
        return self._met[key]


# -- asking -------------------------------------------------------------------------------------------------


def ask(client: Client, door: Door, way: str, token: str) -> Met:
    """One request; everything it did is taken back."""
    cookies, n_mails = deepcopy(client.cookies), len(mail.outbox)
    cache.clear()
    if "cookie" in way:
        client.cookies["sessionid"] = token
    query = urlencode(dict.fromkeys(NAMES, token)) if way in {"address", "form"} else ""
    path = with_token(door.address, token) if way in {"address", "form"} else door.address
    seen: Counter[str] = Counter()
    with transaction.atomic(), connection.execute_wrapper(_counting(seen)):
        if "form" in way:
            response = client.generic("POST", path, body(door.form, token), FORM, QUERY_STRING=query)
        else:
            response = client.generic("GET", path, QUERY_STRING=query)
        session = tuple(sorted(f"{key}={value!r}" for key, value in client.session.items()))
        text = (b"".join(response.streaming_content) if response.streaming else response.content).decode(
            errors="replace"
        )
        transaction.set_rollback(True)
    forget_opened()
    client.cookies = cookies
    masked = [_masked(one, token) for one in (response.get("Location", ""), text, *session)]
    n_new = len(mail.outbox) - n_mails
    del mail.outbox[n_mails:]
    return Met(
        response.status_code, masked[0], masked[1], tuple(masked[2:]), tuple(sorted(seen.items())), n_new
    )


def with_token(address: str, token: str) -> str:
    """The address with the token in the place of every text it takes."""
    try:
        found = resolve(address)
    except Resolver404:
        return address
    texts = dict.fromkeys(A_TEXT.findall(found.route), token)
    try:
        return reverse(found.view_name, kwargs={**found.kwargs, **texts}) if texts else address
    except NoReverseMatch:
        return address


def body(form: Form | None, token: str) -> str:
    """The form with the token wherever one can type, and under every name a token goes by."""
    sent: dict[str, list[str]] = {name: [token] for name in NAMES}
    for name, one in form.fields.items() if form else ():
        if one.kind in {"radio", "select"} and not any(one.sent):
            sent[name] = [option.value for option in one.options if option.value][:1]
        elif one.kind in {"radio", "select", "checkbox", "select-many", "hidden"}:
            sent[name] = one.sent if name not in NAMES else [token]
        elif one.kind == "email":
            sent[name] = ["nogen@example.org"]
        elif name in {"text", "reason"} and one.kind == "textarea":
            sent[name] = [f"{token} {LONG_REASON}"]
        else:
            sent[name] = [token]
    return urlencode(sent, doseq=True)


def _masked(text: str, token: str) -> str:
    """Without the token itself, which is given back, and without what is drawn anew for each answer."""
    for shape in {token, escape(token), quote(token), quote(token, safe=""), quote_plus(token)}:
        text = text.replace(shape, "T")
    for shape in {quote(quote_plus(token)), escape(quote_plus(token)), quote(quote_plus(token), safe="")}:
        text = text.replace(shape, "T")
    return CHANCE.sub("", text)


def _counting(seen: Counter[str]) -> Callable[..., Any]:
    """Every row written, by what was done to which table; the tries at a door are counted for all alike."""

    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        found = WRITES.match(sql)
        if found:
            is_new = found[1].upper().startswith("INSERT")
            seen[f"{found[1].upper()} {found[2]}"] += 1 if is_new else max(context["cursor"].rowcount, 0)
        return done

    return wrapper
