"""A plausible call of every act of the house, gathered from its floors."""

from __future__ import annotations

from tests.architecture.plausible_agreement import AGREEMENT
from tests.architecture.plausible_dialogue import DIALOGUE
from tests.architecture.plausible_doors import DOORS
from tests.architecture.plausible_news import NEWS
from tests.architecture.plausible_parts import Plausible
from tests.architecture.plausible_table import GROUND, TABLE
from tests.architecture.plausible_talks import EARLY, TALKS

PLAUSIBLE: dict[str, Plausible] = {
    **GROUND,
    **DIALOGUE,
    **TABLE,
    **EARLY,
    **TALKS,
    **DOORS,
    **AGREEMENT,
    **NEWS,
}
