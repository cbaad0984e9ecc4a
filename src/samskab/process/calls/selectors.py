"""Calls, read only."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Case, DateTimeField, Exists, F, OuterRef, Q, QuerySet, When

from samskab.process.calls.models import Call, CallReply, CallState


def board(area: str = "", state: str = "") -> QuerySet[Call]:
    """The board of calls: those waiting longest for an answer first, then the rest by date."""
    found = clocked(Call.objects.select_related("area", "process", "party"))
    if area:
        found = found.filter(area__slug=area)
    if state in CallState.values:
        return found.filter(state=state).order_by("answer_due" if state == CallState.OPEN else "-raised_at")
    return found


def by_public_id(public_id: str) -> Call | None:
    """The call of an address somebody may have typed by hand; None when there is no such call."""
    try:
        wanted = UUID(public_id)
    except ValueError:
        return None
    return Call.objects.select_related("area").filter(public_id=wanted).first()


def _replied() -> Exists:
    return Exists(CallReply.objects.filter(call=OuterRef("pk")))


def clocked(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Each call with `due`: when an answer is owed; nothing once one is given. Joining is no answer."""
    waiting = ~_replied() & Q(state__in=[CallState.OPEN, CallState.JOINED])
    return calls.annotate(due=Case(When(waiting, then=F("answer_due")), output_field=DateTimeField()))


def waiting() -> QuerySet[Call]:
    """The calls nobody with power has answered yet."""
    calls = Call.objects.filter(~_replied(), state__in=[CallState.OPEN, CallState.JOINED])
    return clocked(calls.select_related("area"))


def overdue(now: datetime) -> QuerySet[Call]:
    """Calls nobody has answered in time; that neighbours have joined is no answer."""
    return waiting().filter(answer_due__lt=now).order_by("answer_due")
