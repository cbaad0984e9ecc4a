"""What two people must do is never done by one under two names."""

from __future__ import annotations

from samskab.ground.people.claiming import two_stay_two
from samskab.process.doors.models import CardBatch, Sitting

MERGES = {
    "doors.Sitting.helper": two_stay_two(Sitting, "helper", "participant"),
    "doors.Sitting.participant": two_stay_two(Sitting, "participant", "helper"),
    "doors.CardBatch.first": two_stay_two(CardBatch, "first", "second"),
    "doors.CardBatch.second": two_stay_two(CardBatch, "second", "first"),
}
