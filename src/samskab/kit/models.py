"""What the rooms' rows share: a public name that tells nothing, and limits the database itself keeps."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from samskab.kit.text import CONTRIBUTION_CHARS


class Public(models.Model):
    """A row people can link to and the record can name: a random id, never the database's own number."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


def filled(
    name: str, field: str = "text", most: int = CONTRIBUTION_CHARS, least: int = 1
) -> models.CheckConstraint:
    """The field holds between `least` and `most` characters. `name` is the sentence the constraint
    enforces.
    """
    return models.CheckConstraint(
        condition=Q(**{f"{field}__length__gte": least, f"{field}__length__lte": most}), name=name
    )


def at_most(name: str, field: str, most: int = CONTRIBUTION_CHARS) -> models.CheckConstraint:
    """The field may be empty, but is never longer than `most` characters."""
    return models.CheckConstraint(condition=Q(**{f"{field}__length__lte": most}), name=name)


def one_of(name: str, field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """The field holds one of the codes of a closed list, whichever door wrote it."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)
