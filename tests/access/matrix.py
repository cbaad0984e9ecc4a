"""The walk through every cell: address x role x state x method x htmx, each judged by `expected.yaml`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode
from zlib import crc32

from django.core.cache import cache
from django.db import transaction
from django.db.models import Max
from django.http import HttpResponse
from django.test import Client

from samskab.ground.record.models import Entry
from tests.access.expected import Row
from tests.access.worlds import ELSEWHERE, MISSING, OPEN, Case
from tests.builders import LONG_REASON, NOW
from tests.every_form import Found
from tests.how_far import drawn
from tests.journeys.reading_pages import read, view_name
from tests.journeys.walking import Walker

METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "main"}
FORM = "application/x-www-form-urlencoded"
GONE, NO_SUCH_METHOD = 404, 405
POSTED_TO = re.compile(r'<form\b[^>]*?(?:\baction="([^"]*)"|>)')
FEW = 8  # who act where not everybody may
BESIDE, BEYOND = 3, 40  # of the other states, and of all the rest, one in so many is walked every day
BY_HAND = 6  # and of all these where nobody named by the table acts, one in so many


@dataclass(frozen=True)
class Cell:
    case: str
    view: str
    state: str
    address: str
    role: str
    method: str
    htmx: bool

    @property
    def name(self) -> str:
        how = f"{self.method}{' (htmx)' if self.htmx else ''}"
        return f"{how} {self.view} [{self.case}, {self.state}] as {self.role}"

    @property
    def is_core(self) -> bool:
        """Walked every day wherever the view is met first: what a browser sends without anything special."""
        return self.method in {"GET", "POST"} and not self.htmx


@dataclass
class Walked:
    """What the walk met."""

    cells: int = 0
    faults: list[str] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)
    done: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    kinds: Counter[str] = field(default_factory=Counter)


def cells(case: Case, listed: list[tuple[str, list[str]]]) -> Iterator[Cell]:
    """Every cell of one world."""
    for view, params in listed:
        room = view.partition(":")[0] if ":" in view else ""
        if room not in case.world.rooms:
            continue
        for state, address in case.addresses(view, params):
            for method in METHODS:
                for role in case.clients:
                    for htmx in (False, True):
                        yield Cell(case.name, view, state, address, role, method, htmx)


def everyday(cell: Cell, homes: dict[str, str], rows: dict[str, Row]) -> bool:
    """The whole core where the view is at home, the actors in every world, and a sample of the rest."""
    lot = crc32(cell.name.encode())
    if not cell.is_core:
        return lot % BEYOND == 0 and drawn(cell.name[::-1], BY_HAND)
    if cell.state != OPEN:
        return lot % BESIDE == 0 and drawn(cell.name[::-1], BY_HAND)
    at_home = homes.setdefault(cell.view, cell.case) == cell.case
    acts = cell.role in rows[cell.view].acts
    return (at_home and (acts or drawn(cell.name, BY_HAND))) or (acts and len(rows[cell.view].acts) <= FEW)


def walk(
    found: list[Case],
    listed: list[tuple[str, list[str]]],
    rows: dict[str, Row],
    chosen: Callable[[Cell], bool] = lambda _: True,
) -> Walked:
    told = Walked()
    for case in found:
        forms: dict[str, Found] = {}
        waiting: list[Cell] = []
        for cell in cells(case, listed):
            if cell.view not in rows or not chosen(cell):
                continue  # an address without a row fails a test of its own
            if cell.method == "GET":
                response = _send(case, cell, "")
                _judge(case, cell, response, rows[cell.view], told)
                _forms_of(cell, response, forms)
            else:
                waiting.append(cell)
        for cell in waiting:
            form = forms.get(cell.view) if cell.method == "POST" else None
            _judge(case, cell, _send(case, cell, _body(form)), rows[cell.view], told)
    return told


# -- sending ------------------------------------------------------------------------------------------------


@dataclass
class Answer:
    """What came back, and whether the record grew by it."""

    response: HttpResponse
    text: str
    recorded: bool


def _newest_line() -> int:
    """Of the record; a count would read all of it, twice a cell."""
    return int(Entry.objects.aggregate(newest=Max("pk"))["newest"] or 0)


def _send(case: Case, cell: Cell, body: str) -> Answer:
    """As this role; whatever happened is taken back, and so is a logout."""
    client: Client = case.clients[cell.role]
    cookies = deepcopy(client.cookies)
    if cell.view.startswith(("account_", "mfa_")):
        cache.clear()  # the login counts tries
    with transaction.atomic():
        before = _newest_line()
        response = client.generic(
            cell.method, cell.address, body, content_type=FORM, **(HTMX if cell.htmx else {})
        )
        recorded = _newest_line() > before
        text = (b"".join(response.streaming_content) if response.streaming else response.content).decode(
            errors="replace"
        )
        transaction.set_rollback(True)
    client.cookies = cookies
    return Answer(response, text, recorded)


def _forms_of(cell: Cell, answer: Answer, forms: dict[str, Found]) -> None:
    """The forms of a page, for those who will be sent them whether they may or not."""
    if cell.state != OPEN or answer.response.status_code != 200:
        return
    if all(view_name(action or cell.address) in forms for action in POSTED_TO.findall(answer.text)):
        return
    for form in read(cell.address, 200, answer.text).forms:
        to = view_name(form.action)
        if form.method == "post" and to:
            forms.setdefault(to, Found(to, cell.address, form, Walker()))


MADE_UP = {  # what somebody would type where words are no answer
    "date": [(NOW + timedelta(days=20)).date().isoformat()],
    "datetime-local": [(NOW + timedelta(days=20)).strftime("%Y-%m-%dT%H:%M")],
    "number": ["2"],
    "email": ["ny@example.org"],
}


def _body(found: Found | None) -> str:
    """The form as somebody would send it who wants to get through, by its first button."""
    if found is None:
        return ""
    form = found.form
    sent = found.filled(LONG_REASON)
    sent |= {name: MADE_UP[one.kind] for name, one in form.fields.items() if one.kind in MADE_UP}
    sent |= {name: [value] for _, name, value in form.buttons[:1] if name}
    return urlencode(sent, doseq=True)


# -- judging ------------------------------------------------------------------------------------------------


def _judge(case: Case, cell: Cell, answer: Answer, row: Row, told: Walked) -> None:
    told.cells += 1
    told.reached.add(cell.view)
    told.kinds[cell.method] += 1
    status = answer.response.status_code
    if cell.method == "POST" and status < 400 and cell.state == OPEN:
        told.done[cell.view].add(cell.role)
    told.faults += [f"{cell.name}: {status}: {wrong}" for wrong in _wrong(case, cell, answer, row)]


def _wrong(case: Case, cell: Cell, answer: Answer, row: Row) -> Iterator[str]:
    """What is wrong with an answer, in words."""
    status = answer.response.status_code
    if status >= 500:
        yield "a fault of the house"
    leaves = answer.text + str(answer.response.headers)
    for secret in case.secrets:
        if secret.canary in leaves and cell.role not in secret.of:
            yield f"LEAK of {secret.named}"
    if answer.recorded and (cell.method != "POST" or status >= 400):
        yield "something was done"
    yield from _JUDGES.get(cell.method, _untaken)(cell, answer, row)


def _reading(cell: Cell, answer: Answer, row: Row) -> Iterator[str]:
    """GET: a page, or a way on, for those named; the same 404 as for nothing at all for everybody else."""
    status = answer.response.status_code
    wanted = row.read_statuses(cell.role, _state(cell))
    if status not in wanted:
        yield f"the table says {sorted(wanted)} to {cell.role}"


def _head(cell: Cell, answer: Answer, row: Row) -> Iterator[str]:
    if answer.response.status_code == NO_SUCH_METHOD:
        return
    yield from _reading(cell, answer, row)
    if answer.text:
        yield "an answer to HEAD has no words"


def _sending(cell: Cell, answer: Answer, row: Row) -> Iterator[str]:
    """POST: done or led on only for those named; no 2xx and no 3xx for anybody else."""
    status = answer.response.status_code
    if status < 400 and cell.role not in row.actors(_state(cell)):
        yield f"the table lets only {sorted(row.actors(_state(cell))) or 'nobody'} do this"
    if not row.acts and status not in {NO_SUCH_METHOD, GONE, *row.leads}:
        yield "the table says that this address takes nothing"


def _options(cell: Cell, answer: Answer, row: Row) -> Iterator[str]:
    status = answer.response.status_code
    if status not in {NO_SUCH_METHOD, GONE, *row.otherwise} and (status != 200 or answer.text):
        yield "OPTIONS tells the methods and nothing else"


def _untaken(cell: Cell, answer: Answer, row: Row) -> Iterator[str]:
    """PUT, PATCH, DELETE: the house takes none of them."""
    if answer.response.status_code not in {NO_SUCH_METHOD, GONE, *row.otherwise}:
        yield "nobody sends this here"


_JUDGES = {"GET": _reading, "HEAD": _head, "POST": _sending, "OPTIONS": _options}


def _state(cell: Cell) -> str:
    return MISSING if cell.state == ELSEWHERE else cell.state
