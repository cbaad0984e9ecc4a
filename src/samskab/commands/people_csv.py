"""Lists of people in CSV, and what is wrong with one, said with file and line."""

from __future__ import annotations

import hashlib

from samskab.commands.files import InputError, read_text
from samskab.methods.sheet import SheetError

WORDS = {
    "empty": "the file is empty",
    "not_csv": "not CSV: {why}",
    "column_twice": "column '{column}' stands twice",
    "wrong_number_of_cells": "{cells} cells, the header has {columns}",
    "no_column": "no column '{column}' (the file has: {have})",
    "no_id": "no id",
    "id_twice": "id '{id}' stands already in line {first}",
    "no_value": "no value for '{feature}'",
    "no_such_feature": "the pool has no column '{feature}'",
    "not_whole_numbers": "min and max are whole numbers, not '{low}', '{high}'",
    "minimum_above_maximum": "0 <= min <= max does not hold for {low}, {high}",
    "quota_twice": "'{feature}' = '{value}' has a quota already",
    "not_a_table": "a table number is 1 or more, not '{number}'",
}


def read_csv(file: str) -> tuple[str, dict[str, str]]:
    """The text, and where it is for whoever recounts."""
    text = read_text(file)
    return text, {"file": file, "sha256": hashlib.sha256(text.encode()).hexdigest()}


def blame(file: str, error: SheetError) -> InputError:
    """The complaint in words, with its place."""
    return InputError(file, error.line, WORDS[error.code].format(**error.params))
