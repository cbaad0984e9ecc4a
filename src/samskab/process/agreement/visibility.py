"""The agreement is a paper for the wall. The statements it was made of have their own rule."""

from samskab.process.agreement.models import (
    Agreement,
    Clause,
    ClauseCover,
    ClauseSuggestion,
    ClauseThread,
    ClauseUse,
    ClauseWording,
    CouncillorQuestion,
    DecisionRight,
    Dissent,
    PoliticalDecision,
    ProfessionalRequirement,
    Resource,
    RightHolder,
    Signature,
    ThirdPartySignature,
)

SEEN_BY_ALL = (
    ClauseThread,
    Agreement,
    Clause,
    ClauseSuggestion,
    ClauseWording,
    ClauseCover,
    ClauseUse,
    ProfessionalRequirement,
    DecisionRight,
    RightHolder,
    Resource,
    Dissent,
    Signature,
    ThirdPartySignature,
    CouncillorQuestion,
    PoliticalDecision,
)
