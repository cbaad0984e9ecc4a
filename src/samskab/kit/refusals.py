"""The words of a refusal: what happened, why, and the next possible step. Rooms register theirs when they
load.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samskab.kit.errors import Refusal
from samskab.kit.text import tidy

Words = str | Promise


@dataclass(frozen=True)
class Explanation:
    """Three short texts; each may hold `%(name)s` for the refusal's parameters."""

    what: Words
    why: Words
    step: Words


# What a field is called when its words are given back. A field that is not here is given back when it holds
# more than one word: a choice or an id is nothing somebody would miss.
KEPT_LABELS: dict[str, Words] = {
    "answer": _("Dit svar"),
    "asked": _("Hvem der er spurgt"),
    "body": _("Teksten"),
    "byline": _("Hvem har skrevet den?"),
    "can_change": _("Hvad kan ændres?"),
    "cidr": _("Netadresser"),
    "committee": _("Udvalg"),
    "condition": _("Betingelse"),
    "contact_name": _("Kontakt"),
    "decides_by": _("Hvordan bestemmer I?"),
    "done": _("Hvad er gjort?"),
    "element": _("Punkt"),
    "ground": _("Hvor står det?"),
    "harm": _("Hvem går det ud over?"),
    "institution": _("Institution"),
    "mandate": _("Mandat"),
    "money_hours": _("Penge og timer"),
    "name": _("Navn"),
    "nickname": _("Kaldenavn"),
    "note": _("Note"),
    "original": _("På det sprog, det blev sagt"),
    "outside_affected": _("Hvem rammes uden at være med?"),
    "place": _("Sted"),
    "publisher": _("Ansvarlig udgiver"),
    "purpose": _("Formål"),
    "rather": _("Det, du mente"),
    "reason": _("Grund"),
    "said": _("Det, du skrev"),
    "saving": _("Besparelse"),
    "standfirst": _("Det korte af det lange"),
    "summary": _("Kort om det"),
    "text": _("Din tekst"),
    "text_now": _("Det, der gælder nu"),
    "title": _("Overskrift"),
    "to_title": _("Overskrift"),
    "what": _("Hvad?"),
    "who": _("Hvem?"),
    "who_decides": _("Hvem bestemmer til sidst?"),
}
_OTHER_WORDS = _("Din tekst")
_NEVER_KEPT = {"csrfmiddlewaretoken", "code", "password"}
_LEAST_KEPT = 4
FORM = "application/x-www-form-urlencoded"
MOST_GIVEN_BACK = 1_048_576  # bytes
UNREADABLE = (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError)  # also too large
_ROW_NUMBER = re.compile(r"_\d+$")


def posted(request: HttpRequest) -> QueryDict:
    """The form that was sent, also one that is too large to be acted on: its words are still somebody's. Of
    what is larger than a browser of ours would ever send nothing is read.
    """
    try:
        return request.POST
    except UNREADABLE:
        pass
    given = QueryDict(mutable=True)
    if request.content_type != FORM:
        return given
    try:
        body = request.read(MOST_GIVEN_BACK) if not hasattr(request, "_body") else request.body
    except UnreadablePostError:
        return given
    for field, value in parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True):
        given.appendlist(field, value)
    return given


def kept_texts(posted: QueryDict) -> list[tuple[str, str]]:
    """What a person had typed, each text with the words of its field, so that nothing is lost with a no."""
    kept = []
    for field, values in posted.lists():
        if field in _NEVER_KEPT:
            continue
        label = KEPT_LABELS.get(_ROW_NUMBER.sub("", field))
        for value in values:
            text = tidy(value)
            if len(text) >= _LEAST_KEPT and (label or len(text.split()) > 1):
                kept.append((str(label or _OTHER_WORDS), text))
    return kept


@dataclass(frozen=True)
class Explained:
    """A refusal in the reader's language, ready for a page."""

    code: str
    what: str
    why: str
    step: str
    step_url: str


_EXPLANATIONS: dict[str, Explanation] = {
    "kit.text_missing": Explanation(
        _("Der mangler noget."), _("Feltet “%(field)s” er tomt."), _("Skriv et par ord, og send igen.")
    ),
    "kit.text_too_short": Explanation(
        _("Teksten er for kort."),
        _("“%(field)s” skal være på mindst %(least)s tegn, så andre kan forstå grunden."),
        _("Skriv lidt mere, og send igen."),
    ),
    "kit.text_too_long": Explanation(
        _("Teksten er for lang."),
        _("“%(field)s” er på %(length)s tegn. Alle har højst %(most)s, også de største."),
        _("Kort den ned, og send igen. Din tekst står herunder."),
    ),
    "kit.text_gives_cpr": Explanation(
        _("Der står et CPR-nummer i teksten."),
        _("Her: “%(place)s”. Siden er åben for alle, og et nummer kan ikke kaldes tilbage."),
        _("Tag nummeret ud, og send igen. Resten af din tekst er her stadig."),
    ),
    "kit.text_gives_contact": Explanation(
        _("Der står et telefonnummer eller en mailadresse i teksten."),
        _("Her: “%(place)s”. Siden er åben for alle, og vi vil ikke have, at nogen bliver ringet ned."),
        _("Tag det ud, og send igen. Svarene kommer her på siden. Resten af din tekst er her stadig."),
    ),
}
_EXPLANATIONS |= {
    "kit.too_large": Explanation(
        _("Det er for meget på én gang."),
        _("Der er sendt mere, end en side kan tage imod."),
        _("Kort det ned, og send igen. Det, vi nåede at læse, står herunder."),
    ),
    "kit.no_room": Explanation(
        _("Der er ikke plads til mere lige nu."),
        _("Maskinen bag siden er fuld. Der er ikke gemt noget af det, du sendte."),
        _("Vent lidt, og send igen. Det, du skrev, står herunder."),
    ),
}
_FALLBACK = Explanation(
    _("Det kan ikke lade sig gøre lige nu."),
    _("En fælles regel siger nej."),
    _("Gå tilbage, og se, hvor forløbet står."),
)


def register(explanations: Mapping[str, Explanation]) -> None:
    """Add a room's words. Two rooms may not own one code."""
    twice = _EXPLANATIONS.keys() & explanations.keys()
    changed = [code for code in twice if _EXPLANATIONS[code] is not explanations[code]]
    if changed:
        raise ValueError(f"explained twice: {sorted(changed)}")
    _EXPLANATIONS.update(explanations)


def known_codes() -> frozenset[str]:
    return frozenset(_EXPLANATIONS)


def explain(refusal: Refusal) -> Explained:
    """Words for a refusal in the language now active."""
    words = _EXPLANATIONS.get(refusal.code, _FALLBACK)
    params: dict[str, Any] = {key: str(value) for key, value in refusal.params.items()}

    def fill(text: Words) -> str:
        return str(text) % params if params else str(text)

    return Explained(
        refusal.code,
        fill(words.what),
        fill(words.why),
        fill(words.step),
        str(refusal.params.get("step_url", "")),
    )
