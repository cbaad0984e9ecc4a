"""The process, its table and its keys are read by everybody: nothing of how it is steered is hidden."""

from samskab.process.core.models import (
    Boundary,
    Challenge,
    EmergencyStop,
    MissingVoice,
    OpeningChecklist,
    OpeningCorrection,
    PartyMotive,
    Process,
    Seat,
    StageRole,
    Steward,
)

SEEN_BY_ALL = (
    Process,
    OpeningChecklist,
    OpeningCorrection,
    Seat,
    Steward,
    PartyMotive,
    StageRole,
    Boundary,
    Challenge,
    MissingVoice,
    EmergencyStop,
)
