"""What every template knows: its reader, and whose house this is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from samskab.ground.places.selectors import house


def viewer(request: HttpRequest) -> dict[str, Any]:
    """`viewer`, the municipality's name, its phone, and whether everything here is invented."""
    name, phone, demo = house()
    return {
        "viewer": getattr(request, "viewer", None),
        "place_name": name,
        "contact": settings.CONTACT_TEXT or phone,
        "demo": demo,
    }
