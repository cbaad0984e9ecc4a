"""The acts, each with its own address and its own form page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from samskab.ground.people import services as people
from samskab.ground.people.addresses import address_of
from samskab.ground.people.views import SHOWN_ONCE_KEY
from samskab.kit import clock
from samskab.process.core import selectors as table
from samskab.process.core.models import Seat
from samskab.process.core.viewing import Standing, standing
from samskab.process.knowledge import rules, selectors, services
from samskab.process.knowledge.forms import (
    CorrectForm,
    HelperForm,
    LaterForm,
    NobodyCameForm,
    NothingForm,
    RatherForm,
    ReplyForm,
    TraceForm,
)
from samskab.process.knowledge.models import ElementUse, Reply, Statement
from samskab.process.knowledge.views.reading import context_of, find, state_form

SEE_OTHER = 303
post_or_look = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class Sheet:
    """The words around one act's form."""

    title: str | Promise
    lead: str | Promise
    button: str | Promise
    gathering_only: bool = False
    any_time: bool = False


def _sheet(
    request: HttpRequest,
    here: Standing,
    form: forms.Form,
    sheet: Sheet,
    *,
    statement: Statement | None = None,
    **more: Any,
) -> HttpResponse:
    """The form page: 422 with everything kept when something is wrong."""
    is_open = sheet.any_time or (
        rules.may_gather(here.process) if sheet.gathering_only else rules.may_answer(here.process)
    )
    back = (
        reverse("knowledge:statement", args=[here.process.slug, statement.public_id])
        if statement
        else reverse("knowledge:page", args=[here.process.slug])
    )
    context = context_of(
        here, form=form, sheet=sheet, statement=statement, is_open=is_open, back=back, **more
    )
    return render(request, "knowledge/act.html", context, status=422 if form.is_bound else 200)


def _to(here: Standing, name: str = "page", *args: UUID) -> HttpResponseRedirect:
    url = reverse(f"knowledge:{name}", args=[here.process.slug, *args])
    return HttpResponseRedirect(url, status=SEE_OTHER)


def _party_id(seats: list[Seat], public_id: str) -> int | None:
    """The party of this public id among the seats; none when it is not one of them."""
    return next((seat.party_id for seat in seats if str(seat.party.public_id) == public_id), None)


STATE = Sheet(
    _("Skriv, hvad du ved"),
    _("Det, du har oplevet, og det, du ved fra dit fag, tæller lige meget."),
    _("Send"),
    gathering_only=True,
)


@post_or_look
def state(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    form = state_form(here, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _sheet(request, here, form, STATE)
    given = form.cleaned_data
    made = services.state_knowledge(
        process_id=here.process.pk,
        actor=here.viewer.actor(_party_id(here.seats, given.get("party") or "")),
        basis=given["basis"],
        text=given["text"],
        role=given["role"],
        addressed_to_id=_party_id(table.seats(here.process), given["addressed_to"]),
        now=clock.now(),
    )
    return _to(here, "statement", made.public_id)


ENTER = Sheet(
    _("Skriv for en anden"),
    _("Skriv det, personen siger. Læs det højt. Send først, når personen har sagt ja."),
    _("Personen sagde ja. Send"),
    gathering_only=True,
)


@post_or_look
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """A person without a code gets one here, shown once on the receipt, so that the words have an owner."""
    here = standing(request, slug)
    form = HelperForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _sheet(request, here, form, ENTER)
    given, now, code = form.cleaned_data, clock.now(), ""
    rules.require_may_help(here.process, here.viewer.actor(), read_back=given["read_back"])
    if given["code"]:
        address = address_of(request)
        owner = people.come_in_by_code(code=given["code"], address=address, now=now)
    else:
        owner, code = people.give_code(now=now)
    made = services.enter_for_another(
        process_id=here.process.pk,
        actor=replace(here.viewer.actor(), channel=given["channel"]),
        for_participant_id=owner.pk,
        basis=given["basis"],
        text=given["text"],
        role=given["role"],
        language=given["language"],
        original=given["original"],
        read_back=given["read_back"],
        now=now,
    )
    if not code:
        return _to(here, "statement", made.public_id)
    request.session[SHOWN_ONCE_KEY] = code
    return HttpResponseRedirect(reverse("people:receipt"), status=SEE_OTHER)


CORRECT = Sheet(
    _("Ret dine ord"),
    _("Du kan rette, indtil nogen har stemt, svaret eller bygget på ordene."),
    _("Gem rettelsen"),
    gathering_only=True,
)


@post_or_look
def correct(request: HttpRequest, slug: str, statement: UUID) -> HttpResponse:
    here = standing(request, slug)
    found = find(here, statement)
    bound = request.POST if request.method == "POST" else None
    form = CorrectForm(bound, initial={"text": found.text if _is_mine(here, found) else ""})
    if not form.is_valid():
        return _sheet(request, here, form, CORRECT, statement=found)
    services.correct_statement(
        process_id=here.process.pk,
        actor=here.viewer.actor(),
        statement_id=found.pk,
        text=form.cleaned_data["text"],
        now=clock.now(),
    )
    return _to(here, "statement", statement)


def _is_mine(here: Standing, statement: Statement) -> bool:
    person = here.viewer.participant
    return person is not None and statement.participant_id == person.pk


WITHDRAW = Sheet(
    _("Træk dine ord tilbage"),
    _("De forsvinder fra de åbne sider med det samme. Du skal ikke give en grund."),
    _("Træk tilbage"),
    any_time=True,
)


@post_or_look
def withdraw(request: HttpRequest, slug: str, statement: UUID) -> HttpResponse:
    here = standing(request, slug)
    found = find(here, statement)
    if request.method == "GET":
        return _sheet(request, here, NothingForm(), WITHDRAW, statement=found)
    services.withdraw_statement(
        process_id=here.process.pk, actor=here.viewer.actor(), statement_id=found.pk, now=clock.now()
    )
    return _to(here, "statement", statement)


REPLY = Sheet(
    _("Svar på udsagnet"),
    _("Alle får svar. Sig, hvad der bliver af det, og hvorfor."),
    _("Send svaret"),
)


@post_or_look
def reply(request: HttpRequest, slug: str, statement: UUID) -> HttpResponse:
    here = standing(request, slug)
    found = find(here, statement)
    form = ReplyForm(request.POST if request.method == "POST" else None, mine=here.seats)
    if not form.is_valid():
        return _sheet(request, here, form, REPLY, statement=found)
    services.reply(
        process_id=here.process.pk,
        actor=here.actor,
        statement_id=found.pk,
        outcome=form.cleaned_data["outcome"],
        text=form.cleaned_data["text"],
        now=clock.now(),
    )
    return _to(here, "statement", statement)


LATER = Sheet(
    _("Føj til svaret"), _("Fortæl, hvad der er sket siden. Det første svar bliver stående."), _("Føj til")
)


@post_or_look
def later(request: HttpRequest, slug: str, reply: UUID) -> HttpResponse:
    here = standing(request, slug)
    given = get_object_or_404(
        Reply.objects.select_related("statement__party"), public_id=reply, statement__process=here.process
    )
    form = LaterForm(request.POST if request.method == "POST" else None, mine=here.seats)
    if not form.is_valid():
        return _sheet(request, here, form, LATER, statement=given.statement, reply=given)
    services.add_later(
        process_id=here.process.pk,
        actor=here.actor,
        reply_id=given.pk,
        text=form.cleaned_data["text"],
        now=clock.now(),
    )
    return _to(here, "statement", given.statement.public_id)


TRACE = Sheet(
    _("Vis, hvor ordene er brugt"),
    _("Den, der sagde det, bliver spurgt: Blev du forstået rigtigt? Først da tæller det som brugt."),
    _("Læg sporet"),
)


@post_or_look
def trace(request: HttpRequest, slug: str, statement: UUID) -> HttpResponse:
    here = standing(request, slug)
    found = find(here, statement)
    elements = selectors.current_elements(here.process)
    form = TraceForm(request.POST if request.method == "POST" else None, mine=here.seats, elements=elements)
    if not form.is_valid():
        return _sheet(request, here, form, TRACE, statement=found)
    services.trace_statement(
        process_id=here.process.pk,
        actor=here.actor,
        statement_id=found.pk,
        element_id=form.cleaned_data["element"].pk,
        now=clock.now(),
    )
    return _to(here, "statement", statement)


def _use(here: Standing, statement: UUID, element: UUID) -> ElementUse:
    return get_object_or_404(
        ElementUse.objects.select_related("statement__party", "element"),
        statement__process=here.process,
        statement__public_id=statement,
        element__public_id=element,
    )


CONFIRM = Sheet(
    _("Blev du forstået rigtigt?"), _("Sig ja, hvis det er det, du mente."), _("Ja, det er forstået")
)


@post_or_look
def confirm(request: HttpRequest, slug: str, statement: UUID, element: UUID) -> HttpResponse:
    here = standing(request, slug)
    use = _use(here, statement, element)
    if request.method == "GET":
        return _sheet(request, here, NothingForm(), CONFIRM, statement=use.statement, became=use.element.text)
    services.confirm_use(
        process_id=here.process.pk, actor=here.viewer.actor(), use_id=use.pk, now=clock.now()
    )
    return _to(here, "statement", statement)


OBJECT = Sheet(
    _("Blev du ikke forstået rigtigt?"), _("Skriv, hvad du mente. Det står ved siden af."), _("Send")
)


@post_or_look
def object_to(request: HttpRequest, slug: str, statement: UUID, element: UUID) -> HttpResponse:
    here = standing(request, slug)
    use = _use(here, statement, element)
    form = RatherForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _sheet(request, here, form, OBJECT, statement=use.statement, became=use.element.text)
    services.object_use(
        process_id=here.process.pk,
        actor=here.viewer.actor(),
        use_id=use.pk,
        rather=form.cleaned_data["rather"],
        now=clock.now(),
    )
    return _to(here, "statement", statement)


PLAIN = Sheet(
    _("Skriv det klart"),
    _("Bed om lettere ord. Ingen kan se, hvem der spurgte."),
    _("Bed om klart sprog"),
)


@post_or_look
def plain(request: HttpRequest, slug: str, statement: UUID) -> HttpResponse:
    here = standing(request, slug)
    found = find(here, statement)
    if request.method == "GET":
        return _sheet(request, here, NothingForm(), PLAIN, statement=found)
    services.flag_plain_language(
        process_id=here.process.pk, actor=here.viewer.actor(), statement_id=found.pk, now=clock.now()
    )
    return _to(here, "statement", statement)


NOBODY_CAME = Sheet(
    _("Vi spurgte. Ingen kom."),
    _("Det er ikke en skam. Men det skal stå her, hvordan I spurgte, så andre kan gøre det bedre."),
    _("Skriv det på siden"),
    gathering_only=True,
)


@post_or_look
def nobody_came(request: HttpRequest, slug: str) -> HttpResponse:
    here = standing(request, slug)
    bound = request.POST if request.method == "POST" else None
    form = NobodyCameForm(bound, initial={"basis": request.GET.get("basis", "")})
    if not form.is_valid():
        return _sheet(request, here, form, NOBODY_CAME)
    services.log_nobody_came(
        process_id=here.process.pk,
        actor=here.viewer.actor(),
        basis=form.cleaned_data["basis"],
        asked=form.cleaned_data["asked"],
        now=clock.now(),
    )
    return _to(here)
