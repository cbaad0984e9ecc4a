"""The municipality and its areas are there for everybody."""

from samskab.ground.places.models import (
    Area,
    AreaIndicator,
    Municipality,
    SchoolHoliday,
)

SEEN_BY_ALL = (
    Municipality,
    Area,
    AreaIndicator,
    SchoolHoliday,
)
