"""Meetings are the tables'; attendance is a number per party."""

from __future__ import annotations

from samskab.kit.personal import Rest

_WHY = "A place, a time and a number of people per party; nobody is named."
REST = [
    Rest("meetings.Meeting", "id public_id process at place purpose booked_at", _WHY),
    Rest("meetings.MeetingAccess", "id meeting code", _WHY),
    Rest("meetings.Attendance", "id meeting party people", _WHY),
]
