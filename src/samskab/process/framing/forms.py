"""What framing asks people for. No rule lives here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskab.kit import words
from samskab.kit.forms import LineField, WordsField
from samskab.process.framing.models import Framing, SharedFraming, SharedSuggestion, StanceCode
from samskab.process.framing.rules import ELEMENTS_MOST
from samskab.process.framing.services import Element

LAST_MINUTE = time(23, 59)
SPARE_ELEMENTS = 3


class DeadlineForm(forms.Form):
    """A last day; the deadline is the end of it, in the municipality's own time."""

    deadline = forms.DateField(
        label=_("Sidste dag at skrive"),
        help_text=_("Der skal være mindst 14 dage, og dagen må ikke ligge i en skoleferie."),
        widget=forms.DateInput(),
    )

    def clean_deadline(self) -> datetime:
        day: date = self.cleaned_data["deadline"]
        return timezone.make_aware(datetime.combine(day, LAST_MINUTE))


class FramingForm(forms.Form):
    text = WordsField(
        label=_("Hvad er problemet, set fra jer?"),
        help_text=_("Skriv, hvad I oplever, og hvem det går ud over. Løsningen kommer senere."),
        rows=7,
    )


class ReasonForm(forms.Form):
    reason = WordsField(label=_("Hvorfor?"), help_text=_("Alle kan læse grunden."), rows=4)


class SuggestionForm(forms.Form):
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    text = WordsField(
        label=_("Hvad skal stå anderledes?"),
        help_text=_("Skriv gerne de ord, der skal ud, og dem, der skal ind."),
    )


class StanceForm(forms.Form):
    """The four stances. A possible supplier is offered one of them."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    stance = forms.ChoiceField(label=_("Hvad mener I?"), widget=forms.RadioSelect)
    reason = WordsField(
        label=_("Hvorfor?"),
        help_text=_("Alt andet end støtte skal have en grund. Alle kan læse den."),
        required=False,
        rows=4,
    )

    def __init__(self, *args: Any, only_aside: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stance"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (code, name)
                for code, name in words.choices("stance")
                if not only_aside or code == StanceCode.STAND_ASIDE
            ]


class SharedForm(forms.Form):
    """The shared text, its elements with the framings they came from, and the suggestions it takes."""

    text = WordsField(
        label=_("Den fælles problemforståelse"),
        help_text=_("Brug parternes egne ord. Skriv ikke en løsning."),
        rows=8,
    )

    def __init__(
        self,
        *args: Any,
        framings: Sequence[Framing],
        suggestions: Sequence[SharedSuggestion],
        former: SharedFraming | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        elements = list(former.elements.all()) if former else []
        self.n_rows = min(ELEMENTS_MOST, max(len(elements), 2) + SPARE_ELEMENTS)
        self._framing_ids = {str(f.public_id): f.pk for f in framings}
        self._suggestion_ids = {str(s.public_id): s.pk for s in suggestions}
        if former:
            self.fields["text"].initial = former.text
        sources = [(str(f.public_id), f.party.name) for f in framings]
        for row in range(self.n_rows):
            element = elements[row] if row < len(elements) else None
            self._add_row(row, sources, element.text if element else "")
            if element:
                chosen = [str(source.public_id) for source in element.sources.all()]
                self.fields[f"from_{row}"].initial = chosen
        self.fields["took"] = forms.MultipleChoiceField(
            label=_("Hvilke forslag har I taget med?"),
            choices=[(str(s.public_id), f"{s.party.name}: {s.text}") for s in suggestions],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )

    def _add_row(self, row: int, sources: list[tuple[str, str]], text: str) -> None:
        self.fields[f"element_{row}"] = LineField(
            label=_("Punkt %(number)s") % {"number": row + 1}, most=300, required=False, initial=text
        )
        self.fields[f"from_{row}"] = forms.MultipleChoiceField(
            label=_("Hvem kom ordene i punkt %(number)s fra?") % {"number": row + 1},
            choices=sources,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )

    def rows(self) -> list[tuple[BoundField, BoundField]]:
        """Each element's text beside its sources."""
        return [(self[f"element_{row}"], self[f"from_{row}"]) for row in range(self.n_rows)]

    def clean(self) -> dict[str, Any]:
        """`elements`: the rows somebody wrote in, as the act wants them; `took`: keys of suggestions."""
        given = super().clean() or {}
        return given | {
            "elements": self._elements(given),
            "took": [self._suggestion_ids[public_id] for public_id in given.get("took", [])],
        }

    def _elements(self, given: dict[str, Any]) -> list[Element]:
        found = []
        for row in range(self.n_rows):
            text, sources = given.get(f"element_{row}", ""), given.get(f"from_{row}", [])
            if text or sources:
                found.append(Element(text, [self._framing_ids[public_id] for public_id in sources]))
        return found
