"""Rules about people. `require_*` raises a refusal."""

from __future__ import annotations

from django.urls import reverse

from samskab.ground.people.actor import Actor, Proof
from samskab.ground.places.selectors import municipality
from samskab.kit.errors import NotAllowed


def require_second_factor(actor: Actor) -> None:
    """Who holds a key, moderates or administers has come in by two factors (ASVS 6.3.3).

    One stolen mailbox must not open a stage or hide a citizen's words. A demo's one-click login passes in a
    demo, where everything is invented; the database is asked whether it is one, each time.
    """
    if actor.house or actor.proof == Proof.TWO:
        return
    if actor.proof == Proof.DEMO:
        found = municipality()
        if found is not None and found.is_demo:
            return
    raise NotAllowed("people.second_factor_needed", step_url=reverse("people:my_access"))
