"""Who takes part, drawn fairly: chances as equal as the quotas allow, on a list fixed before the draw."""

from samskab.methods.selection.alternates import Refill, refill
from samskab.methods.selection.feasibility import Change, Feasibility, check_feasibility, relax
from samskab.methods.selection.lottery import Lottery, Refused, solve_lottery
from samskab.methods.selection.problem import Pool, Quota, SelectionError, pool_of
from samskab.methods.selection.published import Published, draw_number, publish, recount

__all__ = [
    "Change",
    "Feasibility",
    "Lottery",
    "Pool",
    "Published",
    "Quota",
    "Refill",
    "Refused",
    "SelectionError",
    "check_feasibility",
    "draw_number",
    "pool_of",
    "publish",
    "recount",
    "refill",
    "relax",
    "solve_lottery",
]
