"""Typed input for comments and moderation."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskab.ground.dialogue.models import AppealOutcome, Outcome
from samskab.ground.dialogue.models.cases import WHY_CHARS
from samskab.ground.dialogue.models.threads import NICKNAME_CHARS
from samskab.ground.parties.models import Party
from samskab.kit.forms import LineField, WordsField
from samskab.kit.words import choices


class CommentForm(forms.Form):
    """Words, and who says them. A nickname is asked for only where there is no other name."""

    text = WordsField(rows=4, label=_("Hvad vil du sige?"))
    name = LineField(
        most=NICKNAME_CHARS,
        required=False,
        label=_("Kaldenavn"),
        help_text=_("Frivilligt. Ikke dit rigtige navn. Husets navn står ved siden af."),
    )
    party = forms.ChoiceField(required=False, label=_("Hvem skriver du som?"))
    sent_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, asks_name: bool = False, parties: tuple[Party, ...] = (), **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {})["sent_key"] = uuid.uuid4()
        super().__init__(*args, **kwargs)
        if not asks_name:
            del self.fields["name"]
        if parties:
            field: forms.ChoiceField = self.fields["party"]  # type: ignore[assignment]  # a field by its name
            field.choices = [("", _("Mig selv")), *((str(one.public_id), one.name) for one in parties)]
        else:
            del self.fields["party"]

    def clean_sent_key(self) -> uuid.UUID:
        key: uuid.UUID | None = self.cleaned_data["sent_key"]
        return key or uuid.uuid4()


class EditForm(forms.Form):
    text = WordsField(rows=4, label=_("Dine ord"))


class NoticeForm(forms.Form):
    """What a notice must say (DSA art. 16); name and mail are the sender's own choice here."""

    rule = forms.ChoiceField(label=_("Hvilken regel er brudt?"), widget=forms.RadioSelect)
    text = WordsField(
        rows=4,
        most=WHY_CHARS,
        label=_("Hvorfor?"),
        help_text=_("Mindst 20 tegn. Det læses kun af moderatorerne."),
    )
    name = LineField(most=120, required=False, label=_("Dit navn"), help_text=_("Frivilligt."))
    email = forms.EmailField(
        required=False,
        label=_("Din mail"),
        help_text=_("Frivilligt. Så skriver vi, når det er afgjort. Ellers følger du det med fire ord."),
    )
    good_faith = forms.BooleanField(
        label=_("Jeg mener, at det, jeg skriver her, er rigtigt og fuldstændigt.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.ChoiceField = self.fields["rule"]  # type: ignore[assignment]  # a field by its name
        field.choices = choices("house_rule")


class DecideForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Hvad bliver afgørelsen?"), widget=forms.RadioSelect)
    rule = forms.ChoiceField(
        required=False,
        label=_("Efter hvilken regel?"),
        help_text=_(
            "Skal vælges, når kommentaren skjules eller slettes. Kritik af kommunen er ikke en grund."
        ),
    )
    reason = WordsField(
        rows=4,
        most=WHY_CHARS,
        label=_("Hvad lægger du vægt på?"),
        help_text=_("Mindst 40 tegn. Den, der skrev kommentaren, læser det. Gentag ikke navne eller numre."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcomes: forms.ChoiceField = self.fields["outcome"]  # type: ignore[assignment]  # a field by its name
        outcomes.choices = [(code, words) for code, words in choices("moderation") if code in Outcome.values]
        rules: forms.ChoiceField = self.fields["rule"]  # type: ignore[assignment]  # a field by its name
        rules.choices = [("", _("Ingen regel er brudt")), *choices("house_rule")]


class AnswerForm(forms.Form):
    answer = WordsField(rows=4, most=WHY_CHARS, label=_("Dit svar"))


class AppealForm(forms.Form):
    text = WordsField(rows=4, most=WHY_CHARS, label=_("Hvorfor er afgørelsen forkert?"))


class JudgeForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Hvad er rigtigt?"), widget=forms.RadioSelect)
    reason = WordsField(rows=4, most=WHY_CHARS, label=_("Hvorfor?"), help_text=_("Mindst 40 tegn."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.ChoiceField = self.fields["outcome"]  # type: ignore[assignment]  # a field by its name
        field.choices = [(code, words) for code, words in choices("appeal") if code in AppealOutcome.values]


class FollowForm(forms.Form):
    code = LineField(
        most=60,
        label=_("De fire ord fra kvitteringen"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
