"""Everything the house would write in its log, at DEBUG, as its own settings have it written."""

from __future__ import annotations

import copy
import io
import logging
import logging.config
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


@contextmanager
def everything_logged(formatter: logging.Formatter | None = None) -> Iterator[io.StringIO]:
    """The words while the block runs. Another formatter is for showing that the search for them can fail."""
    log = io.StringIO()
    wanted = copy.deepcopy(settings.LOGGING)
    wanted["handlers"]["stderr"]["stream"] = log
    wanted["root"]["level"] = "DEBUG"
    root = logging.getLogger()
    others, level, disabled = list(root.handlers), root.level, root.manager.disable
    logging.disable(logging.NOTSET)
    logging.config.dictConfig(wanted)
    (own,) = root.handlers
    if formatter is not None:
        own.setFormatter(formatter)
    try:
        yield log
    finally:
        root.handlers[:] = others
        root.setLevel(level)
        logging.disable(disabled)
