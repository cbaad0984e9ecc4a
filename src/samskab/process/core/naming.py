"""Addresses people can read aloud."""

from __future__ import annotations

from django.utils.text import slugify

from samskab.process.core.models import Process

_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})
MOST = 44


def free_slug(title: str) -> str:
    """A short address made of the title, with a number behind it when the plain one is taken."""
    stem = slugify(title.translate(_DANISH))[:MOST].strip("-") or "forloeb"
    taken = set(Process.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
