"""How the keys were turned is public."""

from samskab.process.path.models import (
    StageApproval,
    StageChange,
)

SEEN_BY_ALL = (
    StageChange,
    StageApproval,
)
