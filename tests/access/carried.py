"""Tokens that travel in a form or lie in a browser, and codes in letters that belong to one browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

from django.core import mail, signing
from django.test import Client
from django.urls import reverse

from samskab.ground.dialogue import tokens as talking
from samskab.ground.dialogue.models import Comment
from samskab.ground.dialogue.views.sending import TOKENS_KEY
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant, Role
from samskab.process.core.models import Stage
from samskab.process.doors import services as doors
from samskab.process.knowledge import routing
from samskab.process.knowledge.models import Vote
from tests.access.holding import CODE, FORBIDDEN, FOUND, SHORT, End, Held
from tests.builders import NOW, Table, office, person, talk
from tests.builders import knowledge as known
from tests.builders.reading import client_of

IN_A_LETTER = re.compile(r"^([A-Z0-9-]{6,12})$", re.MULTILINE)
IN_A_FORM = re.compile(r'name="sealed" value="([^"]+)"')


# -- what travels in a form or a browser --------------------------------------------------------------------


def comment_edit(made: Table) -> Held:
    """Given to a browser in a house with an agreement; it lies in its session and is never typed."""
    about, at, token = talk.call(), Actor(network_id=talk.network(str(uuid4())).pk), talking.new()
    mine = talk.said(at, about, token=token)
    others = talk.said(at, about, "Andres.", token=talking.new())

    def edits(comment: Comment) -> Callable[[str], bool]:
        def use(shown: str) -> bool:
            client = Client()
            session = client.session
            session[TOKENS_KEY] = {str(comment.public_id): shown}
            session.save()
            words = f"Rettet {uuid4().hex}."
            client.post(reverse("dialogue:edit", args=[comment.public_id]), {"text": words})
            comment.refresh_from_db()
            return comment.text == words

        return use

    return Held(token, SHORT, edits(mine), elsewhere=edits(others))


def read_back(made: Table) -> Held:
    """A helper's words on their way to be read aloud."""
    helper = office(Role.HELPER)
    actor = Actor(participant_id=helper.pk)
    made.stand(Stage.KNOWLEDGE)
    doors.begin_sitting(actor=actor, channel="phone", now=NOW)
    client, address = client_of(helper), reverse("doors:enter", args=[made.process.slug])
    words = {
        "text": f"Der er mørkt {uuid4().hex}.",
        "basis": "experience",
        "role": "Beboer",
        "language": "da",
    }
    found = IN_A_FORM.search(client.post(address, words).content.decode())
    assert found

    def use(sealed: str) -> bool:
        before = made.process.statements.count()
        client.post(address, {"sealed": sealed})
        return bool(made.process.statements.count() > before)

    def other_person() -> None:
        doors.close_sitting(actor=actor, now=NOW)
        doors.begin_sitting(actor=actor, channel="phone", now=NOW)

    ends: dict[str, End] = {
        "closed": lambda: doors.close_sitting(actor=actor, now=NOW),
        "of another person": other_person,
    }
    return Held(found[1], signing.dumps(words, salt="another"), use, ends)


def shown_words(made: Table) -> Held:
    """With what chance a statement was drawn for one person."""
    made.stand(Stage.KNOWLEDGE)
    mine, theirs = (
        known.statement(made.process, made.speakers["unit"], text=f"Mørkt {uuid4().hex}.") for _ in range(2)
    )
    me = person()
    sealed = routing.sealed(routing.Shown(0.125, uniform=False), mine.public_id, me.pk)

    def votes(statement: object, who: Participant) -> Callable[[str], bool]:
        def use(token: str) -> bool:
            address = reverse("knowledge:cast", args=[made.process.slug, mine.public_id])
            if statement is theirs:
                address = reverse("knowledge:cast", args=[made.process.slug, theirs.public_id])
            Vote.objects.filter(participant=who).delete()
            client_of(who).post(address, {"value": "agree", "shown": token})
            return bool(Vote.objects.get(participant=who).chance == CHANCE)

        return use

    dud = signing.Signer(salt="another").sign_object([mine.public_id.hex, me.pk, CHANCE, False])
    return Held(sealed, dud, votes(mine, me), elsewhere=votes(theirs, me))


CHANCE = 0.125


def session_id(made: Table) -> Held:
    """Whoever holds it is that person, until they go out."""
    browser = client_of(made.speakers["association"])

    def use(key: str) -> bool:
        client = Client()
        client.cookies["sessionid"] = key
        return client.get(reverse("people:my_access")).status_code == FOUND

    own = browser.session.session_key
    assert own is not None
    return Held(own, SHORT, use, {"gone out": lambda: browser.post(reverse("people:logout"))})


def csrf(made: Table) -> Held:
    """Says that a form was given out here to this browser; it is nobody and opens nothing."""
    browser = Client(enforce_csrf_checks=True)
    browser.get(reverse("people:code"))
    address = reverse("set_language")

    def use(token: str) -> bool:
        sent = {"language": "da", "csrfmiddlewaretoken": token}
        return browser.post(address, sent).status_code != FORBIDDEN

    def another_browser(token: str) -> bool:
        other = Client(enforce_csrf_checks=True)
        other.get(reverse("people:code"))
        return other.post(address, {"csrfmiddlewaretoken": token}).status_code != FORBIDDEN

    token = browser.cookies["csrftoken"].value
    return Held(token, SHORT, use, elsewhere=another_browser)


# -- codes in letters ---------------------------------------------------------------------------------------


def _code_in_the_last_letter() -> str:
    found = IN_A_LETTER.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def login_code(made: Table) -> Held:
    who = person()
    assert who.user is not None
    return _asked_by_mail(
        "account_request_login_code", "account_confirm_login_code", {"email": who.user.email}
    )


def new_account_code(made: Table) -> Held:
    return _asked_by_mail(
        "account_signup",
        "account_email_verification_sent",
        {"email": f"{uuid4().hex}@example.org", "name": "Ny"},
    )


def _asked_by_mail(asks: str, gives: str, sent: dict[str, str | None]) -> Held:
    """The code belongs to the browser that asked: in another one it opens nothing."""
    browser, other = Client(), Client()
    for one in (other, browser):
        one.post(reverse(asks), {**sent, "email": f"{uuid4().hex}@example.org"} if one is other else sent)
    code = _code_in_the_last_letter()

    def given_by(client: Client) -> Callable[[str], bool]:
        def use(typed: str) -> bool:
            client.post(reverse("people:logout")) if "_auth_user_id" in client.session else None
            client.post(reverse(gives), {"code": typed})
            return "_auth_user_id" in client.session

        return use

    return Held(code, CODE, given_by(browser), elsewhere=given_by(other))


def new_email_code(made: Table) -> Held:
    who, other = person(), person()
    address = f"{uuid4().hex}@example.org"
    browsers = {one.pk: client_of(one) for one in (who, other)}
    for pk in (other.pk, who.pk):
        sent = address if pk == who.pk else f"{uuid4().hex}@example.org"
        browsers[pk].post(reverse("rights:change_email"), {"email": sent})
    code = _code_in_the_last_letter()

    def given_by(holder: Participant) -> Callable[[str], bool]:
        def use(typed: str) -> bool:
            assert holder.user is not None
            before = holder.user.email
            browsers[holder.pk].post(reverse("rights:confirm_email"), {"code": typed})
            holder.user.refresh_from_db()
            return holder.user.email != before

        return use

    again = {"email": f"{uuid4().hex}@example.org"}
    ends = {"replaced": lambda: browsers[who.pk].post(reverse("rights:change_email"), again)}
    return Held(code, CODE, given_by(who), ends, elsewhere=given_by(other))
