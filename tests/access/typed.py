"""Tokens a person types or presses: four words on paper, and links in letters."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from itertools import count
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from samskab.commons.news import tokens as news
from samskab.commons.news.models import SignOff, Subscription
from samskab.ground.access.models import NetworkAgreement
from samskab.ground.access.services import networks
from samskab.ground.dialogue.services import decide_comment
from samskab.ground.parties import services as parties
from samskab.ground.parties.models import Membership
from samskab.ground.people import services as people
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant, Role
from samskab.ground.people.viewer import CODE_SESSION_KEY
from samskab.ground.people.views import OWN_WORDS_KEY
from samskab.process.doors import services as doors
from tests.access.holding import FOUND, WORDS, End, Held
from tests.builders import NOW, Table, office, person, talk
from tests.builders import networks as houses
from tests.builders import news as letters
from tests.builders.reading import client_of

_ranges = count(1)


# -- four words ---------------------------------------------------------------------------------------------


def opens(view: str, key: str) -> Callable[[str], bool]:
    """Words typed in a browser nobody has used before, and what its session holds afterwards."""

    def use(code: str) -> bool:
        client = Client()
        client.post(reverse(view), {"code": code})
        return key in client.session

    return use


def _of(holder: Participant, code: str, key: str = CODE_SESSION_KEY) -> Held:
    actor = Actor(participant_id=holder.pk)
    ends: dict[str, End] = {
        "replaced": lambda: people.replace_code(actor=actor, now=NOW),
        "revoked": lambda: people.revoke_code(actor=actor, now=NOW),
    }
    return Held(code, WORDS, opens("people:code", key), ends)


def paper_code(made: Table) -> Held:
    return _of(*people.give_code(now=NOW))


def card_code(made: Table) -> Held:
    _, (card,) = doors.print_cards(process_id=made.process.pk, actor=made.actor("unit"), n_cards=1, now=NOW)
    return _of(people.holder_of(card.code), card.code)


def seen_words(made: Table) -> Held:
    holder, code = people.give_code(now=NOW)
    people.let_code_be_seen(participant_id=holder.pk)
    return _of(holder, code, OWN_WORDS_KEY)


def invitation(made: Table) -> Held:
    _, code = parties.invite_member(actor=made.actor("residents"), role="member", now=NOW)

    def use(words: str) -> bool:
        who = person()
        client_of(who).post(reverse("parties:join"), {"code": words})
        return Membership.objects.filter(participant=who, party=made.parties["residents"]).exists()

    return Held(code, WORDS, use)


def notice_words(made: Table) -> Held:
    moderator = office(Role.MODERATOR)
    said, others = (talk.comment(talk.call(title), made.speakers["unit"]) for title in ("Én", "To"))
    (about, code), _ = talk.notice(said), talk.notice(others)
    mine, theirs = (
        decide_comment(
            actor=Actor(participant_id=moderator.pk),
            comment_id=one.pk,
            outcome="kept",
            rule="",
            facts=talk.WHY,
            now=NOW,
        )
        for one in (said, others)
    )
    assert about.comment_id == said.pk

    def follows(words: str) -> bool:
        return Client().post(reverse("dialogue:follow"), {"code": words}).status_code == FOUND

    def appeals(words: str) -> bool:
        sent = {"code": words, "text": talk.WHY}
        Client().post(reverse("dialogue:appeal_notice", args=[theirs.public_id]), sent)
        return theirs.appeals.exists()

    assert mine.pk != theirs.pk
    return Held(code, WORDS, follows, elsewhere=appeals)


def kiosk_key(made: Table) -> Held:
    actor = made.actor("residents")
    kiosk, key = doors.open_kiosk(actor=actor, now=NOW)
    ends = {"closed": lambda: doors.close_kiosk(actor=actor, kiosk_id=kiosk.pk, now=NOW)}
    return Held(key, WORDS, opens("doors:kiosk", "kiosk"), ends)


# -- links in letters ---------------------------------------------------------------------------------------


def pause_switch(made: Table) -> Held:
    running, switch = houses.running(f"185.21.{next(_ranges) % 250}.0/24", days=30)

    def use(token: str) -> bool:
        answer = Client().post(reverse("access:switch", args=[token]))
        paused = NetworkAgreement.objects.filter(pk=running.pk, paused_at__isnull=False).exists()
        return paused and answer.status_code == FOUND

    admin = {"actor": houses.administrator(), "agreement_id": running.pk, "now": NOW}

    def replaced() -> None:
        networks.pause_network(**admin)  # type: ignore[arg-type]  # the same three for each
        networks.resume_network(**admin)  # type: ignore[arg-type]  # the same three for each

    return Held(switch, secrets.token_urlsafe(32), use, {"replaced": replaced})


def news_confirm(made: Table) -> Held:
    waiting = letters.subscription(f"{uuid4().hex}@example.org", confirmed=False)
    token = letters.with_token(waiting)

    def use(shown: str) -> bool:
        return Client().post(reverse("news:confirm", args=[shown])).status_code == FOUND

    return Held(token, news.new(), use, {"replaced": lambda: letters.with_token(waiting)})


def news_sign_off(made: Table) -> Held:
    found = letters.subscription(f"{uuid4().hex}@example.org")
    public_id = SignOff(subscription=found).public_id
    SignOff.objects.create(subscription=found, public_id=public_id, token_hash=news.sign_off_hash(public_id))

    def use(token: str) -> bool:
        before = Subscription.objects.count()
        Client().post(reverse("news:sign_off", args=[token]))
        return Subscription.objects.count() < before

    return Held(news.sign_off_token(public_id), news.sign_off_token(uuid4()), use)
