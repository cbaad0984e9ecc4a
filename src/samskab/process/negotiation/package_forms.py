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
from samskab.process.negotiation.members import Median
from samskab.process.negotiation.models import (
    WORST,
    MemberGrade,
    PackageGrade,
    PackageOption,
    PackageQuestion,
)
from samskab.process.negotiation.models.packages import (
    BEARER_CHARS,
    HARM_CHARS,
    OPTION_CHARS,
    QUESTION_CHARS,
    TENTHS,
)
from samskab.process.negotiation.package_rules import POINTS_EACH
from samskab.process.negotiation.services.packages import HOW_CHARS, Given

LAST_MINUTE = time(23, 59)
Graded = PackageGrade | MemberGrade | Median
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


class OwnSheetForm(forms.Form):
    """A worded grade for every answer; the two lines below a grade matter only to "cannot live with"."""

    def __init__(
        self,
        *args: Any,
        asked: Sequence[tuple[PackageQuestion, list[PackageOption]]],
        own: Mapping[int, Graded],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for _question, options in asked:
            for option in options:
                self._add(option, own.get(option.pk))

    def _add(self, option: PackageOption, before: Graded | None) -> None:
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


class SheetForm(OwnSheetForm):
    """The party's sheet: points to move, a limit if it has one, and how the party decided."""

    def __init__(
        self,
        *args: Any,
        asked: Sequence[tuple[PackageQuestion, list[PackageOption]]],
        own: Mapping[int, Graded],
        how: str = "",
        points: Mapping[int, int] | None = None,
        floor: int = 0,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, asked=asked, own=own, **kwargs)
        for question, _options in asked:
            self.fields[self._points(question)] = forms.IntegerField(
                label=question.text,
                min_value=1,
                max_value=POINTS_EACH * len(asked),
                required=False,
                initial=(points or {}).get(question.pk, POINTS_EACH),
            )
        self.total = POINTS_EACH * len(asked)
        self.fields["floor"] = forms.TypedChoiceField(
            label=_("Har I en grænse for hele pakken?"),
            help_text=_("Så meget af jeres eget bedste skal I mindst have. De fleste har ingen grænse."),
            choices=[("0", _("Nej, ingen grænse"))]
            + [(str(n), _("Mindst %(n)s af 10") % {"n": n}) for n in range(1, TENTHS + 1)],
            coerce=int,
            required=False,
            empty_value=None,
            initial=floor,
        )
        self.fields["how"] = LineField(
            most=HOW_CHARS,
            initial=how,
            label=_("Hvordan er I nået frem til jeres svar?"),
            help_text=_("Fx “Vi har spurgt alle på mødet”. Det bliver offentligt sammen med svarene."),
        )

    @staticmethod
    def _points(question: PackageQuestion) -> str:
        return f"points_{question.public_id}"

    def points_fields(self) -> list[forms.BoundField]:
        return [self[self._points(question)] for question, _options in self.asked]

    def clean(self) -> dict[str, Any]:
        """`points` as the act wants them; none moved is none sent."""
        cleaned = super().clean()
        given = {question.pk: cleaned.get(self._points(question)) for question, _options in self.asked}
        points = {pk: n for pk, n in given.items() if n is not None}
        cleaned["floor"] = cleaned.get("floor") or 0
        cleaned["points"] = points if set(points.values()) - {POINTS_EACH} else None
        return cleaned
