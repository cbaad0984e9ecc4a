"""Forms turn what came over the wire into typed input for one act. They hold no rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol
from uuid import UUID

from django import forms
from django.utils.functional import Promise

from samskab.kit.text import CONTRIBUTION_CHARS, SHORT_CHARS, tidy


class WordsField(forms.CharField):
    """Free text in a box, tidied on the way in; 900 characters for everyone."""

    def __init__(self, *, most: int = CONTRIBUTION_CHARS, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=most, strip=True, **kwargs)

    def to_python(self, value: Any) -> str:
        return tidy(str(super().to_python(value) or ""))


class LineField(WordsField):
    """Free text on one line."""

    def __init__(self, *, most: int = SHORT_CHARS, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput())
        super().__init__(most=most, **kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class HasPublicId(Protocol):
    pk: Any
    public_id: UUID


class RowField(forms.TypedChoiceField):
    """One of the shown rows. The page names it by its public id; the act gets its key."""

    def __init__(
        self,
        *,
        rows: Iterable[HasPublicId],
        say: Callable[[Any], str],
        empty: str | Promise = "",
        **kwargs: Any,
    ) -> None:
        listed = list(rows)
        keys = {str(row.public_id): row.pk for row in listed}
        choices: list[tuple[str, str | Promise]] = [(str(row.public_id), say(row)) for row in listed]
        if empty:
            choices.insert(0, ("", empty))
        super().__init__(choices=choices, coerce=keys.__getitem__, empty_value=None, **kwargs)


class RowsField(forms.TypedMultipleChoiceField):
    """Any of the shown rows."""

    def __init__(self, *, rows: Iterable[HasPublicId], say: Callable[[Any], str], **kwargs: Any) -> None:
        listed = list(rows)
        keys = {str(row.public_id): row.pk for row in listed}
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(
            choices=[(public_id, say(row)) for public_id, row in zip(keys, listed, strict=True)],
            coerce=keys.__getitem__,
            **kwargs,
        )
