"""Chromium, and the demo municipality served as anybody would serve it: by `samskab up`."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from samskab.ground.people.models import Participant
from tests.browser.hands import Hands
from tests.browser.reading import axe_here, overflow, small, violations
from tests.builders.reading import client_of

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
SAID_ANYWAY = ("Clear-Site-Data", "Failed to load resource: the server responded with a status of 4")
PATIENCE = 120  # seconds; the demo is loaded in fifteen, on a busy machine in sixty


def chromium() -> str:
    """The browser of this machine. Without one these tests are skipped, and pytest says so."""
    named = os.environ.get("SAMSKAB_CHROMIUM") or os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), "")


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """One running Chromium. Playwright keeps a loop in this thread; Django must be told it is harmless."""
    if not chromium():
        pytest.skip("NO BROWSER TESTS: Chromium is not here. apt install chromium, or set SAMSKAB_CHROMIUM")
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as play:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        running = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield running
        running.close()


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/privatliv/", timeout=5):
            return True
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def environment(folder: Path) -> dict[str, str]:
    """What a person who starts the house would have set: nothing of the test-suite's."""
    ours = ("DJANGO_", "DATABASE_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "SAMSKAB_DATA": str(folder)}


@contextmanager
def served(folder: Path, workers: int = 1, **named: str) -> Iterator[str]:
    """`samskab up` on a data folder until the block ends. The server's own words are shown when it fails."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "samskab", "up", "--port", str(port), "--workers", str(workers)]
    with (folder / "server.log").open("w+b") as log:
        options = {
            "env": {**environment(folder), **named},
            "stdout": log,
            "stderr": log,
            "start_new_session": True,
        }
        server = subprocess.Popen([*command, "--data", str(folder)], **options)
        try:
            until = time.monotonic() + PATIENCE
            while not _answers(url):
                if server.poll() is not None or time.monotonic() > until:
                    pytest.fail("the house did not open:\n" + (folder / "server.log").read_text())
                time.sleep(0.2)
            yield url
        finally:
            stop(server)


def stop(server: subprocess.Popen[bytes]) -> None:
    """The server and its workers, kindly first; it may have ended by itself."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(server.pid, how)
        with suppress(subprocess.TimeoutExpired):
            server.wait(10)
            return


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo in it, loaded once for all workers by `samskab up` itself.

    SAMSKAB_DEMO_HOUSE names a folder to keep it in, for whoever runs these tests again and again.
    """
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    folder = Path(os.environ.get("SAMSKAB_DEMO_HOUSE") or shared / "demo-house")
    folder.mkdir(exist_ok=True, parents=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "loaded").exists():
            with served(folder):
                (folder / "loaded").touch()
    return folder


def copy_of(seed: Path, folder: Path) -> Path:
    """The database and the keys, in a folder of its own."""
    folder.mkdir(exist_ok=True)
    for name in ("secret_key", "record_key"):
        if (seed / name).exists():
            shutil.copy2(seed / name, folder / name)
    name = "samskab.sqlite3"
    with closing(sqlite3.connect(seed / name)) as source, closing(sqlite3.connect(folder / name)) as target:
        source.backup(target)
    return folder


@pytest.fixture(scope="package")
def house(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A house that is only read."""
    with served(copy_of(seed, tmp_path_factory.mktemp("house"))) as url:
        yield url


@pytest.fixture
def own_house(seed: Path, tmp_path: Path) -> Iterator[Callable[..., str]]:
    """A house of this test's own, to act in; its demo clock may stand some days ahead."""
    with ExitStack() as houses:

        def found(days_ahead: int = 0) -> str:
            folder = copy_of(seed, tmp_path / f"own-{days_ahead}")
            if days_ahead:
                advance(folder, days_ahead)
            return houses.enter_context(served(folder))

        yield found


def advance(folder: Path, days: int) -> None:
    """Let the demo's time go: what its people do meanwhile is played."""
    command = [sys.executable, "-m", "samskab", "demo", "advance", str(days)]
    subprocess.run(command, env=environment(folder), check=True, capture_output=True)


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a page at an address; the page remembers everything the browser complained about."""
    contexts = []

    def go(url: str, width: int = 390, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 844}, locale="da-DK", **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        listen(page, url)
        page.goto(url)
        return page

    yield go
    for context in contexts:
        context.close()


def listen(page: Any, url: str) -> None:
    """Keep what the console says and what is asked of other hosts."""
    host = "/".join(url.split("/")[:3])
    page.complaints, page.elsewhere = [], []
    page.on("console", lambda message: page.complaints.append(f"{message.text} {message.location['url']}"))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))

    def asked(request: Any) -> None:
        if not request.url.startswith((host, "data:")):
            page.elsewhere.append(request.url)

    page.on("request", asked)


# -- a house in this process: its world is built by tests/builders, and its clock can be turned --------------


@pytest.fixture
def sit_here(live_server: Any, opened: Callable[..., Any]) -> Iterator[Callable[..., Hands]]:
    """Somebody sits down before the house: nobody yet, or known as a person; with a script or without."""
    seated: list[Hands] = []

    def down(width: int, who: Participant | None = None, *, script: bool = False) -> Hands:
        page = opened(live_server.url + reverse("path:privacy"), width, java_script_enabled=script)
        if who is not None:
            cookies = client_of(who).cookies.items()
            page.context.add_cookies(
                [{"name": name, "value": one.value, "url": live_server.url} for name, one in cookies]
            )
        seated.append(Hands(page, live_server.url))
        return seated[-1]

    yield down
    for hands in seated:
        complaints = [one for one in hands.page.complaints if not one.startswith(SAID_ANYWAY)]
        assert (complaints, hands.page.elsewhere) == ([], [])


@pytest.fixture
def look(live_server: Any, opened: Callable[..., Any]) -> Callable[[Hands], None]:
    """Draw what somebody sees once more, where scripts may run, and let axe read it there."""
    easel = opened(live_server.url + reverse("path:privacy"), 390, reduced_motion="reduce")
    axe_here(easel)

    def seen_by_all(hands: Hands) -> None:
        easel.set_viewport_size(hands.page.viewport_size)
        easel.set_content(hands.page.content())
        assert violations(easel) + overflow(easel) + small(easel) == [], hands.page.url

    return seen_by_all
