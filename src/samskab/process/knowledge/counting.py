"""From the votes of one process to an opinion map: read, count, and keep everything a recount needs.

Reads and computes, writes nothing. The maths is `samskab.methods.opinion`; this is what it is told, and what
a page is told of its answer.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samskab.ground.parties.models import Membership
from samskab.process.core.models import Process
from samskab.process.knowledge.map_picture import draw
from samskab.process.knowledge.models import OpinionMap, Statement, StatementState, Vote

if TYPE_CHECKING:
    from samskab.methods.opinion import Carry, DeclaredGroups, GroupCounts, Opinion, Votes

SEED = 0
FEWEST = 5  # no group, and no count inside a group, below this (METHODS.md 0.2)
LISTED = 10
AGENDA = 5  # what an evening has room for
MOST_ALONE = 30  # below it people are few enough to ask each other (METHODS.md 0.2)
HALF = 0.5
DIGITS = 6  # of axes and places: far below what a picture or a person's place can show
DECLARED = ("kind", "area", "basis")
OTHERS = "others"


@dataclass(frozen=True)
class Ballots:
    """The votes on open words, by the house's own numbers. One entry per vote; `people` are participants."""

    statements: list[int]
    people: list[int]
    person: list[int]
    statement: list[int]
    vote: list[int]


@dataclass(frozen=True)
class Counted:
    """One map before it is kept; the fields of `OpinionMap`."""

    why: str
    n_placed: int
    n_voters: int
    n_votes: int
    input_sha256: str
    shown: dict[str, Any]
    axes: dict[str, Any]
    outcome: bytes
    counted_from: bytes

    @property
    def outcome_sha256(self) -> str:
        return hashlib.sha256(zlib.decompress(self.outcome)).hexdigest()


def packed(document: object) -> bytes:
    """JSON, compressed: the same document gives the same bytes."""
    return zlib.compress(json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode())


def unpacked(kept: bytes | memoryview) -> Any:
    return json.loads(zlib.decompress(bytes(kept)))


# -- reading ------------------------------------------------------------------------------------------------


def ballots(process: Process) -> Ballots:
    """Every vote on words that stand open, by statement."""
    statements = list(
        Statement.objects.filter(process=process, state=StatementState.OPEN)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    rows = list(
        Vote.objects.filter(statement__process=process, statement__state=StatementState.OPEN).values_list(
            "participant_id", "statement_id", "value"
        )
    )
    people = sorted({row[0] for row in rows})
    return Ballots(
        statements,
        people,
        [row[0] for row in rows],
        [row[1] for row in rows],
        [row[2] for row in rows],
    )


def declared(process: Process, people: Sequence[int]) -> dict[str, list[str | None]]:
    """What people themselves have said they belong to: the kind of their party at this table, their area, and
    what their own words rest on. Who belongs to two kinds is counted in neither.
    """
    kinds: dict[int, set[str]] = defaultdict(set)
    here = Membership.objects.filter(until__isnull=True, party__seats__process=process)
    for person, kind in here.values_list("participant_id", "party__kind"):
        kinds[person].add(kind)
    bases: dict[int, set[str]] = defaultdict(set)
    own = Statement.objects.filter(process=process, imported_ref="", participant__isnull=False)
    for person, basis in own.order_by().values_list("participant_id", "basis").distinct():
        bases[person].add(basis)
    voters = Vote.objects.filter(statement__process=process, participant__area__isnull=False)
    areas = dict(voters.order_by().values_list("participant_id", "participant__area__name").distinct())
    return {
        "kind": _merged([_only(kinds.get(person)) for person in people]),
        "area": _merged([areas.get(person) for person in people]),
        "basis": _merged([_only(bases.get(person)) for person in people]),
    }


def _only(values: set[str] | None) -> str | None:
    return next(iter(values)) if values and len(values) == 1 else None


def _merged(of_person: list[str | None]) -> list[str | None]:
    """Small groups are put together, never blanked: a blank beside a total could be counted back."""
    sizes: dict[str, int] = defaultdict(int)
    for group in of_person:
        if group is not None:
            sizes[group] += 1
    small = {group for group, size in sizes.items() if size < FEWEST}
    return [OTHERS if group in small else group for group in of_person]


def moved(process: Process, earlier: OpinionMap | None) -> int:
    """How many answers have come, gone or changed since this map, by the counters on the statements.

    A changed answer moves two counters. Without a map it is every answer there is.
    """
    then: Mapping[int, tuple[int, int, int]] = {}
    if earlier is not None:
        shown = earlier.shown
        columns = zip(shown["agree"], shown["disagree"], shown["passed"], strict=True)
        then = dict(zip(shown["statements"], columns, strict=True))
    rows = Statement.objects.filter(process=process, state=StatementState.OPEN).order_by()
    now = {row[0]: row[1:] for row in rows.values_list("pk", "agrees", "disagrees", "passes")}
    nothing = (0, 0, 0)
    return sum(
        abs(new - old)
        for pk in now.keys() | then.keys()
        for new, old in zip(now.get(pk, nothing), then.get(pk, nothing), strict=True)
    )


# -- counting -----------------------------------------------------------------------------------------------


def count(process: Process, earlier: OpinionMap | None) -> Counted:
    """The map as the votes stand now, in the directions and under the letters of the earlier one."""
    from samskab.methods import opinion as method  # noqa: PLC0415 - the house starts without the maths
    from samskab.methods.opinion import kept  # noqa: PLC0415 - as above

    found = ballots(process)
    column = {pk: j for j, pk in enumerate(found.statements)}
    given, people = _numbered(found, column)
    said = declared(process, people)
    previous = _carry(earlier, found.statements, given) if earlier is not None else None
    opinion = method.fit(given, seed=SEED, previous=previous, declared=said, bridging=False)
    names = dict(Statement.objects.filter(pk__in=found.statements).values_list("pk", "public_id"))
    public = [str(names[pk]) for pk in found.statements]
    return Counted(
        why=opinion.gate.code,
        n_placed=opinion.gate.n_placed,
        n_voters=opinion.n_voters,
        n_votes=opinion.n_votes,
        input_sha256=opinion.input_sha256,
        shown=_shown(opinion, given, found.statements),
        axes=_axes(opinion, found.statements),
        outcome=packed(kept.told(opinion, public)),
        counted_from=packed(kept.given(given, public, previous=previous, declared=said)),
    )


def _numbered(found: Ballots, column: dict[int, int]) -> tuple[Votes, list[int]]:
    """The votes with people numbered by what they voted, and the participant behind each number.

    The kept input then tells a recount everything and names nobody: the numbers follow the votes.
    """
    from samskab.methods import opinion as method  # noqa: PLC0415 - as above

    first = {pk: i for i, pk in enumerate(found.people)}
    statement = [column[pk] for pk in found.statement]
    sizes = {"n_people": len(first), "n_statements": len(column)}
    table = method.upsert([first[pk] for pk in found.person], statement, found.vote, **sizes)
    order = table.person_of_row.tolist()
    number = {found.people[person]: row for row, person in enumerate(order)}
    given = method.upsert([number[pk] for pk in found.person], statement, found.vote, **sizes)
    return given, [found.people[person] for person in order]


def _carry(earlier: OpinionMap, statements: list[int], given: Votes) -> Carry | None:
    """What the earlier map hands on. Its groups are found again from its axes: no list of people is kept."""
    import numpy as np  # noqa: PLC0415 - as above

    from samskab.methods import opinion as method  # noqa: PLC0415 - as above

    axes = earlier.axes
    if not axes["statements"]:
        return None
    place = {pk: j for j, pk in enumerate(axes["statements"])}
    basis = np.zeros((2, len(statements)))
    mean = np.zeros(len(statements))
    for j, pk in enumerate(statements):
        if (old := place.get(pk)) is not None:
            basis[:, j] = axes["basis"][0][old], axes["basis"][1][old]
            mean[j] = axes["mean"][old]
    columns = given.statement_of_column
    table = method.centred(given.start, given.statement, given.vote, mean[columns])
    centres = np.array(axes["centres"], float).reshape(-1, 2)
    row = method.nearest(method.ridge_positions(table, basis[:, columns]), centres)
    placed = method.placed_people(given)
    group = np.full(given.n_people, -1, np.int64)
    group[given.person_of_row] = np.where(placed, np.array(axes["ids"])[row], -1)
    return method.Carry(basis, centres, group, axes["next_id"], axes["k"], axes["wanted"], axes["wins"])


# -- what is kept -------------------------------------------------------------------------------------------


def _shown(opinion: Opinion, given: Votes, statements: list[int]) -> dict[str, Any]:
    """Counts by statement, groups, and the lists that stand together. Statements by their number here."""
    from samskab.methods import opinion as method  # noqa: PLC0415 - as above

    agree, disagree, seen = _totals(given)
    flipped = [_flipped(counts) for counts in (opinion.counts, *(one.counts for one in opinion.declared))]
    gate = opinion.gate
    return {
        "statements": statements,
        "agree": agree,
        "disagree": disagree,
        "passed": [s - a - d for s, a, d in zip(seen, agree, disagree, strict=True)],
        "groups": [
            {
                "id": identity,
                "size": size,
                **_counts(opinion.counts, row),
                "stands": [[one.statement, one.direction] for one in stands],
            }
            for row, (identity, size, stands) in enumerate(
                zip(opinion.group_ids, opinion.sizes, opinion.representative, strict=True)
            )
        ],
        "declared": [_declared(one) for one in opinion.declared],
        "shared": _carried(opinion.shared),
        "rejected": _carried(method.what_we_share(*flipped)),
        "differences": [[one.statement, one.most, one.least] for one in opinion.differences],
        "few": [[one.statement, one.group] for one in opinion.held_by_few],
        "gate": {
            "fewest_votes": gate.fewest_votes,
            "stability": gate.stability,
            "silhouette": gate.silhouette.get(gate.wanted),
            "draws": gate.draws,
            "wins": gate.wins,
        },
        "alike": _alike(opinion, given),
        "agenda": _agenda(given),
        "picture": draw(opinion),
    }


def _alike(opinion: Opinion, given: Votes) -> dict[str, int] | None:
    """How many ballots are nearly the same, in how many clusters; None when too few can be compared. Fewer
    than five are told as none: who they are is nobody's business.
    """
    from samskab.methods import opinion as method  # noqa: PLC0415 - as above

    found = method.alike_ballots(given, group=opinion.group, seed=SEED)
    if found.n_compared < MOST_ALONE:
        return None
    people = sum(len(cluster) for cluster in found.clusters)
    told = people >= FEWEST
    return {
        "compared": found.n_compared,
        "people": people if told else 0,
        "clusters": len(found.clusters) if told else 0,
    }


def _agenda(given: Votes) -> dict[str, Any]:
    """What to bring to a meeting, so that no group large enough for a place, and agreed on something, finds
    nothing of it there. How many each speaks for is not kept: beside the open counts it would tell of few.
    """
    import numpy as np  # noqa: PLC0415 - as above

    from samskab.methods import opinion as method  # noqa: PLC0415 - as above

    lot = np.random.default_rng(SEED).permutation(given.n_statements)
    slate = method.choose_slate(given, AGENDA, lot=lot, seed=SEED)
    places = [place.statement for place in slate.places if place.speaks_for >= FEWEST]
    return {"statements": places, "justified": slate.justified}


def _totals(given: Votes) -> tuple[list[int], list[int], list[int]]:
    """Over everybody who voted, also those with too few votes to be placed. By statement."""
    agree, disagree, seen = ([0] * given.n_statements for _ in range(3))
    for j, a, d, s in zip(
        given.statement_of_column.tolist(),
        given.agree.tolist(),
        given.disagree.tolist(),
        given.seen.tolist(),
        strict=True,
    ):
        agree[j], disagree[j], seen[j] = a, d, s
    return agree, disagree, seen


def _flipped(counts: GroupCounts) -> GroupCounts:
    """The same with no for yes: what all say no to is shared too."""
    return type(counts)(counts.disagree, counts.agree, counts.seen)


def _counts(counts: GroupCounts, row: int) -> dict[str, list[int]]:
    return {
        "agree": counts.agree[row].tolist(),
        "disagree": counts.disagree[row].tolist(),
        "seen": counts.seen[row].tolist(),
    }


def _declared(one: DeclaredGroups) -> dict[str, Any]:
    groups = zip(one.group_names, one.size, strict=True)
    return {
        "name": one.name,
        "left_out": one.left_out,
        "groups": [
            {"value": value, "size": size, **_counts(one.counts, row)}
            for row, (value, size) in enumerate(groups)
        ],
    }


def _carried(shared: Iterable[Any]) -> list[int]:
    """What even the least agreeing group carries by more than half, doubt included; ties at the end stand."""
    bounds = [(one.statement, one.lowest_group) for one in shared if (one.lowest_group or 0) > HALF]
    last = bounds[LISTED - 1][1] if len(bounds) >= LISTED else HALF
    return [statement for statement, bound in bounds if bound >= last]


def _axes(opinion: Opinion, statements: list[int]) -> dict[str, Any]:
    carry = opinion.carry

    def rounded(values: Any) -> list[float]:
        return [0.0 if value != value else round(value, DIGITS) for value in values.tolist()]  # noqa: PLR0124 - NaN

    return {
        "statements": statements,
        "mean": rounded(opinion.mean),
        "basis": [rounded(axis) for axis in carry.basis],
        "pull": rounded(opinion.extremity),
        "centres": [rounded(centre) for centre in carry.centres],
        "ids": list(opinion.group_ids),
        "seen": opinion.counts.seen.tolist(),
        "next_id": carry.next_id,
        "k": carry.k,
        "wanted": carry.wanted,
        "wins": carry.wins,
    }


def kept_outcome(drawn: OpinionMap) -> dict[str, Any]:
    """A kept map with its input, in the form `samskab recount` reads. Only the latest has its input."""
    outcome: dict[str, Any] = unpacked(drawn.outcome)
    if drawn.counted_from is not None:
        text = zlib.decompress(bytes(drawn.counted_from)).decode()
        outcome["input"] = {
            "form": "opinion_map",
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "text": text,
        }
    return outcome
