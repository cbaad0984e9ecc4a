"""Ask for the weekly letter, say yes to it, choose what reaches one, and sign off."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from samskab.commons.news import quotas, rules, tokens
from samskab.commons.news.models import (
    How,
    Letter,
    LetterKind,
    Notice,
    NoticeChoice,
    Reader,
    SignOff,
    Subscription,
)
from samskab.commons.news.selectors import choices_of
from samskab.ground.people.actor import Actor
from samskab.ground.people.codes import source_of
from samskab.ground.places.models import Area
from samskab.kit.acts import act
from samskab.kit.errors import Invalid, TooMany
from samskab.process.core.models import Process

LANGUAGES = ("da", "en")


def require_place(area_id: int | None, process_id: int | None) -> None:
    """A letter is about an area, a process, or all of the municipality."""
    both = area_id is not None and process_id is not None
    if both or (area_id is not None and not Area.objects.filter(pk=area_id).exists()):
        raise Invalid("news.unknown_place")
    if process_id is not None and not Process.objects.filter(pk=process_id).exists():
        raise Invalid("news.unknown_place")


def count_caller(*, source: str, now: datetime) -> None:
    """Ten addresses in an hour from one place, then wait. Outside the act, so that a refused try counts."""
    caller = source_of(source, now.date().isoformat())
    if not quotas.take("caller", caller, most=quotas.ASKED_PER_CALLER, now=now):
        raise TooMany("news.too_many_asked", minutes=quotas.MINUTES)


@act()
def ask_newsletter(
    *,
    address: str,
    area_id: int | None,
    about_id: int | None,
    language: str,
    now: datetime,
) -> None:
    """Somebody writes an address. One letter goes to it, and no other until its reader has said yes.

    What happens looks the same from outside whether the address is new, waiting or signed up already; an
    address that has had three letters this hour gets none, and nobody is told.
    """
    require_place(area_id, about_id)
    if not quotas.take("address", address, most=quotas.ASKED_PER_ADDRESS, now=now):
        return
    found = _ensure(address, area_id, about_id, language, now)
    kind = LetterKind.CONFIRM if found.confirmed_at is None else LetterKind.ALREADY
    Letter.objects.create(kind=kind, subscription=found, about=uuid4().hex, queued_at=now, not_before=now)


def _ensure(
    address: str, area_id: int | None, process_id: int | None, language: str, now: datetime
) -> Subscription:
    """The one row of this address and place. Of two who ask at once, one makes it."""
    fresh = Subscription(
        address=address.strip().lower(),
        area_id=area_id,
        process_id=process_id,
        language=language if language in LANGUAGES else LANGUAGES[0],
        asked_at=now,
    )
    Subscription.objects.bulk_create([fresh], ignore_conflicts=True)
    return Subscription.objects.get(address__iexact=address.strip(), area=area_id, process=process_id)


@act()
def confirm_newsletter(*, token: str, now: datetime) -> Subscription:
    """The reader of the address says yes. A link is used once, and is worth nothing after two days."""
    found = (
        Subscription.objects.select_for_update()
        .filter(confirm_hash=tokens.hash_of("confirm", token), confirm_until__gt=now)
        .first()
    )
    if found is None:
        raise Invalid("news.link_is_used")
    found.confirmed_at, found.confirm_hash, found.confirm_until = now, None, None
    found.save(update_fields=["confirmed_at", "confirm_hash", "confirm_until"])
    return found


@act()
def follow_newsletter(
    *, actor: Actor, area_id: int | None, about_id: int | None, language: str, now: datetime
) -> Subscription:
    """Switched on by somebody who has logged in: their address has shown itself to be theirs."""
    person = rules.require_known(actor)
    address = rules.require_address(person)
    require_place(area_id, about_id)
    found = _ensure(address, area_id, about_id, language, now)
    found.participant, found.confirmed_at = person, found.confirmed_at or now
    found.confirm_hash = found.confirm_until = None
    found.save()
    return found


@act()
def unfollow_newsletter(*, actor: Actor, subscription_id: int, now: datetime) -> None:
    """Switched off again; the address is forgotten here."""
    person = rules.require_known(actor)
    ended, _ = Subscription.objects.filter(pk=subscription_id, participant=person).delete()
    if not ended:
        raise Invalid("news.not_your_letter")


@act()
def sign_off(*, token: str, now: datetime) -> bool:
    """No more of these letters: without login, by one press. A token that ends nothing is answered alike.

    It can do nothing else: it reads nothing, changes no address, and is no way in.
    """
    found = SignOff.objects.filter(token_hash=tokens.hash_of("sign_off", token)).first()
    if found is None:
        return False
    if found.subscription_id is not None:
        Subscription.objects.filter(pk=found.subscription_id).delete()
        return True
    chosen = choices_of(found.participant_id or 0)
    weekly = [notice for notice, how in chosen.items() if how == How.WEEKLY]
    ended = weekly if found.kind == LetterKind.WEEKLY else [found.kind]
    for notice in ended:
        NoticeChoice.objects.update_or_create(
            participant=found.participant, notice=notice, defaults={"how": How.NEVER}
        )
    return True


@act()
def choose_notice(*, actor: Actor, notice: str, how: str, language: str, now: datetime) -> NoticeChoice:
    """At once, once a week, or never: each kind of news has its own switch."""
    person = rules.require_known(actor)
    if notice not in Notice.values or how not in How.values:
        raise Invalid("news.unknown_choice")
    Reader.objects.update_or_create(
        participant=person, defaults={"language": language if language in LANGUAGES else LANGUAGES[0]}
    )
    return NoticeChoice.objects.update_or_create(participant=person, notice=notice, defaults={"how": how})[0]


@act()
def mark_read(*, actor: Actor, seen_seq: int, now: datetime) -> Reader:
    """What a person has seen is not shown as new again; it never moves backward."""
    person = rules.require_known(actor)
    reader, _ = Reader.objects.get_or_create(participant=person)
    Reader.objects.filter(pk=reader.pk, seen_seq__lt=seen_seq).update(seen_seq=seen_seq)
    reader.refresh_from_db()
    return reader
