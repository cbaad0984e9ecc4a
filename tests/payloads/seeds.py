"""Two more worlds, so that no table of words is empty: a process with every room filled, and the doors."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage, get_connection
from django.db import models
from django.test import Client
from django.urls import reverse

from samskab.commons.news.models import Correction
from samskab.ground.dialogue.models import Answer, Appeal
from samskab.ground.parties.models import Mandate
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import LoginSession, Role
from samskab.ground.places.models import AreaIndicator, SchoolHoliday
from samskab.process.action.models import NextStep, ReplacementSignature, Result, Spread
from samskab.process.agreement.models import (
    ClauseSuggestion,
    ClauseWording,
    CouncillorQuestion,
    PoliticalDecision,
    ProfessionalRequirement,
    ThirdPartySignature,
)
from samskab.process.calls.models import CallJoin, CallReply
from samskab.process.core.models import EmergencyStop, OpeningCorrection, PartyMotive, Stage
from samskab.process.doors.models import CardBatch
from samskab.process.doors.services import begin_sitting, open_kiosk
from samskab.process.framing.models import SharedSuggestion
from samskab.process.knowledge.models import NobodyCame, Reply
from samskab.process.negotiation.models import Mediation
from tests.access.worlds import Case
from tests.builders import LONG_REASON, NOW, Table, news, office, table, talk
from tests.builders import agreement as papers
from tests.builders import negotiation as talks
from tests.builders import whole as wholes
from tests.builders.reading import client_of
from tests.every_form import World
from tests.ground.rights.canaries import needed
from tests.payloads.corpus import PAYLOADS
from tests.payloads.fields import poisoned_fields
from tests.process.doors.test_pages import prints
from tests.process.doors.test_pages import row as card_row

ROOMS = {
    "core", "path", "meetings", "calls", "parties", "people", "rights", "framing", "purpose", "knowledge",
    "negotiation", "agreement", "action", "dialogue", "news",
}  # fmt: skip
SCREEN = "screen"  # a screen in a house, beside the roles of the matrix


def a_row(model: type[models.Model], **given: Any) -> Any:
    """A row tied to the newest of what it needs."""
    wanted = needed(model) | {
        one.name: newest
        for one in model._meta.local_fields
        if one.is_relation
        and not one.null
        and one.name not in given
        and (newest := one.related_model._default_manager.order_by("pk").last())  # type: ignore[union-attr]  # no generic keys here
    }
    return model._default_manager.create(**{**wanted, **given})


def whole_house() -> World:
    """Every room has said something, and everything that waits for an answer has one of each."""
    made = wholes.whole(Stage.ACTION)
    process, who = made.process, made.parties
    _answered(made)
    for model in (AreaIndicator, SchoolHoliday, OpeningCorrection, ClauseWording):
        a_row(model)
    out, call = news.published(), wholes.call(process.area.slug)
    a_row(Correction, article=out)
    a_row(CallReply, call=call)
    a_row(CallJoin, call=call)
    a_row(Mandate, party=who["residents"])
    a_row(LoginSession, participant=made.speakers["residents"])
    a_row(EmergencyStop, process=process, party=who["residents"], lifted_at=NOW, lifted_reason=LONG_REASON)
    a_row(NobodyCame, process=process, by=who["unit"])
    a_row(PartyMotive, process=process, party=who["association"], second="lighed")
    a_row(PoliticalDecision, agreement=papers.paper(made))
    a_row(ThirdPartySignature, agreement=papers.paper(made))
    for model in (ReplacementSignature, Result, NextStep, Spread):
        a_row(model)
    said = talk.comment(call, made.speakers["residents"])
    judged = talk.decision(said, office(Role.MODERATOR))
    a_row(Answer, decision=judged)
    a_row(
        Appeal,
        decision=judged,
        by=None,
        first_moderator=judged.moderator,
        outcome="upheld",
        reason=LONG_REASON,
        decided_by=office(Role.MODERATOR),
        decided_at=NOW,
    )
    rows: dict[str, object] = {
        "statement": process.statements.first(),
        "clause": ClauseSuggestion.objects.latest("pk").clause,
        "proposal": Mediation.objects.latest("pk").objection.proposal,
        "calls:call:public_id": call,
        "kind": "kald",
        "about": call,
        "comment": said,
        "decision": judged,
        "news:article:public_id": out,
    }
    return World(made, ROOMS, rows)


def in_every_table() -> None:
    """A row in each table of words in which no world has laid one."""
    empty = {one.model for one in poisoned_fields() if not one.model._default_manager.exists()}
    for model in sorted(empty, key=lambda one: one._meta.label):
        a_row(model)


def _answered(made: Table) -> None:
    """What can be answered, answered; each beside one that waits."""
    who = made.parties
    wholes.challenge(made, wholes.boundary(made, challenged=False), outcome="stands")
    last = papers.paper(made).clauses.order_by("number").last()
    assert last is not None
    dropped = papers.clause(made)
    dropped.dropped_at, dropped.dropped_reason = NOW, LONG_REASON
    dropped.save()
    a_row(ClauseSuggestion, clause=last, by=who["grocer"], taken=False, answer=LONG_REASON, answered_at=NOW)
    a_row(ProfessionalRequirement, clause=last, by=who["unit"], answer=LONG_REASON, answered_at=NOW)
    a_row(
        CouncillorQuestion,
        process=made.process,
        asked_by=who["residents"],
        answer_due=NOW + timedelta(days=9),
        code="yes",
        answer=LONG_REASON,
        answered_at=NOW,
    )
    a_row(
        SharedSuggestion,
        party=who["grocer"],
        declined_at=NOW + timedelta(days=1),
        declined_reason=LONG_REASON,
    )
    Reply.objects.filter(statement__process=made.process).update(later_at=NOW, later_text="Og så kom den.")
    stuck = talks.objection(made, talks.proposal(made, "unit"), "grocer")
    a_row(
        Mediation,
        objection=stuck,
        asked_by=who["grocer"],
        due=NOW + timedelta(days=9),
        closed_at=NOW,
        settled=False,
        outcome=LONG_REASON,
    )
    talks.carried(made, stuck)


def doors_house() -> World:
    """A pile keyed by two that waits to be settled, and one that the first is keying."""
    made = table(Stage.KNOWLEDGE)
    prints(made, 3)
    first, second = (client_of(made.speakers[who]) for who in ("unit", "association"))
    piles = reverse("doors:piles", args=[made.process.slug])
    batches = []
    for keyed in (True, False):
        first.post(piles)
        batches.append(CardBatch.objects.latest("pk"))
        address = reverse("doors:key", args=[made.process.slug, batches[-1].public_id])
        for client, text in ((first, "Der er mørkt ved skuret."), (second, "Der er mærkt ved skuret.")):
            if keyed:
                client.post(address, card_row(0, 1, text) | {"done": "1"})
    kiosk, _ = open_kiosk(actor=made.actor("residents"), now=NOW)
    rows: dict[str, object] = {
        "doors:settle:batch": batches[0],
        "doors:key:batch": batches[1],
        "kiosk": kiosk,
        "party": made.parties["residents"],
    }
    return World(made, {"doors", "knowledge", "people"}, rows)


def sit_down(case: Case) -> None:
    """The helper has somebody beside them, a house has its screen on, and one account has a passkey."""
    helper, account = case.people["helper"], case.people["account"]
    assert helper is not None
    assert account is not None
    helper.roles.update(title="Frivilligcentret")
    begin_sitting(actor=Actor(participant_id=helper.pk), channel="visit", now=NOW)
    _, key = open_kiosk(actor=case.world.made.actor("association"), now=NOW)
    screen = Client()
    screen.post(reverse("doors:kiosk"), {"code": key})
    case.clients[SCREEN], case.people[SCREEN] = screen, None
    Authenticator.objects.create(
        user=account.user, type=Authenticator.Type.WEBAUTHN, data={"name": "Min nøgle", "credential": {}}
    )


def letters() -> None:
    """Mail that waits in the folder: each payload in the subject and in the words of a letter."""
    box = get_connection("django.core.mail.backends.filebased.EmailBackend")
    for first in range(0, len(PAYLOADS), 8):
        said = [one.words().replace("\n", " ") for one in PAYLOADS[first : first + 8]]
        EmailMessage(said[0], "\n\n".join(said), to=["ida@example.org"], connection=box).send()
