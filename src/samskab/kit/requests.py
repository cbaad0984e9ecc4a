"""What arrives, before anything else looks at it."""

from __future__ import annotations

from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.utils.http import parse_header_parameters


class Utf8Request(WSGIRequest):
    """What is sent is read as what our own pages send, whatever its head says it is.

    Django takes the head's word for it: a form in another alphabet is refused without its words, and an
    address in one that is none (`hex`) falls over before there is a request to answer with a page.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            parsed = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:  # a head that names, in its own words, an alphabet nobody knows
            parsed = ("", {})
        self.content_type, self.content_params = parsed
