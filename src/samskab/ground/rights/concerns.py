"""What whoever runs the house should hear about what goes by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from samskab.ground.rights.models import Tidying
from samskab.kit.checks import Concern, Found

TIDIED_WITHIN = timedelta(days=3)


def _not_tidied(now: datetime) -> Found:
    last = Tidying.objects.order_by("-at").first()
    return {} if last is None or now - last.at > TIDIED_WITHIN else None


CONCERNS = (
    Concern(
        "W014",
        _(
            "Der er ikke ryddet op i tre døgn. Så ligger der oplysninger, hvis frist er ude. Kør samskab "
            "tidy, og se, om samskab up kører."
        ),
        _not_tidied,
    ),
)
