"""What values and purpose ask people for. No rule lives here."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samskab.kit import words
from samskab.kit.forms import WordsField
from samskab.process.purpose.services.drafts import PURPOSE_CHARS


class ValueForm(forms.Form):
    basic = forms.ChoiceField(
        label=_("Hvilken grundværdi hører det til?"),
        choices=words.choices("basic_value"),
        widget=forms.RadioSelect,
    )
    text = WordsField(
        label=_("Hvad skal forløbet være tro mod?"),
        help_text=_("Sig det om det, vi gør sammen her. Fx: Ingen udpeges. Alle kommer som naboer."),
        rows=4,
    )


class BasicValueSkipForm(forms.Form):
    basic = forms.ChoiceField(
        label=_("Hvilken grundværdi springes over?"),
        choices=words.choices("basic_value"),
        widget=forms.RadioSelect,
    )
    reason = WordsField(label=_("Hvorfor?"), help_text=_("Alle kan læse grunden."), rows=4)


class AnswerForm(forms.Form):
    question = forms.ChoiceField(
        label=_("Hvilket spørgsmål?"), choices=words.choices("question"), widget=forms.RadioSelect
    )
    text = WordsField(
        label=_("Jeres svar"), help_text=_("Eller hvorfor I springer spørgsmålet over."), rows=5
    )
    skipped = forms.BooleanField(label=_("Vi springer det over"), required=False)


class PurposeForm(forms.Form):
    text = WordsField(
        label=_("Formålet i én sætning"),
        help_text=_("Hvad skal blive bedre, for hvem, og hvordan kan man se det? Ingen opgaver endnu."),
        most=PURPOSE_CHARS,
        rows=5,
    )
