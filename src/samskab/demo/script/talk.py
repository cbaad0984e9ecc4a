"""A talk under one call of the board: somebody goes too far, is hidden, and appeals to another moderator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from samskab.demo.script.event import Course, Event
from samskab.ground.dialogue import services as dialogue
from samskab.ground.people import services as people
from samskab.ground.people.actor import Actor
from samskab.process.calls.models import Call

CALL = "call-2"
BENCH = "Vi savner bænken ved kæret. Kan den komme tilbage, før nogen river noget op?"
CARRY = "Ja. Den står i laden. Vi sætter den op til foråret, hvis nogen hjælper med at bære."
PROMISE = "Kommunen har lovet os det tre gange, og hver gang blev det glemt. Vi tror det, når vi ser det."
TOO_FAR = "Vi ved godt, hvem der smider affald i kæret. Ham nede ved svinget, der lige har været indlagt."
NOTICE = "Alle i landsbyen ved, hvem det er. At han har været syg, kommer ikke os ved."
DOUBT = "Det er ikke rigtigt, det der om kommunen."
HIDDEN = "Der står, hvor en mand bor, og at han har været indlagt. Det er hans egen sag. Han er ikke spurgt."
KEPT = "Det er kritik af kommunen. Den må være så skarp, den vil, og ingen af husets regler er brudt."
APPEAL = "Jeg nævner jo ikke hans navn. Og affaldet er der stadig."
UPHELD = "I en lille landsby er svinget nok til at vide, hvem det er. Skriv om affaldet igen, uden ham."


@dataclass(frozen=True)
class Said:
    """One comment: by a party, or without one by somebody with a code on paper."""

    name: str
    text: str
    party: str = ""
    under: str = ""


@dataclass(frozen=True)
class Verdict:
    outcome: str
    rule: str
    facts: str


def events(c: Course, began: int) -> Iterator[Event]:
    """Under the call about the pond, from some days after it was raised."""
    bench, promise, too_far = "talk:bench", "talk:promise", "talk:too_far"
    yield Event(began + 5, partial(_say, c, Said(bench, BENCH, "nv-aeldreraad")))
    yield Event(began + 6, partial(_say, c, Said("talk:carry", CARRY, "nv-borgerforening", bench)))
    yield Event(began + 8, partial(_say, c, Said(promise, PROMISE)))
    yield Event(began + 9, partial(_report, c, promise, ("unlawful", DOUBT)))
    yield Event(began + 9, partial(_say, c, Said(too_far, TOO_FAR)))
    yield Event(began + 10, partial(_report, c, too_far, ("personal", NOTICE)))
    yield Event(began + 11, partial(_decide, c, promise, Verdict("kept", "", KEPT)))
    yield Event(began + 11, partial(_decide, c, too_far, Verdict("hidden", "personal", HIDDEN)))
    yield Event(began + 12, partial(_appeal, c))
    yield Event(began + 15, partial(_judge, c))


def _say(c: Course, said: Said, now: datetime) -> None:
    if said.party:
        actor = c.actor(said.party)
    else:
        person, _code = people.give_code(now=now)
        c.keep(f"{said.name}:author", person)
        actor = Actor(participant_id=person.pk)
    made = dialogue.write_comment(
        actor=actor,
        kind="kald",
        about=Call.objects.values_list("public_id", flat=True).get(pk=c.pk(CALL)),
        text=said.text,
        parent_id=c.pk(said.under) if said.under else None,
        sent_key=uuid5(NAMESPACE_URL, f"samskab.demo.{said.name}"),
        now=now,
    )
    c.keep(said.name, made)


def _report(c: Course, name: str, why: tuple[str, str], now: datetime) -> None:
    """By somebody who came by: no login."""
    rule, text = why
    dialogue.give_notice(actor=Actor(), comment_id=c.pk(name), rule=rule, text=text, good_faith=True, now=now)


def _decide(c: Course, name: str, verdict: Verdict, now: datetime) -> None:
    made = dialogue.decide_comment(
        actor=Actor(participant_id=c.pk("moderator")),
        comment_id=c.pk(name),
        outcome=verdict.outcome,
        rule=verdict.rule,
        facts=verdict.facts,
        now=now,
    )
    c.keep(f"{name}:decision", made)


def _appeal(c: Course, now: datetime) -> None:
    made = dialogue.appeal_decision(
        actor=Actor(participant_id=c.pk("talk:too_far:author")),
        decision_id=c.pk("talk:too_far:decision"),
        side="author",
        text=APPEAL,
        now=now,
    )
    c.keep("talk:appeal", made)


def _judge(c: Course, now: datetime) -> None:
    """By the other moderator."""
    dialogue.decide_appeal(
        actor=Actor(participant_id=c.pk("moderator:2")),
        appeal_id=c.pk("talk:appeal"),
        outcome="upheld",
        reason=UPHELD,
        now=now,
    )
