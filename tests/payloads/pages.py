"""Every answer of the poisoned house: each address in each world for each role, what links lead to, what a
refused form gives back, and what a question in the address brings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlencode, urljoin, urlsplit
from zlib import crc32

from django.core.cache import cache as kept
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access.expected import Row
from tests.access.matrix import FORM, HTMX
from tests.access.worlds import OPEN, Case, addresses
from tests.architecture.source import python
from tests.browser.crawling import shape_of
from tests.browser.markup import Markup
from tests.every_form import Found
from tests.journeys.reading_pages import read, view_name
from tests.journeys.walking import Walker
from tests.payloads.corpus import PAYLOADS, calls_in
from tests.payloads.judge import judged

ASKED = re.compile(r"""request\.GET\.get\(\s*"(\w+)"|data\.get\("(\w+)"\)""")
ENDS_THE_VISIT = {"people:logout", "doors:wipe", "doors:kiosk_stop", "account_logout"}
FAULT = 500


@dataclass(frozen=True)
class Answer:
    """What came back, as it goes over the wire."""

    name: str
    address: str
    status: int
    kind: str
    text: str
    headers: dict[str, str]
    world: str = ""
    role: str = ""

    @property
    def view(self) -> str:
        return view_name(self.address.partition("?")[0])

    @property
    def calls(self) -> frozenset[tuple[int, int]]:
        """Which field's text stands here, by which payload; 0 is what the question itself said."""
        return frozenset((number, code) for number, code in calls_in(self.text) if number)


@dataclass
class Met:
    """What the walk met: faults, and where each text was seen."""

    answers: int = 0
    faults: list[str] = field(default_factory=list)
    views: set[str] = field(default_factory=set)
    pairs: set[tuple[int, int]] = field(default_factory=set)  # field and payload
    kinds: Counter[str] = field(default_factory=Counter)

    def take(self, answer: Answer) -> Answer:
        self.answers += 1
        self.kinds[answer.kind] += 1
        self.views.add(answer.view)
        self.pairs |= set(answer.calls)
        wrong = ["a fault of the house"] if answer.status >= FAULT else judged(answer.kind, answer.text)
        self.faults += [f"{answer.name}: {answer.status}: {one}" for one in wrong]
        return answer


def _answer(case: Case, role: str, method: str, address: str, response: HttpResponse) -> Answer:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return Answer(
        f"{method}{address} [{case.name}] as {role}",
        address,
        response.status_code,
        response.headers.get("Content-Type", "text/html").partition(";")[0],
        content.decode(errors="replace"),
        dict(response.headers),
        case.name,
        role,
    )


def get(case: Case, role: str, address: str, **headers: str) -> Answer:
    """As this role; what looking writes is taken back."""
    with transaction.atomic():
        response = case.clients[role].get(address, **headers)
        found = _answer(case, role, "", address, response)
        transaction.set_rollback(True)
    return found


# -- by address ---------------------------------------------------------------------------------------------

Chosen = Callable[[str, str, str], bool]  # world, view, role


def everybody(_world: str, _view: str, _role: str) -> bool:
    return True


def a_few(rows: dict[str, Row]) -> Chosen:
    """One of those who may do something at an address, else of those who may read it, by lot: in the first
    world that has it, and in one of three others.
    """
    homes: dict[str, str] = {}

    def chosen(world: str, view: str, role: str) -> bool:
        lot = crc32(f"{world} {view}".encode())
        if homes.setdefault(view, world) != world and lot % 3:
            return False
        who = sorted(rows[view].acts or rows[view].reads) or ["nobody"]
        return role == who[lot % len(who)]

    return chosen


def by_address(case: Case, chosen: Chosen) -> Iterator[Answer]:
    """Every address of one world. A question in it asks for payloads; one in seven is asked as htmx asks."""
    for view, params in addresses():
        room = view.partition(":")[0] if ":" in view else ""
        if room not in case.world.rooms or view in ENDS_THE_VISIT:
            continue
        for state, address in case.addresses(view, params):
            for role in case.clients if state == OPEN else ():
                if chosen(case.name, view, role):
                    lot = crc32(f"{view} {role}".encode())
                    yield get(case, role, address, **(HTMX if lot % 7 == 0 else {}))
                    if lot % 5 == 0:
                        yield get(case, role, f"{address}?{question(lot)}")


@cache
def questions() -> list[str]:
    """What any page may be asked in its address, read off the views."""
    names = {
        name
        for path in python()
        for found in ASKED.findall(path.read_text(encoding="utf-8"))
        for name in found
    }
    return sorted((names - {""}) | {"next"})


def question(turn: int) -> str:
    return urlencode(
        {name: PAYLOADS[(turn + place) % len(PAYLOADS)].words() for place, name in enumerate(questions())}
    )


# -- by links -----------------------------------------------------------------------------------------------


def by_links(case: Case, role: str, start: Iterable[str], alike: int = 1) -> Iterator[Answer]:
    """Every page links lead to, of this process and of the house; of pages alike the first `alike`."""
    waiting, found, shapes = list(start), set[str](), Counter[str]()
    slug = case.world.made.process.slug
    while waiting:
        address = waiting.pop(0)
        shape = shape_of(address)
        elsewhere = address.startswith("/forloeb/") and f"/{slug}/" not in address
        view = view_name(address.partition("?")[0])
        if address in found or shapes[shape] >= alike or elsewhere or view in ENDS_THE_VISIT or not view:
            continue
        shapes[shape] += 1
        found.add(address)
        answer = get(case, role, address)
        yield answer
        if answer.kind == "text/html":
            waiting += [_local(address, link) for link in Markup(answer.text).links]


def _local(page: str, link: str) -> str:
    parts = urlsplit(urljoin(page, link))
    return "" if parts.netloc or parts.scheme else parts.path + (f"?{parts.query}" if parts.query else "")


# -- by forms -----------------------------------------------------------------------------------------------


def refused_forms(case: Case, pages: Iterable[Answer], sent: set[str]) -> Iterator[Answer]:
    """Each form once, with payloads in all that can be typed; whatever happened is taken back."""
    for page in pages:
        if page.kind != "text/html" or "<form" not in page.text:
            continue
        for form in read(page.address, page.status, page.text).forms:
            to = view_name(form.action)
            if form.method != "post" or not to or to in sent or to in ENDS_THE_VISIT:
                continue
            sent.add(to)
            words = " ".join(PAYLOADS[(len(sent) * 5 + step) % len(PAYLOADS)].words() for step in range(5))
            fields = Found(to, page.address, form, Walker()).filled(words)
            yield _sent(case, page.role, form.action, urlencode(fields, doseq=True))


def _sent(case: Case, role: str, action: str, body: str) -> Answer:
    kept.clear()  # some doors count tries
    client: Client = case.clients[role]
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.post(action, body, content_type=FORM)
        if response.status_code in {302, 303} and not urlsplit(response.headers["Location"]).netloc:
            response = client.get(response.headers["Location"])
        found = _answer(case, role, "POST ", action, response)
        transaction.set_rollback(True)
    client.cookies = cookies
    return found


def whole_walk(cases: list[Case], chosen: Chosen, walkers: Iterable[str], met: Met) -> Iterator[Answer]:
    """All of it, judged as it goes; each answer is given on to be drawn."""
    sent: set[str] = set()
    for case in cases:
        pages = []
        for answer in by_address(case, chosen):
            yield met.take(answer)
            pages.append(answer)
        for answer in refused_forms(case, pages, sent):
            yield met.take(answer)
    case = cases[-1]
    for role in walkers:
        start = ["/", reverse("path:process", args=[case.world.made.process.slug])]
        yield from map(met.take, by_links(case, role, start))
