"""What people fill in to write, bring, decide, disagree and sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from samskab.ground.parties.models import Party
from samskab.ground.people.models import RoleGrant
from samskab.kit.act_page import Words
from samskab.kit.forms import LineField, RowField, RowsField, WordsField
from samskab.kit.words import choices
from samskab.process.agreement.models import Clause
from samskab.process.agreement.services.giving import NOTE_CHARS, RESOURCE_CHARS, RIGHT_CHARS
from samskab.process.agreement.services.signing import MANDATE_CHARS, ROLE_CHARS
from samskab.process.knowledge.models import Statement
from samskab.process.negotiation.models import Proposal

SHOWN_CHARS = 110


def _said(text: str) -> str:
    return Truncator(text).chars(SHOWN_CHARS)


def _point(clause: Clause) -> str:
    return f"{clause.number}. {_said(clause.text)}"


class DraftForm(forms.Form):
    title = LineField(label=_("Hvad skal aftalen hedde?"), help_text=_("Fx “Aftale om nøglen til huset”."))


class TermsForm(forms.Form):
    review_on = forms.DateField(label=_("Hvornår gør I status?"), widget=forms.DateInput)
    expires_on = forms.DateField(label=_("Hvornår udløber aftalen?"), widget=forms.DateInput)
    answer_days = forms.IntegerField(
        label=_("Hvor mange dage før udløb skal der svares?"),
        help_text=_("Så mange dage før siger myndigheden, om aftalen fortsætter, og hvorfor. Fx 120."),
        min_value=1,
        max_value=3650,
    )


class ClauseForm(forms.Form):
    """A clause: its words, its heading, whether it gives a right or work, and the duties it covers."""

    text = WordsField(label=_("Hvad står der i punktet?"), rows=4)
    heading = forms.ChoiceField(
        label=_("Hvad handler det om?"),
        choices=lambda: choices("clause_heading"),
        widget=forms.RadioSelect,
    )
    gives = forms.ChoiceField(
        label=_("Hvad gør punktet?"), choices=lambda: choices("clause_gives"), widget=forms.RadioSelect
    )
    covers = forms.MultipleChoiceField(
        label=_("Dækker det en af de fem pligter?"),
        help_text=_("De skal alle stå et sted i aftalen."),
        choices=lambda: choices("clause_covers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    needs_political_decision = forms.BooleanField(label=_("Et udvalg skal beslutte det"), required=False)


class WriteClauseForm(ClauseForm):
    def __init__(
        self, *args: Any, proposals: Sequence[Proposal], statements: Sequence[Statement], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        origin = RowField(
            rows=proposals,
            say=lambda proposal: f"{proposal.party.name}: {_said(proposal.text)}",
            empty=_("Vælg et forslag"),
            label=_("Hvilket forslag kommer det fra?"),
            help_text=_("Alle skal kunne se, hvis ord det er."),
        )
        uses = RowsField(
            rows=statements,
            say=lambda statement: _said(statement.text),
            required=False,
            label=_("Hvilke udsagn lever videre i punktet?"),
            help_text=_("Dem, der har sagt det, bliver spurgt, om de er forstået."),
        )
        self.fields = {"origin": origin, **self.fields, "uses": uses}


class RewriteClauseForm(ClauseForm):
    reason = WordsField(label=_("Hvorfor?"), help_text=_("De gamle ord bliver stående i historien."), rows=2)


class ReasonForm(forms.Form):
    reason = WordsField(label=_("Hvorfor?"), rows=3)


class SuggestionForm(forms.Form):
    text = WordsField(label=_("Sådan burde der stå"), rows=4)
    reason = WordsField(label=_("Hvorfor?"), required=False, rows=2)


class SuggestionAnswerForm(forms.Form):
    taken = forms.TypedChoiceField(
        label=_("Hvad sker der med forslaget?"),
        choices=[("yes", _("Det kommer ind, som det står")), ("no", _("Nej, fordi …"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    answer = WordsField(
        label=_("Svar"), help_text=_("Et nej har mindst 40 tegn grund."), required=False, rows=3
    )


class RequirementForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Hvad kræver faget?"), choices=lambda: choices("requirement"), widget=forms.RadioSelect
    )
    text = WordsField(label=_("Kravet, så alle kan forstå det"), rows=4)
    blocks = forms.BooleanField(
        label=_("Punktet er ulovligt eller farligt"),
        help_text=_("Så skal det skrives om, før nogen kan skrive under. Sig hvorfor, mindst 40 tegn."),
        required=False,
    )


class AnswerForm(forms.Form):
    answer = WordsField(label=_("Svar"), help_text=_("Mindst 40 tegn."), rows=4)


class RightForm(forms.Form):
    what = LineField(
        most=RIGHT_CHARS, label=_("Hvad skal bestemmes?"), help_text=_("Fx “Åbningstider og nøgle”.")
    )

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holders"] = RowsField(
            rows=parties,
            say=lambda party: party.name,
            label=_("Hvem bestemmer det?"),
            help_text=_("De bestemmer lige meget, hver især."),
        )


class ChangeRightForm(RightForm):
    note = LineField(most=NOTE_CHARS, label=_("Hvorfor ændres det?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["what"]


class ResourceForm(forms.Form):
    """What one brings. Kroner are asked of money only; hours are never turned into kroner."""

    kind = forms.ChoiceField(label=_("Hvad bringer I med?"), choices=lambda: choices("resource_kind"))
    text = LineField(most=RESOURCE_CHARS, label=_("Skriv det kort"))
    hours_month = forms.DecimalField(
        label=_("Timer om måneden"), required=False, min_value=0, max_digits=7, decimal_places=1
    )
    most_hours_month = forms.DecimalField(
        label=_("Højst så mange timer om måneden"),
        help_text=_("Et loft. Ingen beder jer om mere. I må gerne holde op."),
        required=False,
        min_value=0,
        max_digits=7,
        decimal_places=1,
    )
    kroner = forms.IntegerField(
        label=_("Kroner"), help_text=_("Kun når det er penge."), required=False, min_value=0
    )
    condition = LineField(
        most=RESOURCE_CHARS,
        label=_("På hvilken betingelse?"),
        help_text=_("Fx “Ikke i december”."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Kroner become øre, the house's unit; an empty number is none."""
        cleaned = super().clean() or {}
        cleaned["amount_ore"] = (cleaned.get("kroner") or 0) * 100
        return cleaned


class DissentForm(forms.Form):
    text = WordsField(
        label=_("Her er vi uenige"),
        help_text=_("Jeres egne ord. De bliver trykt i aftalen og aldrig fjernet."),
        rows=4,
    )
    instead_of_signing = forms.BooleanField(
        label=_("Vi skriver ikke under"),
        help_text=_("Sæt kun kryds, hvis uenigheden står i stedet for jeres underskrift. Mindst 40 tegn."),
        required=False,
    )


class _NamesClauses(forms.Form):
    clauses_label: Words = _("Hvilke punkter gælder det?")
    clauses_hint: Words = ""
    clauses_required = True

    def __init__(self, *args: Any, clauses: Sequence[Clause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clauses"] = RowsField(
            rows=clauses,
            say=_point,
            required=self.clauses_required,
            label=self.clauses_label,
            help_text=self.clauses_hint,
        )


class SignForm(_NamesClauses):
    role = LineField(
        most=ROLE_CHARS, label=_("I hvilken rolle skriver du under?"), help_text=_("Fx formand.")
    )
    mandate = LineField(
        most=MANDATE_CHARS,
        label=_("Hvordan har I besluttet det?"),
        help_text=_("Med jeres egne ord. “11 af 14 sagde ja”. “Bestyrelsesbeslutning”."),
    )
    clauses_label = _("Skriver I kun under på nogle af punkterne?")
    clauses_hint = _("Sæt ingen krydser, hvis I skriver under på det hele.")
    clauses_required = False


class ThirdPartyForm(_NamesClauses):
    role = LineField(most=ROLE_CHARS, label=_("Hvem skriver under?"), help_text=_("En rolle, ikke et navn."))
    note = LineField(most=MANDATE_CHARS, label=_("Bemærkning"), required=False)
    clauses_hint = _("Kun de punkter, de selv er bundet af.")


class QuestionForm(forms.Form):
    to_title = LineField(
        label=_("Hvem spørger I?"), help_text=_("Titlen, fx “Formand for Børne- og skoleudvalget”.")
    )
    text = WordsField(label=_("Hvad vil I vide?"), rows=3)

    def __init__(self, *args: Any, councillors: Sequence[RoleGrant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = {grant.participant_id: grant.title or str(_("Politiker")) for grant in councillors}
        if councillors:
            self.fields["councillor"] = RowField(
                rows=[grant.participant for grant in councillors],
                say=lambda person: titles[person.pk],
                empty=_("Dem, det vedrører"),
                required=False,
                label=_("En bestemt politiker?"),
            )


class CouncillorAnswerForm(_NamesClauses):
    code = forms.ChoiceField(label=_("Svar"), choices=lambda: choices("answer"), widget=forms.RadioSelect)
    answer = WordsField(
        label=_("Med dine egne ord"),
        help_text=_("Mindst 40 tegn. Er det ikke jeres beslutning, så skriv, hvor den ligger."),
        rows=4,
    )
    clauses_required = False
    clauses_label = _("Handler svaret om bestemte punkter?")


class DecisionForm(_NamesClauses):
    committee = LineField(label=_("Hvilket udvalg?"))
    approved = forms.TypedChoiceField(
        label=_("Hvad blev besluttet?"),
        choices=[("yes", _("Godkendt")), ("no", _("Ikke godkendt"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    reason = WordsField(label=_("Begrundelse"), help_text=_("Mindst 40 tegn."), rows=4)
