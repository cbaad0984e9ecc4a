"""Typed input for parties."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskab.ground.parties.models import PartyKind
from samskab.ground.places.models import Area
from samskab.kit.forms import LineField, WordsField
from samskab.kit.words import choices


class PartyForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Hvad er I?"), widget=forms.RadioSelect, initial=PartyKind.INFORMAL_GROUP
    )
    name = LineField(
        most=120,
        label=_("Hvem er I?"),
        help_text=_("Med jeres egne ord. Ikke navne på mennesker. For eksempel: Forældrene i opgang 7."),
    )
    decides_by = LineField(
        most=400,
        required=False,
        label=_("Hvordan bestemmer I?"),
        help_text=_("For eksempel: Vi spørger alle i tråden, og over halvdelen skal sige ja."),
    )
    area = forms.ModelChoiceField(
        queryset=Area.objects.all(), to_field_name="slug", label=_("Hvor hører I til?")
    )
    size_told = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=100_000,
        label=_("Hvor mange er I, cirka?"),
        help_text=_("Frivilligt."),
    )
    cvr = LineField(
        most=8, required=False, label=_("CVR-nummer"), help_text=_("Frivilligt. En gruppe behøver det ikke.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: forms.ChoiceField = self.fields["kind"]  # type: ignore[assignment]  # a field by its name
        kinds.choices = choices("party_kind")


class MandateForm(forms.Form):
    text = WordsField(
        most=400,
        rows=3,
        label=_("Hvad må talspersonerne sige ja til?"),
        help_text=_("For eksempel: 11 af 14 sagde ja på mødet i vaskeriet."),
    )


class InvitationForm(forms.Form):
    code = LineField(most=60, label=_("De fire ord, du har fået"))
