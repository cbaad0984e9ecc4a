"""The acts of the doors: help, undo, open a screen, print and key cards."""

from samskab.process.doors.services.cards import (
    finish_keying,
    key_cards,
    open_batch,
    print_cards,
    settle_cards,
)
from samskab.process.doors.services.kiosks import close_kiosk, open_kiosk, state_at_kiosk
from samskab.process.doors.services.sittings import (
    begin_sitting,
    close_sitting,
    enter_for_another,
    raise_quota,
    undo_assisted,
)

__all__ = [
    "begin_sitting",
    "close_kiosk",
    "close_sitting",
    "enter_for_another",
    "finish_keying",
    "key_cards",
    "open_batch",
    "open_kiosk",
    "print_cards",
    "raise_quota",
    "settle_cards",
    "state_at_kiosk",
    "undo_assisted",
]
