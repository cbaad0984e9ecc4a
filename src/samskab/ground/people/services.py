"""The acts of people: come in by a code, take it back, hold an office, end a login."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from importlib import import_module

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q

from samskab.ground.people import claiming, codes
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import (
    Attempt,
    Door,
    LoginSession,
    Participant,
    Role,
    RoleGrant,
    User,
    WayIn,
)
from samskab.ground.people.selectors import holds
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Closed, Invalid, NotAllowed, TooMany

TRIES = 10
NEW_CODES = 50  # from one place: forty people at a meeting share its address
TRIES_WITHIN = timedelta(minutes=15)
TRIES_KEPT = timedelta(days=1)
CODE_HOLDS = timedelta(minutes=2)
BROKERS_OF_AUTHORITY = frozenset({WayIn.MITID.value})


@act()
def give_code(*, now: datetime) -> tuple[Participant, str]:
    """A person without e-mail, MitID or name gets a code, shown this once. No public record: it is nobody's
    business.

    Returns the participant and the code in clear; only its keyed hash is stored.
    """
    code = codes.new_code()
    while Participant.objects.filter(code_hash=codes.hash_of(code)).exists():
        code = codes.new_code()
    participant = Participant.objects.create(
        door=Door.CODE, code_hash=codes.hash_of(code), code_given_at=now, since=now
    )
    return participant, code


def let_code_be_seen(*, participant_id: int) -> None:
    """A helper has heard the words: from now on they open nothing but the page where new ones are taken."""
    Participant.objects.filter(pk=participant_id).update(code_seen=True)


def give_first_code(*, participant_id: int, now: datetime) -> str:
    """Words for somebody a helper wrote for, who had none; nothing when they have. The helper sees them."""
    participant = Participant.objects.select_for_update().get(pk=participant_id)
    if participant.code_hash is not None or participant.user_id is not None:
        return ""
    code = codes.new_code()
    while Participant.objects.filter(code_hash=codes.hash_of(code)).exists():
        code = codes.new_code()
    participant.code_hash, participant.code_given_at = codes.hash_of(code), now
    participant.code_seen = True
    participant.save(update_fields=["code_hash", "code_given_at", "code_seen"])
    return code


def _holder_of_code(actor: Actor) -> Participant | None:
    if actor.participant_id is None:
        return None
    return Participant.objects.filter(pk=actor.participant_id, door=Door.CODE).first()


@act()
def replace_code(*, actor: Actor, now: datetime) -> str:
    """A lost or seen code is worth nothing any more; the person keeps all their words under a new one."""
    participant = _holder_of_code(actor)
    if participant is None or participant.code_revoked_at is not None:
        raise NotAllowed("people.no_code_to_replace")
    code = codes.new_code()
    participant.code_hash, participant.code_given_at = codes.hash_of(code), now
    participant.code_seen = False
    participant.save(update_fields=["code_hash", "code_given_at", "code_seen"])
    return code


@act()
def revoke_code(*, actor: Actor, now: datetime) -> Participant:
    """The door is shut for good; the words stay until they are withdrawn."""
    participant = _holder_of_code(actor)
    if participant is None or participant.code_revoked_at is not None:
        raise NotAllowed("people.no_code_to_replace")
    participant.code_revoked_at = now
    participant.save(update_fields=["code_revoked_at"])
    return participant


def note_attempt(*, door: str, address: str, now: datetime, most: int = TRIES) -> Attempt:
    """Ten tries in a quarter of an hour from one place, then wait. Kept outside any act, so a refusal keeps
    it too; in the database, so that several workers count together.
    """
    source = codes.source_of(address, now.date().isoformat())
    Attempt.objects.filter(at__lt=now - TRIES_KEPT).delete()
    if Attempt.objects.filter(door=door, source=source, at__gt=now - TRIES_WITHIN).count() >= most:
        raise TooMany("people.too_many_tries", minutes=int(TRIES_WITHIN.total_seconds() // 60))
    return Attempt.objects.create(door=door, source=source, at=now)


@contextmanager
def a_try(*, door: str, address: str, now: datetime) -> Iterator[None]:
    """A try that stays counted only when it failed: forty people at a meeting come in by one address, and
    whoever guesses is never right.
    """
    attempt = note_attempt(door=door, address=address, now=now)
    yield
    attempt.delete()


def come_in_by_code(*, code: str, address: str, now: datetime) -> Participant:
    """The participant a code stands for. A wrong and a revoked code are answered alike."""
    with a_try(door="code", address=address, now=now):
        if len(codes.plain(code).split()) != codes.WORDS_IN_CODE:
            raise Invalid("people.code_is_four_words")
        return holder_of(code)


def holder_of(code: str) -> Participant:
    """Whose living code this is. Asked only where the tries are counted."""
    participant = Participant.objects.filter(
        code_hash=codes.hash_of(code), code_revoked_at__isnull=True
    ).first()
    if participant is None:
        raise Invalid("people.unknown_code")
    return participant


def require_not_the_helper(participant: Participant, reader_id: int | None) -> None:
    """Words a helper has seen are never used by somebody who helps: not to come in, not to claim."""
    if participant.code_seen and holds(reader_id, Role.HELPER):
        raise NotAllowed("people.helper_does_not_come_in")


def require_account(actor: Actor) -> Participant:
    """Somebody known by an account, who has a place for what was said under a code."""
    found = Participant.objects.filter(pk=actor.participant_id or 0, user__isnull=False).first()
    if found is None:
        raise NotAllowed("people.claim_needs_an_account")
    return found


@act()
def claim_code(*, actor: Actor, code: str, now: datetime) -> claiming.Claimed:
    """All that was said under a paper code becomes the account's, and the code dies in the same moment.

    What the person did twice becomes one: one person, one vote. It is nobody's business but theirs, so the
    record is silent. The caller counts the tries, as at the door itself.
    """
    account = require_account(actor)
    held = Participant.objects.select_for_update().get(pk=holder_of(code).pk)
    if held.user_id is not None:
        raise Invalid("people.unknown_code")
    require_not_the_helper(held, account.pk)
    carried = claiming.carry(held.pk, account.pk)
    claiming.elder(held, account)
    held.delete()
    return carried


@act("people.role.granted")
def grant_role(*, actor: Actor, participant_id: int, role: Role, title: str, now: datetime) -> RoleGrant:
    """The house gives an office by its own command, never by a page. Some offices shut each other out."""
    if not actor.house:
        raise NotAllowed("people.only_the_house")
    participant = Participant.objects.get(pk=participant_id)
    if participant.roles.filter(role=role, until__isnull=True).exists():
        raise Closed("people.role_is_held")
    grant = RoleGrant.objects.create(participant=participant, role=role, title=title[:120], since=now)
    record.append(
        "people.role.granted",
        space=participant.public_id,
        obj=participant.public_id,
        at=now,
        commits={"role": role},
    )
    return grant


@act("people.role.ended")
def end_role(*, actor: Actor, participant_id: int, role: Role, now: datetime) -> RoleGrant:
    """An office ends; that it was held stays in the history."""
    if not actor.house:
        raise NotAllowed("people.only_the_house")
    grant = RoleGrant.objects.filter(participant_id=participant_id, role=role, until__isnull=True).first()
    if grant is None:
        raise Closed("people.role_is_not_held")
    grant.until = now
    grant.save(update_fields=["until"])
    public_id = grant.participant.public_id
    record.append("people.role.ended", space=public_id, obj=public_id, at=now, commits={"role": role})
    return grant


@act()
def found_account(*, actor: Actor, email: str, name: str, now: datetime) -> Participant:
    """The house makes an account for somebody (a demo login, the first coordinator). The person logs in by
    mail.
    """
    if not actor.house:
        raise NotAllowed("people.only_the_house")
    user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(
        email=email, name=name
    )
    # Without this row allauth would ask for a second code after the first. It is verified by the first login.
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True})
    return Participant.objects.get_or_create(user=user, defaults={"door": Door.ACCOUNT, "since": now})[0]


def note_session(
    *, participant_id: int, session_key: str, device: str, way_in: WayIn, now: datetime
) -> LoginSession:
    """Where somebody is logged in, so that they can see it. What has ended is forgotten."""
    dead = ~Q(session_key__in=Session.objects.filter(expire_date__gt=now).values("session_key"))
    old = Q(since__lt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE))
    LoginSession.objects.filter(dead, old | Q(participant_id=participant_id)).delete()
    return LoginSession.objects.create(
        participant_id=participant_id, session_key=session_key, device=device, way_in=way_in, since=now
    )


def _end(sessions: Iterable[LoginSession]) -> int:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    ended = list(sessions)
    for session in ended:
        store(session.session_key).delete()
        session.delete()
    return len(ended)


@act()
def end_session(*, actor: Actor, session_id: int, now: datetime) -> int:
    """One's own login on another machine ends at once. Nobody ends another person's."""
    if actor.participant_id is None:
        raise NotAllowed("people.nobody_known")
    ended = _end(LoginSession.objects.filter(pk=session_id, participant_id=actor.participant_id))
    if not ended:
        raise Closed("people.session_has_ended")
    return ended


@act()
def end_other_sessions(*, actor: Actor, kept: str, now: datetime) -> int:
    """Every login of one's own but the one that asks: for a lost phone, or a library's screen left open."""
    if actor.participant_id is None:
        raise NotAllowed("people.nobody_known")
    return _end(LoginSession.objects.filter(participant_id=actor.participant_id).exclude(session_key=kept))


def mark_verified(*, user: User, broker: str) -> None:
    """An authority has said that this is one living person. Who it is, is not kept."""
    if broker in BROKERS_OF_AUTHORITY:
        Participant.objects.filter(user=user, verified=False).update(verified=True)


@act()
def unlink_broker(*, actor: Actor, broker: str, now: datetime) -> None:
    """Another way in must be left. The mark of the authority goes too: else one MitID could mark many."""
    found = SocialAccount.objects.filter(user__participant=actor.participant_id, provider=broker)
    account = found.select_related("user").first() if actor.participant_id else None
    if account is None:
        raise NotAllowed("people.broker_is_not_linked")
    if not EmailAddress.objects.filter(user=account.user, verified=True).exists():
        raise Closed("people.last_way_in")
    account.delete()
    if broker in BROKERS_OF_AUTHORITY:
        Participant.objects.filter(user=account.user).update(verified=False)


def is_first_use(secret: str, *, now: datetime) -> bool:
    """Whether a code that is right has not been used before while it was. Kept as a hash, for a day at most.

    Noted first and counted after: of two at the same moment neither passes.
    """
    source = codes.source_of(secret, now.date().isoformat())
    Attempt.objects.create(door="factor_used", source=source, at=now)
    return Attempt.objects.filter(door="factor_used", source=source, at__gt=now - CODE_HOLDS).count() == 1
