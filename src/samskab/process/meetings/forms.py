"""Typed input for meetings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskab.kit.forms import LineField
from samskab.kit.words import choices
from samskab.process.core.models import Seat


class MeetingForm(forms.Form):
    place = LineField(label=_("Hvor mødes I?"))
    at = forms.DateTimeField(
        label=_("Hvornår?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M"],
    )
    purpose = LineField(most=400, label=_("Hvad skal mødet bruges til?"))
    access = forms.MultipleChoiceField(
        required=False, label=_("Hvad gør det muligt at komme?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.MultipleChoiceField = self.fields["access"]  # type: ignore[assignment]  # a field by its name
        field.choices = choices("access")


class AttendanceForm(forms.Form):
    """One number per party at the table."""

    def __init__(self, *args: Any, seats: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.party_of = {f"party_{seat.party_id}": seat.party_id for seat in seats}
        for seat in seats:
            self.fields[f"party_{seat.party_id}"] = forms.IntegerField(
                required=False, min_value=0, max_value=100_000, label=seat.party.name
            )

    def clean(self) -> dict[str, Any]:
        """`people`: the count by party; an empty field counts nobody."""
        given = super().clean() or {}
        return given | {"people": {party: given.get(name) or 0 for name, party in self.party_of.items()}}
