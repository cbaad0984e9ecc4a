"""The acts, each with its own address and its own form page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samskab.ground.people.actor import Actor
from samskab.kit.text import tidy
from samskab.process.core import selectors as table
from samskab.process.core.act_page import ActPage
from samskab.process.core.models import Seat
from samskab.process.knowledge import rules, selectors, services
from samskab.process.knowledge.forms import (
    CorrectForm,
    LaterForm,
    NobodyCameForm,
    RatherForm,
    ReplyForm,
    StateForm,
    TraceForm,
)
from samskab.process.knowledge.likeness import already_said
from samskab.process.knowledge.models import ElementUse, Reply, Statement
from samskab.process.knowledge.views.reading import find, state_kwargs


class _OfAPerson(ActPage):
    """Said by a person, not by a party, unless the form itself asks for whom."""

    template_name = "knowledge/act.html"

    def actor(self) -> Actor:
        return self.standing.viewer.actor()

    def ids(self) -> dict[str, Any]:
        return super().ids() | {"actor": self.actor()}


def _party_id(seats: list[Seat], public_id: str) -> int | None:
    """The party of this public id among the seats; none when it is not one of them."""
    return next((seat.party_id for seat in seats if str(seat.party.public_id) == public_id), None)


LOOK = "look"


class StateKnowledge(_OfAPerson):
    """One's own words. With `look` it only shows what others have said like them; nothing is sent or kept."""

    form_class = StateForm
    template_name = "knowledge/state.html"
    title = _("Skriv, hvad du ved")
    lead = _("Det, du har oplevet, og det, du ved fra dit fag, tæller lige meget.")
    button = _("Send")
    made: Statement | None = None

    def may(self) -> object:
        return rules.require_may_state(self.standing.process, self.actor())

    def form_kwargs(self) -> dict[str, Any]:
        return state_kwargs(self.standing)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if LOOK not in request.POST:
            return super().post(request, **kwargs)
        shown_again = self.form_class(initial=request.POST.dict(), **self.form_kwargs())
        return self.page(shown_again, closed=self._closed())

    def extra(self) -> dict[str, Any]:
        """Up to three statements like the text, when somebody who may write asks for them."""
        if LOOK not in self.request.POST or self._closed() is not None:
            return {}
        return {"alike": already_said(self.standing.process, tidy(self.request.POST.get("text", "")))}

    def act(self, given: dict[str, Any]) -> object:
        party_id = _party_id(self.standing.seats, given.get("party") or "")
        self.made = services.state_knowledge(
            **self.ids() | {"actor": self.standing.viewer.actor(party_id)},
            basis=given["basis"],
            text=given["text"],
            role=given["role"],
            addressed_to_id=_party_id(table.seats(self.standing.process), given["addressed_to"]),
        )
        return self.made

    def done(self) -> str:
        if self.made is None:
            return self.room_url()
        return reverse("knowledge:statement", args=[self.slug, self.made.public_id])


class LogNobodyCame(_OfAPerson):
    form_class = NobodyCameForm
    title = _("Vi spurgte. Ingen kom.")
    lead = _("Det er ikke en skam. Men det skal stå her, hvordan I spurgte, så andre kan gøre det bedre.")
    button = _("Skriv det på siden")

    def may(self) -> object:
        return rules.require_may_log_absence(self.standing.process, self.actor())

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"basis": self.request.GET.get("basis", "")}}

    def act(self, given: dict[str, Any]) -> object:
        return services.log_nobody_came(**self.ids(), basis=given["basis"], asked=given["asked"])


class _AboutStatement(ActPage):
    """About one statement: it is shown above the form, and the act leads back to it."""

    template_name = "knowledge/about_statement.html"
    statement: Statement

    def find(self, **kwargs: Any) -> None:
        self.statement = find(self.standing, kwargs["statement"])

    def extra(self) -> dict[str, Any]:
        return {"statement": self.statement}

    def done(self) -> str:
        return reverse("knowledge:statement", args=[self.slug, self.statement.public_id])


class _OfAPersonAbout(_OfAPerson, _AboutStatement):
    template_name = "knowledge/about_statement_as_oneself.html"


class CorrectStatement(_OfAPersonAbout):
    form_class = CorrectForm
    title = _("Ret dine ord")
    lead = _("Du kan rette, indtil nogen har stemt, svaret eller bygget på ordene.")
    button = _("Gem rettelsen")

    def may(self) -> object:
        rules.require_may_correct(self.standing.process, self.statement, self.actor())
        return self.statement

    def form_kwargs(self) -> dict[str, Any]:
        person = self.standing.viewer.participant
        mine = person is not None and self.statement.participant_id == person.pk
        return {"initial": {"text": self.statement.text if mine else ""}}

    def act(self, given: dict[str, Any]) -> object:
        return services.correct_statement(**self.ids(), statement_id=self.statement.pk, text=given["text"])


class WithdrawStatement(_OfAPersonAbout):
    title = _("Træk dine ord tilbage")
    lead = _("De forsvinder fra de åbne sider med det samme. Du skal ikke give en grund.")
    button = _("Træk tilbage")

    def may(self) -> object:
        rules.require_may_withdraw(self.statement, self.actor())
        return self.statement

    def act(self, given: dict[str, Any]) -> object:
        return services.withdraw_statement(**self.ids(), statement_id=self.statement.pk)


class AskPlainLanguage(_OfAPersonAbout):
    title = _("Skriv det klart")
    lead = _("Bed om lettere ord. Ingen kan se, hvem der spurgte.")
    button = _("Bed om klart sprog")

    def may(self) -> object:
        return rules.require_may_flag(self.standing.process, self.statement, self.actor())

    def act(self, given: dict[str, Any]) -> object:
        return services.flag_plain_language(**self.ids(), statement_id=self.statement.pk)


class ReplyTo(_AboutStatement):
    form_class = ReplyForm
    title = _("Svar på udsagnet")
    lead = _("Alle får svar. Sig, hvad der bliver af det, og hvorfor.")
    button = _("Send svaret")

    def may(self) -> object:
        return rules.require_may_reply(self.standing.process, self.statement, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return services.reply(
            **self.ids(), statement_id=self.statement.pk, outcome=given["outcome"], text=given["text"]
        )


class AddLater(_AboutStatement):
    form_class = LaterForm
    title = _("Føj til svaret")
    lead = _("Fortæl, hvad der er sket siden. Det første svar bliver stående.")
    button = _("Føj til")

    def find(self, **kwargs: Any) -> None:
        rows = Reply.objects.filter(statement__process=self.standing.process)
        self.reply = get_object_or_404(rows.select_related("statement__party"), public_id=kwargs["reply"])
        self.statement = self.reply.statement

    def may(self) -> object:
        rules.require_own_reply(self.standing.process, self.reply, self.standing.actor)
        return self.reply

    def extra(self) -> dict[str, Any]:
        return super().extra() | {"reply": self.reply}

    def act(self, given: dict[str, Any]) -> object:
        return services.add_later(**self.ids(), reply_id=self.reply.pk, text=given["text"])


class TraceStatement(_AboutStatement):
    form_class = TraceForm
    title = _("Vis, hvor ordene er brugt")
    lead = _("Den, der sagde det, bliver spurgt: Blev du forstået rigtigt? Først da tæller det som brugt.")
    button = _("Læg sporet")

    def may(self) -> object:
        return rules.require_may_trace(self.standing.process, self.statement, self.standing.actor)

    def form_kwargs(self) -> dict[str, Any]:
        return {"elements": selectors.current_elements(self.standing.process)}

    def act(self, given: dict[str, Any]) -> object:
        return services.trace_statement(
            **self.ids(), statement_id=self.statement.pk, element_id=given["element"].pk
        )


class _AboutUse(_OfAPersonAbout):
    def find(self, **kwargs: Any) -> None:
        self.use = get_object_or_404(
            ElementUse.objects.select_related("statement__party", "element"),
            statement__process=self.standing.process,
            statement__public_id=kwargs["statement"],
            element__public_id=kwargs["element"],
        )
        self.statement = self.use.statement

    def may(self) -> object:
        rules.require_may_confirm(self.standing.process, self.statement, self.actor())
        return self.use

    def extra(self) -> dict[str, Any]:
        return super().extra() | {"became": self.use.element.text}


class ConfirmUse(_AboutUse):
    title = _("Blev du forstået rigtigt?")
    lead = _("Sig ja, hvis det er det, du mente.")
    button = _("Ja, det er forstået")

    def act(self, given: dict[str, Any]) -> object:
        return services.confirm_use(**self.ids(), use_id=self.use.pk)


class ObjectUse(_AboutUse):
    form_class = RatherForm
    title = _("Blev du ikke forstået rigtigt?")
    lead = _("Skriv, hvad du mente. Det står ved siden af.")
    button = _("Send")

    def act(self, given: dict[str, Any]) -> object:
        return services.object_use(**self.ids(), use_id=self.use.pk, rather=given["rather"])
