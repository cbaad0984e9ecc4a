"""Who may see and erase what is known about a person: that person, and the house on their word."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.urls import reverse

from samskab.ground.people.actor import Actor, Proof
from samskab.ground.people.models import User
from samskab.kit.errors import Closed, Invalid, NotAllowed
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


def keeps_its_email(actor: Actor) -> bool:
    """A demo's people, so that no page leads there."""
    return actor.proof == Proof.DEMO


def require_may_change_email(actor: Actor) -> User:
    """Whoever has an account, by every lock it has: a phone left on a table must not give the account away.

    A demo's people keep theirs, else the next visitor could not be them.
    """
    user = User.objects.filter(participant=require_known(actor)).first()
    if user is None:
        raise NotAllowed("rights.no_account")
    if keeps_its_email(actor):
        raise NotAllowed("rights.demo_keeps_its_email")
    if actor.proof != Proof.TWO and Authenticator.objects.filter(user=user).exists():
        raise NotAllowed("rights.both_locks_first", step_url=reverse("people:my_access"))
    return user


def require_free(email: str, user: User) -> str:
    """One address, one account, whatever its case. Only who reads the letters that come there is told."""
    address = email.strip().lower()
    others = User.objects.filter(email__iexact=address).exclude(pk=user.pk)
    if others.exists() or EmailAddress.objects.filter(email__iexact=address).exclude(user=user).exists():
        raise Closed("rights.email_is_taken")
    return address
