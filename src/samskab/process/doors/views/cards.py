"""Cards: the print, the piles, the keying and what the two settle."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from samskab.ground.places.selectors import municipality
from samskab.kit.act_page import SeeOther, in_a_line
from samskab.kit.errors import Invalid, Refusal, lets_through
from samskab.kit.refusals import explain
from samskab.process.core.act_page import ActPage
from samskab.process.core.viewing import Standing, standing
from samskab.process.doors import rules, selectors, services
from samskab.process.doors.forms import CardRowForm, PrintForm, SettleRowForm
from samskab.process.doors.models import CardBatch, CardKeying
from samskab.process.doors.qr import square
from samskab.process.doors.services.cards import Keyed, Said

ROWS = 10
FIRST, SECOND, NONE, OTHER = "first", "second", "none", "other"


class _Cards(ActPage):
    """Done as a person; a seat gives the right."""

    def room_url(self) -> str:
        return reverse("doors:page", args=[self.slug])


class PrintCards(_Cards):
    """The sheet is the answer itself: the words on the stubs are shown this once and kept nowhere."""

    form_class = PrintForm
    title = _("Print kort")
    lead = _(
        "Hvert kort har et nummer og fire ord. Nummeret følger med ordene. De fire ord bliver hos personen."
    )
    button = _("Lav kortene")

    def may(self) -> object:
        return rules.require_may_print(self.standing.process, self.standing.actor)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        _sheet, printed = services.print_cards(**self.ids(), n_cards=form.cleaned_data["n_cards"])
        found = municipality()
        context = {
            "process": self.standing.process,
            "standing": self.standing,
            "cards": printed,
            "square": square(request.build_absolute_uri(reverse("people:code"))),
            "address": request.build_absolute_uri(reverse("people:code")),
            "phone": found.phone if found else "",
        }
        return render(request, "doors/sheet.html", context)


@require_GET
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """A poster for a door, a shop or a laundry room: the question, the phone, and a square code."""
    here = standing(request, slug)
    found = municipality()
    address = request.build_absolute_uri(reverse("path:process", args=[slug]))
    context = {
        "process": here.process,
        "standing": here,
        "square": square(address),
        "address": address,
        "phone": found.phone if found else "",
    }
    return render(request, "doors/poster.html", context)


class Piles(_Cards):
    """The piles of a process, and a button to begin one."""

    template_name = "doors/piles.html"
    title = _("Tast kort ind")
    lead = _(
        "To personer taster den samme bunke hver for sig. Der, hvor I læser forskelligt, bliver I enige."
    )
    button = _("Begynd på en bunke")
    made: CardBatch | None = None

    def may(self) -> object:
        return rules.require_may_key(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        self.made = services.open_batch(**self.ids())
        return self.made

    def done(self) -> str:
        if self.made is None:
            return self.room_url()
        return reverse("doors:key", args=[self.slug, self.made.public_id])

    def extra(self) -> dict[str, Any]:
        person = self.standing.viewer.participant
        piles = self.standing.process.card_batches.all()[:50]
        mine = person.pk if person else None
        return {"piles": [(pile, selectors.hand_of(pile, mine)) for pile in piles]}


class _AboutBatch(_Cards):
    batch: CardBatch

    def find(self, **kwargs: UUID) -> None:
        self.batch = get_object_or_404(CardBatch, process=self.standing.process, public_id=kwargs["batch"])

    def person(self) -> int:
        return rules.require_may_key(self.standing.process, self.standing.actor)

    def refused(self) -> HttpResponse | None:
        try:
            self.may()
        except Refusal as refusal:
            return self.page(forms.Form(), closed=explain(refusal), status=refusal.status)
        return None

    def piles_url(self) -> str:
        return reverse("doors:piles", args=[self.slug])

    def done(self) -> str:
        return self.piles_url()


class KeyCards(_AboutBatch):
    """Ten rows on a page, made for a keyboard. A row that cannot be taken sends nothing and loses nothing."""

    template_name = "doors/key.html"
    title = _("Tast kort ind")
    button = _("Gem, og giv mig ti nye")

    def may(self) -> object:
        return rules.require_hand(self.batch, self.person())

    def rows(self, posted: Any = None) -> list[CardRowForm]:
        return [CardRowForm(posted, prefix=f"r{number}") for number in range(ROWS)]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.refused() or self._page(self.rows())

    def _page(self, rows: list[CardRowForm], status: int = 200, said: str = "") -> HttpResponse:
        hand = rules.require_hand(self.batch, self.person())
        keyed = self.batch.keyings.filter(hand=hand).select_related("card")
        context = {
            "process": self.standing.process,
            "standing": self.standing,
            "rows": rows,
            "said": said,
            "keyed": keyed,
            "is_second": hand == CardKeying.SECOND,
            "back_url": self.piles_url(),
        }
        return render(self.request, self.template_name, context, status=status)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.may()  # a refusal's own page gives every row back
        rows = self.rows(request.POST)
        if False in [row.is_valid() for row in rows]:
            return self._page(rows, status=422, said=str(_("En række mangler noget. Intet er sendt endnu.")))
        given = [Keyed(**row.cleaned_data) for row in rows if row.has_changed() and row.cleaned_data]
        try:
            services.key_cards(**self.ids(), batch_id=self.batch.pk, cards=given)
            if "done" in request.POST:
                services.finish_keying(**self.ids(), batch_id=self.batch.pk)
        except Refusal as refusal:
            return self._page(rows, status=422, said=in_a_line(refusal))
        if "done" not in request.POST:
            return SeeOther(request.path)
        self.batch.refresh_from_db()
        waits = self.batch.second_done_at is not None and self.batch.settled_at is None
        return SeeOther(
            reverse("doors:settle", args=[self.slug, self.batch.public_id]) if waits else self.done()
        )


class SettleCards(_AboutBatch):
    """The two readings side by side; each of the two says which it is."""

    template_name = "doors/settle.html"
    title = _("Bliv enige om kortene")

    def may(self) -> object:
        return rules.require_may_settle(self.batch, self.person())

    def _open(self) -> list[tuple[selectors.Pair, SettleRowForm]]:
        posted = self.request.POST or None
        hand = selectors.hand_of(self.batch, self.standing.actor.participant_id) or CardKeying.FIRST
        return [
            (pair, _settle_row(pair, hand, posted))
            for pair in selectors.pairs(self.batch)
            if not pair.is_agreed
        ]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.refused() or self._page(self._open())

    def _page(
        self, rows: list[tuple[selectors.Pair, SettleRowForm]], status: int = 200, said: str = ""
    ) -> HttpResponse:
        hand = selectors.hand_of(self.batch, self.standing.actor.participant_id) or CardKeying.FIRST
        other = CardKeying.SECOND if hand == CardKeying.FIRST else CardKeying.FIRST
        context = {
            "process": self.standing.process,
            "standing": self.standing,
            "rows": [(pair, form, pair.of_hand[hand], pair.of_hand[other]) for pair, form in rows],
            "said": said,
            "back_url": self.piles_url(),
        }
        return render(self.request, self.template_name, context, status=status)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.may()  # a refusal's own page gives every row back
        rows = self._open()
        if False in [form.is_valid() for _pair, form in rows]:
            return self._page(rows, status=422, said=str(_("Der mangler et valg. Intet er sendt endnu.")))
        said = [_said(pair, form.cleaned_data) for pair, form in rows]
        try:
            services.settle_cards(**self.ids(), batch_id=self.batch.pk, said=said)
        except Invalid as refusal:
            words = explain(refusal)
            return self._page(rows, status=422, said=f"{words.what} {words.why} {words.step}")
        self.batch.refresh_from_db()
        return SeeOther(self.done() if self.batch.settled_at else request.path)


def _settle_row(pair: selectors.Pair, hand: int, posted: Any) -> SettleRowForm:
    offered: list[tuple[str, Any]] = []
    if pair.first and pair.first.text:
        offered.append((FIRST, _("Som den første har læst")))
    if pair.second and pair.second.text:
        offered.append((SECOND, _("Som den anden har læst")))
    if len(offered) == 1:
        offered.append((NONE, _("Kortet skal ikke med")))
    initial: dict[str, str] = {}
    own = pair.of_hand[hand]
    if own is not None and own.said_at:
        initial = {"choice": _chosen(pair, own), "text": own.final_text}
    return SettleRowForm(posted, prefix=f"c{pair.card.pk}", offered=offered, initial=initial)


def _chosen(pair: selectors.Pair, own: CardKeying) -> str:
    if not own.final_text:
        return NONE
    first = pair.first
    is_first = first is not None and (first.basis, first.role) == (own.final_basis, own.final_role)
    return FIRST if is_first and first and first.text else SECOND


def _said(pair: selectors.Pair, given: dict[str, Any]) -> Said:
    chosen = {FIRST: pair.first, SECOND: pair.second}.get(given["choice"])
    if chosen is None:
        return Said(pair.card.pk, "", "")
    return Said(pair.card.pk, given["text"] or chosen.text, chosen.basis, chosen.role)


@require_GET
@never_cache
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """How people came in, all counted alike, and what one can print, key and start from here."""
    here = standing(request, slug)
    context = {
        "process": here.process,
        "standing": here,
        "n_people": selectors.n_people(here.process),
        "doors": selectors.by_door(here.process),
        "helped": selectors.by_helpers(here.process),
        "may_print": _may(here, rules.require_may_print),
        "may_key": _may(here, rules.require_may_key),
        "is_helper": "helper" in here.viewer.roles,
    }
    return render(request, "doors/page.html", context)


def _may(here: Standing, rule: Any) -> bool:
    return lets_through(lambda: rule(here.process, here.actor))


@require_GET
def which(request: HttpRequest) -> HttpResponse:
    """Which door for whom: one page a coordinator can hang up."""
    return render(request, "doors/which.html")
