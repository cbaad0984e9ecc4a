"""The record for everyone: no login, no part of it for some and not for others."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samskab.ground.record import kinds, selectors, services, words
from samskab.ground.record.models import Entry
from samskab.kit import clock

PAGE_LINES = 50
_LARGEST = 2**63 - 1  # what the databases can hold
SCRIPT = Path(__file__).with_name("verify.py")


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The lines, newest first, fifty at a time."""
    kind, space, before = _kind(request), _space(request), _before(request)
    lines = list(selectors.entries(kind=kind, space=space, before=before)[: PAGE_LINES + 1])
    kept = {"kind": kind or "", "space": space or ""}
    older = urlencode({**kept, "before": lines[PAGE_LINES - 1].seq}) if len(lines) > PAGE_LINES else ""
    context = {
        "lines": [
            {"entry": line, "words": words.in_words(line.kind), "when": words.when(line.wire["t"])}
            for line in lines[:PAGE_LINES]
        ],
        "older": older,
        "newest": urlencode(kept) if before is not None else "",
        "kind": kind,
        "space": space,
        "filtered": kind is not None or space is not None,
        "kinds": sorted(((code, words.in_words(code)) for code in kinds.known()), key=lambda pair: pair[1]),
        "size": selectors.size(),
        "checkpoint": selectors.latest_checkpoint(),
        "now": clock.now(),
    }
    return render(request, "record/log.html", context)


@require_safe
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    """One line with all that is needed to prove that it is in the record."""
    line = get_object_or_404(Entry, seq=_whole(str(seq)))
    checkpoint = selectors.latest_checkpoint()
    proof = None
    if checkpoint and line.seq < checkpoint.size:
        proof = [_parts(step.hex()) for step in selectors.inclusion_proof(line.seq, size=checkpoint.size)]
    kept = set(line.openings.values_list("field", flat=True))
    context = {
        "line": line,
        "crumbs": [(_("Registret"), reverse("record:log")), (str(line.seq), "")],
        "words": words.in_words(line.kind),
        "when": words.when(line.wire["t"]),
        "leaf": _parts(bytes(line.leaf).hex()),
        "commitments": [(name, _parts(value), name in kept) for name, value in line.wire["c"].items()],
        "checkpoint": checkpoint,
        "proof": proof,
    }
    return render(request, "record/entry.html", context)


@require_safe
def record_file(_request: HttpRequest) -> StreamingHttpResponse:
    """The whole record, streamed."""
    response = StreamingHttpResponse(
        selectors.export_lines(), content_type="application/jsonl; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="record.jsonl"'
    return response


@require_safe
def checkpoint_file(_request: HttpRequest) -> HttpResponse:
    checkpoint = selectors.latest_checkpoint()
    if checkpoint is None:
        raise Http404("no checkpoint yet")
    return _text(checkpoint.note, "checkpoint.txt")


@require_safe
def key_file(_request: HttpRequest) -> HttpResponse:
    return _text(services.verification_key() + "\n", "key.txt")


@require_safe
def script_file(_request: HttpRequest) -> HttpResponse:
    """The very script `samskab verify` runs."""
    return _text(SCRIPT.read_text("utf-8"), "verify.py")


def _parts(fingerprint: str) -> list[str]:
    """Sixteen signs at a time, so that a narrow screen can break the line between them."""
    return [fingerprint[i : i + 16] for i in range(0, len(fingerprint), 16)]


def _text(content: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _kind(request: HttpRequest) -> str | None:
    return request.GET.get("kind", "")[:120] or None


def _space(request: HttpRequest) -> UUID | None:
    given = request.GET.get("space", "").strip()
    try:
        return UUID(given) if given else None
    except ValueError:
        raise Http404("not a space") from None


def _before(request: HttpRequest) -> int | None:
    given = request.GET.get("before", "")
    return _whole(given) if given else None


def _whole(given: str) -> int:
    """A number a database can hold; anything else is a page that does not exist."""
    if not (given.isascii() and given.isdecimal() and len(given) < 20 and int(given) <= _LARGEST):  # noqa: PLR2004 - digits of 2**63
        raise Http404("not a line number")
    return int(given)
