"""Two keys for every stage: the public steward and the civic one turn them together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from samskab.demo.script.event import KEYS, Course, Event
from samskab.demo.script.opening import stage_of
from samskab.process.path import services as path


def events(c: Course) -> Iterator[Event]:
    """Forward only: the one course that goes back stands in the framing already, where its wrong answer is
    corrected and a new round opened.
    """
    for told in c.file["states"]:
        if told["state"] == "called" or told.get("backward"):
            continue
        stage = stage_of(told["state"])
        for side in ("civic", "public"):
            yield Event(told["day"], partial(_turn, c, side, stage), KEYS)


def _turn(c: Course, side: str, stage: str, now: datetime) -> None:
    path.turn_key(process_id=c.process_id, actor=c.key(side), to_stage=stage, reason="", now=now)
