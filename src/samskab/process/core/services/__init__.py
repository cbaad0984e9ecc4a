"""The acts of the table: open a process, sit down, hold a key, set and challenge a boundary, stop."""

from samskab.process.core.services.boundaries import answer_challenge, challenge_boundary, set_boundary
from samskab.process.core.services.opening import OpeningAnswers, correct_opening, open_process
from samskab.process.core.services.stops import (
    mark_sensitive,
    pause_process,
    resume_process,
    stop_in_emergency,
)
from samskab.process.core.services.table import (
    appoint_steward,
    leave_table,
    mark_seat,
    note_missing_voice,
    rank_motives,
    set_municipal_role,
    take_seat,
    tell_missing_voice,
)

__all__ = [
    "OpeningAnswers",
    "answer_challenge",
    "appoint_steward",
    "challenge_boundary",
    "correct_opening",
    "leave_table",
    "mark_seat",
    "mark_sensitive",
    "note_missing_voice",
    "open_process",
    "pause_process",
    "rank_motives",
    "resume_process",
    "set_boundary",
    "set_municipal_role",
    "stop_in_emergency",
    "take_seat",
    "tell_missing_voice",
]
