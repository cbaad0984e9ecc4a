"""Who is with a call by a paper code and by an account is with it once."""

from __future__ import annotations

from django.db.models import Q

from samskab.ground.people.claiming import the_accounts_own_stays
from samskab.process.calls.models import CallJoin

MERGES = {
    "calls.CallJoin.participant": the_accounts_own_stays(
        CallJoin, "participant", "call", only=Q(party__isnull=True)
    )
}
