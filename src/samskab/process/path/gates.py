"""What stands in the way of the next stage. Each room answers for its own; two keys open nothing while one
says no.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from samskab.ground.parties.models import Side
from samskab.kit.errors import Closed, Refusal
from samskab.process.action import gates as action
from samskab.process.agreement import gates as agreement
from samskab.process.agreement.models import Agreement
from samskab.process.core import selectors as core
from samskab.process.core.models import OpeningChecklist, Process, Stage, Steward
from samskab.process.framing import gates as framing
from samskab.process.knowledge import gates as knowledge
from samskab.process.negotiation import gates as negotiation
from samskab.process.negotiation.board import Board
from samskab.process.purpose import gates as purpose


@dataclass(frozen=True)
class Read:
    """What a page has read already, so that its gate does not ask for it again. `paper` is the agreement in
    force or the draft.
    """

    keys: Mapping[str, Steward]
    board: Board | None
    paper: Agreement | None


Check = Callable[[Process, datetime], list[Refusal]]


def opening_blockers(process: Process, now: datetime) -> list[Refusal]:
    """G0: the opening checklist is answered; who speaks is more than one."""
    found: list[Refusal] = []
    if not OpeningChecklist.objects.filter(process=process).exists():
        found.append(Closed("path.opening_not_answered"))
    if len(core.seats(process)) < len(Side.values) // 2:
        found.append(Closed("path.too_few_at_table"))
    return found


def answered_blockers(process: Process, now: datetime) -> list[Refusal]:
    """Nobody is left waiting when a process closes: challenges are answered too."""
    return [
        Closed("path.challenge_unanswered", text=challenge.text[:80])
        for challenge in core.open_challenges(process)
    ]


CHECKS: dict[Stage, tuple[Check, ...]] = {
    Stage.CALLED: (opening_blockers,),
    Stage.FRAMING: (framing.blockers,),
    Stage.PURPOSE: (purpose.blockers,),
    Stage.KNOWLEDGE: (knowledge.blockers,),
    Stage.NEGOTIATION: (negotiation.blockers, agreement.opening_blockers),
    Stage.AGREEMENT: (agreement.blockers, action.blockers),
    Stage.ACTION: (knowledge.unanswered_blockers, action.closing_blockers, answered_blockers),
}


def key_blockers(held: Mapping[str, Steward]) -> list[Refusal]:
    """A missing key is a reason to find a steward, never to open with one."""
    missing = [side for side in (Side.PUBLIC, Side.CIVIC) if side not in held]
    return [Closed(f"path.{side}_key_missing") for side in missing]


def blockers(process: Process, now: datetime, read: Read | None = None) -> list[Refusal]:
    """Everything that stops this process from leaving the stage it stands at, keys first."""
    found = key_blockers(core.keys(process) if read is None else read.keys)
    for check in CHECKS.get(Stage(process.stage), ()):
        found += check(process, now) if read is None else _of_read(check, read)(process, now)
    return found


def _of_read(check: Check, read: Read) -> Check:
    """The same check, asked of what is read."""
    if check is negotiation.blockers and read.board is not None:
        return partial(negotiation.blockers, laid=read.board)
    seats = read.board.seats if read.board is not None else None
    if check is agreement.opening_blockers:
        return lambda process, _: agreement.opening_gaps(process, read.paper, seats)
    if check is agreement.blockers:
        return lambda process, _: agreement.leaving_gaps(process, read.paper, seats)
    return check
