"""Typed input for the newsroom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from samskab.commons.news.models import Section
from samskab.commons.news.models.articles import BODY_CHARS, STANDFIRST_CHARS, TITLE_CHARS
from samskab.ground.places.models import Area
from samskab.ground.places.selectors import house
from samskab.kit import words
from samskab.kit.forms import LineField, WordsField
from samskab.process.core.models import Process


class WordsOfArticleForm(forms.Form):
    """What an article says."""

    title = LineField(most=TITLE_CHARS, label=_("Overskrift"))
    standfirst = WordsField(
        most=STANDFIRST_CHARS,
        rows=3,
        label=_("Det korte af det lange"),
        help_text=_("To sætninger, som den, der har travlt, kan nøjes med."),
    )
    body = WordsField(
        most=BODY_CHARS,
        rows=14,
        label=_("Teksten"),
        help_text=_(
            "En linje, der begynder med “## ”, bliver en mellemrubrik. “- ” bliver et punkt. "
            "[ord](https://adresse) bliver et link."
        ),
    )


class ArticleForm(WordsOfArticleForm):
    """A new draft: also where it stands, what it is about, and who answers for it."""

    section = forms.ChoiceField(label=_("Hvor hører den til?"), choices=())
    area = forms.ModelChoiceField(
        queryset=Area.objects.all(), to_field_name="slug", required=False, label=_("Område")
    )
    process = forms.ModelChoiceField(
        queryset=Process.objects.all(), to_field_name="slug", required=False, label=_("Forløb")
    )
    byline = LineField(
        most=120, label=_("Hvem har skrevet den?"), help_text=_("Et hverv, hellere end et navn.")
    )
    publisher = LineField(
        most=120,
        label=_("Ansvarlig udgiver"),
        help_text=_("Den, der svarer for det, der står. Vises på artiklen."),
    )
    field_order = ("section", "title", "standfirst", "body", "area", "process", "byline", "publisher")

    def __init__(self, *args: Any, politician: bool = False, editor: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = [code for code in Section.values if (politician if code == Section.ROOTS else editor)]
        section: forms.ChoiceField = self.fields["section"]  # type: ignore[assignment]  # a field by its name
        section.choices = [(code, words.label("section", code)) for code in allowed]
        process: forms.ModelChoiceField[Process] = self.fields["process"]  # type: ignore[assignment]  # as above
        process.label_from_instance = lambda one: one.title  # type: ignore[method-assign,assignment]  # Django's own hook
        self.fields["publisher"].initial = settings.PUBLISHER or house()[0]


class CorrectionForm(WordsOfArticleForm):
    what = WordsField(
        rows=3,
        label=_("Hvad var forkert, og hvad står der nu?"),
        help_text=_("Det vises øverst på artiklen med datoen."),
    )
    field_order = ("what", "title", "standfirst", "body")


class NoteForm(forms.Form):
    note = WordsField(rows=4, label=_("Hvad mangler, før den kan udgives?"))


class ReasonForm(forms.Form):
    reason = WordsField(rows=4, label=_("Grund"), help_text=_("Mindst 40 tegn. Alle kan læse den."))


class AskReplyForm(forms.Form):
    """Whoever is named writes the reply itself, so that the answer to the wish is yes or no, never how."""

    name = LineField(
        most=120, required=False, label=_("Hvad kalder artiklen dig?"), help_text=_("Det står ved svaret.")
    )
    text = WordsField(rows=6, label=_("Dit svar"), help_text=_("Det trykkes, som du skriver det."))


class PlaceForm(forms.Form):
    """An area, a process, or neither: all of the municipality."""

    area = forms.ModelChoiceField(
        queryset=Area.objects.all(),
        to_field_name="slug",
        required=False,
        label=_("Område"),
        empty_label=_("Hele kommunen"),
    )
    process = forms.ModelChoiceField(
        queryset=Process.objects.all(),
        to_field_name="slug",
        required=False,
        label=_("Eller kun ét forløb"),
        empty_label=_("Alle forløb"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        process: forms.ModelChoiceField[Process] = self.fields["process"]  # type: ignore[assignment]  # a field by its name
        process.label_from_instance = lambda one: one.title  # type: ignore[method-assign,assignment]  # Django's own hook

    def place(self) -> dict[str, int | None]:
        """A process says more than its area: when both are chosen, the process it is."""
        area, process = self.cleaned_data["area"], self.cleaned_data["process"]
        return {
            "area_id": area.pk if area and not process else None,
            "about_id": process.pk if process else None,
        }


class NewsletterForm(PlaceForm):
    address = forms.EmailField(
        max_length=254,
        label=_("Din e-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Vi sender ét brev, hvor du siger ja. Før det sender vi ikke andet."),
    )
    field_order = ("address", "area", "process")
