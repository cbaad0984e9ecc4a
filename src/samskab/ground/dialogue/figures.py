"""The year in moderation, for all to read (DSA art. 15 and 24): counts, never a text or a name."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime
from statistics import median
from typing import Any

from samskab.ground.dialogue.models import (
    Appeal,
    AppealOutcome,
    Comment,
    Decision,
    HouseRule,
    Notice,
    Outcome,
)


@dataclass(frozen=True)
class Year:
    """`median_hours` is from a notice to its decision; None when none was decided. No machine decides here,
    so `automated` is 0; what a form sends back before it is published is nobody's comment and is not counted.
    """

    year: int
    comments: int
    notices: int
    notices_by_rule: dict[str, int]
    decisions: dict[str, int]
    hidden_by_rule: dict[str, int]
    median_hours: float | None
    appeals: int
    appeals_decided: dict[str, int]
    automated: int = 0

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def of_year(year: int, *, begins: datetime, ends: datetime) -> Year:
    """Everything that came or was decided from `begins` until `ends`."""
    within = {"gte": begins, "lt": ends}

    def during(field: str) -> dict[str, datetime]:
        return {f"{field}__{how}": moment for how, moment in within.items()}

    rules = Notice.objects.filter(**during("made_at")).values_list("rule", flat=True)
    decided = list(Decision.objects.filter(**during("decided_at")).values_list("outcome", "rule"))
    waits = [
        (notice.decision.decided_at - notice.made_at).total_seconds() / 3600
        for notice in Notice.objects.filter(**during("decision__decided_at")).select_related("decision")
        if notice.decision is not None
    ]
    judged = Appeal.objects.filter(**during("decided_at")).values_list("outcome", flat=True)
    return Year(
        year=year,
        comments=Comment.objects.filter(**during("written_at")).count(),
        notices=len(rules),
        notices_by_rule=_of(HouseRule.values, rules),
        decisions=_of(Outcome.values, (outcome for outcome, _rule in decided)),
        hidden_by_rule=_of(HouseRule.values, (rule for _outcome, rule in decided if rule)),
        median_hours=round(median(waits), 1) if waits else None,
        appeals=Appeal.objects.filter(**during("made_at")).count(),
        appeals_decided=_of(AppealOutcome.values, judged),
    )


def _of(codes: list[str], found: Any) -> dict[str, int]:
    """A count for each code, 0 too: what did not happen is a figure."""
    counted = Counter(found)
    return {code: counted[code] for code in codes}
