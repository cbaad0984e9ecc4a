"""People at a browser: they follow links and fill in forms that stand on the page, and know nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from samskab.ground.people.models import Participant
from samskab.kit.errors import Closed
from samskab.kit.refusals import explain, known_codes
from tests.acts import come_in
from tests.builders import NOW
from tests.journeys.reading_pages import TICKED, Field, Form, Page, read, view_name

Given = str | bool | int | list[str]
MOST_HOPS = 5


class Calendar:
    """The day it is in the whole house. A second passes for every look at the clock; tests turn the leaf."""

    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def days_pass(self, days: int) -> None:
        self.moment += timedelta(days=days)


class Walker:
    """One person, known by an account, by a paper code, or not at all."""

    def __init__(self, participant: Participant | None = None) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self._page: Page | None = None
        self.participant = participant
        if participant is not None and participant.user is not None:
            come_in(self.client, participant)

    @property
    def page(self) -> Page:
        assert self._page is not None, "nobody has opened a page yet"
        return self._page

    # -- walking --

    def goes(self, view: str, *args: object, status: int = 200) -> Page:
        """Type an address, as from a letter, a poster or a bookmark."""
        return self._take(self.client.get(reverse(view, args=args)), reverse(view, args=args), status)

    def opens(self, address: str, *, status: int = 200) -> Page:
        return self._take(self.client.get(address), address, status)

    def follows(self, view: str, *, words: str = "", containing: str = "", status: int = 200) -> Page:
        """Press a link that stands on this page and leads to `view`."""
        found = [
            address
            for said, address in self.page.links
            if view_name(address) == view and words in said and containing in address
        ]
        assert found, f"no link to {view} ({words}) on {self.page.address}: {self._offers()}"
        return self.opens(found[0], status=status)

    def sends(
        self,
        given: Mapping[str, Given] | None = None,
        *,
        to: str = "",
        containing: str = "",
        press: str = "",
        status: int = 200,
        **more: Given,
    ) -> Page:
        """Fill in the form of this page (the one that goes `to` a view) and send it."""
        form = self._form(to or view_name(self.page.address), containing)
        data = {name: one.sent for name, one in form.fields.items()}
        for key, value in {**(given or {}), **more}.items():
            one = form.field(key)
            data[one.name] = _chosen(one, value)
        if press:
            buttons = [button for button in form.buttons if press in button[0]]
            assert buttons, f"no button “{press}” among {form.buttons}"
            if buttons[0][1]:
                data[buttons[0][1]] = [buttons[0][2]]
        return self._take(self.client.post(form.action, data), form.action, status)

    def _form(self, view: str, containing: str) -> Form:
        found = [form for form in self.page.forms_to(view) if containing in form.action]
        assert found, f"no form to {view} on {self.page.address}: {self._offers()}"
        return found[0]

    def _offers(self) -> list[str]:
        links = sorted({view_name(address) for _, address in self.page.links})
        return [*links, *(f"POST {view_name(form.action)}" for form in self.page.forms)]

    def _take(self, response: HttpResponse, address: str, status: int) -> Page:
        for _ in range(MOST_HOPS):
            if response.status_code not in {301, 302, 303}:
                break
            address = response.headers["Location"]
            response = self.client.get(address)
        parts = urlsplit(address)
        html = response.content.decode() if not response.streaming else ""
        self._page = read(parts.path + (f"?{parts.query}" if parts.query else ""), response.status_code, html)
        assert response.status_code == status, f"{response.status_code} at {address}: {self.page.words[:900]}"
        return self.page

    def posts(self, address: str, given: Mapping[str, str | list[str]] | None = None) -> int:
        """Send something to an address without its form, as a script would. The answer becomes the page."""
        self.goes("path:front")
        data = {"csrfmiddlewaretoken": self.client.cookies["csrftoken"].value, **(given or {})}
        response = self.client.post(address, data)
        self._page = read(address, response.status_code, response.content.decode())
        return response.status_code

    # -- reading --

    def sees(self, *words: str) -> None:
        for said in words:
            assert said in self.page.words, f"“{said}” is not on {self.page.address}: {self.page.words}"

    def does_not_see(self, *words: str) -> None:
        for said in words:
            assert said not in self.page.html, f"“{said}” is on {self.page.address}"

    def is_refused(self, code: str) -> None:
        """The page says this refusal: what happened, why, and the next step."""
        assert code in known_codes(), f"{code} has no words"
        with translation.override("da"):
            explanation = explain(Closed(code))
            for text in (explanation.what, explanation.why, explanation.step):
                parts = re.split(r"%\(\w+\)[sd]", text)
                pattern = ".*?".join(re.escape(" ".join(part.split())) for part in parts)
                pattern = pattern.replace(".*?", r"\s?.*?\s?")
                assert re.search(pattern, self.page.words), f"{code}: “{text}” not in {self.page.words}"

    def may(self, view: str) -> bool:
        """Whether the page offers a way to `view`."""
        linked = any(view_name(address) == view for _, address in self.page.links)
        return linked or any(True for _ in self.page.forms_to(view))


def _chosen(one: Field, value: Given) -> list[str]:
    """What a person could have chosen or typed; anything else is the test's mistake or the page's."""
    if one.kind in TICKED or one.kind.startswith("select"):
        if isinstance(value, bool):
            return [one.options[0].value] if value else []
        return [_option(one, str(wanted)) for wanted in (value if isinstance(value, list) else [value])]
    assert one.kind != "hidden", f"nobody can type in {one.name}"
    text = str(value)
    assert one.longest is None or len(text) <= one.longest, f"{one.name} takes {one.longest} characters"
    return [text]


def _option(one: Field, wanted: str) -> str:
    for option in one.options:
        if wanted == option.value:
            return option.value
    found = [option.value for option in one.options if wanted and wanted in option.words]
    assert len(found) == 1, f"{one.name} offers {[(o.value, o.words) for o in one.options]}, not “{wanted}”"
    return found[0]


def by_mail(participant: Participant) -> Walker:
    """Come in as people with an account do: by a code sent to one's address."""
    assert participant.user is not None
    walker = Walker()
    walker.goes("people:login")
    walker.follows("account_request_login_code")
    walker.sends(email=participant.user.email)
    walker.sends(code=code_in_newest_letter())
    if walker.may("account_email_verification_sent"):
        # The first time, the address itself is confirmed by a code of its own.
        walker.sends(code=code_in_newest_letter())
    walker.goes("path:front")
    walker.sees(participant.user.name)
    walker.participant = participant
    return walker


def code_in_newest_letter() -> str:
    body = str(mail.outbox[-1].body)
    found = re.search(r"^\s*([A-Z0-9]{3,4}-[A-Z0-9]{3,4})\s*$", body, re.MULTILINE)
    assert found, body
    return found[1]


def by_code(words: str) -> Walker:
    """Come in with the four words on a paper."""
    walker = Walker()
    walker.goes("people:login")
    walker.follows("people:code")
    walker.sends(code=words)
    return walker
