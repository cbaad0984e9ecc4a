"""Does the house believe a forged address? Asks through its public address: `samskab proxycheck URL`."""

from __future__ import annotations

import argparse
import http.client
import sys
from urllib.parse import urlsplit

FORGED = "203.0.113.77"  # set aside for documentation: nobody calls from there
FORGERIES = (
    {"X-Forwarded-For": FORGED},
    {"X-Forwarded-For": f"{FORGED}, {FORGED}"},
    {"X_Forwarded_For": FORGED},
    {"X-Forwarded-For": "198.51.100.3", "X_Forwarded_For": FORGED},
    {"Forwarded": f"for={FORGED}"},
    {"X-Real-IP": FORGED},
    {"CF-Connecting-IP": FORGED},
    {"True-Client-IP": FORGED},
)
PATH, FINE = "/netvaerk/min-adresse/", 200


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "url", metavar="URL", help="the address people use, for example https://samskab.example.org"
    )
    parser.add_argument("--from", dest="source", default="", help="the address of this machine to call from")


def run(args: argparse.Namespace) -> int:
    """Needs no settings and no database; run it from outside, where people are."""
    try:
        mine = told(args.url, {}, args.source)
        believed = [forgery for forgery in FORGERIES if told(args.url, forgery, args.source) != mine]
    except (OSError, ValueError, http.client.HTTPException) as error:
        print(f"samskab: {args.url} does not answer as the house does: {error}", file=sys.stderr)
        return 2
    for forgery in believed:
        print(f"BELIEVED: {', '.join(f'{name}: {value}' for name, value in forgery.items())}")
    if believed:
        print("The proxy passes on what the caller wrote. It must append to X-Forwarded-For or overwrite it,")
        print("and drop names with an underscore. See docs/how-to/institution-behind-a-proxy.md")
        return 1
    if mine == "unknown":
        print(
            "The house cannot tell who calls: the proxy writes no X-Forwarded-For, or another proxy stands in"
        )
        print("between and is not named in TRUSTED_PROXIES, or you call from a proxy itself.")
        return 1
    print(f"Good: the house sees you at {mine}, and {len(FORGERIES)} forgeries changed nothing.")
    print("If that is the proxy's address and not yours, name the proxy in TRUSTED_PROXIES.")
    return 0


def told(url: str, headers: dict[str, str], source: str) -> str:
    """The address the house says it believes."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    line = kind(parts.hostname or "", parts.port, timeout=20, source_address=(source, 0) if source else None)
    try:
        line.request("GET", PATH, headers=headers)
        answer = line.getresponse()
        text = answer.read(200).decode(errors="replace").strip()
    finally:
        line.close()
    if answer.status != FINE:
        raise ValueError(f"status {answer.status}")
    return text
