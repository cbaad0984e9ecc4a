"""Typed input for tasks and follow-up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskab.ground.places.models import Area
from samskab.kit.forms import LineField, WordsField
from samskab.kit.words import label
from samskab.process.action.models import ReplacementConsent, Task, TaskStatus
from samskab.process.action.selectors import open_flags, unused_moves
from samskab.process.agreement.models import Clause
from samskab.process.core.forms import WordedChoices
from samskab.process.core.models import Process, Seat


class TaskForm(WordedChoices):
    worded = {"earlier_by": "performed_by", "now_by": "performed_by"}

    title = LineField(label=_("Hvad tager I på jer?"))
    earlier_by = forms.ChoiceField(
        label=_("Løste en ansat den før?"), widget=forms.RadioSelect, help_text=_("Hvem gjorde det hidtil?")
    )
    now_by = forms.ChoiceField(label=_("Hvem gør det nu?"), widget=forms.RadioSelect)
    core_statutory = forms.BooleanField(
        required=False,
        label=_("Det er en lovbestemt opgave"),
        help_text=_("Noget, borgere har ret til at få af kommunen."),
    )
    hours_month = forms.DecimalField(
        label=_("Timer om måneden, cirka"),
        min_value=Decimal(0),
        max_value=Decimal(10_000),
        decimal_places=1,
        initial=0,
    )
    clause = forms.ModelChoiceField(
        queryset=Clause.objects.none(), required=False, label=_("Hvilket punkt i aftalen?")
    )
    partners = forms.MultipleChoiceField(
        required=False, label=_("Sammen med"), widget=forms.CheckboxSelectMultiple
    )
    consent = forms.ModelChoiceField(
        queryset=ReplacementConsent.objects.none(),
        required=False,
        label=_("Underskrevet flytning af arbejde"),
    )

    def __init__(
        self, *args: Any, process: Process, party_id: int | None, seats: list[Seat], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        clauses: forms.ModelChoiceField[Clause] = self.fields["clause"]  # type: ignore[assignment]  # a field by its name
        clauses.queryset = Clause.objects.filter(
            agreement__process=process, agreement__superseded_at__isnull=True, dropped_at__isnull=True
        )
        clauses.label_from_instance = lambda clause: f"{clause.number}. {clause.text[:70]}"  # type: ignore[method-assign,assignment]  # Django's own hook
        consents: forms.ModelChoiceField[ReplacementConsent] = self.fields["consent"]  # type: ignore[assignment]  # a field by its name
        consents.queryset = unused_moves(process, party_id)
        consents.label_from_instance = lambda consent: consent.what  # type: ignore[method-assign,assignment]  # Django's own hook
        partners: forms.MultipleChoiceField = self.fields["partners"]  # type: ignore[assignment]  # a field by its name
        partners.choices = [(seat.party_id, seat.party.name) for seat in seats]


class StatusForm(forms.Form):
    status = forms.ChoiceField(label=_("Hvordan går det?"), widget=forms.RadioSelect)
    note = WordsField(rows=2, required=False, label=_("En bemærkning"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.ChoiceField = self.fields["status"]  # type: ignore[assignment]  # a field by its name
        field.choices = [
            (code, label("task_status", code)) for code in TaskStatus.values if code != TaskStatus.FLAGGED
        ]


class TextForm(forms.Form):
    text = WordsField(rows=4, label=_("Skriv det her"))


class ReplacementForm(forms.Form):
    what = LineField(label=_("Hvilket arbejde?"))
    text = WordsField(rows=4, label=_("Hvorfor siger personalesiden ja?"), help_text=_("Mindst 40 tegn."))


class SignForm(TextForm):
    task = forms.ModelChoiceField(
        queryset=Task.objects.none(),
        required=False,
        to_field_name="public_id",
        label=_("Gælder det en opgave, der er markeret?"),
        empty_label=_("Nej, en ny opgave"),
    )

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tasks: forms.ModelChoiceField[Task] = self.fields["task"]  # type: ignore[assignment]  # a field by its name
        tasks.queryset = open_flags(process)
        tasks.label_from_instance = lambda task: task.title  # type: ignore[method-assign,assignment]  # Django's own hook


class ResultForm(WordedChoices):
    worded = {"direction": "result_direction"}

    text = WordsField(rows=3, label=_("Hvad kom der ud af det?"))
    direction = forms.ChoiceField(label=_("Hvordan gik det?"), widget=forms.RadioSelect)
    is_story = forms.BooleanField(required=False, label=_("Det er et menneskes egen historie"))
    approved_by_author = forms.BooleanField(required=False, label=_("Personen har læst det og sagt ja"))


class NextStepForm(forms.Form):
    text = LineField(most=400, label=_("Hvad gør I nu?"))
    due_on = forms.DateField(label=_("Hvornår?"), widget=forms.DateInput(attrs={"type": "date"}))


class SpreadForm(forms.Form):
    text = LineField(most=400, label=_("Hvem bruger det også, eller hvorfor ikke?"))
    area = forms.ModelChoiceField(
        queryset=Area.objects.all(), required=False, to_field_name="slug", label=_("Et andet område")
    )


class SurveyForm(forms.Form):
    felt = forms.TypedChoiceField(
        coerce=int,
        label=_("Fik I den indflydelse, I blev lovet?"),
        choices=[(1, _("1 – slet ikke")), (2, "2"), (3, "3"), (4, "4"), (5, _("5 – fuldt ud"))],
        widget=forms.RadioSelect,
    )
