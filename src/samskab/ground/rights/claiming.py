"""Looks of somebody whose paper code becomes an account: one's own was never a look."""

from __future__ import annotations

from samskab.ground.people.claiming import Merge
from samskab.ground.rights.models import Look


def _moved(field: str) -> Merge:
    other = "reader" if field == "owner" else "owner"

    def merge(code: int, account: int) -> int:
        own, _ = Look.objects.filter(**{field: code, other: account}).delete()
        Look.objects.filter(**{field: code}).update(**{field: account})
        return own

    return merge


MERGES = {"rights.Look.owner": _moved("owner"), "rights.Look.reader": _moved("reader")}
