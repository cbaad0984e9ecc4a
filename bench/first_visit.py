"""What a first visit weighs: every byte of the front page and of what it asks for, over real HTTP."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
from urllib.parse import urljoin, urlsplit

from bench.votes_house import ROOT, House, free_port, wait_for

MOST_KB = 150
FONTS = (".woff2", ".woff", ".ttf")
IN_HTML = re.compile(r"<(?:link|script|img|source|use)\b[^>]*?\b(?:href|src)=\"([^\"#]+)[\"#]", re.IGNORECASE)
NOT_FETCHED = re.compile(r'<link\b[^>]*rel="(?:alternate|canonical|next|prev|search)"', re.IGNORECASE)
IN_CSS = re.compile(r"(?:url\(|@import\s+)[\"']?([^\"')\s]+)")


def first_visit(env: dict[str, str]) -> bool:
    """Starts the house, opens its front page as a browser without a cache would, and adds up."""
    port = free_port()
    up = [sys.executable, "-m", "samskab", "up", "--port", str(port), "--no-demo"]
    server = subprocess.Popen(up, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(House(env, ROOT, port), server)
        weights = weigh(port)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)
    fonts = sum(size for path, size in weights.items() if path.endswith(FONTS))
    rest = sum(weights.values()) - fonts
    print(
        f"First visit over HTTP: {rest / 1000:.1f} kB in {len(weights)} answers, fonts {fonts / 1000:.1f} kB"
    )
    for path, size in sorted(weights.items(), key=lambda item: -item[1]):
        print(f"  {size / 1000:8.1f} kB  {path}")
    return rest <= MOST_KB * 1000


def weigh(port: int) -> dict[str, int]:
    """Bytes on the wire, headers too, of every address the page leads a browser to fetch."""
    weights: dict[str, int] = {}
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path in weights:
            continue
        weights[path], text, kind = fetch(port, path)
        if "html" in kind:
            found = [match[1] for match in IN_HTML.finditer(text) if not NOT_FETCHED.match(match[0])]
        else:
            found = IN_CSS.findall(text) if "css" in kind else []
        for address in found:
            whole = urljoin(path, address)
            if not urlsplit(whole).scheme:
                waiting.append(urlsplit(whole)._replace(fragment="").geturl())
    return weights


def fetch(port: int, path: str) -> tuple[int, str, str]:
    """The size as sent, then the text as asked for once more without compression."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip, br", "Accept-Language": "da"})
    response = connection.getresponse()
    size = len(response.read()) + len(str(response.headers)) + len("HTTP/1.1 200 OK\r\n\r\n")
    if response.status != http.HTTPStatus.OK:
        raise SystemExit(f"bench: {path} answered {response.status}")
    kind = response.headers.get_content_type()
    if kind not in {"text/html", "text/css"}:
        return size, "", kind
    connection.request("GET", path, headers={"Accept-Language": "da"})
    return size, connection.getresponse().read().decode(), kind
