"""How much one person, one login, one address and one network may send: the one table of the writing acts.

It stops floods, not people: forty who share the address of a meeting can all vote and write at once. What an
act itself limits (comments of a person, tries at a door, letters) stands with that act; all are listed in
docs/reference/limits.md. Reading is never counted, and neither is going away.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from samskab.ground.people.viewer import CODE_SESSION_KEY
from samskab.kit.client_address import address_of, network_of, source_of
from samskab.kit.counts import Count, Counts

MINUTE, HOUR = 60, 3600
ONE, STRANGERS, PLACE, NETWORK = "one", "strangers", "place", "network"
VOTE, WORDS, ANY = "vote", "words", "any"


@dataclass(frozen=True)
class Limit:
    """`most` within `seconds` for one of `whose`, counting these acts."""

    whose: str
    of: str
    most: int
    seconds: int


LIMITS = (
    Limit(ONE, VOTE, 180, MINUTE),  # one a second for as long as one likes, and three when in a hurry
    Limit(ONE, WORDS, 60, MINUTE),
    Limit(ONE, WORDS, 600, HOUR),  # who keys cards for others sends four a minute
    Limit(STRANGERS, ANY, 120, MINUTE),  # of those not known, from one address
    Limit(STRANGERS, ANY, 1_200, HOUR),
    Limit(PLACE, ANY, 3_000, MINUTE),  # an address: a meeting, a library, a hospital
    Limit(NETWORK, ANY, 6_000, MINUTE),  # the /24 or /64 it lies in
)

WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
VOTES = frozenset({"knowledge:cast"})
# Who wants out is never told to wait: letters, logins, one's own words, and everything about oneself.
GOING_AWAY = frozenset(
    {
        "account_logout",
        "agreement:withdraw_resource",
        "dialogue:withdraw",
        "doors:kiosk_stop",
        "doors:undo",
        "doors:wipe",
        "framing:withdraw",
        "knowledge:withdraw",
        "negotiation:withdraw_interest",
        "negotiation:withdraw_proposal",
        "news:sign_off",
        "news:unfollow",
        "path:take_key_back",
        "people:end_other_sessions",
        "people:end_session",
        "people:logout",
        "people:revoke_code",
        "purpose:withdraw_value",
        "rights:erase",
    }
)


@cache
def counts() -> Counts:
    """The house's one counter."""
    key = hashlib.sha256(f"samskab.counts\0{settings.SECRET_KEY}".encode()).digest()
    return Counts(settings.COUNTS_FILE, key)


def wait_for(request: HttpRequest, view_name: str) -> int:
    """How many seconds whoever sends this must wait; 0 when it goes on. Asks the database nothing it is not
    asked anyway: who it is stands in the session every act reads.
    """
    if view_name in GOING_AWAY:
        return 0
    names = _names(request)
    of = VOTE if view_name in VOTES else WORDS
    asked = [
        Count(f"{limit.whose} {limit.of} {limit.seconds} {names[limit.whose]}", _most(limit), limit.seconds)
        for limit in LIMITS
        if limit.whose in names and limit.of in {of, ANY}
    ]
    return counts().take(asked, now=time.time())


def _most(limit: Limit) -> int:
    return limit.most * settings.WRITE_LIMITS_TIMES


def _names(request: HttpRequest) -> dict[str, str]:
    """Whom this counts for. A cookie nobody gave out is no name: it is drawn anew for each try."""
    address = address_of(request)
    place = network_of(address) if address and address.version == 6 else source_of(request)  # noqa: PLR2004 - IPv6
    names = {PLACE: place}
    if address:
        names[NETWORK] = network_of(address)
    session = request.session
    for key in (SESSION_KEY, CODE_SESSION_KEY):
        if (known := session.get(key)) is not None:
            names[ONE] = f"{key} {known}"
            return names
    if session.session_key and not session.is_empty():
        names[ONE] = f"session {session.session_key}"
    names[STRANGERS] = place
    return names
