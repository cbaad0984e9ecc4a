"""A helper's hand: begin, write what is said, end with a receipt; and the citizen undoes it in one step."""

from __future__ import annotations

from datetime import datetime, timedelta

from samskab.ground.people import services as people
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Door, Participant, Role
from samskab.ground.people.selectors import holds
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Closed, Invalid, NotAllowed
from samskab.process.core import selectors as table
from samskab.process.doors import rules, selectors
from samskab.process.doors.models import HelperQuota, Sitting, SittingWords
from samskab.process.knowledge import services as knowledge
from samskab.process.knowledge.models import Statement, StatementState

CHANNELS = ("phone", "visit", "meeting", "paper", "helper")


@act()
def begin_sitting(*, actor: Actor, channel: str, code: str = "", now: datetime) -> Sitting:
    """A helper sits down with one person, for half an hour at most. No public record: who was helped is
    nobody's business.

    A person who has four words says them, and their words go on under them; the helper has then seen them, so
    they open nothing until the person has taken new ones. The caller counts the tries.
    """
    helper = rules.require_may_begin(actor, now)
    Participant.objects.select_for_update().get(pk=helper)  # two windows are one helper
    rules.require_may_begin(actor, now)
    if channel not in CHANNELS:
        raise Invalid("core.unknown_choice")
    if code:
        person = people.holder_of(code)
        if person.pk == helper:
            raise Invalid("knowledge.helper_needs_another")
        people.let_code_be_seen(participant_id=person.pk)
    else:
        person = Participant.objects.create(door=Door.CODE, since=now)
    return Sitting.objects.create(
        helper_id=helper,
        participant=person,
        organisation=selectors.organisation_of(helper),
        channel=channel,
        began_at=now,
        ends_at=now + timedelta(minutes=rules.SITTING_MINUTES),
    )


@act("knowledge.statement.made")
def enter_for_another(
    *,
    process_id: int,
    actor: Actor,
    basis: str,
    text: str,
    role: str = "",
    language: str = "da",
    original: str = "",
    read_back: bool,
    now: datetime,
) -> Statement:
    """A helper enters what the person of the sitting said, reads it back, and hears a yes. The words are the
    other's, not the helper's, and say which organisation lent a hand.

    The other can later withdraw, correct and see the traces; the helper cannot (op-ed, S7). The same words
    sent again in the sitting, by a double click or over a bad line, are the same statement.
    """
    process = table.process_for_update(process_id)
    sitting = rules.require_may_help(process, actor, read_back=read_back, now=now)
    if sitting.participant_id is None:
        raise Closed("doors.no_sitting")
    if (said := selectors.said_in(sitting, process, basis, text)) is not None:
        return said
    made = knowledge.enter_words(
        process=process,
        actor=Actor(participant_id=actor.participant_id, channel=sitting.channel),
        for_participant_id=sitting.participant_id,
        assisted_by=sitting.organisation,
        basis=basis,
        text=text,
        role=role,
        language=language,
        original=original,
        read_back=read_back,
        now=now,
    )
    SittingWords.objects.create(sitting=sitting, statement=made)
    return made


@act()
def close_sitting(*, actor: Actor, now: datetime) -> str:
    """The sitting ends with a receipt: four words for who had none. From then on the helper has no way in.

    Returns the words in clear, once; nothing when the person came with words of their own.
    """
    sitting = rules.require_sitting(actor)
    sitting.closed_at = now
    sitting.save(update_fields=["closed_at"])
    if sitting.participant_id is None:
        return ""
    return people.give_first_code(participant_id=sitting.participant_id, now=now)


@act("doors.sitting.undone", "knowledge.statement.withdrawn")
def undo_assisted(*, actor: Actor, now: datetime) -> int:
    """All that helpers wrote for a person in the last thirty days is taken back, in one step and without a
    reason.

    How many statements were withdrawn. The record says that it happened, never to whom.
    """
    person = rules.require_may_undo(actor, now)
    undone = list(selectors.sittings_to_undo(person, now).select_for_update())
    written = Statement.objects.filter(
        sitting_words__sitting__in=undone, participant_id=person, state=StatementState.OPEN
    )
    taken_back = list(written.order_by("process_id", "pk"))
    for statement in taken_back:
        knowledge.withdraw_statement(
            process_id=statement.process_id,
            actor=Actor(participant_id=person),
            statement_id=statement.pk,
            now=now,
        )
    for sitting in undone:
        sitting.undone_at = now
        sitting.save(update_fields=["undone_at"])
        record.append("doors.sitting.undone", space=sitting.public_id, obj=sitting.public_id, at=now)
    return len(taken_back)


@act("doors.quota.raised")
def raise_quota(*, actor: Actor, participant_id: int, a_day: int, now: datetime) -> HelperQuota:
    """The house lets one helper help more people a day, or fewer; it stands in the public record."""
    if not actor.house:
        raise NotAllowed("people.only_the_house")
    if not holds(participant_id, Role.HELPER):
        raise Invalid("doors.not_a_helper")
    if not 1 <= a_day <= rules.MOST_QUOTA:
        raise Invalid("doors.quota_is_not_fair", most=rules.MOST_QUOTA)
    quota = HelperQuota.objects.create(helper_id=participant_id, a_day=a_day, since=now)
    public_id = quota.helper.public_id
    told = {"a_day": str(a_day), "organisation": selectors.organisation_of(participant_id)}
    record.append("doors.quota.raised", space=public_id, obj=public_id, at=now, commits=told)
    return quota
