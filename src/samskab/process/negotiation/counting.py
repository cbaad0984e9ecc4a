"""From counted marks to the method and back: what a ballot decided, kept so that it can be counted again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samskab.process.negotiation.models import ABSTAIN, NO, YES, Ballot, BallotCount, BallotKind

FEWEST_SHOWN = 5  # a side of fewer voters is not shown in figures (METHODS.md 2.8 and 0.2)
NOBODY, TOO_FEW, RANKED, TIED = "nobody_voted", "too_few", "ranked", "tied"

Json = dict[str, Any]
Marks = Mapping[str, Mapping[str, Mapping[int, int]]]


@dataclass(frozen=True)
class Counted:
    """An outcome and its fingerprints; `outcome` is empty when too few voted to say anything."""

    code: str
    input_sha256: str
    outcome_sha256: str
    outcome: Json


def marks_of(ballot: Ballot) -> dict[str, dict[str, dict[int, int]]]:
    """Draft to side to mark to persons; drafts by their public names, every side of the roll."""
    sides = sorted(set(ballot.voters.values_list("side", flat=True)))
    found: dict[str, dict[str, dict[int, int]]] = {}
    for draft in ballot.drafts.all():
        found[str(draft.proposal.public_id)] = {side: {} for side in sides}
    rows = BallotCount.objects.filter(draft__ballot=ballot).select_related("draft__proposal")
    for row in rows.order_by("side", "mark"):
        found[str(row.draft.proposal.public_id)][row.side][row.mark] = row.n
    return found


def count(ballot: Ballot) -> Counted:
    """Nothing is written, and nothing is drawn."""
    marks = marks_of(ballot)
    return _adopt(marks) if ballot.kind == BallotKind.ADOPT else _choose(marks)


def _adopt(marks: Marks) -> Counted:
    from samskab.methods.bargaining import Tally, double_majority  # noqa: PLC0415 - starts without the maths
    from samskab.methods.bargaining.stored import store_votes  # noqa: PLC0415 - as above

    (sides,) = marks.values()
    votes = {
        side: Tally(given.get(YES, 0), given.get(NO, 0), given.get(ABSTAIN, 0))
        for side, given in sides.items()
    }
    found = double_majority(votes)
    return _kept(found.code, store_votes(found, votes))


def _choose(marks: Marks) -> Counted:
    from samskab.methods.bargaining import judge_drafts  # noqa: PLC0415 - as above
    from samskab.methods.bargaining.stored import store_grades  # noqa: PLC0415 - as above

    grades = {draft: pooled(sides) for draft, sides in marks.items()}
    if not any(grades.values()):
        voted = any(sum(given.values()) for sides in marks.values() for given in sides.values())
        return _kept(TOO_FEW if voted else NOBODY, {})
    found = judge_drafts(grades)
    best = sum(draft.rank == 1 for draft in found.drafts)
    return _kept(RANKED if best == 1 else TIED, store_grades(found, grades))


def pooled(sides: Mapping[str, Mapping[int, int]]) -> dict[str, list[int]]:
    """Side to its members' grades; sides of fewer than five voters are one side together, or are counted
    with the smallest that is large enough. Empty when fewer than five voted in all.
    """
    lists = {
        side: [mark for mark, n in sorted(given.items()) for _ in range(n)] for side, given in sides.items()
    }
    small = sorted(side for side, given in lists.items() if 0 < len(given) < FEWEST_SHOWN)
    large = {side: given for side, given in lists.items() if len(given) >= FEWEST_SHOWN}
    together = [mark for side in small for mark in lists[side]]
    if len(together) >= FEWEST_SHOWN or not large:
        home, name = [], "+".join(small)
    else:
        host = min(large, key=lambda side: (len(large[side]), side))
        home, name = large.pop(host), "+".join(sorted([host, *small]))
    joined = [*home, *together]
    if len(joined) < FEWEST_SHOWN:
        return large
    return {**large, name: sorted(joined)}


def _kept(code: str, outcome: Json) -> Counted:
    text = json.dumps(outcome, sort_keys=True)
    whole = hashlib.sha256(text.encode()).hexdigest()
    return Counted(code, outcome.get("input_sha256", whole), whole, outcome)
