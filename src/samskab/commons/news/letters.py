"""The words of every letter, made the moment it is sent: what was withdrawn meanwhile is not in it.

Plain text, links and public titles. Every letter but the question "was it you?" carries the way out of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samskab.commons.news import concerning, tokens, waiting, weeks
from samskab.commons.news.models import (
    How,
    Issue,
    Letter,
    LetterKind,
    Notice,
    Reader,
    SignOff,
    Subscription,
)
from samskab.commons.news.selectors import address_of, choices_of
from samskab.commons.news.telling import Place, told
from samskab.ground.people.models import Participant
from samskab.ground.places.selectors import house
from samskab.kit.moments import day_words, local_day

CONFIRM_WITHIN = timedelta(hours=48)


@dataclass(frozen=True)
class Draft:
    """A letter before it has its headers: subject, lines, and the kind of way out it carries."""

    subject: str
    lines: list[str]


def link(path: str) -> str:
    """An address somebody can press in a mail. It comes from the settings, never from a visitor's request."""
    return f"{settings.PUBLIC_URL}{path}"


def compose(letter: Letter, now: datetime) -> EmailMessage | None:
    """The letter as it goes out now; None when there is nothing to tell, or nobody who wants to be told."""
    if letter.subscription is not None:
        return _to_subscription(letter, letter.subscription, now)
    return _to_person(letter, now)


# -- the newsletter -----------------------------------------------------------------------------------------


def _to_subscription(letter: Letter, to: Subscription, now: datetime) -> EmailMessage | None:
    with translation.override(to.language):
        place = Place(to.area, to.process)
        if letter.kind == LetterKind.CONFIRM:
            return None if to.confirmed_at else _message(letter, to.address, _confirm(to, place, now), "")
        if to.confirmed_at is None:
            return None
        draft = _already(place) if letter.kind == LetterKind.ALREADY else _digest(letter, place)
        if draft is None:
            return None
        return _message(letter, to.address, draft, _way_out(subscription=to))


def _name(place: Place) -> str:
    return place.name or house()[0] or _("hele kommunen")


def _confirm(to: Subscription, place: Place, now: datetime) -> Draft:
    """The token is made here and kept only as a hash: what lies in the queue can open nothing."""
    token = tokens.new()
    to.confirm_hash, to.confirm_until = tokens.hash_of("confirm", token), now + CONFIRM_WITHIN
    to.save(update_fields=["confirm_hash", "confirm_until"])
    lines = [
        _("Nogen har skrevet din adresse for at få ugens brev om %(place)s.") % {"place": _name(place)},
        _("Var det dig? Så sig ja her:"),
        link(reverse("news:confirm", args=[token])),
        _("Linket virker én gang og i to døgn. Var det ikke dig, så gør ingenting. Så kommer der ikke mere."),
    ]
    return Draft(_("Vil du have ugens brev?"), lines)


def _already(place: Place) -> Draft:
    lines = [
        _("Nogen har skrevet din adresse for at få ugens brev om %(place)s.") % {"place": _name(place)},
        _("Du får det allerede. Du skal ikke gøre noget."),
    ]
    return Draft(_("Du får allerede ugens brev"), lines)


def _digest(letter: Letter, place: Place) -> Draft | None:
    issue = Issue.objects.filter(week=letter.about).first()
    telling = told(place, issue.from_seq, issue.to_seq) if issue else None
    if telling is None or not telling.items:
        return None
    week = weeks.number_of(letter.about)
    lines = [_("Det er sket siden sidste brev. Det tager et minut at læse.")]
    lines += [f"- {item.text}\n  {item.where}\n  {link(item.path)}" for item in telling.items]
    if telling.more:
        more = ngettext("Og %(n)s ting til:", "Og %(n)s ting til:", telling.more) % {"n": telling.more}
        lines.append(f"{more} {link(place.url)}")
    subject = _("Uge %(week)s: %(place)s") % {"week": week, "place": _name(place)}
    return Draft(subject, lines)


# -- to one person ------------------------------------------------------------------------------------------


def _to_person(letter: Letter, now: datetime) -> EmailMessage | None:
    person = letter.participant
    address = address_of(person) if person is not None else ""
    if person is None or not address:
        return None
    known = Reader.objects.filter(participant=person).values_list("language", flat=True).first()
    with translation.override(known or settings.LANGUAGE_CODE):
        chosen = choices_of(person.pk)
        if letter.kind == LetterKind.WEEKLY:
            draft = _weekly(letter, person, chosen, now)
        elif chosen.get(letter.kind) == How.AT_ONCE:
            draft = _at_once(letter, person, now)
        else:
            draft = None
        if draft is None:
            return None
        sign_off = _way_out(participant=person, kind=letter.kind)
        return _message(letter, address, draft, sign_off)


def _at_once(letter: Letter, person: Participant, now: datetime) -> Draft | None:
    if letter.kind in (LetterKind.WORDS, LetterKind.STAGES):
        from_seq, to_seq = map(int, letter.about.split(":"))
        wanted = frozenset({letter.kind})
        lines = _news(person.pk, from_seq, to_seq, wanted)
        return Draft(_("Der er nyt til dig"), lines) if lines else None
    found = [one for one in waiting.waits_for(person, now) if one.key == letter.about]
    near = letter.kind == LetterKind.DEADLINES
    subject = _("Husk: en frist er tæt på") if near else _("Noget venter på jer")
    return Draft(subject, _turns(found)) if found else None


def _weekly(letter: Letter, person: Participant, chosen: dict[str, str], now: datetime) -> Draft | None:
    """ "3 ting venter på jer, i alt 6 minutter", and what else the person wants once a week."""
    lines: list[str] = []
    subject = _("Ugens nyt til dig")
    if How.WEEKLY in (chosen[Notice.TURNS], chosen[Notice.DEADLINES]):
        found = waiting.waits_for(person, now)[: waiting.FEW]
        if found:
            subject = heading(found)
            lines += _turns(found)
    weekly = frozenset(n for n in (Notice.WORDS, Notice.STAGES) if chosen[n] == How.WEEKLY)
    issue = Issue.objects.filter(week=letter.about).first()
    if weekly and issue:
        lines += _news(person.pk, issue.from_seq, issue.to_seq, weekly)
    return Draft(subject, lines) if lines else None


def heading(found: list[waiting.Waits]) -> str:
    n, minutes = len(found), sum(one.turn.minutes for one in found)
    things = ngettext("%(n)s ting venter på jer", "%(n)s ting venter på jer", n) % {"n": n}
    time = ngettext("i alt %(n)s minut", "i alt %(n)s minutter", minutes) % {"n": minutes}
    return f"{things}, {time}"


def _turns(found: list[waiting.Waits]) -> list[str]:
    return [
        f"- {one.turn.text}{_due(one)}\n  {one.party} · {one.process}\n  {link(one.turn.url)}"
        for one in found
    ]


def _due(one: waiting.Waits) -> str:
    if one.turn.due is None:
        return ""
    return " " + _("(frist: %(day)s)") % {"day": day_words(local_day(one.turn.due))}


def _news(participant_id: int, from_seq: int, to_seq: int, notices: frozenset[str]) -> list[str]:
    found = concerning.news_for(participant_id, from_seq=from_seq, to_seq=to_seq, notices=notices)
    return [f"- {line.text}\n  {line.where}\n  {link(line.path)}" for line in found]


# -- headers ------------------------------------------------------------------------------------------------


def _way_out(
    *, subscription: Subscription | None = None, participant: Participant | None = None, kind: str = ""
) -> str:
    """The address that ends these letters, the same in every one of them."""
    made, _ = SignOff.objects.get_or_create(
        subscription=subscription,
        participant=participant,
        kind=kind,
        defaults={"public_id": (name := uuid4()), "token_hash": tokens.sign_off_hash(name)},
    )
    if made.token_hash != tokens.sign_off_hash(made.public_id):  # the house has a new secret key
        made.token_hash = tokens.sign_off_hash(made.public_id)
        made.save(update_fields=["token_hash"])
    return link(reverse("news:sign_off", args=[tokens.sign_off_token(made.public_id)]))


def _message(letter: Letter, address: str, draft: Draft, way_out: str) -> EmailMessage:
    """The same letter has the same Message-ID however often it is tried, so a second copy can be known."""
    host = settings.PUBLIC_URL.partition("://")[2].partition("/")[0].partition(":")[0]
    headers = {"Message-ID": f"<{letter.public_id}@{host}>", "Auto-Submitted": "auto-generated"}
    lines = [*draft.lines]
    if way_out:
        headers["List-Unsubscribe"] = f"<{way_out}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        headers["List-Id"] = f"Samskab <{letter.kind}.{host}>"
        lines += ["--", _("Vil du ikke have flere af de her breve?"), way_out]
    name = house()[0]
    lines.append(_("Brevet er sendt af Samskab, %(name)s. Svar på det bliver ikke læst.") % {"name": name})
    return EmailMessage(
        subject=" ".join(draft.subject.split()), body="\n\n".join(lines), to=[address], headers=headers
    )
