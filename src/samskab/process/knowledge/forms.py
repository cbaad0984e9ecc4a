"""Typed input for what is known. No rule lives here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskab.kit.forms import LineField, WordsField
from samskab.kit.words import choices, short
from samskab.process.core.models import Seat
from samskab.process.framing.models import FramingElement
from samskab.process.knowledge.rules import ROLE_CHARS

# While one writes, the same address is asked what others have said; without JavaScript a button asks it.
LOOK = {
    "hx-trigger": "input changed delay:800ms",
    "hx-include": "closest form",
    "hx-vals": '{"look": "1"}',
    "hx-target": "#similar",
    "hx-select": "#similar > *",
    "hx-swap": "innerHTML",
}


def _of(form: forms.Form, name: str) -> forms.ChoiceField:
    field: forms.ChoiceField = form.fields[name]  # type: ignore[assignment]  # a choice by its name
    return field


class WordsForm(forms.Form):
    """One box, four equal choices, and who one is if one wants to say it."""

    text = WordsField(rows=4, label=_("Hvad ved du?"), help_text=_("Én ting ad gangen. Skriv, som du taler."))
    basis = forms.ChoiceField(label=_("Hvor ved du det fra?"), widget=forms.RadioSelect)
    role = LineField(
        most=ROLE_CHARS,
        required=False,
        label=_("Hvem er du?"),
        help_text=_("For eksempel: Beboer, pårørende, pædagog. Ikke navn og ikke alder."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _of(self, "basis").choices = choices("basis")


class StateForm(WordsForm):
    """As above; a spokesperson says for whom, and anyone may ask a party by name."""

    party = forms.ChoiceField(required=False, label=_("Hvem taler du for?"))
    addressed_to = forms.ChoiceField(required=False, label=_("Vil du have svar fra nogen bestemt?"))

    def __init__(
        self, *args: Any, mine: list[Seat], seats: list[Seat], look_url: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if look_url:
            self.fields["text"].widget.attrs |= LOOK | {"hx-post": look_url}
        named = [(str(seat.party.public_id), seat.party.name) for seat in mine]
        _of(self, "party").choices = [("", _("Mig selv")), *named]
        if not mine:
            del self.fields["party"]
        others = [(str(seat.party.public_id), seat.party.name) for seat in seats]
        _of(self, "addressed_to").choices = [("", _("Nej, hvem som helst må svare")), *others]


class CorrectForm(forms.Form):
    text = WordsField(rows=4, label=_("Dine ord, rettet"))


class ReplyForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Hvad bliver der af det?"), widget=forms.RadioSelect)
    text = WordsField(
        rows=5,
        label=_("Hvorfor?"),
        help_text=_("Mindst 40 tegn. “Tak for input” er ikke et svar. Et nej er et svar: “Nej, fordi …”"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _of(self, "outcome").choices = choices("reply_outcome")


class LaterForm(forms.Form):
    text = WordsField(rows=4, label=_("Hvad er der sket siden?"))


def _element_words(obj: FramingElement) -> str:
    return f"{obj.number}. {obj.text}"


class TraceForm(forms.Form):
    element = forms.ModelChoiceField(
        queryset=FramingElement.objects.none(),
        to_field_name="public_id",
        label=_("Hvilken del af problemforståelsen bygger på ordene?"),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, elements: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: forms.ModelChoiceField[FramingElement] = self.fields["element"]  # type: ignore[assignment]  # by name
        chosen.queryset = elements
        chosen.label_from_instance = _element_words  # type: ignore[method-assign]  # how Django lets one say it


class RatherForm(forms.Form):
    rather = WordsField(rows=4, label=_("Nej, jeg mente …"))


class NobodyCameForm(forms.Form):
    basis = forms.ChoiceField(label=_("Hvilken viden mangler?"), widget=forms.RadioSelect)
    asked = WordsField(
        rows=4,
        label=_("Hvem spurgte I, hvordan og hvornår?"),
        help_text=_("Mindst 40 tegn. Det bliver stående på siden."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _of(self, "basis").choices = choices("basis")


class FilterForm(forms.Form):
    """Which statements to look at; an unknown choice shows all."""

    basis = forms.ChoiceField(required=False, label=_("Viden"))
    party = forms.ChoiceField(required=False, label=_("Part"))
    svar = forms.ChoiceField(
        required=False,
        label=_("Svar"),
        choices=[("", _("Alle")), ("ja", _("Brugt eller besvaret")), ("nej", _("Ikke besvaret endnu"))],
    )

    def __init__(self, *args: Any, parties: list[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, short("basis", code)) for code, _words in choices("basis")]
        _of(self, "basis").choices = [("", _("Al viden")), *kinds]
        named = [(str(public_id), name) for public_id, name in parties]
        _of(self, "party").choices = [("", _("Alle parter")), *named]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"
