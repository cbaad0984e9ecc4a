"""Work and its results are public; what people felt is told as a median of five or more, never row by row."""

from samskab.process.action.models import (
    FollowUp,
    NextStep,
    ReplacementConsent,
    ReplacementFlag,
    ReplacementSignature,
    Result,
    Spread,
    SurveyTally,
    SurveyVoice,
    Task,
)

SEEN_BY_ALL = (
    ReplacementConsent,
    ReplacementSignature,
    Task,
    ReplacementFlag,
    FollowUp,
    Result,
    NextStep,
    Spread,
)
SHOWN_TO_NOBODY = (
    SurveyVoice,
    SurveyTally,
)
