"""Kaldt: ligeværdig. Ligner: styret. The declared type held against what the rows say, shown to everybody
at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samskab.kit.prepared import Slot, prepared
from samskab.process.agreement.models import Clause
from samskab.process.core.models import Boundary, BoundaryKind, BoundaryStatus, DeclaredType, Process
from samskab.process.framing.models import Framing
from samskab.process.path.reality import CIVIC_KINDS

FEW_BOUNDARIES = 2  # one locked boundary says nothing about a process
CLAUSE_SHARE = 0.5


@dataclass(frozen=True)
class Likeness:
    """What the process calls itself, what it looks like (None: too early), and the counted reasons."""

    declared: str
    looks_like: str | None
    reasons: list[str]

    @property
    def differs(self) -> bool:
        return self.looks_like is not None and self.looks_like != self.declared


def likeness(process: Process, found: Mapping[str, Any] | None = None) -> Likeness:
    """Locked boundaries and who framed the problem tell steered from open; who wrote the clauses tells the
    pen.

    Law and safety are nobody's choice, so they are left out of the locked ones. Before the first framing is
    revealed it
    is too early to say anything. `found` are the answers to `asked`, when a page has read them among others.
    """
    if found is None:
        (found,) = _counted(process)
    if not found["framings"]:
        return Likeness(process.declared_type, None, [])
    if found["chosen"] >= FEW_BOUNDARIES and found["locked"] == found["chosen"]:
        reason = _("%(locked)s af %(all)s rammer er låst.") % {
            "locked": found["locked"],
            "all": found["chosen"],
        }
        return Likeness(process.declared_type, DeclaredType.STEERED, [reason])
    if not found["civic_framings"]:
        return Likeness(
            process.declared_type, DeclaredType.STEERED, [_("Ingen borgere har beskrevet problemet.")]
        )
    return _by_clauses(process, found)


@prepared
def _counted(process: Slot) -> QuerySet[Process, Any]:
    return Process.objects.filter(pk=process).values(**asked())


def asked() -> dict[str, Any]:
    """The six counts, as values of the row of a process."""
    chosen = Boundary.objects.exclude(kind__in=[BoundaryKind.LAW, BoundaryKind.SAFETY])
    framings = Framing.objects.filter(round__revealed_at__isnull=False, withdrawn_at__isnull=True)
    clauses = Clause.objects.filter(agreement__superseded_at__isnull=True, dropped_at__isnull=True)
    return {
        "chosen": _number(chosen, "process"),
        "locked": _number(chosen.filter(status=BoundaryStatus.STANDS), "process"),
        "framings": _number(framings, "round__process"),
        "civic_framings": _number(framings.filter(party__kind__in=CIVIC_KINDS), "round__process"),
        "clauses": _number(clauses, "agreement__process"),
        "civic_clauses": _number(clauses.filter(origin__party__kind__in=CIVIC_KINDS), "agreement__process"),
    }


def _number(rows: QuerySet[Any], of: str) -> Coalesce:
    here = rows.filter(**{of: OuterRef("pk")}).order_by().values(of)
    return Coalesce(Subquery(here.annotate(n=Count("pk")).values("n")), 0)


def _by_clauses(process: Process, found: Mapping[str, int]) -> Likeness:
    reasons = [
        ngettext(
            "%(civic)s af %(all)s problemforståelse kommer fra borgere.",
            "%(civic)s af %(all)s problemforståelser kommer fra borgere.",
            found["framings"],
        )
        % {"civic": found["civic_framings"], "all": found["framings"]}
    ]
    if not found["clauses"]:
        return Likeness(process.declared_type, DeclaredType.EQUAL, reasons)
    said = {"civic": found["civic_clauses"], "all": found["clauses"]}
    reasons.append(_("%(civic)s af %(all)s punkter i aftalen kommer fra borgeres forslag.") % said)
    equal = found["civic_clauses"] / found["clauses"] >= CLAUSE_SHARE
    return Likeness(
        process.declared_type, DeclaredType.EQUAL if equal else DeclaredType.FACILITATING, reasons
    )
