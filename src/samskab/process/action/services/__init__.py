"""The acts of the last rooms: take on a task, flag what replaced staff, say what came of it."""

from samskab.process.action.services.outcome import (
    answer_lift,
    answer_survey,
    hold_follow_up,
    offer_survey,
    plan_next_step,
    spread_solution,
    state_result,
)
from samskab.process.action.services.replacement import (
    ask_replacement,
    flag_replacement,
    sign_replacement,
    take_back,
)
from samskab.process.action.services.tasks import change_status, plan_task

__all__ = [
    "answer_lift",
    "answer_survey",
    "ask_replacement",
    "change_status",
    "flag_replacement",
    "hold_follow_up",
    "offer_survey",
    "plan_next_step",
    "plan_task",
    "sign_replacement",
    "spread_solution",
    "state_result",
    "take_back",
]
