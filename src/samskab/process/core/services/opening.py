"""G0: a process opens only when what can change is said, and nothing is decided beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samskab.ground.parties.models import Party
from samskab.ground.parties.selectors import speaks_for
from samskab.ground.people.actor import Actor
from samskab.ground.places.models import Area
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Invalid, NotAllowed
from samskab.kit.text import REASON_CHARS, SHORT_CHARS, optional_text, require_text
from samskab.process.core import rules, selectors
from samskab.process.core.models import (
    DeclaredType,
    Influence,
    OpeningChecklist,
    OpeningCorrection,
    Process,
    Stage,
)
from samskab.process.core.naming import free_slug


@dataclass(frozen=True)
class OpeningAnswers:
    """The opening checklist as answered. `solution_chosen` or `decision_taken` stops it: that is not
    co-creation.
    """

    solution_chosen: bool
    decision_taken: bool
    can_change: str
    who_decides: str
    saving_is_part: bool
    saving: str
    money_hours: str
    outside_affected: str


def require_open_question(answers: OpeningAnswers) -> None:
    """Er løsningen valgt? Så er det ikke samskabelse (DOMAIN.md 6, G0)."""
    if answers.solution_chosen:
        raise Invalid("core.solution_already_chosen")
    if answers.decision_taken:
        raise Invalid("core.decision_already_taken")


@act("core.process.opened")
def open_process(
    *,
    actor: Actor,
    area_id: int,
    title: str,
    summary: str,
    declared_type: str,
    promised_influence: str,
    answers: OpeningAnswers,
    now: datetime,
) -> Process:
    """Anyone who speaks for a party may open a process, not the municipality alone: agendas come from below
    too.

    The party that opens it takes the first seat. The solution may not be chosen beforehand (G0).
    """
    person = rules.require_person(actor)
    if actor.party_id is None or not speaks_for(person, actor.party_id):
        raise NotAllowed("core.not_spokesperson")
    rules.require_may_have_stance(actor)
    require_open_question(answers)
    if declared_type not in DeclaredType.values or promised_influence not in Influence.values:
        raise Invalid("core.unknown_choice")
    area = Area.objects.filter(pk=area_id).first()
    if area is None:
        raise Invalid("core.unknown_choice")
    party = Party.objects.get(pk=actor.party_id)
    title = require_text(title, field="title", most=SHORT_CHARS)
    process = Process.objects.create(
        slug=free_slug(title),
        title=title,
        summary=optional_text(summary, field="summary", most=400),
        area=area,
        declared_type=declared_type,
        promised_influence=promised_influence,
        initiative_by=party,
        started_at=now,
        stage_since=now,
    )
    OpeningChecklist.objects.create(
        process=process,
        saving_is_part=answers.saving_is_part,
        can_change=require_text(answers.can_change, field="can_change"),
        who_decides=require_text(answers.who_decides, field="who_decides"),
        saving=require_text(answers.saving, field="saving"),
        money_hours=require_text(answers.money_hours, field="money_hours"),
        outside_affected=require_text(answers.outside_affected, field="outside_affected"),
        answered_by=party,
        answered_at=now,
    )
    process.seats.create(party=party, joined_at=now, paid_time=party.side == "public")
    record.append(
        "core.process.opened",
        space=process.public_id,
        obj=process.public_id,
        at=now,
        commits={"title": title},
    )
    return process


@act("core.opening.corrected")
def correct_opening(*, process_id: int, actor: Actor, text: str, now: datetime) -> OpeningCorrection:
    """A wrong answer is put right in public and the process goes back to the framing; the first answer stays.

    Only a party at the table can do it, once, and nobody can do it in silence (demo: the consultant's
    sketch). Were it more than once, one party could send all the others back for ever.
    """
    process = selectors.process_for_update(process_id)
    seat = rules.require_may_correct_opening(process, actor)
    text = require_text(text, field="text", least=REASON_CHARS)
    at = max(now, process.stage_since)
    correction = OpeningCorrection.objects.create(process=process, by=seat.party, text=text, at=at)
    if selectors.has_reached(process, Stage.PURPOSE):
        process.stage, process.stage_since = Stage.FRAMING, at
        process.save(update_fields=["stage", "stage_since"])
    record.append(
        "core.opening.corrected",
        space=process.public_id,
        obj=process.public_id,
        at=now,
        commits={"text": text},
    )
    return correction
