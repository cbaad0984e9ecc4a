"""Ballots: read one, call one, vote, count."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samskab.kit.act_page import Quote
from samskab.kit.errors import lets_through
from samskab.process.core.viewing import standing
from samskab.process.negotiation import ballot_rules as rules
from samskab.process.negotiation import ballots, selectors, services
from samskab.process.negotiation.ballot_forms import CallAmongForm, CallForm, VoteForm
from samskab.process.negotiation.models import Ballot, BallotKind, Proposal
from samskab.process.negotiation.rules import require_negotiator
from samskab.process.negotiation.views.table import _Act, _table


@require_safe
@never_cache
def page(request: HttpRequest, slug: str, ballot: UUID | None = None) -> HttpResponse:
    """One ballot as it stands for this reader, by default the newest."""
    here = standing(request, slug)
    context = _table(request, here)
    listed = ballots.listed(here.process)
    shown = next((row for row in listed if ballot in {None, row.public_id}), None)
    if ballot is not None and shown is None:
        raise Http404
    context |= {
        "ballot": shown,
        "earlier": [row for row in listed if shown is not None and row.pk != shown.pk],
        "may_call": context["talking"]
        and context["may_negotiate"]
        and all(row.closed_at is not None for row in listed),
    }
    if shown is not None:
        now, kept = context["now"], getattr(shown, "outcome", None)
        drafts = ballots.drafts_of(shown)
        context |= {
            "drafts": drafts,
            "told": ballots.Told(kept, drafts) if kept is not None else None,
            "may_vote": kept is None
            and lets_through(lambda: rules.require_may_vote(here.process, here.actor, shown, now)),
            "may_count": lets_through(lambda: rules.require_may_count(here.process, here.actor, shown, now)),
            "late": now >= shown.deadline,
        }
    return render(request, "negotiation/ballots.html", context)


@require_safe
def outcome(request: HttpRequest, slug: str, ballot: UUID) -> HttpResponse:
    """The outcome as a file that `samskab recount` reads, where no figure tells what a person said."""
    here = standing(request, slug)
    rows = Ballot.objects.filter(process=here.process, outcome__isnull=False).select_related("outcome")
    row = get_object_or_404(rows, public_id=ballot)
    if not ballots.Told(row.outcome, []).open_figures:
        raise Http404
    return JsonResponse(row.outcome.outcome, json_dumps_params={"ensure_ascii": False, "indent": 1})


class _BallotAct(_Act):
    def done(self) -> str:
        return reverse("negotiation:ballots", args=[self.slug])


class CallOn(_BallotAct):
    form_class = CallForm
    title = _("Stem om at gå videre")
    lead = _(
        "Alle, der hører til en part ved bordet, stemmer hemmeligt. Der skal være flertal i alt og på hver"
        " side. Rammerne bliver ikke ændret, og uenigheden bliver trykt, også når der er flertal."
    )
    button = _("Begynd afstemningen")
    said = _("Afstemningen er begyndt. Alle ved bordet kan stemme.")
    grave = True

    def find(self, **kwargs: UUID) -> None:
        rows = Proposal.objects.filter(process=self.standing.process).select_related("party")
        self.proposal = get_object_or_404(rows, public_id=kwargs["proposal"])

    def may(self) -> object:
        found = self.proposal
        return rules.require_may_call_on(self.standing.process, self.standing.actor, found, self.now)

    def quote(self) -> Quote:
        return Quote(self.proposal.text, self.proposal.party.name)

    def act(self, given: dict[str, Any]) -> object:
        return services.call_ballot(
            **self.ids(),
            kind=BallotKind.ADOPT,
            proposal_ids=[self.proposal.pk],
            reason=given["reason"],
            deadline=given["deadline"],
        )


class CallAmong(_BallotAct):
    form_class = CallAmongForm
    title = _("Hvilket udkast er bedst?")
    lead = _(
        "Hver person giver hvert udkast et ord. Det udkast vinder, som den mindst glade side er mest glad"
        " for. Det er et råd: Et forslag bliver stadig kun til en aftale, når parterne kan leve med det."
    )
    button = _("Begynd afstemningen")
    said = _("Afstemningen er begyndt. Alle ved bordet kan stemme.")

    def may(self) -> object:
        seat = require_negotiator(self.standing.process, self.standing.actor)
        rules.require_none_runs(self.standing.process)
        return seat

    def form_kwargs(self) -> dict[str, Any]:
        return {"proposals": list(selectors.live_proposals(self.standing.process))}

    def act(self, given: dict[str, Any]) -> object:
        return services.call_ballot(
            **self.ids(),
            kind=BallotKind.CHOOSE,
            proposal_ids=given["drafts"],
            reason=given["reason"],
            deadline=given["deadline"],
        )


class _OneBallot(_BallotAct):
    def find(self, **kwargs: UUID) -> None:
        rows = Ballot.objects.filter(process=self.standing.process).select_related("called_by")
        self.ballot = get_object_or_404(rows, public_id=kwargs["ballot"])

    def done(self) -> str:
        return reverse("negotiation:ballot", args=[self.slug, self.ballot.public_id])


class Cast(_OneBallot):
    form_class = VoteForm
    template_name = "negotiation/cast_ballot.html"
    title = _("Stem")
    lead = _("Vi gemmer, at du har stemt, og hvor mange der svarede det samme. Aldrig, hvad du svarede.")
    button = _("Læg stemmen i kassen")
    said = _("Din stemme er talt med. Den kan ikke ses eller laves om.")

    def may(self) -> object:
        return rules.require_may_vote(self.standing.process, self.standing.actor, self.ballot, self.now)

    def form_kwargs(self) -> dict[str, Any]:
        return {"drafts": ballots.drafts_of(self.ballot), "kind": self.ballot.kind}

    def extra(self) -> dict[str, Any]:
        return {"ballot": self.ballot}

    def act(self, given: dict[str, Any]) -> object:
        return services.cast_ballot(**self.ids(), ballot_id=self.ballot.pk, marks=given["marks"])


class Count(_OneBallot):
    title = _("Tæl stemmerne")
    lead = _("Alle kan bede om, at der bliver talt. Den samme kasse giver det samme svar.")
    button = _("Tæl stemmerne")
    said = _("Stemmerne er talt.")

    def may(self) -> object:
        return rules.require_may_count(self.standing.process, self.standing.actor, self.ballot, self.now)

    def act(self, given: dict[str, Any]) -> object:
        return services.count_ballot(**self.ids(), ballot_id=self.ballot.pk)
