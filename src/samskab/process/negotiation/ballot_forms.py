"""What is filled in to call a ballot and to vote in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from samskab.kit.forms import RowsField, WordsField
from samskab.kit.words import choices
from samskab.process.negotiation.models import BallotDraft, BallotKind, Proposal
from samskab.process.negotiation.package_forms import StartForm

SHOWN_CHARS = 200


class CallForm(StartForm):
    """Why, and the last day to vote."""

    reason = WordsField(
        label=_("Hvorfor skal der stemmes nu?"),
        help_text=_("Skriv mindst 40 tegn. Går I videre, står det ved uenigheden i aftalen."),
        rows=3,
    )
    field_order: tuple[str, ...] = ("reason", "deadline")


class CallAmongForm(CallForm):
    """Which drafts, too."""

    field_order = ("drafts", "reason", "deadline")

    def __init__(self, *args: Any, proposals: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["drafts"] = RowsField(
            rows=proposals,
            say=lambda row: f"{row.party.name}: {Truncator(row.text).chars(SHOWN_CHARS)}",
            label=_("Hvilke udkast?"),
            help_text=_("To til otte forslag, der ligger på bordet."),
        )
        self.order_fields(self.field_order)


class VoteForm(forms.Form):
    """One answer per draft, in words."""

    def __init__(self, *args: Any, drafts: Sequence[BallotDraft], kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafts = drafts
        words = "ballot_answer" if kind == BallotKind.ADOPT else "draft_word"
        for number, draft in enumerate(drafts, start=1):
            self.fields[self._name(draft)] = forms.TypedChoiceField(
                label=_("Hvad siger du?")
                if kind == BallotKind.ADOPT
                else _("Hvad synes du om udkast %(n)s?") % {"n": number},
                choices=lambda: choices(words),
                coerce=int,
                widget=forms.RadioSelect,
            )

    @staticmethod
    def _name(draft: BallotDraft) -> str:
        return f"mark_{draft.public_id}"

    def groups(self) -> list[tuple[BallotDraft, forms.BoundField]]:
        """The drafts, each with its answers."""
        return [(draft, self[self._name(draft)]) for draft in self.drafts]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named = {draft.pk: cleaned.get(self._name(draft)) for draft in self.drafts}
        cleaned["marks"] = {pk: mark for pk, mark in named.items() if mark is not None}
        return cleaned
