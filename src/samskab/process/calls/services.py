"""The acts of calls: raise, join, answer, decline, turn into a process."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from samskab.ground.parties.models import PartyKind
from samskab.ground.people import services as people
from samskab.ground.people.actor import Actor
from samskab.ground.places.models import Area
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Closed, Invalid
from samskab.kit.text import REASON_CHARS, SHORT_CHARS, require_text, tidy
from samskab.process.calls import rules
from samskab.process.calls.models import Call, CallJoin, CallReply, CallState, Channel
from samskab.process.core import rules as core_rules
from samskab.process.core.models import Process
from samskab.process.core.services import OpeningAnswers, open_process

TITLE_WORDS = 9


def title_of(text: str) -> str:
    """The first words of a call, when nobody gave it a title."""
    line = tidy(text).split("\n", 1)[0]
    first = line.split(". ", 1)[0] or line
    words = first.split()
    short = " ".join(words[:TITLE_WORDS]) + ("…" if len(words) > TITLE_WORDS else "")
    return short[: SHORT_CHARS - 1]


@act("calls.call.raised")
def raise_call(
    *, actor: Actor, area_id: int, text: str, title: str, raised_by_kind: str, channel: str, now: datetime
) -> Call:
    """Anyone raises a call, also a passer-by without account or code. No category is asked for (op-ed, P4b).

    The clock for an answer starts at once: 21 days, never ending in a school holiday.
    """
    area = Area.objects.filter(pk=area_id).first()
    if area is None:
        raise Invalid("calls.unknown_area")
    if channel not in Channel.values or (raised_by_kind and raised_by_kind not in PartyKind.values):
        raise Invalid("calls.unknown_choice")
    text = require_text(text, field="text")
    call = Call.objects.create(
        area=area,
        title=require_text(title or title_of(text), field="title", most=SHORT_CHARS),
        text=text,
        raised_by_kind=raised_by_kind,
        participant_id=actor.participant_id,
        party=rules.require_voice(actor) if actor.party_id else None,
        channel=channel,
        raised_at=now,
        answer_due=core_rules.fair_due(now=now, days=core_rules.CALL_DAYS),
    )
    record.append(
        "calls.call.raised", space=call.public_id, obj=call.public_id, at=now, commits={"text": call.text}
    )
    return call


def raise_first_call(*, area_id: int, text: str, address: str, now: datetime) -> tuple[Call, str]:
    """A newcomer's call and the four words that follow it: both or neither, so no code is given to nobody.

    Tries are counted before, so that a refused one counts too.
    """
    people.note_attempt(door="new_code", address=address, now=now, most=people.NEW_CODES)
    with transaction.atomic():
        participant, code = people.give_code(now=now)
        call = raise_call(
            actor=Actor(participant_id=participant.pk),
            area_id=area_id,
            text=text,
            title="",
            raised_by_kind="",
            channel=Channel.WEB,
            now=now,
        )
    return call, code


@act("calls.call.joined")
def join_call(*, actor: Actor, call_id: int, name: str, now: datetime) -> CallJoin:
    """Others are with it, in their own name for themselves; a party when one is spoken for. Once each: a
    crowd is not made of one person with many names.
    """
    core_rules.require_person(actor)
    call = rules.require_call(call_id)
    rules.require_waiting(call)
    party = rules.require_voice(actor) if actor.party_id else None
    name = party.name if party else require_text(name, field="name", most=120)
    same = Q(party=party) if party else Q(party__isnull=True, participant_id=actor.participant_id)
    if call.joins.filter(Q(name=name) | same).exists():
        raise Closed("calls.already_joined")
    join = CallJoin.objects.create(
        call=call, name=name, party=party, participant_id=actor.participant_id, joined_at=now
    )
    if call.state == CallState.OPEN:
        call.state = CallState.JOINED
        call.save(update_fields=["state"])
    record.append("calls.call.joined", space=call.public_id, obj=call.public_id, at=now)
    return join


def _reply(call: Call, actor: Actor, outcome: CallState, text: str, now: datetime) -> CallReply:
    party = rules.require_public_voice(actor)
    reply = CallReply.objects.create(
        call=call,
        by=party,
        outcome=outcome,
        text=require_text(text, field="text", least=REASON_CHARS),
        at=now,
    )
    call.state = outcome
    call.save(update_fields=["state"])
    return reply


@act("calls.call.answered")
def answer_call(*, actor: Actor, call_id: int, text: str, now: datetime) -> CallReply:
    """The public side goes with it: "Vi er gået med og har ikke valgt en løsning." Late is allowed; silence
    is not.
    """
    call = rules.require_call(call_id)
    rules.require_waiting(call)
    reply = _reply(call, actor, CallState.JOINED, text, now)
    record.append(
        "calls.call.answered", space=call.public_id, obj=call.public_id, at=now, commits={"text": reply.text}
    )
    return reply


@act("calls.call.declined")
def decline_call(*, actor: Actor, call_id: int, text: str, now: datetime) -> CallReply:
    """ "Nej, fordi …" - a no carries its reason and stays readable beside the call."""
    call = rules.require_call(call_id)
    rules.require_waiting(call)
    reply = _reply(call, actor, CallState.DECLINED, text, now)
    record.append(
        "calls.call.declined", space=call.public_id, obj=call.public_id, at=now, commits={"text": reply.text}
    )
    return reply


@act("calls.call.became_process")
def open_from_call(
    *,
    actor: Actor,
    call_id: int,
    title: str,
    summary: str = "",
    declared_type: str,
    promised_influence: str,
    answers: OpeningAnswers,
    now: datetime,
) -> Process:
    """A call becomes a process through the same opening checklist as any other (G0)."""
    call = rules.require_call(call_id)
    rules.require_waiting(call)
    process = open_process(
        actor=actor,
        area_id=call.area_id,
        title=title or call.title,
        summary=summary,
        declared_type=declared_type,
        promised_influence=promised_influence,
        answers=answers,
        now=now,
    )
    call.state, call.process = CallState.BECAME_PROCESS, process
    call.save(update_fields=["state", "process"])
    record.append("calls.call.became_process", space=process.public_id, obj=call.public_id, at=now)
    return process
