"""How far the demo's clock and its courses have come."""

from __future__ import annotations

from django.db import models

from samskab.process.core.models import Process


class DemoClock(models.Model):
    """The demo's clock stands this many days ahead of the wall's."""

    days_ahead = models.PositiveIntegerField(default=0)


class DemoCourse(models.Model):
    """A course of the demo file: the day it began, how far it is played, and what its rows became here.

    `rows` maps the file's names to primary keys, so that a later run finds the rows an earlier one made. It
    is written in the same transaction as the act it tells of.
    """

    slug = models.SlugField(unique=True)
    process = models.OneToOneField(Process, null=True, on_delete=models.CASCADE, related_name="+")
    began_on = models.DateField()
    loaded_to_day = models.IntegerField(default=-1)
    played = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    rows = models.JSONField(default=dict)
