"""What the parties fill in at the negotiation table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _now_
from django.utils.translation import gettext_lazy as _

from samskab.kit.forms import LineField, RowField, RowsField, WordsField
from samskab.kit.words import choices
from samskab.process.framing.models import StanceCode
from samskab.process.knowledge.models import Statement
from samskab.process.negotiation.models import Interest, Proposal
from samskab.process.negotiation.services.stances import HARM_CHARS
from samskab.process.purpose.models import ValueStatement

SHOWN_CHARS = 110  # enough to recognise one's words in a list on a phone
YES_NO = [("yes", _("Ja, det er løst")), ("no", _("Nej, ikke endnu"))]


def _said(text: str) -> str:
    return Truncator(text).chars(SHOWN_CHARS)


class InterestForm(forms.Form):
    text = WordsField(
        label=_("Hvad har I brug for?"),
        help_text=_("Skriv behovet, ikke løsningen. “At kunne komme hjem om aftenen”, ikke “en bus”."),
        rows=3,
    )


class ProposalForm(forms.Form):
    """The words; then per interest how far it is met; then what it builds on."""

    text = WordsField(label=_("Hvad foreslår I?"), help_text=_("Skriv, så en nabo kan forstå det."), rows=5)

    def __init__(
        self,
        *args: Any,
        interests: Sequence[Interest],
        statements: Sequence[Statement],
        own_party: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.interests = interests
        self.own_party = own_party
        degrees = [("", _("Nævner vi ikke")), *choices("degree")]
        for interest in interests:
            self.fields[self._name(interest)] = forms.ChoiceField(
                label=_("%(party)s: %(need)s") % {"party": interest.party.name, "need": _said(interest.text)},
                choices=degrees,
                required=False,
                initial="meets" if interest.party_id == own_party else "",
            )
        self.fields["builds_on"] = RowsField(
            rows=statements,
            say=lambda statement: _said(statement.text),
            required=False,
            label=_("Hvilke udsagn bygger det på?"),
            help_text=_("Dem, der har sagt det, bliver spurgt, om I har forstået dem rigtigt."),
        )

    @staticmethod
    def _name(interest: Interest) -> str:
        return f"meets_{interest.public_id}"

    def own_needs(self) -> list[forms.BoundField]:
        return [self[self._name(i)] for i in self.interests if i.party_id == self.own_party]

    def others_needs(self) -> list[forms.BoundField]:
        return [self[self._name(i)] for i in self.interests if i.party_id != self.own_party]

    def clean(self) -> dict[str, Any]:
        """`meets` as the act wants it: what is said of a need, and nothing of the others."""
        cleaned = super().clean() or {}
        said = {need.pk: cleaned.get(self._name(need)) for need in self.interests}
        cleaned["meets"] = {pk: degree for pk, degree in said.items() if degree}
        return cleaned


class StanceForm(forms.Form):
    """Four stances; the fields below matter only to some of them, and the page says so."""

    stance = forms.ChoiceField(
        label=_("Hvad siger I til forslaget?"), choices=lambda: choices("stance"), widget=forms.RadioSelect
    )
    reason = WordsField(
        label=_("Hvorfor?"),
        help_text=_("Én linje er nok. Kun støtte kan stå uden grund."),
        required=False,
        rows=3,
    )

    def __init__(
        self,
        *args: Any,
        interests: Sequence[Interest],
        values: Sequence[ValueStatement],
        affected: bool = False,
        supplier: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if supplier:
            self.fields["stance"].choices = [  # type: ignore[attr-defined]  # it is the ChoiceField above
                row for row in choices("stance") if row[0] == StanceCode.STAND_ASIDE
            ]
            return
        self.fields["interest"] = RowField(
            rows=interests,
            say=lambda interest: f"{interest.party.name}: {_said(interest.text)}",
            empty=_("Vælg en interesse"),
            required=False,
            label=_("Indvending: Hvilken interesse går det ud over?"),
        )
        self.fields["value"] = RowField(
            rows=values,
            say=lambda value: f"{value.party.name}: {_said(value.text)}",
            empty=_("Vælg en værdi"),
            required=False,
            label=_("Eller hvilken værdi?"),
        )
        self.fields["harm"] = LineField(
            most=HARM_CHARS, required=False, label=_("Eller hvilken skade? Skriv én linje")
        )
        if affected:
            self.fields["done_to_us"] = forms.BooleanField(
                required=False,
                label=_("Det er noget, der sker med os"),
                help_text=_("Så kan de andre ikke gå videre hen over hovedet på jer."),
            )

    def clean(self) -> dict[str, Any]:
        """Only what a person would want to know before sending; the rule itself is the act's."""
        cleaned = super().clean() or {}
        stance = cleaned.get("stance")
        if stance and stance != StanceCode.SUPPORT and not cleaned.get("reason"):
            self.add_error("reason", _now_("Skriv, hvorfor. Én linje er nok."))
        return cleaned


class JudgeForm(forms.Form):
    degree = forms.ChoiceField(
        label=_("Møder forslaget det, I har brug for?"),
        choices=lambda: choices("degree"),
        widget=forms.RadioSelect,
    )


class AnswerForm(forms.Form):
    def __init__(self, *args: Any, counters: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if counters:
            self.fields["counter"] = RowField(
                rows=counters,
                say=lambda proposal: f"{proposal.party.name}: {_said(proposal.text)}",
                empty=_("Intet modforslag. Vi svarer med ord"),
                required=False,
                label=_("Er der et modforslag, der svarer på indvendingen?"),
            )
        self.fields["text"] = WordsField(
            required=False,
            rows=4,
            label=_("Svar med ord"),
            help_text=_("Mindst 40 tegn, hvis I ikke peger på et modforslag."),
        )


class SettledForm(forms.Form):
    settled = forms.TypedChoiceField(
        label=_("Er jeres indvending løst?"),
        choices=YES_NO,
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )


class OutcomeForm(forms.Form):
    outcome = WordsField(
        label=_("Hvad kom der ud af mæglingen?"), help_text=_("Det bliver offentligt. Ingen navne.")
    )
    settled = forms.TypedChoiceField(
        label=_("Er uenigheden løst?"),
        choices=YES_NO,
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )


class GoOnForm(forms.Form):
    reason = WordsField(
        label=_("Hvorfor går I videre?"),
        help_text=_("Mindst 40 tegn. Indvendingen bliver trykt i aftalen med partens egne ord."),
        rows=4,
    )
