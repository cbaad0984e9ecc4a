"""The house as it runs: a server with its workers, asked over the wire, flooded, filled up and killed.

What a test client cannot see is tried here and nowhere else, on one house that is started once. The torment
at length is `./run bench kill`.
"""

from __future__ import annotations

import http.client
import socket
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from email.message import Message
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import pytest

from bench.kill import TOKEN, Person, torment
from bench.votes_house import House, house
from samskab.ground.access.limits import LIMITS, ONE, WORDS
from samskab.ground.people.services import TRIES
from samskab.kit.middleware import CONTENT_SECURITY_POLICY
from tests.kit.test_headers import HEADERS

pytestmark = [pytest.mark.engine_free, pytest.mark.xdist_group("server")]
FORM = "application/x-www-form-urlencoded"
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="limits of another process are set as on Linux")
LETTERS = f"/nyheder/brev/af/{'0' * 40}/"
COUNTED = """SELECT (SELECT count(*) FROM knowledge_vote) + (SELECT count(*) FROM knowledge_statement)
    + (SELECT sum(agrees + passes + disagrees) FROM knowledge_statement) + (SELECT size FROM record_state)"""
Answer = tuple[int, Message, str]


@pytest.fixture(scope="module")
def made() -> Iterator[House]:
    with house("", WRITE_LIMITS_TIMES="1", ALLOWED_HOSTS="127.0.0.1", LOG_LEVEL="CRITICAL") as found:
        yield found


def ask(made: House, method: str, path: str, body: str = "", **headers: str) -> Answer:
    line = http.client.HTTPConnection("127.0.0.1", made.port, timeout=30)
    try:
        named = {name.replace("_", "-"): one for name, one in headers.items()}
        line.request(method, path, body or None, named)
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
    finally:
        line.close()


def send(
    made: House, path: str, fields: dict[str, str], session: str = "", token: str = TOKEN, **more: str
) -> Answer:
    cookie = f"csrftoken={TOKEN}" + (f"; sessionid={session}" if session else "")
    body = urlencode({**fields, "csrfmiddlewaretoken": token})
    return ask(made, "POST", path, body, Cookie=cookie, Content_Type=FORM, **more)


def vote(made: House, person: int, statement: int, value: str = "agree") -> Answer:
    to = f"/forloeb/{made.slug}/viden/stem/{made.statements[statement][1]}/"
    return send(made, to, {"value": value}, made.sessions[person][1])


def database(made: House) -> sqlite3.Connection:
    return sqlite3.connect(made.folder / "samskab.sqlite3", timeout=20, isolation_level=None)


def told(made: House, question: str) -> int:
    with closing(database(made)) as rows:
        return int(rows.execute(question).fetchone()[0])


@contextmanager
def without_the_areas(made: House) -> Iterator[None]:
    """A fault of ours: a table is missing."""
    with closing(database(made)) as rows:
        rows.execute("PRAGMA legacy_alter_table = ON")
        rows.execute("ALTER TABLE places_area RENAME TO away")
        try:
            yield
        finally:
            rows.execute("ALTER TABLE away RENAME TO places_area")


# -- death: first, while nobody else has voted --------------------------------------------------------------

VALUES = {1: "agrees", 0: "passes", -1: "disagrees"}


def faults(made: House, crowd: list[Person]) -> list[str]:
    """What everybody was told, against what is there."""
    with closing(database(made)) as rows:
        voted = rows.execute("SELECT v.participant_id, s.public_id, value FROM knowledge_vote v JOIN "
                             "knowledge_statement s ON s.id = v.statement_id").fetchall()  # fmt: skip
        there = {(person, str(UUID(one))): value for person, one, value in voted}
        counts = rows.execute(
            "SELECT public_id, agrees, passes, disagrees FROM knowledge_statement"
        ).fetchall()
        texts = [
            text for (text,) in rows.execute("SELECT text FROM knowledge_statement WHERE text LIKE 'Lampe %'")
        ]
        whole = rows.execute("PRAGMA integrity_check").fetchone()
    tally = Counter((one, value) for (_, one), value in there.items())
    told = {key: value for one in crowd for key, value in one.votes.items()}
    found = [f"lost: {key}" for key, value in told.items() if there.get(key) != value]
    found += [f"lost: {text}" for one in crowd for text in one.texts if texts.count(text) != 1]
    for one, *numbers in counts:
        if numbers != [tally[str(UUID(one)), value] for value in VALUES]:
            found.append(f"counted wrong: {one}")
    return found + ([] if whole == ("ok",) else [f"the file: {whole}"])


def test_killed_in_the_middle_of_votes_nothing_acknowledged_is_lost(made: House) -> None:
    crowd, _ = torment(made, kills=1, clients=4)
    assert sum(len(one.votes) for one in crowd) > 0
    assert faults(made, crowd) == []
    crowd[0].votes[crowd[0].sessions[0][0], made.statements[0][1]] = 7  # what nobody was told is missed
    with closing(database(made)) as rows:
        rows.execute("UPDATE knowledge_statement SET agrees = agrees + 1 WHERE id = 2")
        assert {fault.partition(":")[0] for fault in faults(made, crowd)} == {"lost", "counted wrong"}
        rows.execute("UPDATE knowledge_statement SET agrees = agrees - 1 WHERE id = 2")


# -- headers ------------------------------------------------------------------------------------------------


def answers(made: House) -> dict[str, tuple[int, Answer]]:
    """One answer of each kind, with the status it should have."""
    known = made.sessions[-1][1]
    for _ in range(TRIES):
        send(made, "/kode/", {"code": "a b c d"})
    with without_the_areas(made):
        broken = ask(made, "GET", "/omraader/")
    css = "/static/samskab/samskab.css"
    return {
        "a page": (200, ask(made, "GET", "/log-ind/")),
        "its head": (405, ask(made, "HEAD", "/log-ind/")),
        "a file": (200, ask(made, "GET", css)),
        "a file one has": (304, ask(made, "GET", css, If_Modified_Since="Fri, 01 Jan 2100 00:00:00 GMT")),
        "letters ended": (200, ask(made, "POST", LETTERS, "List-Unsubscribe=One-Click", Content_Type=FORM)),
        "a slash added": (301, ask(made, "GET", "/log-ind")),
        "somewhere else": (302, ask(made, "GET", "/mine-doere/")),
        "a wrong host": (400, ask(made, "GET", "/", Host="evil.example")),
        "no token": (403, send(made, "/kode/", {"code": "x"}, token="")),
        "a refusal": (403, ask(made, "GET", "/netvaerk/ny/")),
        "nothing there": (404, ask(made, "GET", "/findes-ikke/")),
        "no such file": (404, ask(made, "GET", "/static/samskab/nothing.css")),
        "a wrong method": (405, ask(made, "OPTIONS", "/log-ind/")),
        "too late": (409, send(made, "/mine-doere/ud/", {"session": "1"}, known)),
        "too much": (413, send(made, "/kode/", {"code": "x" * 300_000})),
        "not to be taken": (422, send(made, "/kode/", {"code": ""}, known)),
        "too many tries": (429, send(made, "/kode/", {"code": "a b c d"})),
        "a fault of ours": (500, broken),
    }


def test_every_answer_over_the_wire_carries_the_headers(made: House) -> None:
    found = answers(made)
    statuses = {name: answer[0] for name, (_, answer) in found.items()}
    assert statuses == {name: status for name, (status, _) in found.items()}
    for name, (_, (_status, headers, _page)) in found.items():
        assert {header: headers.get(header) for header in HEADERS} == HEADERS, name
        assert headers.get("Permissions-Policy"), name
    assert CONTENT_SECURITY_POLICY in HEADERS.values()


# What the server answers by itself, before the house is asked: bare, and with nothing of anybody's in it.
GET, POST = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n", b"POST /kode/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
LONG = b"x" * 1_048_576
BROKEN = {
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "no http": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64),
    "a header of a megabyte": GET + b"X-Long: " + LONG + b"\r\n\r\n",
    "a thousand headers": GET + b"X-One: 1\r\n" * 1_000 + b"\r\n",
    "an address of a megabyte": GET.replace(b"/", b"/" + LONG, 1) + b"\r\n",
    "two lengths": POST + b"Content-Length: 3\r\nContent-Length: 9\r\n\r\nabc",
    "a length below nothing": POST + b"Content-Length: -1\r\n\r\n",
    "a line broken in two": GET + b"X-A: b\r\n c\r\n\r\n",
}


def raw(made: House, sent: bytes) -> int:
    """The status, or 0 when the line was closed without a word."""
    with socket.create_connection(("127.0.0.1", made.port), timeout=10) as line:
        try:
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
            head = line.recv(4096)
        except OSError:
            return 0
    return int(head[9:12]) if head.startswith(b"HTTP/1.1 ") else 0


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_request_stops_nothing(made: House, name: str) -> None:
    assert raw(made, BROKEN[name]) in {0, 400, 403, 404, 413, 414, 431}
    assert ask(made, "GET", "/log-ind/")[0] == HTTPStatus.OK


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (f"/kald/?page={'9' * 30}", {200}),
        ("/kald/?page=-1", {200}),
        ("/kald/?page=%00%ff&area=" + "x" * 10_000, {200}),
        (f"/registret/{'9' * 30}/", {404}),
        (f"/registret/?before={'9' * 30}", {200, 404}),
        ("/log-ind/?next=" + "a" * 30_000, {200}),
        ("/" + "a/" * 8_000, {404}),
        (f"/dine-spor/x/{'9' * 30}/", {302, 403, 404}),
        (f"/forloeb/bench/bord/mangler/{'9' * 30}/", {404}),
    ],
)
def test_deep_pages_and_long_addresses_are_answered(made: House, path: str, expected: set[int]) -> None:
    started = time.monotonic()
    assert ask(made, "GET", path)[0] in expected
    assert time.monotonic() - started < 10  # two seconds, on a machine that does nothing else


def test_what_was_too_much_is_given_back_in_the_readers_language(made: House) -> None:
    text = "Lygten ved skuret er gået ud. " * 9_000
    status, _, page = send(made, "/kald/rejs/", {"text": text, "area": "bench"}, Accept_Language="en")
    assert status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "That is too much at once." in page
    assert page.count("Lygten ved skuret") == 9_000
    many = {f"text_{n}": "Lygten ved skuret er gået ud." for n in range(500)}
    status, _, page = send(made, "/kald/rejs/", many)
    assert status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "Det er for meget på én gang." in page
    assert page.count("Lygten ved skuret") == 500


def test_what_is_far_too_much_is_not_read(made: House) -> None:
    status, _, page = send(made, "/kald/rejs/", {"text": "æ " * 2_000_000})
    assert status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert len(page) < 2_000_000
    assert ask(made, "GET", "/log-ind/")[0] == HTTPStatus.OK


# -- floods, and a full disk ---------------------------------------------------------------------------------


def test_a_flood_on_two_workers_is_counted_as_one_and_stops_no_reader(made: House) -> None:
    """Of so many at once exactly as many pass as one worker would let pass."""
    if time.time() % 60 > 40:
        time.sleep(61 - time.time() % 60)  # all in one window
    (most,) = (limit.most for limit in LIMITS if (limit.whose, limit.of, limit.seconds) == (ONE, WORDS, 60))
    session = made.sessions[-2][1]
    with ThreadPoolExecutor(4) as crowd:
        given = {"text": "Der er mørkt.", "area": "nowhere"}
        sent = [crowd.submit(send, made, "/kald/rejs/", given, session) for _ in range(most + 20)]
        read = ask(made, "GET", "/kald/")[0]
        statuses = [one.result()[0] for one in sent]
    assert (statuses.count(429), len(statuses) - statuses.count(429)) == (20, most)
    assert read == HTTPStatus.OK
    assert vote(made, -1, 0)[0] == HTTPStatus.SEE_OTHER
    status, headers, _ = send(made, "/log-ud/", {}, session)
    assert (status, headers.get("Location")) == (302, "/")


def processes(made: House) -> list[int]:
    """The house and its workers: one process group."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="ascii", errors="replace").rsplit(")", 1)[1].split()
        except OSError:  # ended while we looked
            continue
        if int(fields[2]) == made.server:
            found.append(int(status.parent.name))
    return found


@contextmanager
def full_disk(made: House) -> Iterator[None]:
    """No file of the house can grow or be written: as when the disk is full."""
    import resource

    for pid in processes(made):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        for pid in processes(made):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@ON_LINUX
def test_a_full_disk_is_said_keeps_nothing_half_and_is_over_when_there_is_room(made: House) -> None:
    assert vote(made, 3, 0)[0] == HTTPStatus.SEE_OTHER
    written = {"text": "Lampen ved opgang fire er slukket.", "basis": "experience"}
    to, session = f"/forloeb/{made.slug}/viden/skriv/", made.sessions[3][1]
    assert send(made, to, {**written, "text": "Den første lampe."}, session)[0] == HTTPStatus.SEE_OTHER
    before = told(made, COUNTED)
    with full_disk(made):
        status, headers, page = send(made, to, written, session, Accept_Language="en")
        assert (status, headers.get("Retry-After")) == (503, "60")
        assert {header: headers.get(header) for header in HEADERS} == HEADERS
        assert "There is no room for more just now." in page
        assert written["text"] in page
        assert "Der er ikke plads til mere lige nu." in vote(made, 3, 1)[2]
        assert ask(made, "GET", f"/forloeb/{made.slug}/viden/")[0] == HTTPStatus.OK  # reading goes on
        assert told(made, COUNTED) == before
    assert vote(made, 3, 1)[0] == HTTPStatus.SEE_OTHER
    assert send(made, to, written, session)[0] == HTTPStatus.SEE_OTHER
    assert told(made, COUNTED) == before + 4  # the vote and its count, the statement and its line
    with closing(database(made)) as rows:
        assert rows.execute("PRAGMA integrity_check").fetchone() == ("ok",)
