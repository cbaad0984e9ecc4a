"""Who acts: a value that travels into every service, so that no act happens by nobody."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Proof(StrEnum):
    """How surely a login is the person's own. The pages say `ONE` until the session shows more."""

    ONE = "one"
    TWO = "two"
    DEMO = "demo"  # one click in a demo; worth nothing elsewhere


@dataclass(frozen=True)
class Actor:
    """A participant, the party spoken for, the way in, and the helper whose hands wrote it.

    `participant_id` is None only for a passer-by who raises a call. `house` marks the house's own commands
    (import, demo
    set-up): it may found what nobody can yet own, and never speaks, votes, signs or opens a stage.
    `network_id` is the institution agreement the request came in by, looked up anew for every request.
    `proof` is set by whoever reads the session (Viewer.actor); nobody else makes actors for pages.
    """

    participant_id: int | None = None
    party_id: int | None = None
    channel: str = "web"
    helper_id: int | None = None
    house: bool = False
    proof: Proof = Proof.TWO
    network_id: int | None = None


@dataclass(frozen=True)
class Network:
    """The institution a request comes from, by its agreement. It says where, never who.

    The one right it gives is to take part in open comments without an account, as "fra <institution>".
    """

    agreement_id: int
    institution: str
