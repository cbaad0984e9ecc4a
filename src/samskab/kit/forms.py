"""Forms turn what came over the wire into typed input for one act. They hold no rule."""

from __future__ import annotations

from typing import Any

from django import forms

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
