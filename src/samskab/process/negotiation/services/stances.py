"""Consent, not votes: one stance per party, and an objection is answered in words."""

from __future__ import annotations

from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Invalid
from samskab.kit.text import REASON_CHARS, optional_text, require_text
from samskab.process.core.models import Process
from samskab.process.core.selectors import process_for_update
from samskab.process.framing.models import StanceCode
from samskab.process.negotiation import rules, selectors
from samskab.process.negotiation.models import Interest, ObjectionAnswer, Stance
from samskab.process.purpose.models import ValueStatement

HARM_CHARS = 300


@act("negotiation.stance.taken")
def take_stance(
    *,
    process_id: int,
    actor: Actor,
    proposal_id: int,
    stance: str,
    reason: str,
    interest_id: int | None = None,
    value_id: int | None = None,
    harm: str = "",
    done_to_us: bool = False,
    now: datetime,
) -> Stance:
    """One party, one stance, whatever its size. A new one replaces the old, and the old one stays readable.

    Everything but support has a public reason, and an objection names an interest, a value or a harm: a no
    without a reason is the right of the strongest (op-ed, S13; DOMAIN.md 7).
    """
    process = process_for_update(process_id)
    found = selectors.proposal_of(process, proposal_id)
    seat, proposal = rules.require_may_take_stance(process, actor, found)
    harm = optional_text(harm, field="harm", most=HARM_CHARS)
    interest, value = _named(process, interest_id, value_id)
    named = bool(interest or value or harm)
    rules.require_stance_fits(seat, stance, names_something=named, done_to_us=done_to_us)
    reasoned = optional_text if stance == StanceCode.SUPPORT else require_text
    said = reasoned(reason, field="reason")
    proposal.stances.filter(party=seat.party, replaced_at__isnull=True).update(replaced_at=now)
    taken = Stance.objects.create(
        proposal=proposal,
        party=seat.party,
        stance=stance,
        reason=said,
        interest=interest,
        value=value,
        harm=harm,
        done_to_us=done_to_us,
        at=now,
    )
    commits = {"reason": said} if said else {}
    record.append(
        "negotiation.stance.taken", space=process.public_id, obj=taken.public_id, at=now, commits=commits
    )
    return taken


def _named(
    process: Process, interest_id: int | None, value_id: int | None
) -> tuple[Interest | None, ValueStatement | None]:
    interest = selectors.interest_of(process, interest_id) if interest_id is not None else None
    value = selectors.value_of(process, value_id) if value_id is not None else None
    gone = interest is not None and interest.withdrawn_at is not None
    if gone or (interest_id and not interest) or (value_id and not value):
        raise Invalid("core.unknown_choice")
    return interest, value


@act("negotiation.objection.answered")
def answer_objection(
    *,
    process_id: int,
    actor: Actor,
    objection_id: int,
    text: str = "",
    counter_id: int | None = None,
    now: datetime,
) -> ObjectionAnswer:
    """Another party answers by a counter-proposal or in at least forty characters - never by a count."""
    process = process_for_update(process_id)
    found = selectors.objection_of(process, objection_id)
    seat, objection = rules.require_may_answer(process, actor, found)
    if counter_id is None:
        counter, said = None, require_text(text, field="text", least=REASON_CHARS)
    else:
        counter = rules.require_counter(process, objection, selectors.proposal_of(process, counter_id))
        said = optional_text(text, field="text")
    answer = ObjectionAnswer.objects.create(
        objection=objection, by=seat.party, counter=counter, text=said, at=now
    )
    commits = {"text": said} if said else {}
    record.append(
        "negotiation.objection.answered",
        space=process.public_id,
        obj=answer.public_id,
        at=now,
        commits=commits,
    )
    return answer


@act("negotiation.answer.judged")
def accept_answer(
    *, process_id: int, actor: Actor, answer_id: int, settled: bool, now: datetime
) -> ObjectionAnswer:
    """The party that objected says whether the answer settles it. Nobody says it for them."""
    process = process_for_update(process_id)
    found = (
        ObjectionAnswer.objects.filter(pk=answer_id, objection__proposal__process=process)
        .select_related("objection")
        .first()
    )
    answer = rules.require_may_accept(process, actor, found)
    answer.accepted = settled
    answer.save(update_fields=["accepted"])
    record.append("negotiation.answer.judged", space=process.public_id, obj=answer.public_id, at=now)
    return answer
