"""What the pattern page shows: every part in every state, with invented content, for eyes and for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samskab.kit import words

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
STAGE_CODES = (
    "called",
    "framing",
    "purpose",
    "knowledge",
    "negotiation",
    "agreement",
    "action",
    "followed_up",
)
LONG = _("Bænken ved gården er væk. Den var der, vi mødtes.\n\nNu går vi hver for sig.")


class PatternForm(forms.Form):
    """One field of every kind the pages use."""

    what = forms.CharField(
        label=_("Hvad drejer det sig om?"),
        help_text=_("Med jeres egne ord."),
        max_length=160,
    )
    story = forms.CharField(
        label=_("Hvad ved I om det?"),
        help_text=_("Det, I selv har oplevet, tæller lige så meget som det, andre har målt."),
        max_length=900,
        widget=forms.Textarea,
    )
    area = forms.ChoiceField(
        label=_("Hvor er det?"),
        choices=[("", _("Vælg et sted")), ("havn", _("Havnekvarteret")), ("eng", _("Engvej"))],
    )
    who = forms.ChoiceField(
        label=_("Hvem er I?"),
        choices=[
            ("association", _("En forening")),
            ("informal_group", _("En gruppe beboere uden forening")),
            ("one", _("Bare mig")),
        ],
        widget=forms.RadioSelect,
    )
    access = forms.MultipleChoiceField(
        label=_("Hvad skal der til, for at I kan komme?"),
        choices=words.choices("access")[:4],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    day = forms.DateField(label=_("Hvornår begyndte det?"), required=False)
    open = forms.BooleanField(
        label=_("Det må stå åbent på siden"),
        help_text=_("Du kan altid trække det tilbage."),
    )

    def clean_what(self) -> str:
        """A fault of our own making, so that a whole sentence is seen in the summary."""
        text: str = self.cleaned_data["what"]
        if "nedskæring" in text:
            raise ValidationError(_("Skriv, hvad I har brug for. Ordet kan I gemme til forhandlingen."))
        return text


def stages(reached: int) -> list[dict[str, object]]:
    """The path as a page shows it: done, now, and locked with the reason."""
    reason = _("åbner, når formålet er aftalt")
    return [
        {
            "code": code,
            "state": "done" if number < reached else "now" if number == reached else "locked",
            "url": "#" if number <= reached else "",
            "reason": reason if code == "action" else "",
        }
        for number, code in enumerate(STAGE_CODES)
    ]


def statements() -> list[dict[str, object]]:
    """The kinds of knowledge beside each other."""
    return [
        {
            "basis": "experience",
            "text": _("Min mor tør ikke gå ud efter klokken fire. Der er mørkt ved skuret."),
            "by": _("Beboer, Engvej"),
            "channel": "paper",
        },
        {
            "basis": "professional",
            "text": _("De, der kommer mindst ud, er dem, vi ser for sent i hjemmeplejen."),
            "by": _("Sosu-assistent"),
            "channel": "meeting",
        },
        {
            "basis": "practice",
            "text": _("Når vi henter folk, kommer der tredive. Når vi ikke gør, kommer der ni."),
            "by": _("Engvejs Venner"),
            "channel": "web",
        },
        {
            "basis": "data",
            "text": _("41 af 120 lamper på stierne har været slukket i over tre uger."),
            "by": _("Vej og Park"),
            "channel": "web",
        },
    ]


def reality() -> list[dict[str, object]]:
    """Six yes/no facts, never a score."""
    return [
        {"state": "yes", "text": _("Borgernes egen problemforståelse kom før beslutningen."), "url": "#"},
        {"state": "yes", "text": _("Formålet kom før opgaverne."), "url": "#"},
        {"state": "no", "text": _("En part, der rammes, har skrevet under."), "url": "#"},
        {"state": "unknown", "text": _("Alle er blevet svaret."), "url": ""},
    ]


def context() -> dict[str, Any]:
    """Everything `kit/patterns.html` needs; the clock stands still, so that two pictures can be compared."""
    wrong = PatternForm(
        {"what": "nedskæring", "story": "x" * 20, "day": "2026-11-01", "access": ["transport"]}
    )
    wrong.is_valid()
    return {
        "now": NOW,
        "form": PatternForm(prefix="tom"),
        "wrong_form": wrong,
        "stages": stages(4),
        "statements": statements(),
        "reality": reality(),
        "text": LONG,
        "soon": NOW + timedelta(days=21),
        "near": NOW + timedelta(days=2),
        "today": NOW,
        "late": NOW - timedelta(days=5),
        "recent": NOW - timedelta(hours=3),
        "earlier": NOW - timedelta(days=40),
        "bars": [
            (_("Beboere uden forening"), 11, _("11 ord ud af 24"), "civic"),
            (_("Foreninger"), 7, _("7 ord"), "civic"),
            (_("Hjemmeplejen og de andre kommunale enheder"), 6, _("6 ord"), "public"),
            (_("Virksomheder"), 0, _("ingen"), ""),
        ],
        "stances": [
            (_("Engvejs Venner"), "support", ""),
            (_("Gruppen fra opgang 4"), "live_with", _("Det er ikke det, vi bad om, men vi kan være her.")),
            (_("Hjemmeplejen"), "object", _("Vi kan ikke love hver torsdag, før vagtplanen er lagt om.")),
            (_("Købmanden"), "", ""),
        ],
        "side_codes": ["civic", "public", "semi_public", "market"],
        "stance_codes": ["support", "live_with", "object", "stand_aside"],
        "channel_codes": ["web", "paper", "phone", "meeting", "visit", "helper", "kiosk"],
        "mark_steps": range(9),
        "crumbs": [(_("Forside"), "/"), (_("Forløb"), "#"), (_("Lys på Engvej"), "")],
        "refusal": {
            "what": _("Opgaver er ikke åbne endnu."),
            "why": _("Formålet er ikke aftalt. I mangler to parters holdning: Hjemmeplejen og Købmanden."),
            "step": _("Se formålet, og spørg de to parter."),
            "step_url": "#",
        },
        "kept": [
            (_("Din tekst"), _("Vi kan godt stå for kaffen om torsdagen, hvis der er nogen, der låser op."))
        ],
    }
