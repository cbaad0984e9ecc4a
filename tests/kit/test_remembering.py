"""What workers keep in their own memory is gone in a minute, in every process, asked for or not."""

from __future__ import annotations

import ast
import multiprocessing
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection

import pytest

from samskab.ground.people import sessions
from samskab.kit import remembering
from samskab.process.knowledge import likeness
from tests.architecture.source import near, python, tree

pytestmark = pytest.mark.engine_free
SHORT = 0.2

# What is kept in memory without a clock, and why nothing of a person is in it.
KEPT_FOR_GOOD = {
    "demo/content.py": "the demo's own invented content",
    "ground/access/limits.py": "the one counter, which holds keyed hashes only",
    "ground/access/visible.py": "the rules by model",
    "ground/people/codes.py": "the list of words codes are drawn from",
    "kit/client_address.py": "the addresses of the house's own proxies",
    "kit/moments.py": "days in words",
    "kit/personal.py": "the register: what is kept, not of whom",
    "kit/templatetags/kit.py": "shapes and names of the house's own files",
    "process/knowledge/routing.py": "a place in line, from a number; the published axes of a map",
    "process/negotiation/packages.py": "shares of power computed from sides, without names",
}
KEEPING = {"lru_cache", "cache"}


def _keeps(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        for made in getattr(node, "decorator_list", ()):
            called = made.func if isinstance(made, ast.Call) else made
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in KEEPING:
                yield name


def test_what_is_kept_without_a_clock_is_nothing_anybody_said() -> None:
    found = {
        name
        for path in python()
        if (name := near(path).removeprefix("src/samskab/")) and not name.startswith("methods/")
        if list(_keeps(tree(path)))
    }
    assert found == set(KEPT_FOR_GOOD), "use kit.remembering, or say here why nothing of a person is kept"


def test_a_memory_without_a_clock_would_be_found() -> None:
    for line in ("@cache", "@lru_cache(maxsize=8)", "@functools.cache"):
        assert list(_keeps(ast.parse(f"{line}\ndef f(text): ...")))
    assert not list(_keeps(ast.parse("@for_a_minute(most=8)\ndef f(text): ...")))


def test_it_is_kept_and_then_let_go_of_without_being_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "SECONDS", SHORT)
    asked: list[str] = []
    kept = remembering.for_a_minute(most=2)(lambda text: asked.append(text) or text.upper())
    assert [kept("ord"), kept("ord"), asked, kept.n_kept] == ["ORD", "ORD", ["ord"], 1]
    _wait_until_empty(kept)
    kept("ord")
    assert asked == ["ord", "ord"]
    _wait_until_empty(kept)  # the clock runs again


def _wait_until_empty(kept: remembering.Remembered[..., object]) -> None:
    until = time.monotonic() + 20 * SHORT
    while kept.n_kept and time.monotonic() < until:
        time.sleep(SHORT / 10)
    assert kept.n_kept == 0


def test_a_minute_is_a_minute() -> None:
    assert remembering.SECONDS == 60


def _another_worker(told: Connection) -> None:
    remembering.SECONDS = SHORT
    likeness._index(("Der er mørkt ved skuret.",))
    sessions._opened(sessions.SessionStore().encode({"code_shown_once": "sol-cykel-brev-hane"}))
    told.send((likeness._index.n_kept, sessions._opened.n_kept))
    told.recv()  # meanwhile the person is erased by the other worker
    told.send((likeness._index.n_kept, sessions._opened.n_kept))


def test_another_worker_that_nobody_asks_lets_go_of_an_erased_persons_words() -> None:
    here, there = multiprocessing.get_context("fork").Pipe()
    worker = multiprocessing.get_context("fork").Process(target=_another_worker, args=(there,))
    likeness._index(("Der er mørkt ved skuret.",))  # a fork takes none of it along
    worker.start()
    assert here.recv() == (1, 1)
    likeness.forget()
    sessions.forget_opened()
    time.sleep(5 * SHORT)
    here.send("erased a while ago")
    assert here.recv() == (0, 0)
    worker.join(20)
