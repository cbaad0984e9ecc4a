"""Who acts: a value that travels into every service, so that no act happens by nobody."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """A participant, the party spoken for, the way in, and the helper whose hands wrote it.

    `participant_id` is None only for a passer-by who raises a call. `house` marks the house's own commands
    (import, demo
    set-up): it may found what nobody can yet own, and never speaks, votes, signs or opens a stage.
    """

    participant_id: int | None = None
    party_id: int | None = None
    channel: str = "web"
    helper_id: int | None = None
    house: bool = False
