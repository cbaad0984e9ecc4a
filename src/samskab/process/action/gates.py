"""G6 before acting, G7 before closing."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from samskab.ground.parties.models import SIDE_OF_KIND, Side
from samskab.kit.errors import Closed, Refusal
from samskab.process.action import selectors
from samskab.process.action.models import Direction
from samskab.process.core.models import Process

PUBLIC_KINDS = [kind for kind, side in SIDE_OF_KIND.items() if side == Side.PUBLIC]


def blockers(process: Process, now: datetime) -> list[Refusal]:
    """G6: core statutory tasks have a public owner; nothing moved from staff to volunteers unsigned."""
    url = reverse("action:page", args=[process.slug])
    statutory = process.tasks.filter(core_statutory=True).exclude(owner__kind__in=PUBLIC_KINDS)
    found: list[Refusal] = [
        Closed("action.statutory_needs_public_owner", title=task.title, step_url=url) for task in statutory
    ]
    found += [
        Closed("action.replaces_staff", title=task.title, step_url=url)
        for task in selectors.unsigned(process)
    ]
    return found


def closing_blockers(process: Process, now: datetime) -> list[Refusal]:
    """G7: results name failures and unknowns; the survey is offered; lift and spread are answered; flags
    are answered.
    """
    url = reverse("action:page", args=[process.slug])
    found: list[Refusal] = [
        Closed("action.flag_is_answered_first", step_url=url) for _ in selectors.open_flags(process)
    ]
    follow_up = selectors.bare_follow_up(process)
    if follow_up is None:
        return [*found, Closed("action.no_follow_up_yet", step_url=url)]
    directions = selectors.directions(process)
    if Direction.BAD not in directions:
        found.append(Closed("action.say_what_failed", step_url=url))
    if not directions & {Direction.UNKNOWN, Direction.GOOD_UNCERTAIN}:
        found.append(Closed("action.say_what_is_unknown", step_url=url))
    if not follow_up.survey_offered:
        found.append(Closed("action.offer_the_survey", step_url=url))
    if not follow_up.lift_answer:
        found.append(Closed("action.answer_the_lift", step_url=url))
    if not follow_up.spread_answer:
        found.append(Closed("action.answer_the_spread", step_url=url))
    return found
