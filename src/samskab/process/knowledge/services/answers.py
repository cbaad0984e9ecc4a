"""Everybody is answered: with an outcome and a reason; and what is missing is said aloud."""

from __future__ import annotations

from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Closed, Invalid
from samskab.kit.text import REASON_CHARS
from samskab.process.core import selectors as table
from samskab.process.knowledge import rules, selectors
from samskab.process.knowledge.models import (
    Basis,
    NobodyCame,
    PlainLanguageFlag,
    Reply,
    ReplyOutcome,
)


@act("knowledge.reply.given")
def reply(
    *, process_id: int, actor: Actor, statement_id: int, outcome: str, text: str, now: datetime
) -> Reply:
    """A public or semi-public party, or the one asked by name, answers with an outcome and a reason of 40
    characters.

    “Tak for input” is not an answer (DOMAIN.md 11, M12). One answer per party; a late one is still taken.
    """
    process = table.process_for_update(process_id)
    statement = selectors.statement_for_act(process, statement_id)
    seat = rules.require_may_reply(process, statement, actor)
    if outcome not in ReplyOutcome.values:
        raise Invalid("core.unknown_choice")
    given = Reply.objects.create(
        statement=statement,
        by=seat.party,
        outcome=outcome,
        text=rules.require_words(text, least=REASON_CHARS),
        at=now,
    )
    record.append(
        "knowledge.reply.given",
        space=process.public_id,
        obj=given.public_id,
        at=now,
        commits={"text": given.text},
    )
    return given


@act("knowledge.reply.added_to")
def add_later(*, process_id: int, actor: Actor, reply_id: int, text: str, now: datetime) -> Reply:
    """The party that answered tells later what came of it, once; its first answer stays as it was."""
    process = table.process_for_update(process_id)
    given = Reply.objects.filter(pk=reply_id, statement__process=process).select_related("statement").first()
    if given is None:
        raise Invalid("core.unknown_choice")
    rules.require_own_reply(process, given, actor)
    given.later_text, given.later_at = rules.require_words(text), now
    given.save(update_fields=["later_text", "later_at"])
    record.append(
        "knowledge.reply.added_to",
        space=process.public_id,
        obj=given.public_id,
        at=now,
        commits={"later_text": given.later_text},
    )
    return given


@act("knowledge.plain_language.asked_for")
def flag_plain_language(
    *, process_id: int, actor: Actor, statement_id: int, now: datetime
) -> PlainLanguageFlag:
    """Anyone known may ask for plainer words, once per statement; asking twice is asking once.

    Jargon is a way to take over (DOMAIN.md 13). Who asked is not shown and not recorded.
    """
    process = table.process_for_update(process_id)
    statement = selectors.statement_for_act(process, statement_id)
    person = rules.require_may_flag(process, statement, actor)
    flag, is_new = PlainLanguageFlag.objects.get_or_create(
        statement=statement, participant_id=person, defaults={"at": now}
    )
    if is_new:
        record.append(
            "knowledge.plain_language.asked_for", space=process.public_id, obj=statement.public_id, at=now
        )
    return flag


@act("knowledge.absence.logged")
def log_nobody_came(*, process_id: int, actor: Actor, basis: str, asked: str, now: datetime) -> NobodyCame:
    """“Vi spurgte. Ingen kom.” A steward says how a missing kind of knowledge was asked for; the log is
    public.

    It opens the gate only when nobody came: where somebody did, their words are the answer (G4).
    """
    process = table.process_for_update(process_id)
    key = rules.require_may_log_absence(process, actor)
    if basis not in Basis.values:
        raise Invalid("core.unknown_choice")
    if basis in selectors.bases_present(process):
        raise Closed("knowledge.somebody_came")
    if process.nobody_came.filter(basis=basis).exists():
        raise Closed("knowledge.absence_is_logged")
    logged = NobodyCame.objects.create(
        process=process,
        basis=basis,
        asked=rules.require_words(asked, field="asked", least=REASON_CHARS),
        by=key.party,
        at=now,
    )
    record.append(
        "knowledge.absence.logged",
        space=process.public_id,
        obj=process.public_id,
        at=now,
        commits={"asked": logged.asked},
    )
    return logged
