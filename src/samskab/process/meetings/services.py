"""The acts of meetings: book one with its access, count who came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Invalid
from samskab.kit.text import require_text
from samskab.process.core import selectors as core
from samskab.process.meetings import rules
from samskab.process.meetings.models import Access, Meeting

MOST_PEOPLE = 100_000


@act("meetings.meeting.booked")
def book_meeting(
    *,
    process_id: int,
    actor: Actor,
    at: datetime,
    place: str,
    purpose: str,
    access: Sequence[str],
    now: datetime,
) -> Meeting:
    """Any party at the table may call a meeting and says what makes it possible to come: transport,
    interpreter, hour.
    """
    process = core.process_for_update(process_id)
    rules.require_may_meet(process, actor)
    if any(code not in Access.values for code in access):
        raise Invalid("meetings.unknown_choice")
    if at <= now:
        raise Invalid("meetings.in_the_past")
    meeting = Meeting.objects.create(
        process=process,
        at=at,
        place=require_text(place, field="place", most=160),
        purpose=require_text(purpose, field="purpose", most=400),
        booked_at=now,
    )
    for code in dict.fromkeys(access):
        meeting.access.create(code=code)
    record.append("meetings.meeting.booked", space=process.public_id, obj=meeting.public_id, at=now)
    return meeting


@act("meetings.attendance.counted")
def count_attendance(
    *, process_id: int, actor: Actor, meeting_id: int, people: Mapping[int, int], now: datetime
) -> Meeting:
    """After the meeting: how many came from each party, as counts. Who they were is nobody's business.

    A neutral facilitator or a steward counts everybody, a party only its own.
    """
    process = core.process_for_update(process_id)
    rules.require_may_count(process, actor, people)
    meeting = process.meetings.filter(pk=meeting_id).first()
    if meeting is None:
        raise Invalid("meetings.unknown_meeting")
    rules.require_held(meeting, now)
    seated = {seat.party_id: seat.party for seat in core.seats(process)}
    for party_id, count in people.items():
        party = seated.get(party_id)
        most = MOST_PEOPLE if party is None or party.size_told is None else party.size_told
        if party is None or not 0 <= count <= most:
            raise Invalid("meetings.count_cannot_be")
    for party_id, count in people.items():
        if count:
            meeting.attendance.update_or_create(party_id=party_id, defaults={"people": count})
        else:
            meeting.attendance.filter(party_id=party_id).delete()
    record.append("meetings.attendance.counted", space=process.public_id, obj=meeting.public_id, at=now)
    return meeting
