"""The demo says where it stands."""

from samskab.demo.models import (
    DemoClock,
    DemoCourse,
)

SEEN_BY_ALL = (
    DemoClock,
    DemoCourse,
)
