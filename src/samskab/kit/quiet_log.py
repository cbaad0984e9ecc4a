"""The last hand on every line of the log: what happened and where, never whose, and no key to a door.

A log is kept, copied and read by people who may not read the house. So tokens and e-mails are masked wherever
they stand, and an error tells its kind and its place in the code, but not the values somebody had sent: a
database names the whole row it refused, and a number that is no number repeats what was written instead.
A formatter, not a filter: it sees the finished line, and changes nothing for who else listens.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from traceback import format_tb

from django.core.exceptions import ValidationError
from django.db import DatabaseError, DataError

MASK = "[...]"
SHORTEST = 32  # letters; no token of the house is shorter
_LONG = re.compile(r"[0-9A-Za-z_-]{32,}")
_MAIL = re.compile(r"[^\s@<>\"'(),;:]{1,64}@[^\s@<>\"'(),;:]{1,255}")
_VALUES = re.compile(r"(DETAIL|CONTEXT|LINE \d{1,6}):.*", re.DOTALL)  # how PostgreSQL tells of a row
_QUOTED = re.compile(r"[:'\"“”«»]")
REPEATS = (ValueError, LookupError, ValidationError, DataError)  # their words are often what somebody wrote
UNREADABLE = "22"  # how the driver's own data errors are numbered


def masked(text: str) -> str:
    """Without tokens, e-mails and the rows of a database. Names of processes and ids with dashes stay."""
    return _VALUES.sub(rf"\1: {MASK}", _MAIL.sub(MASK, _LONG.sub(_token, text)))


def _token(found: re.Match[str]) -> str:
    text = found[0]
    is_name = text == text.lower() and all(len(piece) < SHORTEST for piece in text.split("-"))
    return text if is_name else MASK


def told(error: BaseException, seen: set[int] | None = None) -> Iterator[str]:
    """A traceback, the cause first, with what an error says only as far as it repeats nobody's words."""
    seen = set() if seen is None else seen
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from told(before, seen)
        yield "\nwhich led to\n"
    yield "Traceback (most recent call last):"
    yield from (line.rstrip("\n") for line in format_tb(error.__traceback__))
    yield f"{type(error).__module__}.{type(error).__qualname__}: {_safe_words(error)}"
    for one in getattr(error, "exceptions", ()):
        if id(one) not in seen:
            yield from told(one, seen)


def _safe_words(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 - what cannot be said must not stop the log
        return MASK
    state = getattr(error, "sqlstate", None)
    if isinstance(error, REPEATS) or str(state).startswith(UNREADABLE):
        return _QUOTED.split(text, maxsplit=1)[0]
    if isinstance(error, DatabaseError) or state:  # Django's, and the driver's own
        return masked(text.partition("\n")[0])
    return masked(text)


def _message(record: logging.LogRecord) -> str:
    """Where words and values do not fit together, logging itself would print the values as they are."""
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001 - whatever it is, the line is written without its values
        return f"{record.msg} {MASK}"


class QuietFormatter(logging.Formatter):
    """Writes one record. It keeps nothing on it, and takes nothing another formatter left there."""

    def format(self, record: logging.LogRecord) -> str:
        lines = [masked(_message(record))]
        if record.exc_info and record.exc_info[1] is not None:
            lines += told(record.exc_info[1])
        if record.stack_info:
            lines.append(masked(record.stack_info))
        return "\n".join(lines)
