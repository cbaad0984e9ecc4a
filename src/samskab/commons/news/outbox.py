"""The post: what is to be told is queued once, and what is queued is sent at least once.

Queued: a line of the outbox is unique for (reader, kind, period), and it is written in the same transaction
as the place the record has been told to. So nothing is queued twice and nothing is forgotten.
Sent: a letter is claimed, handed to the mail server, and marked. Killed between the last two, it is tried
again when the claim has run out: at least once, with the same Message-ID. Two senders never hold one letter
at a time: a claim lasts ten minutes, and no run is longer than five.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as MailServer
from django.db import transaction
from django.db.models import F, Q, QuerySet

from samskab.commons.news import concerning, quotas, telling, waiting, weeks
from samskab.commons.news.letters import compose
from samskab.commons.news.models import (
    Cursor,
    How,
    Issue,
    Letter,
    LetterKind,
    Notice,
    NoticeChoice,
    Subscription,
)
from samskab.commons.news.selectors import choices_of
from samskab.ground.access.letters import warn_of_endings
from samskab.ground.people.models import Participant
from samskab.ground.record.selectors import size

CLAIM = timedelta(minutes=10)
LONGEST_RUN = 300.0  # seconds; a run's claims bear the time it began, so it must be over before they run out
MOST_TRIES = 12  # over a day and a half
LONGEST_WAIT = timedelta(hours=8)
BATCH = 100
WEEK = timedelta(days=7)
TO_A_PERSON = (LetterKind.WORDS, LetterKind.TURNS, LetterKind.DEADLINES, LetterKind.STAGES)
Progress = Callable[[str], None]


@dataclass
class Sent:
    """What a run did."""

    queued: int = 0
    sent: int = 0
    nothing_to_say: int = 0
    failed: int = 0


def _silent(_line: str) -> None:
    """Nobody is watching."""


def run(*, now: datetime, progress: Progress = _silent) -> Sent:
    """Queue what is due, then send what is queued."""
    began = monotonic()
    done = Sent(queued=queue(now=now, progress=progress))
    send(now=now, began=began, done=done, progress=progress)
    return done


# -- queue --------------------------------------------------------------------------------------------------


def queue(*, now: datetime, progress: Progress = _silent) -> int:
    """Everything that has fallen due since last time. Two who run at once queue nothing twice."""
    cursor = _cursor()
    before = Letter.objects.count()
    if cursor.told_seq < size():
        _tell_at_once(now)
    week = weeks.week_of(now)
    if weeks.is_time_for_letters(now) and not Issue.objects.filter(week=week).exists():
        progress(f"Week {week}: gathering the letters ...")
        _cut_issue(week, now)
    day = weeks.morning_of(now)
    if day is not None and cursor.looked_on != day:
        progress("Looking at what waits, and at deadlines ...")
        _look_at_turns(now, progress)
        warn_of_endings(now=now)
    return Letter.objects.count() - before


def _cursor() -> Cursor:
    """Where telling stands. The first time it begins here: what lies behind is not told as new."""
    found = Cursor.objects.first()
    if found is None:
        Cursor.objects.bulk_create([Cursor(told_seq=size())], ignore_conflicts=True)
        found = Cursor.objects.get(pk=1)
    return found


@transaction.atomic
def _tell_at_once(now: datetime) -> None:
    """Read the record from where it was told to, and queue a letter to each person its lines are about."""
    cursor = Cursor.objects.select_for_update().get(pk=1)
    from_seq, to_seq = cursor.told_seq, size()
    about = f"{from_seq}:{to_seq}"
    people = concerning.concerned(from_seq, to_seq)
    letters = [_letter(LetterKind.WORDS, one, about, now) for one in sorted(people)]
    if concerning.has_moved(from_seq, to_seq):
        following = NoticeChoice.objects.filter(notice=Notice.STAGES, how=How.AT_ONCE)
        letters += [
            _letter(LetterKind.STAGES, one, about, now)
            for one in following.order_by("pk").values_list("participant_id", flat=True)
        ]
    Letter.objects.bulk_create(letters, batch_size=BATCH, ignore_conflicts=True)
    cursor.told_seq = to_seq
    cursor.save(update_fields=["told_seq"])


@transaction.atomic
def _cut_issue(week: str, now: datetime) -> None:
    """The week's lines of the record, cut once: no line is told in two weeks, and none in no week."""
    Cursor.objects.select_for_update().get(pk=1)
    if Issue.objects.filter(week=week).exists():
        return
    before = Issue.objects.order_by("-to_seq").first()
    from_seq = before.to_seq if before else telling.seq_since(now - WEEK)
    Issue.objects.create(week=week, from_seq=from_seq, to_seq=max(size(), from_seq), cut_at=now)
    readers = Subscription.objects.filter(confirmed_at__isnull=False).order_by("pk")
    letters = [
        Letter(kind=LetterKind.DIGEST, subscription_id=one, about=week, queued_at=now, not_before=now)
        for one in readers.values_list("pk", flat=True)
    ]
    weekly = NoticeChoice.objects.filter(how=How.WEEKLY).values_list("participant_id", flat=True)
    people = waiting.spokespersons() | set(weekly)
    letters += [_letter(LetterKind.WEEKLY, one, week, now) for one in sorted(people)]
    Letter.objects.bulk_create(letters, batch_size=BATCH, ignore_conflicts=True)


def _look_at_turns(now: datetime, progress: Progress) -> None:
    """Once a day: who has a deadline within two days, and who asked to be told at once what waits."""
    people = sorted(waiting.spokespersons())
    letters: list[Letter] = []
    for number, one in enumerate(people, start=1):
        letters += _of_the_day(one, now)
        if number % BATCH == 0:
            progress(f"  {number} of {len(people)} people")
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update().get(pk=1)
        Letter.objects.bulk_create(letters, batch_size=BATCH, ignore_conflicts=True)
        cursor.looked_on = weeks.morning_of(now)
        cursor.save(update_fields=["looked_on"])


def _of_the_day(participant_id: int, now: datetime) -> Iterable[Letter]:
    chosen = choices_of(participant_id)
    if How.AT_ONCE not in (chosen[Notice.TURNS], chosen[Notice.DEADLINES]):
        return
    person = Participant.objects.select_related("user").get(pk=participant_id)
    found = waiting.waits_for(person, now)
    if chosen[Notice.TURNS] == How.AT_ONCE:
        yield from (_letter(LetterKind.TURNS, participant_id, one.key, now) for one in found)
    if chosen[Notice.DEADLINES] == How.AT_ONCE:
        near = (one for one in found if waiting.is_near(one, now))
        yield from (_letter(LetterKind.DEADLINES, participant_id, one.key, now) for one in near)


def _letter(kind: LetterKind, participant_id: int, about: str, now: datetime) -> Letter:
    return Letter(kind=kind, participant_id=participant_id, about=about, queued_at=now, not_before=now)


# -- send ---------------------------------------------------------------------------------------------------


def send(*, now: datetime, began: float, done: Sent, progress: Progress = _silent) -> None:
    """Hand every waiting letter to the mail server, until the run is five minutes old: the next goes on.

    A server that cannot be reached is asked once in a run, and costs no letter one of its tries.
    """
    post = get_connection()
    try:
        while batch := _waiting(now):
            for letter in batch:
                if monotonic() - began > LONGEST_RUN:
                    progress("  five minutes have gone; the next run takes the rest")
                    return
                if not _is_there(post):
                    done.failed += _all_waiting(now).count()
                    progress("  the mail server cannot be reached; the letters wait")
                    return
                if _claimed(letter, now):
                    _send_one(letter, post, now, done)
            progress(f"  {done.sent} sent, {done.failed} to be tried again")
    finally:
        post.close()


def _is_there(post: BaseEmailBackend) -> bool:
    """One connection carries the letters of a run. In a folder each letter has a file of its own."""
    if not isinstance(post, MailServer):
        return True
    try:
        post.open()
    except (smtplib.SMTPException, OSError):
        return False
    return True


def _all_waiting(now: datetime) -> QuerySet[Letter]:
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - CLAIM)
    return Letter.objects.filter(free, done_at__isnull=True, not_before__lte=now)


def _waiting(now: datetime) -> list[Letter]:
    found = _all_waiting(now).select_related(
        "subscription__area", "subscription__process", "participant__user"
    )
    return list(found.order_by("tries", "pk")[:BATCH])  # what failed before stands in nobody's way


def _claimed(letter: Letter, now: datetime) -> bool:
    """Mine alone for ten minutes; of two who reach for it, the database lets one have it."""
    mine = _all_waiting(now).filter(pk=letter.pk)
    return bool(mine.update(claimed_at=now, tries=F("tries") + 1))


def _send_one(letter: Letter, post: BaseEmailBackend, now: datetime, done: Sent) -> None:
    if letter.tries >= MOST_TRIES:  # claimed again and again and never finished
        _finish(letter, now, sent=False)
        done.failed += 1
        return
    if letter.kind in TO_A_PERSON and not _within_the_hour(letter, now):
        _later(letter, weeks.next_hour(now))
        return
    message = compose(letter, now)
    if message is None:
        _finish(letter, now, sent=False)
        done.nothing_to_say += 1
        return
    if _handed_over(message, post):
        _finish(letter, now, sent=True)
        done.sent += 1
    else:
        _later(letter, now + min(timedelta(minutes=2 ** (letter.tries + 1)), LONGEST_WAIT))
        done.failed += 1


def _within_the_hour(letter: Letter, now: datetime) -> bool:
    who = str(letter.participant_id)
    return quotas.take("person", who, most=quotas.TOLD_PER_PERSON, now=now)


def _handed_over(message: EmailMessage, post: BaseEmailBackend) -> bool:
    """Whether the server said yes. A letter that cannot be written down, as to an address with a line break
    in it, goes nowhere and stops nobody.
    """
    message.connection = post
    try:
        return bool(message.send())
    except (smtplib.SMTPException, OSError, ValueError):
        post.close()  # the next letter opens it anew
        return False


def _finish(letter: Letter, now: datetime, *, sent: bool) -> None:
    Letter.objects.filter(pk=letter.pk).update(done_at=now, sent=sent)


def _later(letter: Letter, when: datetime) -> None:
    Letter.objects.filter(pk=letter.pk).update(claimed_at=None, not_before=when)
