"""The hash by which anybody can see that two calculations began with the same input."""

from __future__ import annotations

import hashlib
import json


def input_sha256(*parts: object) -> str:
    """SHA-256 of the parts as JSON without spaces, keys sorted.

    Examples
    --------
    >>> input_sha256(1, "a")[:8]
    '20109453'
    """
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
