"""From the single case to shared insight: figures about people that give no person away."""

from samskab.methods.disclosure.contributors import Areas, Contributors, DisclosureError
from samskab.methods.disclosure.movement import Movement, movement
from samskab.methods.disclosure.release import (
    K_ORDINARY,
    K_SPECIAL,
    Cell,
    Ledger,
    Release,
    public,
    release,
)

__all__ = [
    "K_ORDINARY",
    "K_SPECIAL",
    "Areas",
    "Cell",
    "Contributors",
    "DisclosureError",
    "Ledger",
    "Movement",
    "Release",
    "movement",
    "public",
    "release",
]
