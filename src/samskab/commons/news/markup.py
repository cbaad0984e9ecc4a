"""The little markup an article may have: headings, lists, links. Everything else is plain text.

A line that begins with `## ` is a heading, `- ` a point in a list, `[words](address)` a link to this house or
to an https address. There is no other rule and no HTML: what looks like it is shown as it was written.
"""

from __future__ import annotations

import re
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LINK = re.compile(r"\[(?P<words>[^\[\]\n]{1,200})\]\((?P<to>[^()\s]{1,500})\)")
HERE = re.compile(r"/(?![/\\])[\w/.,?=&%#~+-]*")
OUT = re.compile(r"https://[a-z0-9.-]+(:\d+)?(/[^\s\"'<>\\]*)?", re.IGNORECASE)
HEADING, POINT = "## ", "- "


def rendered(text: str) -> SafeString:
    """The text as HTML: escaped piece by piece, and put together only by these few tags."""
    parts = []
    for kind, lines in groupby(text.strip().split("\n"), key=_kind):
        listed = list(lines)
        if kind == "heading":
            parts += [format_html('<h2 dir="auto">{}</h2>', line[len(HEADING) :].strip()) for line in listed]
        elif kind == "point":
            points = format_html_join("", "<li>{}</li>", ((_linked(line[len(POINT) :]),) for line in listed))
            parts.append(format_html('<ul dir="auto">{}</ul>', points))
        elif kind == "text":
            inner = format_html_join(SafeString("<br>"), "{}", ((_linked(line),) for line in listed))
            parts.append(format_html('<p dir="auto">{}</p>', inner))
    return format_html_join("\n", "{}", ((part,) for part in parts))


def _kind(line: str) -> str:
    if line.startswith(HEADING):
        return "heading"
    if line.startswith(POINT):
        return "point"
    return "text" if line.strip() else ""


def _linked(line: str) -> SafeString:
    """Links of the two allowed kinds; any other stays as it was written."""
    pieces, at = [], 0
    for found in LINK.finditer(line):
        to = found["to"]
        if not (HERE.fullmatch(to) or OUT.fullmatch(to)):
            continue
        pieces.append(format_html("{}", line[at : found.start()]))
        outside = "" if to.startswith("/") else SafeString(' rel="nofollow noopener noreferrer"')
        pieces.append(format_html('<a href="{}"{}>{}</a>', to, outside, found["words"]))
        at = found.end()
    pieces.append(format_html("{}", line[at:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))
