"""What people know, in their own words: said, entered for another, corrected, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from samskab.ground.parties.models import Party
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Closed, Invalid
from samskab.kit.text import tidy
from samskab.process.calls.models import Channel
from samskab.process.core import rules as core
from samskab.process.core import selectors as table
from samskab.process.core.models import Process
from samskab.process.knowledge import rules, selectors
from samskab.process.knowledge.models import Basis, Statement, StatementState

LANGUAGE_CHARS = 8


@act("knowledge.statement.made")
def state_knowledge(
    *,
    process_id: int,
    actor: Actor,
    basis: str,
    text: str,
    role: str = "",
    language: str = "da",
    original: str = "",
    read_back: bool = False,
    addressed_to_id: int | None = None,
    now: datetime,
) -> Statement:
    """Anyone known by an account or a paper code says what they know, for themself or for the party they
    speak for.

    The author chooses what it rests on, and nobody corrects that: lived and professional knowledge have the
    same card, length and place (op-ed, P1). Words in another language keep their original beside the
    translation. The same words sent again, by a double click or over a bad line, are the same statement.
    """
    process = table.process_for_update(process_id)
    rules.require_may_state(process, actor)
    if (said := _said_already(process, actor, basis, text)) is not None:
        return said
    return _state(
        process=process,
        actor=actor,
        basis=basis,
        text=text,
        role=role,
        language=language,
        original=original,
        read_back=read_back,
        addressed_to_id=addressed_to_id,
        now=now,
    )


def _said_already(process: Process, actor: Actor, basis: str, text: str) -> Statement | None:
    """The open statement in which this person said exactly this, for the same party. The process is locked,
    so of two that come at once the second sees the first.
    """
    if actor.participant_id is None:
        return None
    of_party: dict[str, Any] = {"party_id": actor.party_id}  # None for oneself
    same = process.statements.filter(
        participant_id=actor.participant_id, state=StatementState.OPEN, **of_party
    )
    return same.filter(basis=basis, channel=actor.channel, text=tidy(text)).first()


def _state(
    *,
    process: Process,
    actor: Actor,
    basis: str,
    text: str,
    role: str,
    language: str,
    original: str,
    read_back: bool,
    addressed_to_id: int | None,
    now: datetime,
    assisted_by: str = "",
) -> Statement:
    person = core.require_person(actor)
    if actor.party_id is not None:
        core.require_seat(process, actor)
    rules.require_read_back(actor, read_back=read_back)
    if basis not in Basis.values or actor.channel not in Channel.values or len(language) > LANGUAGE_CHARS:
        raise Invalid("core.unknown_choice")
    if actor.channel == Channel.HELPER and not read_back:
        raise Invalid("knowledge.not_read_back")
    core.require_nobody_named(process, f"{text} {original}")
    statement = Statement.objects.create(
        process=process,
        party_id=actor.party_id,
        participant_id=person,
        addressed_to=_addressed(process, addressed_to_id),
        basis=basis,
        channel=actor.channel,
        role=rules.require_role_words(role),
        text=rules.require_words(text),
        language=language or "da",
        original=rules.optional_words(original, field="original"),
        read_back=read_back,
        helper_id=actor.helper_id,
        assisted_by=assisted_by,
        stated_at=now,
    )
    told = {"text": statement.text, "original": statement.original, "assisted_by": assisted_by}
    record.append(
        "knowledge.statement.made",
        space=process.public_id,
        obj=statement.public_id,
        at=now,
        commits={name: words for name, words in told.items() if words},
    )
    return statement


def _addressed(process: Process, party_id: int | None) -> Party | None:
    """The party asked by name; it sits at this table, so that it can answer."""
    if party_id is None:
        return None
    seat = table.seat_of_party(process, party_id)
    if seat is None:
        raise Invalid("core.unknown_choice")
    return seat.party


def enter_words(
    *,
    process: Process,
    actor: Actor,
    for_participant_id: int,
    assisted_by: str,
    basis: str,
    text: str,
    role: str,
    language: str,
    original: str,
    read_back: bool,
    now: datetime,
) -> Statement:
    """What a helper wrote for somebody, of the given organisation. Part of the act that asks for the sitting.

    The words are the other's: they can withdraw, correct and see the traces; the helper cannot (op-ed, S7).
    """
    if not Participant.objects.filter(pk=for_participant_id, code_revoked_at__isnull=True).exists():
        raise Invalid("knowledge.code_not_known")
    channel = Channel.HELPER if actor.channel == Channel.WEB else actor.channel
    speaker = replace(
        actor,
        participant_id=for_participant_id,
        helper_id=actor.participant_id,
        party_id=None,
        channel=channel,
    )
    return _state(
        process=process,
        actor=speaker,
        basis=basis,
        text=text,
        role=role,
        language=language,
        original=original,
        read_back=read_back,
        addressed_to_id=None,
        assisted_by=assisted_by,
        now=now,
    )


@act("knowledge.statement.corrected")
def correct_statement(
    *, process_id: int, actor: Actor, statement_id: int, text: str, now: datetime
) -> Statement:
    """The author puts the words right until somebody has voted on them, replied or built on them.

    After that a new text would move what others said; the author withdraws and writes a new one. A wish for
    plainer words is answered by the correction.
    """
    process = table.process_for_update(process_id)
    statement = selectors.statement_for_act(process, statement_id)
    rules.require_may_correct(process, statement, actor)
    text = rules.require_words(text)
    core.require_nobody_named(process, text)
    # A vote does not wait for the process row: the condition makes a vote that came in between win.
    untouched = Statement.objects.filter(pk=statement.pk, agrees=0, disagrees=0, passes=0)
    if not untouched.update(text=text):
        raise Closed("knowledge.built_upon")
    statement.text = text
    statement.plain_flags.all().delete()
    record.append(
        "knowledge.statement.corrected",
        space=process.public_id,
        obj=statement.public_id,
        at=now,
        commits={"text": text},
    )
    return statement


@act("knowledge.statement.withdrawn")
def withdraw_statement(*, process_id: int, actor: Actor, statement_id: int, now: datetime) -> Statement:
    """The author takes the words back, at any stage and without a reason; they leave the open pages at once.

    A right that had to wait for a stage, or for a pause to end, would not be one (op-ed, P4). The record
    keeps only that it happened.
    """
    process = table.process_for_update(process_id)
    statement = selectors.statement_for_act(process, statement_id)
    rules.require_may_withdraw(statement, actor)
    statement.state = StatementState.WITHDRAWN
    statement.save(update_fields=["state"])
    record.append("knowledge.statement.withdrawn", space=process.public_id, obj=statement.public_id, at=now)
    return statement
