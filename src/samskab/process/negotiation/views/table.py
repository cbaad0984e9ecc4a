"""The pages of the negotiation table: read it, and one page per act."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from samskab.ground.access.visible import PASSER_BY, visible
from samskab.kit import clock
from samskab.kit.errors import lets_through
from samskab.process.core.act_page import ActPage
from samskab.process.core.models import Process, Stage, Status
from samskab.process.core.selectors import has_reached
from samskab.process.core.viewing import Standing, standing
from samskab.process.knowledge.models import Statement
from samskab.process.negotiation import rules, selectors, services
from samskab.process.negotiation.ballot_rules import require_may_call_on
from samskab.process.negotiation.board import FILTERS, MINE, OPEN, Item, board, hang_stances
from samskab.process.negotiation.forms import (
    AnswerForm,
    GoOnForm,
    InterestForm,
    JudgeForm,
    OutcomeForm,
    ProposalForm,
    SettledForm,
    StanceForm,
)
from samskab.process.negotiation.models import (
    Interest,
    Mediation,
    ObjectionAnswer,
    PackageOutcome,
    Proposal,
    Stance,
)
from samskab.process.negotiation.packages import Told, as_proposal
from samskab.process.negotiation.turns import turns
from samskab.process.purpose.selectors import adopted_purpose

PER_PAGE = 25
CARDS_PER_PAGE = 10  # a card shows every party's stance, so ten are a long page already
MOST_MET = 6  # per need on the table itself; the page of needs has them all
MOST_OPEN = 6  # objections at the top; the filter shows every proposal that has one
STATEMENTS_SHOWN = 60


def _running(process: Process, *stages: Stage) -> bool:
    return process.status == Status.RUNNING and process.stage in stages


def _table(request: HttpRequest, here: Standing) -> dict[str, Any]:
    """What every page of this room knows."""
    process = here.process
    return {
        "process": process,
        "standing": here,
        "now": clock.now(),
        "talking": _running(process, Stage.NEGOTIATION),
        "hearing": _running(process, Stage.KNOWLEDGE, Stage.NEGOTIATION),
        "reached": has_reached(process, Stage.NEGOTIATION),
        "may_negotiate": here.seat is not None and not here.seat.may_supply,
    }


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The table: what waits, needs by party, and the tree of proposals."""
    here = standing(request, slug)
    context = _table(request, here)
    chosen = request.GET.get("vis", "")
    chosen = chosen if chosen in FILTERS else ""
    laid = board(here.process, context["now"])
    items = laid.shown(chosen, here.seat.party_id if here.seat else None)
    shown = Paginator(items, CARDS_PER_PAGE).get_page(request.GET.get("page"))
    hang_stances(laid, shown)
    context |= {
        "board": laid,
        "page": shown,
        "most_met": MOST_MET,
        "needs": [(need, laid.by_interest.get(need.pk, [])) for need in laid.interests[:PER_PAGE]],
        "columns": laid.columns,
        "rows": laid.rows(laid.interests[:PER_PAGE]),
        "more_needs": len(laid.interests) > PER_PAGE,
        "chosen": chosen,
        "filters": [("", _("Alle")), (OPEN, _("Med åbne indvendinger"))]
        + ([(MINE, _("Dem, vi ikke har svaret på"))] if here.seat else []),
        "objections": laid.open_objections[:MOST_OPEN],
        "n_open": len(laid.open_objections),
        "open_filter": OPEN,
        "turns": turns(here, context["now"], laid),
        "purpose": adopted_purpose(here.process),
    }
    return render(request, "negotiation/page.html", context)


@require_safe
def interests(request: HttpRequest, slug: str) -> HttpResponse:
    """All needs, twenty-five at a time; one party's when asked."""
    here = standing(request, slug)
    context = _table(request, here)
    laid = board(here.process, context["now"])
    party = request.GET.get("part", "")
    rows = [need for need in laid.interests if not party or str(need.party.public_id) == party]
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    needs = [(need, laid.by_interest.get(need.pk, [])) for need in shown]
    return render(
        request,
        "negotiation/interests.html",
        context | {"page": shown, "needs": needs, "chosen": party, "parties": [s.party for s in laid.seats]},
    )


@require_safe
def proposal(request: HttpRequest, slug: str, proposal: UUID) -> HttpResponse:
    """One proposal with everything said to it: needs, stances, objections, answers and history."""
    here = standing(request, slug)
    context = _table(request, here)
    row = get_object_or_404(Proposal, process=here.process, public_id=proposal)
    laid = board(here.process, context["now"])
    item = laid.item(row.pk)
    hang_stances(laid, [item])
    seat = here.seat
    judged = {met.interest.pk for met in item.met if met.own}
    context |= {
        "item": item,
        "counters": [other for other in laid.items if other.proposal.parent_id == row.pk],
        "built_on": visible(PASSER_BY, Statement.objects.filter(proposal_uses__proposal=row)).order_by(
            "proposal_uses__pk"
        ),
        "earlier": row.stances.filter(replaced_at__isnull=False).select_related("party"),
        "own": seat is not None and item.proposal.party_id == seat.party_id,
        "our_needs": [
            need
            for need in laid.interests
            if seat is not None and need.party_id == seat.party_id and need.pk not in judged
        ],
        "rounds": rules.ROUNDS,
        "ballot": selectors.ballot_on(row.pk)
        if _tried(item)
        or any(objection.state == selectors.ObjectionState.CARRIED for objection in item.objections)
        else None,
        "may_call": _tried(item)
        and lets_through(lambda: require_may_call_on(here.process, here.actor, row, context["now"])),
    }
    return render(request, "negotiation/proposal.html", context)


def _tried(item: Item) -> bool:
    """Whether a mediation in vain stands behind every open objection: only then is a ballot worth asking."""
    open_ones = [objection.state for objection in item.objections if objection.is_open]
    return bool(open_ones) and set(open_ones) == {selectors.ObjectionState.MEDIATION_FAILED}


class _Act(ActPage):
    """An act of this room."""

    def _needs(self) -> list[Interest]:
        return list(selectors.interests(self.standing.process))


class StateInterest(_Act):
    form_class = InterestForm
    title = _("Hvad har I brug for?")
    lead = _("Behov kommer før forslag. Et behov kan mødes på flere måder.")
    button = _("Læg det på bordet")
    said = _("Jeres interesse ligger på bordet.")

    def may(self) -> object:
        return rules.require_may_state_interest(self.standing.process, self.standing.actor)

    def act(self, given: dict[str, Any]) -> object:
        return services.state_interest(**self.ids(), text=given["text"])


class WithdrawInterest(_Act):
    template_name = "negotiation/withdraw_interest.html"
    title = _("Træk jeres interesse tilbage")
    button = _("Træk den tilbage")
    said = _("Jeres interesse er trukket tilbage.")
    grave = True

    def find(self, **kwargs: UUID) -> None:
        self.interest = get_object_or_404(
            Interest.objects.select_related("party"),
            process=self.standing.process,
            public_id=kwargs["interest"],
        )

    def may(self) -> object:
        return rules.require_may_withdraw_interest(self.standing.process, self.standing.actor, self.interest)

    def extra(self) -> dict[str, Any]:
        return {"interest": self.interest}

    def act(self, given: dict[str, Any]) -> object:
        return services.withdraw_interest(**self.ids(), interest_id=self.interest.pk)


class Propose(_Act):
    """A proposal, or with `?svar=` a counter-proposal. `?udsagn=` ticks statements beforehand, `?ord=` are
    words to begin from.
    """

    form_class = ProposalForm
    template_name = "negotiation/propose.html"
    title = _("Stil et forslag")
    lead = _("Sig, hvad I foreslår, og hvem det hjælper.")
    button = _("Læg forslaget på bordet")
    said = _("Jeres forslag ligger på bordet.")

    def find(self, **kwargs: UUID) -> None:
        answers = self.request.GET.get("svar")
        self.parent = None
        if answers:
            rows = Proposal.objects.filter(process=self.standing.process).select_related("party")
            self.parent = get_object_or_404(rows, public_id=_uuid(answers))
            self.title = _("Stil et modforslag")

    def may(self) -> object:
        return rules.require_may_propose(self.standing.process, self.standing.actor)

    def form_kwargs(self) -> dict[str, Any]:
        named = set(self.request.GET.getlist("udsagn")) | set(self.request.POST.getlist("builds_on"))
        return {
            "interests": self._needs(),
            "statements": _statements(self.standing, named),
            "own_party": self.standing.seat.party_id if self.standing.seat else None,
            "initial": {
                "builds_on": list(named),
                "text": self._package_text() or self.request.GET.get("ord", ""),
            },
        }

    def _package_text(self) -> str:
        """With `?pakke=` the package a round found, as words to change before they are sent."""
        named = _uuid(self.request.GET.get("pakke", ""))
        kept = PackageOutcome.objects.filter(
            round__process=self.standing.process, round__public_id=named
        ).select_related("round")
        return as_proposal(Told(found)) if (found := kept.first()) else ""

    def extra(self) -> dict[str, Any]:
        return {"parent": self.parent}

    def act(self, given: dict[str, Any]) -> object:
        return services.propose(
            **self.ids(),
            text=given["text"],
            meets=given["meets"],
            builds_on=given["builds_on"],
            counter_to_id=self.parent.pk if self.parent else None,
        )


def _uuid(said: str) -> UUID:
    """What an address says, or a name nothing has."""
    try:
        return UUID(said)
    except ValueError:
        return UUID(int=0)


def _statements(here: Standing, named: set[str]) -> list[Statement]:
    """Those the reader came with, the party's own, then the newest: a list one can scroll on a phone."""
    rows = visible(PASSER_BY, here.process.statements.all())
    first = list(rows.filter(public_id__in=[_uuid(said) for said in named])) if named else []
    own = list(rows.filter(party=here.seat.party)[:STATEMENTS_SHOWN]) if here.seat else []
    newest = list(rows.order_by("-stated_at", "-pk")[:STATEMENTS_SHOWN])
    most = max(STATEMENTS_SHOWN, len(first))
    return list({row.pk: row for row in [*first, *own, *newest]}.values())[:most]


class _AboutProposal(_Act):
    def find(self, **kwargs: UUID) -> None:
        rows = Proposal.objects.filter(process=self.standing.process).select_related("party")
        self.proposal = get_object_or_404(rows, public_id=kwargs["proposal"])

    def extra(self) -> dict[str, Any]:
        return {"about": self.proposal}

    def done(self) -> str:
        return reverse("negotiation:proposal", args=[self.slug, self.proposal.public_id])


class WithdrawProposal(_AboutProposal):
    template_name = "negotiation/about_proposal.html"
    title = _("Træk jeres forslag tilbage")
    lead = _("Ordene står stadig i historien. Modforslag bliver liggende.")
    button = _("Træk det tilbage")
    said = _("Forslaget er taget af bordet.")
    grave = True

    def may(self) -> object:
        return rules.require_may_withdraw_proposal(self.standing.process, self.standing.actor, self.proposal)

    def act(self, given: dict[str, Any]) -> object:
        return services.withdraw_proposal(**self.ids(), proposal_id=self.proposal.pk)


class TakeStance(_AboutProposal):
    form_class = StanceForm
    template_name = "negotiation/take_stance.html"
    title = _("Tag stilling")
    lead = _("Én part, én holdning. I kan skifte mening, så længe I forhandler.")
    button = _("Send vores holdning")
    said = _("Jeres holdning står ved forslaget.")

    def may(self) -> object:
        return rules.require_may_take_stance(self.standing.process, self.standing.actor, self.proposal)

    def form_kwargs(self) -> dict[str, Any]:
        seat = self.standing.seat
        return {
            "interests": sorted(
                self._needs(), key=lambda need: seat is None or need.party_id != seat.party_id
            ),
            "values": list(selectors.values(self.standing.process)),
            "affected": bool(seat and seat.affected),
            "supplier": bool(seat and seat.may_supply),
        }

    def act(self, given: dict[str, Any]) -> object:
        return services.take_stance(
            **self.ids(),
            proposal_id=self.proposal.pk,
            stance=given["stance"],
            reason=given["reason"],
            interest_id=given.get("interest"),
            value_id=given.get("value"),
            harm=given.get("harm", ""),
            done_to_us=given.get("done_to_us", False),
        )


class JudgeInterest(_AboutProposal):
    form_class = JudgeForm
    template_name = "negotiation/judge_interest.html"
    title = _("Møder forslaget det, I har brug for?")
    lead = _("Kun I kan sige det. Jeres ord står ved siden af det, forslagsstilleren siger.")
    button = _("Sig det")
    said = _("Det står ved forslaget nu.")

    def find(self, **kwargs: UUID) -> None:
        super().find(**kwargs)
        rows = Interest.objects.filter(process=self.standing.process).select_related("party")
        self.interest = get_object_or_404(rows, public_id=kwargs["interest"])

    def may(self) -> object:
        return rules.require_may_judge(self.standing.process, self.standing.actor, self.interest)

    def extra(self) -> dict[str, Any]:
        return super().extra() | {"interest": self.interest}

    def act(self, given: dict[str, Any]) -> object:
        return services.judge_interest(
            **self.ids(),
            proposal_id=self.proposal.pk,
            interest_id=self.interest.pk,
            degree=given["degree"],
        )


class _AboutObjection(_Act):
    template_name = "negotiation/about_objection.html"

    def find(self, **kwargs: UUID) -> None:
        rows = Stance.objects.filter(proposal__process=self.standing.process)
        found = get_object_or_404(rows, public_id=kwargs["objection"])
        objection = selectors.objection_of(self.standing.process, found.pk)
        self.objection = objection or get_object_or_404(rows.none())

    def extra(self) -> dict[str, Any]:
        return {"objection": self.objection}

    def done(self) -> str:
        return reverse("negotiation:proposal", args=[self.slug, self.objection.proposal.public_id])


class AnswerObjection(_AboutObjection):
    form_class = AnswerForm
    title = _("Svar på indvendingen")
    lead = _("Med et modforslag eller med ord. Aldrig med, hvor mange I er.")
    button = _("Send svaret")
    said = _("Svaret står ved indvendingen. Parten siger selv, om det er nok.")

    def may(self) -> object:
        return rules.require_may_answer(self.standing.process, self.standing.actor, self.objection)

    def form_kwargs(self) -> dict[str, Any]:
        rows = list(selectors.live_proposals(self.standing.process))
        parent_of = dict(self.standing.process.proposals.values_list("pk", "parent_id"))
        under = self.objection.proposal_id
        return {"counters": [row for row in rows if under in selectors.ancestors(parent_of, row.pk)]}

    def act(self, given: dict[str, Any]) -> object:
        return services.answer_objection(
            **self.ids(),
            objection_id=self.objection.pk,
            text=given["text"],
            counter_id=given.get("counter"),
        )


class AcceptAnswer(_AboutObjection):
    form_class = SettledForm
    title = _("Er jeres indvending løst?")
    lead = _("Det siger I selv, og ingen andre.")
    button = _("Sig det")
    said = _("Tak. Det står ved indvendingen nu.")

    def find(self, **kwargs: UUID) -> None:
        rows = ObjectionAnswer.objects.filter(objection__proposal__process=self.standing.process)
        self.answer = get_object_or_404(
            rows.select_related("objection", "by", "counter"), public_id=kwargs["answer"]
        )
        super().find(objection=self.answer.objection.public_id)

    def may(self) -> object:
        return rules.require_may_accept(self.standing.process, self.standing.actor, self.answer)

    def act(self, given: dict[str, Any]) -> object:
        return services.accept_answer(**self.ids(), answer_id=self.answer.pk, settled=given["settled"])


class AskMediation(_AboutObjection):
    title = _("Bed om mægling")
    lead = _("En neutral mødeleder hjælper jer. Det tager højst 21 dage og slutter aldrig i en skoleferie.")
    button = _("Bed om mægling")
    said = _("Der er bedt om mægling. Fristen står ved indvendingen.")

    def may(self) -> object:
        return rules.require_may_ask_mediation(self.standing.process, self.standing.actor, self.objection)

    def act(self, given: dict[str, Any]) -> object:
        return services.ask_mediation(**self.ids(), objection_id=self.objection.pk)


class CloseMediation(_AboutObjection):
    form_class = OutcomeForm
    title = _("Afslut mæglingen")
    lead = _("Skriv det, så begge parter kan kende sig selv i det.")
    button = _("Afslut mæglingen")
    said = _("Mæglingen er afsluttet.")

    def find(self, **kwargs: UUID) -> None:
        rows = Mediation.objects.filter(objection__proposal__process=self.standing.process)
        self.mediation = get_object_or_404(rows.select_related("objection"), public_id=kwargs["mediation"])
        super().find(objection=self.mediation.objection.public_id)

    def may(self) -> object:
        return rules.require_may_close_mediation(self.standing.process, self.standing.actor, self.mediation)

    def act(self, given: dict[str, Any]) -> object:
        return services.close_mediation(
            **self.ids(),
            mediation_id=self.mediation.pk,
            outcome=given["outcome"],
            settled=given["settled"],
        )


class GoOn(_AboutObjection):
    form_class = GoOnForm
    title = _("Gå videre, og tryk uenigheden")
    lead = _("Indvendingen forsvinder ikke. Den bliver trykt i aftalen med partens egne ord.")
    button = _("Gå videre med uenigheden trykt")
    said = _("I går videre. Uenigheden bliver trykt i aftalen.")
    grave = True

    def may(self) -> object:
        return rules.require_may_go_on(self.standing.process, self.standing.actor, self.objection, self.now)

    def act(self, given: dict[str, Any]) -> object:
        return services.go_on_with_dissent(
            **self.ids(), objection_id=self.objection.pk, reason=given["reason"]
        )
