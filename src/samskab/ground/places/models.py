"""Where things happen. Challenges are unequally spread; an area says so with figures that carry source and
date.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samskab.kit.models import Public, filled, one_of


class Municipality(models.Model):
    """The one municipality of this installation."""

    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, blank=True)
    is_demo = models.BooleanField(default=False)
    only_one = models.BooleanField(default=True, editable=False, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(only_one=True), name="municipality_is_the_only_one"),
            filled("municipality_has_a_name", "name", 120),
        ]


class AreaKind(models.TextChoices):
    VILLAGE = "village"
    HOUSING_AREA = "housing_area"
    TOWN_BLOCK = "town_block"
    TOWN = "town"
    COUNTRYSIDE = "countryside"
    WHOLE = "whole_municipality"


class Area(Public):
    """A place people would name themselves. It may lie inside a larger one."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=AreaKind)
    within = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    population = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [one_of("area_kind_is_known", "kind", AreaKind), filled("area_has_a_name", "name", 120)]

    def __str__(self) -> str:
        """What a list of places in a form shows."""
        return self.name


class AreaIndicator(models.Model):
    """One figure about an area. Without source and date it is not a figure; under 50 households it is not
    shown.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="indicators")
    label = models.CharField(max_length=120)
    value = models.CharField(max_length=40)
    source = models.CharField(max_length=200)
    as_of = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "label", "as_of"], name="area_indicator_is_said_once"),
            filled("area_indicator_names_its_source", "source", 200),
        ]


class SchoolHoliday(models.Model):
    """Days in which no deadline for unpaid parties may fall."""

    name = models.CharField(max_length=80)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="school_holiday_ends_after_it_begins"
            )
        ]
