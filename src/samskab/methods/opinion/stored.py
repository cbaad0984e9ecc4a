"""An opinion as a file: it carries what it was counted from, so it can be counted again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from samskab.methods.outcome import Json

from .kept import FORM, counted_again


def rerun(stored: Mapping[str, Json], read: Callable[[Mapping[str, Json]], str]) -> dict[str, Json]:
    """
    Count a stored map again from its input.

    Parameters
    ----------
    stored : mapping
        An outcome with its ``input``.
    read : callable
        Takes ``stored["input"]``, gives its text.

    Returns
    -------
    dict
        The fields of the new count.

    Raises
    ------
    KeyError, ValueError
        When the stored outcome lacks its input, or the input is of another form.
    """
    source = cast("dict[str, Json]", stored["input"])
    if source.get("form") != FORM:
        message = f"unknown form {source.get('form')!r}"
        raise ValueError(message)
    return counted_again(read(source), seed=cast("int", stored["seed"]))
