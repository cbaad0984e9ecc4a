"""Meetings are open, and how many came is a number."""

from samskab.process.meetings.models import (
    Attendance,
    Meeting,
    MeetingAccess,
)

SEEN_BY_ALL = (
    Meeting,
    MeetingAccess,
    Attendance,
)
