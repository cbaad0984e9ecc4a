"""The acts about what is known: look at another's, put right, erase; and what goes by itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from random import Random
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import LoginSession, Participant, User
from samskab.ground.people.personal import end_sessions
from samskab.ground.record import services as record
from samskab.ground.rights import rules, selectors
from samskab.ground.rights.models import Look, Tidying
from samskab.kit import personal
from samskab.kit.acts import act
from samskab.kit.errors import Closed, NotAllowed, Refusal
from samskab.kit.text import optional_text

NAME_CHARS = 80
SAMPLE_SHARE = 0.02


def note_looks(*, actor: Actor, office: str, owner_ids: Collection[int], what: str, now: datetime) -> int:
    """The one gate before somebody is shown what is private about others: it writes who looked, at once.

    Call it in the view, before the page is made. One's own is not a look. Not an act: nothing in the house
    changes, and a page that is then refused was asked for all the same.
    """
    others = {owner for owner in owner_ids if owner != actor.participant_id}
    if not others:
        return 0
    Look.objects.bulk_create(
        Look(owner_id=owner, reader_id=actor.participant_id, office=office, what=what, at=now)
        for owner in sorted(others)
    )
    return len(others)


@act()
def change_name(*, actor: Actor, name: str, now: datetime) -> User:
    """A person's name here is what they say, and they may say otherwise. No public record: it is theirs."""
    person = rules.require_known(actor)
    user = User.objects.filter(participant=person).first()
    if user is None:
        raise NotAllowed("rights.no_account")
    user.name = optional_text(name, field="name", most=NAME_CHARS)
    user.save(update_fields=["name"])
    return user


@act()
def change_email(*, actor: Actor, email: str, kept: str = "", now: datetime) -> User:
    """The address a person comes in by is corrected; the caller has seen a code come back from the new one.

    Every other login ends, and every code that is on its way to the old address: who reads the old letters is
    no longer let in by them (SECURITY 4.4). No public record: it is theirs.
    """
    asked = rules.require_may_change_email(actor)
    user = User.objects.select_for_update().get(pk=asked.pk)
    address = rules.require_free(email, user)
    person = selectors.person_of(Participant.objects.get(user=user))
    end_sessions(person, now, kept=kept)
    LoginSession.objects.filter(participant_id=person.participant_id).exclude(session_key=kept).delete()
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    user.email = address
    user.save(update_fields=["email"])
    return user


@act("rights.person.erased")
def erase_person(*, actor: Actor, participant_id: int, said: str, now: datetime) -> dict[str, int]:
    """Everything that points at a person goes, as the register says; numbers once published stay.

    One line in the record, on the day and with random ids: that somebody was erased, not who, and not which
    words had one author. There is no way back. Returns how many rows each part touched.
    """
    rules.require_own(actor, participant_id)
    rules.require_said_twice(said)
    participant = Participant.objects.select_for_update().filter(pk=participant_id).first()
    if participant is None:
        raise Closed("rights.already_erased")
    person = selectors.person_of(participant)
    told = personal.told()
    for require in told.requires:
        require(person)
    touched: dict[str, int] = {}
    for part in told.for_erasure():
        touched[part.model] = touched.get(part.model, 0) + part.erased(person, now)
    record.append("rights.person.erased", space=uuid4(), obj=uuid4(), at=now, day_only=True)
    return touched


@transaction.atomic
def to_hand_over(person: personal.Person) -> list[Refusal]:
    """What would stop an erasure now: each thing a person hands over first. In one piece: rules may lock."""
    found = []
    for require in personal.told().requires:
        try:
            require(person)
        except Refusal as refusal:
            found.append(refusal)
    return found


@dataclass(frozen=True)
class Swept:
    """How many of one kind went by themselves, or would."""

    sweep: personal.Sweep
    n: int


@transaction.atomic
def tidy(*, now: datetime, dry: bool = False) -> list[Swept]:
    """Let go of what has reached its date. A second run at the same time finds nothing more."""
    return [Swept(sweep, sweep.run(now, dry)) for sweep in personal.told().sweeps]


def tidy_once_a_day(*, now: datetime) -> list[Swept] | None:
    """Tidy unless this day's row is there; of several workers that try at once, one gets to write it.

    None when the day has been tidied already. A run that breaks takes its row back and is tried again.
    """
    try:
        with transaction.atomic():
            row = Tidying.objects.create(day=now.date(), at=now)
            swept = tidy(now=now)
            row.removed = {one.sweep.code: one.n for one in swept if one.n}
            row.save(update_fields=["removed"])
            return swept
    except IntegrityError:
        if Tidying.objects.filter(day=now.date()).exists():
            return None
        raise


@transaction.atomic
def sample_looks(*, month: date, rng: Random, now: datetime) -> list[Look]:
    """Draw at least two in a hundred of a month's looks for somebody to check; the same ones if asked again.

    The month is over first: a look after the draw could otherwise never be drawn.
    """
    if (now.year, now.month) <= (month.year, month.month):
        raise Closed("rights.month_is_not_over")
    looks = list(selectors.looks_in(month).select_for_update(of=("self",)))
    drawn = [look for look in looks if look.sampled_at is not None]
    if not drawn and looks:
        drawn = rng.sample(looks, ceil(len(looks) * SAMPLE_SHARE))
        Look.objects.filter(pk__in=[look.pk for look in drawn]).update(sampled_at=now)
    return sorted(drawn, key=lambda look: look.pk)
