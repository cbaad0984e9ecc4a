"""Nothing here is about a person."""

from __future__ import annotations

from samskab.kit.personal import Rest

_PLACE = "About a place or the house."
REST = [
    Rest("places.Municipality", "id name phone is_demo only_one", "The house's own name and telephone."),
    Rest("places.Area", "id public_id slug name kind within population", _PLACE),
    Rest("places.AreaIndicator", "id area label value source as_of", "Not shown under 50 households."),
    Rest("places.SchoolHoliday", "id name first_day last_day", _PLACE),
]
