"""Who set the problem (measure M2): each element splits one weight over the sides its words came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from samskab.ground.parties.models import Side
from samskab.process.framing.models import FramingElement
from samskab.process.framing.selectors import SPEAKING_ORDER

LEAST_ELEMENTS = 3
LEAST_PARTIES = 2


@dataclass(frozen=True)
class Origin:
    """Shares by side, summing to 1 when there is any source; `enough` says whether they mean anything."""

    share_of: dict[Side, Fraction]
    n_elements: int
    n_parties: int

    @property
    def enough(self) -> bool:
        return self.n_elements >= LEAST_ELEMENTS and self.n_parties >= LEAST_PARTIES


def origin_of(elements: Iterable[FramingElement]) -> Origin:
    """Weight of text is not importance: it says whose words are there, not whose words are best.

    Elements come with their sources and the sources' parties loaded, as `latest_shared` leaves them.
    """
    weight = dict.fromkeys(SPEAKING_ORDER, Fraction(0))
    parties: set[int] = set()
    counted = 0
    for element in elements:
        sources = list(element.sources.all())
        counted += bool(sources)
        for source in sources:
            weight[source.party.side] += Fraction(1, len(sources))
            parties.add(source.party_id)
    share = {side: amount / counted for side, amount in weight.items()} if counted else weight
    return Origin(share, counted, len(parties))
