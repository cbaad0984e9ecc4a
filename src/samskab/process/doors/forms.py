"""Typed input at the doors. No rule lives here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskab.kit.forms import LineField, WordsField
from samskab.process.doors.rules import MOST_CARDS
from samskab.process.doors.services.kiosks import NICKNAME_CHARS
from samskab.process.doors.services.sittings import CHANNELS
from samskab.process.knowledge.forms import WordsForm
from samskab.process.knowledge.rules import ROLE_CHARS

LANGUAGES = [
    ("da", _("Dansk")),
    ("en", _("Engelsk")),
    ("ar", _("Arabisk")),
    ("so", _("Somali")),
    ("tr", _("Tyrkisk")),
    ("uk", _("Ukrainsk")),
    ("other", _("Et andet sprog")),
]

WHERE_THEY_SIT = {
    "phone": _("I telefonen"),
    "visit": _("Hjemme hos personen eller ved døren"),
    "meeting": _("På et møde"),
    "paper": _("Personen har skrevet det på papir"),
    "helper": _("Et andet sted, ansigt til ansigt"),
}
# As the printed card says it, so that one letter on the keyboard picks it.
ON_THE_CARD = [
    ("experience", _("Erfaring")),
    ("professional", _("Fag")),
    ("practice", _("Praksis")),
    ("data", _("Tal")),
]


def _of(form: forms.Form, name: str) -> forms.ChoiceField:
    field: forms.ChoiceField = form.fields[name]  # type: ignore[assignment]  # a choice by its name
    return field


class BeginForm(forms.Form):
    """With whom a helper sits down."""

    channel = forms.ChoiceField(label=_("Hvordan taler I sammen?"), widget=forms.RadioSelect)
    code = LineField(
        most=60,
        required=False,
        label=_("Personens fire ord"),
        help_text=_("Har personen ingen kode, så lad feltet være tomt. Så får I en, når I slutter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _of(self, "channel").choices = [(code, WHERE_THEY_SIT[code]) for code in CHANNELS]


class HelperForm(WordsForm):
    """What somebody else says."""

    language = forms.ChoiceField(label=_("Hvilket sprog blev det sagt på?"), choices=LANGUAGES)
    original = WordsField(
        rows=3,
        required=False,
        label=_("Ordene på det sprog"),
        help_text=_("Frivilligt. De bliver vist ved siden af."),
    )


class KeyForm(forms.Form):
    """The words that start a screen."""

    code = LineField(
        most=60,
        label=_("Skærmens fire ord"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class KioskForm(WordsForm):
    """Words said at a screen. Nothing asks who one is."""

    nickname = LineField(
        most=NICKNAME_CHARS,
        required=False,
        label=_("Hvad skal vi kalde dig?"),
        help_text=_("Et kaldenavn, for eksempel opgang 7. Ikke dit rigtige navn. Du må lade det være tomt."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["role"]
        self.fields["text"].widget.attrs["autocomplete"] = "off"


class PrintForm(forms.Form):
    n_cards = forms.IntegerField(min_value=1, max_value=MOST_CARDS, initial=20, label=_("Hvor mange kort?"))


class CardRowForm(forms.Form):
    """One card as it is keyed. A row left empty is no card."""

    number = forms.IntegerField(
        min_value=1,
        max_value=999_999,
        label=_("Kort nr."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    basis = forms.ChoiceField(label=_("Viden"))
    text = WordsField(rows=2, label=_("Ordene på kortet"))
    role = LineField(most=ROLE_CHARS, required=False, label=_("Hvem"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("empty_permitted", True)
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        _of(self, "basis").choices = [("", _("Vælg")), *ON_THE_CARD]
        for field in ("text",):
            self.fields[field].widget.attrs["data-no-draft"] = ""


class SettleRowForm(forms.Form):
    """What a card holds, of the two readings or corrected."""

    choice = forms.ChoiceField(label=_("Hvad står der?"), widget=forms.RadioSelect)
    text = WordsField(
        rows=2,
        required=False,
        label=_("Ret ordene, hvis ingen af dem er helt rigtige"),
    )

    def __init__(self, *args: Any, offered: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _of(self, "choice").choices = offered
