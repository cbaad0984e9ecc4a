"""Typed input for calls."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samskab.ground.places.models import Area
from samskab.kit.forms import LineField, WordsField


class CallForm(forms.Form):
    """One field and a place. Nothing else is asked first."""

    text = WordsField(
        rows=4,
        label=_("Hvad drejer det sig om?"),
        help_text=_("Med dine egne ord. Du skal ikke have en løsning."),
    )
    area = forms.ModelChoiceField(
        queryset=Area.objects.all(), to_field_name="slug", label=_("Hvor?"), empty_label=_("Vælg et område")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature
        field: forms.ModelChoiceField[Area] = self.fields["area"]  # type: ignore[assignment]  # a field by its name
        field.label_from_instance = lambda area: area.name  # type: ignore[method-assign,assignment]  # Django's own hook


class JoinForm(forms.Form):
    name = LineField(
        most=120,
        label=_("Hvem er I?"),
        help_text=_("For eksempel: Skolens naturklub. Ikke navne på mennesker."),
    )


class ReplyForm(forms.Form):
    text = WordsField(
        rows=4, label=_("Svar og grund"), help_text=_("Mindst 40 tegn. “Tak for input” er ikke et svar.")
    )
