"""Typed input for the table."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskab.ground.parties.models import Membership
from samskab.kit.forms import LineField, WordsField
from samskab.kit.words import choices


class WordedChoices(forms.Form):
    """A form whose choices get their words from the house's list. `worded` maps a field to its kind."""

    worded: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in self.worded.items():
            field: forms.ChoiceField = self.fields[name]  # type: ignore[assignment]  # a field by its name
            field.choices = choices(kind)


class SeatForm(forms.Form):
    affected = forms.BooleanField(
        required=False, label=_("Vi er berørt"), help_text=_("Det handler om vores hverdag.")
    )
    paid_time = forms.BooleanField(
        required=False,
        label=_("Vi får løn for at være her"),
        help_text=_("Så kan I ikke gøre fristerne kortere for andre."),
    )
    may_supply = forms.BooleanField(
        required=False,
        label=_("Vi kan blive leverandør"),
        help_text=_("Så træder I til side, når problemet og formålet skrives."),
    )


class BoundaryForm(WordedChoices):
    worded = {"kind": "boundary_kind"}

    kind = forms.ChoiceField(label=_("Hvad slags ramme er det?"), widget=forms.RadioSelect)
    text = WordsField(rows=3, label=_("Hvad kan ikke forhandles?"))
    reason = WordsField(rows=3, label=_("Hvorfor?"))
    ground = LineField(
        most=400,
        required=False,
        label=_("Hvor er det skrevet?"),
        help_text=_("Er det en lov, så skriv lovens navn og paragraf."),
    )


class ChallengeForm(forms.Form):
    text = WordsField(
        rows=4,
        label=_("Hvorfor skal rammen stå?"),
        help_text=_("Stil spørgsmålet. Svaret er åbent for alle."),
    )


class ChallengeAnswerForm(WordedChoices):
    worded = {"outcome": "boundary_status"}

    outcome = forms.ChoiceField(label=_("Hvad bliver svaret?"), widget=forms.RadioSelect)
    answer = WordsField(rows=4, label=_("Svar og grund"))
    text_now = WordsField(
        rows=3,
        required=False,
        label=_("Hvad gælder nu?"),
        help_text=_("Skal udfyldes, når rammen er ændret."),
    )


class VoiceForm(forms.Form):
    who = LineField(
        most=160,
        label=_("Hvem mangler?"),
        help_text=_("En gruppe, ikke et navn. For eksempel: Mænd, der bor alene."),
    )
    done = WordsField(
        rows=3,
        required=False,
        label=_("Hvad er gjort ved det?"),
        help_text=_("“Ikke spurgt endnu” er også et svar."),
    )


class DoneForm(forms.Form):
    done = WordsField(rows=3, label=_("Hvad er gjort ved det?"))


class MotiveForm(WordedChoices):
    worded = {"first": "motive", "second": "motive"}

    first = forms.ChoiceField(label=_("Hvorfor er I her? Først og fremmest"), widget=forms.RadioSelect)
    second = forms.ChoiceField(label=_("Dernæst"), widget=forms.RadioSelect)
    text = WordsField(rows=2, required=False, label=_("Med jeres egne ord"))


class RoleForm(WordedChoices):
    worded = {"stage": "stage", "role": "municipal_role"}

    stage = forms.ChoiceField(label=_("På hvilket trin?"))
    role = forms.ChoiceField(label=_("I hvilken rolle taler kommunen?"), widget=forms.RadioSelect)


class StewardForm(forms.Form):
    membership = forms.TypedChoiceField(label=_("Hvem skal have nøglen?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, candidates: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        voices = {str(voice.pk): voice for voice in candidates}
        field: forms.TypedChoiceField = self.fields["membership"]  # type: ignore[assignment]  # a field by its name
        field.choices = [(key, _voice(voice)) for key, voice in voices.items()]
        field.coerce = voices.__getitem__
        field.initial = next(iter(voices), None)


def _voice(voice: Membership) -> str:
    """A spokesperson by party, and by name when the person has an account with one."""
    user = voice.participant.user
    if user is None:
        return f"{voice.party.name} – {_('talsperson med kode')}"
    return f"{voice.party.name} – {user.get_short_name() or _('talsperson uden navn')}"


class ReasonForm(forms.Form):
    reason = WordsField(rows=4, label=_("Hvorfor?"), help_text=_("Mindst 40 tegn. Grunden er åben for alle."))
