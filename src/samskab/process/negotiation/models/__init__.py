"""What lies on the negotiation table: needs, proposals and stances; and rounds over several questions."""

from samskab.process.negotiation.models.packages import (
    WORST,
    PackageGrade,
    PackageOption,
    PackageOutcome,
    PackageQuestion,
    PackageRound,
    PackageSheet,
)
from samskab.process.negotiation.models.talks import (
    CarriedDissent,
    Degree,
    Interest,
    InterestMet,
    Mediation,
    ObjectionAnswer,
    Proposal,
    ProposalUse,
    Stance,
)

__all__ = [
    "WORST",
    "CarriedDissent",
    "Degree",
    "Interest",
    "InterestMet",
    "Mediation",
    "ObjectionAnswer",
    "PackageGrade",
    "PackageOption",
    "PackageOutcome",
    "PackageQuestion",
    "PackageRound",
    "PackageSheet",
    "Proposal",
    "ProposalUse",
    "Stance",
]
