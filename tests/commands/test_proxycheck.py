"""`samskab proxycheck` through real proxies of a few lines: one that appends, and those that do not."""

from __future__ import annotations

import argparse
import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import LazySettings
from django.core.wsgi import get_wsgi_application

from samskab.commands import proxycheck

CALLER = "127.0.0.9"  # another address of this machine than the proxy's


class Quiet(WSGIRequestHandler):
    """As granian: names with an underscore come through."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library names it
        """Say nothing."""


@contextmanager
def served(server: WSGIServer | ThreadingHTTPServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def proxy_to(port: int, kind: str) -> ThreadingHTTPServer:
    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            sent = {name: value for name, value in self.headers.items() if name != "Host"}
            if kind != "lets underscores through":
                sent = {name: value for name, value in sent.items() if "_" not in name}
            caller = self.client_address[0]
            before = sent.pop("X-Forwarded-For", "")
            if kind == "passes on":
                sent["X-Forwarded-For"] = before or caller
            elif kind != "writes nothing":
                # In place, as many do: what the caller wrote after it stays after it.
                sent = {"X-Forwarded-For": f"{before}, {caller}" if before else caller, **sent}
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            line.request("GET", self.path, headers={"Host": "localhost", **sent})
            answer = line.getresponse()
            body = answer.read()
            line.close()
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library names it
            """Say nothing."""

    return ThreadingHTTPServer(("127.0.0.1", 0), Proxy)


@pytest.fixture(scope="module")
def house() -> Iterator[int]:
    with served(make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)) as port:
        yield port


def asked(port: int) -> int:
    parser = argparse.ArgumentParser()
    proxycheck.configure(parser)
    return proxycheck.run(parser.parse_args([f"http://127.0.0.1:{port}", "--from", CALLER]))


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("appends", (0, f"the house sees you at {CALLER}")),
        ("passes on", (1, "BELIEVED: X-Forwarded-For: 203.0.113.77")),
        ("lets underscores through", (1, "BELIEVED: X_Forwarded_For: 203.0.113.77")),
        ("writes nothing", (1, "cannot tell who calls")),
    ],
)
def test_a_good_proxy_passes_and_a_bad_one_is_named(
    house: int, kind: str, answer: tuple[int, str], settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = answer
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    with served(proxy_to(house, kind)) as port:
        assert asked(port) == code
    assert said in capsys.readouterr().out


def test_without_a_proxy_no_header_is_believed(house: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(house) == 0
    assert f"sees you at {CALLER}" in capsys.readouterr().out


def test_an_address_where_nobody_answers_is_said_to_be_so(capsys: pytest.CaptureFixture[str]) -> None:
    with served(ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)) as port:
        assert asked(port) == 2
    assert "does not answer as the house does" in capsys.readouterr().err
