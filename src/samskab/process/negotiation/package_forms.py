"""What the parties fill in when they look at several questions at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now_
from django.utils.translation import gettext_lazy as _

from samskab.kit.forms import LineField, WordsField
from samskab.kit.words import choices
from samskab.process.negotiation.models import WORST, PackageGrade, PackageOption, PackageQuestion
from samskab.process.negotiation.models.packages import (
    BEARER_CHARS,
    HARM_CHARS,
    OPTION_CHARS,
    QUESTION_CHARS,
)
from samskab.process.negotiation.services.packages import HOW_CHARS, Given

LAST_MINUTE = time(23, 59)
GradeFields = tuple[PackageOption, forms.BoundField, forms.BoundField, forms.BoundField]


class QuestionForm(forms.Form):
    text = WordsField(
        most=QUESTION_CHARS,
        rows=2,
        label=_("Hvad skal afgøres?"),
        help_text=_("Ét spørgsmål ad gangen. “Hvornår kører bilen hjem?”, ikke “Skal bilen køre sent?”."),
    )
    today = WordsField(
        most=OPTION_CHARS,
        rows=2,
        label=_("Hvordan er det i dag?"),
        help_text=_("Det er altid et af svarene, så ingen er tvunget til en ændring."),
    )


class OptionForm(forms.Form):
    text = WordsField(
        most=OPTION_CHARS,
        rows=2,
        label=_("Hvordan kan det også afgøres?"),
        help_text=_("Ét svar på spørgsmålet. Det behøver ikke være det, I selv vil helst."),
    )


class StartForm(forms.Form):
    """A last day; the deadline is the end of it, in the municipality's own time."""

    deadline = forms.DateField(
        label=_("Sidste dag at svare"),
        help_text=_("Der skal være mindst 14 dage, og dagen må ikke ligge i en skoleferie."),
        widget=forms.DateInput(),
    )

    def clean_deadline(self) -> datetime:
        day: date = self.cleaned_data["deadline"]
        return timezone.make_aware(datetime.combine(day, LAST_MINUTE))


class SheetForm(forms.Form):
    """A worded grade for every answer; the two lines below a grade matter only to "cannot live with"."""

    def __init__(
        self,
        *args: Any,
        asked: Sequence[tuple[PackageQuestion, list[PackageOption]]],
        own: Mapping[int, PackageGrade],
        how: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for _question, options in asked:
            for option in options:
                self._add(option, own.get(option.pk))
        self.fields["how"] = LineField(
            most=HOW_CHARS,
            initial=how,
            label=_("Hvordan er I nået frem til jeres svar?"),
            help_text=_("Fx “Vi har spurgt alle på mødet”. Det bliver offentligt sammen med svarene."),
        )

    def _add(self, option: PackageOption, before: PackageGrade | None) -> None:
        self.fields[self._name("grade", option)] = forms.TypedChoiceField(
            label=option.text,
            choices=lambda: choices("package_grade"),
            coerce=int,
            widget=forms.RadioSelect,
            initial=before.grade if before else None,
        )
        self.fields[self._name("harm", option)] = LineField(
            most=HARM_CHARS,
            required=False,
            initial=before.harm if before else "",
            label=_("Hvilken skade gør det?"),
        )
        self.fields[self._name("borne_by", option)] = LineField(
            most=BEARER_CHARS,
            required=False,
            initial=before.borne_by if before else "",
            label=_("Hvem går det ud over?"),
        )

    @staticmethod
    def _name(what: str, option: PackageOption) -> str:
        return f"{what}_{option.public_id}"

    def groups(self) -> list[tuple[PackageQuestion, list[GradeFields]]]:
        """The fields question by question, answer by answer."""
        return [
            (
                question,
                [
                    (
                        option,
                        self[self._name("grade", option)],
                        self[self._name("harm", option)],
                        self[self._name("borne_by", option)],
                    )
                    for option in options
                ],
            )
            for question, options in self.asked
        ]

    def clean(self) -> dict[str, Any]:
        """`grades` as the act wants them; a missing harm is said here, before anything is sent."""
        cleaned = super().clean() or {}
        grades: dict[int, Given] = {}
        for _question, options in self.asked:
            for option in options:
                grade = cleaned.get(self._name("grade", option))
                if grade is None:
                    continue
                said = [cleaned.get(self._name(what, option), "") for what in ("harm", "borne_by")]
                if grade == WORST:
                    self._ask_why(option, said)
                grades[option.pk] = Given(grade, *said)
        cleaned["grades"] = grades
        return cleaned

    def _ask_why(self, option: PackageOption, said: Sequence[str]) -> None:
        if not said[0]:
            self.add_error(self._name("harm", option), _now_("Skriv, hvilken skade det gør."))
        if not said[1]:
            self.add_error(self._name("borne_by", option), _now_("Skriv, hvem det går ud over."))
