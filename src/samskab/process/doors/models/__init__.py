"""What the doors keep: one file for each."""

from samskab.process.doors.models.cards import Card, CardBatch, CardKeying, CardSheet
from samskab.process.doors.models.kiosks import Kiosk
from samskab.process.doors.models.sittings import HelperQuota, Sitting, SittingWords

__all__ = [
    "Card",
    "CardBatch",
    "CardKeying",
    "CardSheet",
    "HelperQuota",
    "Kiosk",
    "Sitting",
    "SittingWords",
]
