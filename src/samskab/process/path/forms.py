"""Typed input for opening a process, turning a key and answering a trace."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskab.ground.parties.models import Party
from samskab.ground.places.models import Area
from samskab.kit.forms import LineField, WordsField
from samskab.kit.words import choices
from samskab.process.calls.models import Call
from samskab.process.core.services import OpeningAnswers

YES_NO = [("no", _("Nej")), ("yes", _("Ja"))]


class OpenForm(forms.Form):
    """The opening checklist (G0) and the question. Whether the solution is chosen is asked first."""

    party = forms.ModelChoiceField(
        queryset=Party.objects.none(), to_field_name="public_id", label=_("Hvem åbner I for?")
    )
    solution_chosen = forms.ChoiceField(
        label=_("Er løsningen valgt?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text=_("Svar ærligt. Svaret er åbent for alle."),
    )
    decision_taken = forms.ChoiceField(
        label=_("Er der allerede truffet en beslutning?"), choices=YES_NO, widget=forms.RadioSelect
    )
    title = LineField(
        label=_("Hvad er spørgsmålet?"),
        help_text=_("Et spørgsmål, ikke en opgave. For eksempel: Hvordan kommer vi hjem, når det er mørkt?"),
    )
    summary = LineField(most=400, required=False, label=_("Kort om det"))
    area = forms.ModelChoiceField(queryset=Area.objects.all(), to_field_name="slug", label=_("Hvor?"))
    can_change = WordsField(rows=3, label=_("Hvad kan ændres?"))
    who_decides = WordsField(rows=3, label=_("Hvem bestemmer til sidst?"))
    saving_is_part = forms.ChoiceField(
        label=_("Er en besparelse en del af det her?"), choices=YES_NO, widget=forms.RadioSelect
    )
    saving = WordsField(
        rows=2, label=_("Hvor meget, og hvor er det oplyst?"), help_text=_("Er svaret nej, så skriv “nej”.")
    )
    money_hours = WordsField(rows=2, label=_("Hvilke penge og timer er der?"))
    outside_affected = WordsField(rows=2, label=_("Hvem rammes uden at være med?"))
    declared_type = forms.ChoiceField(
        label=_("Hvad er det for et forløb?"), widget=forms.RadioSelect, initial="ligevaerdig"
    )
    promised_influence = forms.ChoiceField(
        label=_("Hvad lover I dem, der er med?"), widget=forms.RadioSelect, initial="collaborate"
    )

    def __init__(self, *args: Any, parties: list[Party], call: Call | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if call is not None:
            del self.fields["area"]  # the call has one, and it is not asked for twice
        for name, kind in (("declared_type", "declared_type"), ("promised_influence", "influence_level")):
            field: forms.ChoiceField = self.fields[name]  # type: ignore[assignment]  # a field by its name
            field.choices = choices(kind)
        own: forms.ModelChoiceField[Party] = self.fields["party"]  # type: ignore[assignment]  # a field by its name
        own.queryset = Party.objects.filter(pk__in=[party.pk for party in parties])
        own.label_from_instance = lambda party: party.name  # type: ignore[method-assign,assignment]  # Django's own hook
        if len(parties) == 1:
            self.initial["party"] = parties[0].public_id

    def answers(self) -> OpeningAnswers:
        """The checklist as the act takes it."""
        given = self.cleaned_data
        return OpeningAnswers(
            solution_chosen=given["solution_chosen"] == "yes",
            decision_taken=given["decision_taken"] == "yes",
            can_change=given["can_change"],
            who_decides=given["who_decides"],
            saving_is_part=given["saving_is_part"] == "yes",
            saving=given["saving"],
            money_hours=given["money_hours"],
            outside_affected=given["outside_affected"],
        )


class ReasonForm(forms.Form):
    """Why a stage is reopened."""

    to_stage = forms.CharField(max_length=20, widget=forms.HiddenInput)
    reason = WordsField(
        rows=3, required=False, label=_("Hvorfor går I tilbage?"), help_text=_("Grunden er åben for alle.")
    )


class UnderstoodForm(forms.Form):
    """Blev du forstået rigtigt?"""

    understood = forms.ChoiceField(
        choices=[("yes", _("Ja")), ("no", _("Nej, jeg mente …"))], widget=forms.RadioSelect
    )
    rather = WordsField(rows=3, required=False, label=_("Nej, jeg mente …"))
