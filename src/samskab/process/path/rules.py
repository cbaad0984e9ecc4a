"""Rules of the path: one step forward at a time, any number back, always two keys."""

from __future__ import annotations

from datetime import datetime

from samskab.kit.errors import Closed, Invalid
from samskab.process.core.models import STAGE_ORDER, Process, Stage
from samskab.process.path import gates


def require_step(process: Process, to_stage: str) -> bool:
    """Forward is the next stage only; backward is any earlier one. Returns whether it goes backward."""
    if to_stage not in Stage.values:
        raise Invalid("path.unknown_stage")
    here, there = STAGE_ORDER.index(Stage(process.stage)), STAGE_ORDER.index(Stage(to_stage))
    if there == here:
        raise Closed("path.already_there")
    if there > here + 1:
        raise Closed("path.one_step_at_a_time")
    return there < here


def require_gate_open(process: Process, now: datetime) -> None:
    """The first thing that stands in the way is the refusal; the stewards' desk shows them all."""
    found = gates.blockers(process, now)
    if found:
        raise found[0]
