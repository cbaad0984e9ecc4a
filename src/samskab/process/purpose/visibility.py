"""Values and purpose are the parties' public words."""

from samskab.process.purpose.models import (
    AdoptedPurpose,
    Purpose,
    PurposeStance,
    QuestionAnswer,
    ValueShare,
    ValueSkip,
    ValueStatement,
)

SEEN_BY_ALL = (
    ValueStatement,
    ValueShare,
    ValueSkip,
    QuestionAnswer,
    Purpose,
    PurposeStance,
    AdoptedPurpose,
)
