"""Who may see and erase what is known about a person: that person, and the house on their word."""

from __future__ import annotations

from samskab.ground.people.actor import Actor
from samskab.kit.errors import Invalid, NotAllowed
from samskab.kit.text import tidy

SAID_TWICE = ("slet mig", "erase me")


def require_known(actor: Actor) -> int:
    """Only somebody who has come in can be shown what is known about them."""
    if actor.participant_id is None:
        raise NotAllowed("rights.nobody_known")
    return actor.participant_id


def require_own(actor: Actor, participant_id: int) -> None:
    """Nobody erases another; the house does it by its own command, for whoever writes or calls."""
    if not actor.house and require_known(actor) != participant_id:
        raise NotAllowed("rights.not_yours")


def require_said_twice(said: str) -> None:
    """It cannot be undone, so it is not done by one click."""
    if " ".join(tidy(said).lower().split()) not in SAID_TWICE:
        raise Invalid("rights.not_said_twice")
