"""What in a text tells who somebody is: CPR numbers, mail, phones; addresses and names of people.

Pure functions over text, asked before anything is published. The first three are stopped everywhere: nobody
needs them on an open page, and once out they cannot be called back. Addresses and names are asked about only
where the space is sensitive, because places and people in office are what open talk is about; there a human
reads before the words are shown. Everything here errs to a known side, and tests/kit/test_private.py counts
how often: a missed number harms for good, a needless question costs the writer a minute.

All patterns are bounded, so that no text makes them slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from samskab.kit.private_words import (
    FAMILY_ENDINGS,
    FAMILY_NAMES,
    GIVEN_NAMES,
    NOT_FAMILY,
    OFFICE_WORDS,
    STREET_ENDINGS,
)

CPR, MAIL, PHONE, ADDRESS, NAME = "cpr", "mail", "phone", "address", "name"
AROUND = 24  # characters shown on both sides of a marked place

_CENTURIES = (1900, 2000)
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_CPR = re.compile(
    r"(?<![\d/])(\d{2})([-. /]?)(\d{2})\2(\d{2})(\s{0,2}[-–—.:/]?\s{0,2})(\d{4})(?![\d/])"
    r"|(?<!\d)(\d(?: \d){9})(?!\d)"
)
_AT = r"(?:\s?@\s?|\s?[\[(]\s?(?:at|snabel-?a)\s?[\])]\s?|\s(?:at|snabel-?a)\s)"
_DOT = r"(?:\.|\s?[\[(]\s?(?:dot|punktum)\s?[\])]\s?|\s(?:dot|punktum)\s)"
_MAIL = re.compile(
    rf"(?<![\w.+-])[\w.+%-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,4}}{_DOT}[a-z]{{2,12}}\b",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w.,/:-])(?P<land>(?:\+|00)\s?45[\s-]?)?"
    r"(?P<number>[2-9]\d(?P<gap>[ .-]?)\d{2}(?P=gap)\d{2}(?P=gap)\d{2}"
    r"|[2-9]\d{3}[ -]\d{4}|[2-9]\d{2}[ -]\d{2}[ -]\d{3}|[2-9]\d[ -]\d{3}[ -]\d{3})"
    r"(?![\d/]|[.,:-]\d)"
)
_FOREIGN = re.compile(r"(?<![\w+])(?:\+|00)[1-9]\d{0,2}(?:[ -]?\d{2,4}){2,4}(?!\d)")
_MONEY_AFTER = re.compile(
    r"\s?(?:kr\b|kroner|dkk|euro|€|mio|mia|pct|%|m2|m²|m³|km|meter|kg|kwh|liter|tons?\b|stk)", re.IGNORECASE
)
_NUMBER_BEFORE = re.compile(
    r"(?:sag|sagsnr|sagsnummer|j\.?nr|journal|journalnr|journalnummer|cvr|cvr-nr|nr|nummer|løbenr|matrikel|"
    r"matrikelnr|ean|isbn|faktura|fakturanr|ordre|ordrenr|konto|kontonr|dok|dokument|budget|kr)"
    r"(?:[- ]?(?:nr|nummer))?[.:]?\s{0,2}$",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"(?:tlf|telefon|mobil|ring|sms|fastnet|cpr|personnummer)\w{0,10}[^\d]{0,24}$", re.IGNORECASE
)
_YEARS = re.compile(r"(?:19|20)\d{2}[ -](?:19|20)\d{2}")
_ADDRESS = re.compile(
    rf"\b(?P<street>[A-ZÆØÅ][\wæøåé.-]{{0,30}}(?:\s[A-ZÆØÅ]?[\wæøåé.-]{{1,20}}){{0,2}}?"
    rf"(?:{'|'.join(STREET_ENDINGS)}))\s(?P<house>\d{{1,3}})\s?[A-Za-z]?\b(?!\s?(?:kr|pct|%|år|gange|minutter|meter|km))"
)
_NAME = re.compile(
    r"(?<![\wæøåé])([A-ZÆØÅ][a-zæøåéü]{1,15}(?:-[A-ZÆØÅ][a-zæøåéü]{1,15})?)"
    r"((?:\s(?:[A-ZÆØÅ]\.|[A-ZÆØÅ][a-zæøåéü]{1,15})){0,2})\s"
    r"([A-ZÆØÅ][a-zæøåéü]{1,20}(?:-[A-ZÆØÅ][a-zæøåéü]{1,20})?)(?![\wæøåé])"
)


@dataclass(frozen=True)
class Found:
    """One place in a text, and what it is."""

    kind: str
    start: int
    end: int

    def in_text(self, text: str) -> str:
        return text[self.start : self.end]


def numbers_in(text: str) -> list[Found]:
    """CPR numbers, mail addresses and phone numbers, in the order they stand."""
    cpr = list(_cpr_in(text))
    mails = [Found(MAIL, found.start(), found.end()) for found in _MAIL.finditer(text)]
    taken = [*cpr, *mails]
    phones = [found for found in _phones_in(text) if not any(_overlap(found, other) for other in taken)]
    return sorted([*taken, *phones], key=lambda found: found.start)


def people_in(text: str) -> list[Found]:
    """Postal addresses, and names of persons as “Fornavn Efternavn”. A guess by the house's own lists: it
    misses rare names, and a single first name is never taken for a person.
    """
    addresses = [
        Found(ADDRESS, *found.span()) for found in _ADDRESS.finditer(text) if not _is_office(found["street"])
    ]
    names = [found for found in _names_in(text) if not any(_overlap(found, address) for address in addresses)]
    return sorted([*addresses, *names], key=lambda found: found.start)


def marked(text: str, found: Sequence[Found]) -> str:
    """Each place with a few words around it and brackets about it, to be found again by who wrote it."""
    parts = []
    for one in found:
        before = text[max(0, one.start - AROUND) : one.start].rsplit("\n", 1)[-1]
        after = text[one.end : one.end + AROUND].split("\n", 1)[0]
        parts.append(f"{before}[{one.in_text(text)}]{after}".strip())
    return " … ".join(parts)


def passes_modulus(digits: str) -> bool:
    """The weighted sum that CPR numbers held until 2007. Newer ones need not."""
    return sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def _cpr_in(text: str) -> Iterator[Found]:
    """Ten digits that begin with a day in the calendar. Written in one run and called a case number, they are
    a CPR number only when the modulus holds too.
    """
    for found in _CPR.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if not _is_day(int(digits[:2]), int(digits[2:4]), int(digits[4:6])):
            continue
        in_one_run = found[0].isdigit()
        if _MONEY_AFTER.match(text, found.end()) and not _CALLS.search(text, 0, found.start()):
            continue
        named = _NUMBER_BEFORE.search(text[max(0, found.start() - 24) : found.start()])
        if in_one_run and named and not passes_modulus(digits):
            continue
        yield Found(CPR, *found.span())


def _is_day(day: int, month: int, year: int) -> bool:
    for century in _CENTURIES:
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False


def _phones_in(text: str) -> Iterator[Found]:
    for found in _PHONE.finditer(text):
        number = found["number"]
        before = text[max(0, found.start() - 40) : found.start()]
        if not found["land"] and not _CALLS.search(before):
            if _YEARS.fullmatch(number) or _NUMBER_BEFORE.search(before):
                continue
            if _MONEY_AFTER.match(text, found.end()):
                continue
        yield Found(PHONE, *found.span())
    for found in _FOREIGN.finditer(text):
        if not _PHONE.match(text, found.start()):
            yield Found(PHONE, *found.span())


def _names_in(text: str) -> Iterator[Found]:
    """A known given name, then a family name: known, or with the ending most Danish family names have."""
    at = 0
    while found := _NAME.search(text, at):
        first, middle, last = found.groups()
        end = found.end()
        if not _is_family(last) and middle and _is_family(middle.split()[-1]):
            end = found.end(2)
            last = middle.split()[-1]
        if first.split("-")[0] in GIVEN_NAMES and _is_family(last):
            yield Found(NAME, found.start(), end)
            at = end
        else:
            at = found.end(1)


def _is_family(word: str) -> bool:
    plain = word.rstrip("s") if word.endswith("s") and not word.endswith("as") else word
    return any(
        one in FAMILY_NAMES or (one.endswith(FAMILY_ENDINGS) and one not in NOT_FAMILY and one.lower() != one)
        for one in (word, plain)
    )


def _is_office(street: str) -> bool:
    return any(word in street.lower() for word in OFFICE_WORDS)


def _overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end
