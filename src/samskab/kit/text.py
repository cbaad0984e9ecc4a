"""What people write, made safe to keep: one normal form, no invisible control characters, a fair length for
all.
"""

from __future__ import annotations

import unicodedata

from samskab.kit import private
from samskab.kit.errors import Invalid

CONTRIBUTION_CHARS = 900  # the same for the director and the resident (DOMAIN.md 8)
SHORT_CHARS = 160
TAKEN_BACK = "Taget tilbage af den, der skrev det."  # stands where a person's erased words stood
REASON_CHARS = 40  # "tak for input" is not an answer (DOMAIN.md 6)

_KEPT_CONTROLS = {"\n", "\t"}
# Marks that turn the direction of a text for the reader while staying unseen themselves; joiners in scripts
# and emoji stay.
_HIDDEN_DIRECTION = {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def tidy(text: str) -> str:
    """NFC, Unix line ends, outer blanks off; control characters and hidden direction marks taken out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (
        c
        for c in text
        if c in _KEPT_CONTROLS or (unicodedata.category(c) not in {"Cc", "Cs"} and c not in _HIDDEN_DIRECTION)
    )
    # Last, since taking a mark out may let a letter and its accent meet.
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def require_text(
    text: str, *, field: str, most: int = CONTRIBUTION_CHARS, least: int = 1, is_open: bool = True
) -> str:
    """The tidy text, or a refusal that says which field and how long it may be.

    Every text an act publishes passes here, so here is the one place where CPR numbers, mail addresses and
    phone numbers are stopped before they are out. `is_open=False` is for words no page shows to everybody.
    """
    clean = tidy(text)
    if not clean:
        raise Invalid("kit.text_missing", field=field)
    if len(clean) < least:
        raise Invalid("kit.text_too_short", field=field, least=least, length=len(clean))
    if len(clean) > most:
        raise Invalid("kit.text_too_long", field=field, most=most, length=len(clean))
    if is_open:
        require_nobody_reachable(clean)
    return clean


def require_nobody_reachable(text: str) -> None:
    """No CPR number, mail address or phone number on an open page; the refusal shows where they stand."""
    if found := private.numbers_in(text):
        code = "kit.text_gives_cpr" if found[0].kind == private.CPR else "kit.text_gives_contact"
        raise Invalid(code, place=private.marked(text, found))


def optional_text(text: str, *, field: str, most: int = CONTRIBUTION_CHARS, is_open: bool = True) -> str:
    """The tidy text, possibly empty."""
    return require_text(text, field=field, most=most, is_open=is_open) if tidy(text) else ""
