"""From sealed sheets to the method and back: what all could live with, kept so that it can be found again."""

from __future__ import annotations

import copy
import hashlib
import json
import math
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from samskab.process.core import selectors as table
from samskab.process.negotiation import members
from samskab.process.negotiation import package_rules as rules
from samskab.process.negotiation.models import PackageGrade, PackageRound, PackageWeight
from samskab.process.negotiation.models.packages import BEST, TENTHS
from samskab.process.negotiation.package_rules import options

SECONDS = 20.0  # the search stops there and says what it has proven
MOST_UNLOCKS = 3
LIVES_WITH = 1

Json = dict[str, Any]


@dataclass(frozen=True)
class Settled:
    """An outcome and its fingerprints; `unlocks` is what would follow if a smallest set of objections were
    met.
    """

    code: str
    input_sha256: str
    outcome_sha256: str
    outcome: Json
    unlocks: list[Json]


def sheets_of(package_round: PackageRound) -> Json:
    """The sheets of a round as the method reads them; parties, questions and answers by their public names.

    A party that has left the table takes its grades with it; one that sits here and gave none is named as not
    heard.
    """
    seats = [seat for seat in table.seats(package_round.process) if not seat.may_supply]
    party = {seat.party_id: str(seat.party.public_id) for seat in seats}
    graded: defaultdict[int, Json] = defaultdict(dict)
    reasons: defaultdict[int, Json] = defaultdict(dict)
    given = PackageGrade.objects.filter(sheet__round=package_round, sheet__party__in=list(party))
    for row in given.select_related("sheet"):
        name = party[row.sheet.party_id]
        graded[row.option_id][name] = row.grade
        if row.harm:
            reasons[row.option_id][name] = f"{row.harm} ({row.borne_by})"
    against = members.overruled(package_round)
    questions: dict[int, Json] = {}
    for option in options(package_round):
        question = questions.setdefault(
            option.question_id, {"id": str(option.question.public_id), "options": []}
        )
        named: Json = {"id": str(option.public_id), "grades": dict(sorted(graded[option.pk].items()))}
        if reasons[option.pk]:
            named["reasons"] = dict(sorted(reasons[option.pk].items()))
        lost = {
            party[party_id]: n
            for (option_id, party_id), n in sorted(against.items())
            if option_id == option.pk and graded[option.pk].get(party.get(party_id, ""), 0)
        }
        if lost:
            named["overruled"] = lost
        question["options"].append(named)
        if option.is_today:
            question["status_quo"] = named["id"]
    weights = _weights(package_round, questions, party)
    top = BEST * (rules.POINTS_EACH if weights else 1) * len(questions)
    floors = dict(package_round.sheets.values_list("party_id", "floor"))
    sheets: Json = {
        "parties": [
            {"id": party[seat.party_id], "side": str(seat.party.side)}
            | (
                {"floor": math.ceil(top * floors[seat.party_id] / TENTHS)}
                if floors.get(seat.party_id)
                else {}
            )
            for seat in seats
        ],
        "questions": list(questions.values()),
    }
    return sheets | ({"weights": weights} if weights else {})


def _weights(package_round: PackageRound, questions: dict[int, Json], party: dict[int, str]) -> Json:
    """Each party's points by question when somebody moved any; whoever moved none has as many on each."""
    moved = PackageWeight.objects.filter(sheet__round=package_round, sheet__party__in=list(party))
    rows = list(moved.values_list("sheet__party_id", "question_id", "points"))
    if all(points == rules.POINTS_EACH for _party, _question, points in rows):
        return {}
    even = {question["id"]: rules.POINTS_EACH for question in questions.values()}
    weights = {name: dict(even) for name in party.values()}
    for party_id, question, points in rows:
        weights[party[party_id]][questions[question]["id"]] = points
    return weights


def settle_round(package_round: PackageRound) -> Settled:
    """Seek the package kindest to the worst-off. Seconds at most; nothing is written."""
    from samskab.methods.bargaining import settle  # noqa: PLC0415 - the house starts without the maths
    from samskab.methods.bargaining.stored import read_sheets, store  # noqa: PLC0415 - as above

    sheets = sheets_of(package_round)
    found = settle(read_sheets(sheets), seed=str(package_round.public_id), seconds=SECONDS)
    outcome = store(found, sheets)
    return Settled(
        code=found.code,
        input_sha256=found.input_sha256,
        outcome_sha256=hashlib.sha256(json.dumps(outcome, sort_keys=True).encode()).hexdigest(),
        outcome=outcome,
        unlocks=_unlocks(sheets, outcome, str(package_round.public_id)),
    )


def _unlocks(sheets: Json, outcome: Json, seed: str) -> list[Json]:
    """For each smallest set of objections: if those parties could just live with it, what would follow?"""
    from samskab.methods.bargaining import settle  # noqa: PLC0415 - as above
    from samskab.methods.bargaining.stored import read_sheets  # noqa: PLC0415 - as above

    found = []
    for lifted in outcome["sticking_points"]["sets"][:MOST_UNLOCKS]:
        if not lifted:
            continue
        then = copy.deepcopy(sheets)
        for objection in lifted:
            _lift(then, objection)
        follows = settle(read_sheets(then), seed=seed, seconds=SECONDS)
        found.append({"objections": lifted, "code": follows.code, "package": follows.package})
    return found


def _lift(sheets: Json, objection: Json) -> None:
    for question in sheets["questions"]:
        for option in question["options"]:
            if question["id"] == objection["question"] and option["id"] == objection["option"]:
                option["grades"] |= dict.fromkeys(objection["parties"], LIVES_WITH)
