"""An agreement with an institution takes two people, also when one of them came by a paper code."""

from __future__ import annotations

from samskab.ground.access.models import NetworkAgreement
from samskab.ground.people.claiming import two_stay_two

MERGES = {
    "access.NetworkAgreement.approved_by": two_stay_two(NetworkAgreement, "approved_by", "proposed_by"),
    "access.NetworkAgreement.proposed_by": two_stay_two(NetworkAgreement, "proposed_by", "approved_by"),
}
