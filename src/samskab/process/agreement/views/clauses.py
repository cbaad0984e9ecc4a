"""Acts on one clause."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samskab.ground.access.visible import PASSER_BY, visible
from samskab.process.agreement import rules, selectors, services
from samskab.process.agreement.act_pages import PaperAct
from samskab.process.agreement.forms import (
    AnswerForm,
    ReasonForm,
    RequirementForm,
    RewriteClauseForm,
    SuggestionAnswerForm,
    SuggestionForm,
    WriteClauseForm,
)
from samskab.process.agreement.models import Clause, ClauseSuggestion, ProfessionalRequirement
from samskab.process.negotiation.selectors import live_proposals

STATEMENTS_SHOWN = 60


class WriteClause(PaperAct):
    """`?forslag=` chooses the proposal beforehand and puts its words in the box; `?fra=` those of a clause in
    an earlier agreement, with its heading.
    """

    form_class = WriteClauseForm
    title = _("Skriv et punkt")
    lead = _("Et punkt kommer fra et forslag. Skriv, så en nabo kan forstå det.")
    button = _("Skriv punktet ind")
    said = _("Punktet står i udkastet.")

    def may(self) -> object:
        return rules.require_may_write(self.standing.process, self.standing.actor)

    def form_kwargs(self) -> dict[str, Any]:
        rows = list(live_proposals(self.standing.process))
        statements = visible(PASSER_BY, self.standing.process.statements.all())
        named = self.request.POST.getlist("uses")
        first = list(statements.filter(public_id__in=[said for said in named if _is_uuid(said)]))
        newest = list(statements.order_by("-stated_at", "-pk")[:STATEMENTS_SHOWN])
        chosen = self.request.GET.get("forslag", "")
        words = next((row.text for row in rows if str(row.public_id) == chosen), "")
        return {
            "proposals": rows,
            "statements": list({row.pk: row for row in [*first, *newest]}.values()),
            "initial": {"origin": chosen, "text": words, **self._earlier()},
        }

    def _earlier(self) -> dict[str, Any]:
        named = self.request.GET.get("fra")
        for paper in selectors.earlier(self.standing.process) if named else ():
            for clause in paper.clauses.all():
                if str(clause.public_id) == named:
                    return {"text": clause.text, "heading": clause.heading, "gives": clause.gives}
        return {}

    def act(self, given: dict[str, Any]) -> object:
        return services.write_clause(**self.ids(), origin_id=given.pop("origin"), **given)


def _is_uuid(said: str) -> bool:
    try:
        UUID(said)
    except ValueError:
        return False
    return True


class _AboutClause(PaperAct):
    template_name = "agreement/about_clause.html"
    clause: Clause

    def find(self, **kwargs: UUID) -> None:
        rows = Clause.objects.filter(agreement__process=self.standing.process)
        self.clause = get_object_or_404(
            rows.select_related("agreement", "origin__party"), public_id=kwargs["clause"]
        )

    def extra(self) -> dict[str, Any]:
        return {"clause": self.clause}

    def done(self) -> str:
        return reverse("agreement:clause", args=[self.slug, self.clause.public_id])


class RewriteClause(_AboutClause):
    form_class = RewriteClauseForm
    title = _("Skriv punktet om")
    button = _("Gem de nye ord")
    said = _("De nye ord står i udkastet. De gamle står i historien.")

    def may(self) -> object:
        return rules.require_may_change(self.standing.process, self.standing.actor, self.clause)

    def form_kwargs(self) -> dict[str, Any]:
        clause = self.clause
        covers = list(clause.covers.values_list("duty", flat=True))
        political = clause.needs_political_decision
        codes = {"heading": clause.heading, "gives": clause.gives, "covers": covers}
        return {"initial": {"text": clause.text, **codes, "needs_political_decision": political}}

    def act(self, given: dict[str, Any]) -> object:
        return services.rewrite_clause(**self.ids(), clause_id=self.clause.pk, **given)


class DropClause(_AboutClause):
    form_class = ReasonForm
    title = _("Tag punktet ud")
    lead = _("Ordene og grunden bliver stående i historien.")
    button = _("Tag punktet ud")
    said = _("Punktet er taget ud.")
    grave = True

    def may(self) -> object:
        return rules.require_may_change(self.standing.process, self.standing.actor, self.clause)

    def act(self, given: dict[str, Any]) -> object:
        return services.drop_clause(**self.ids(), clause_id=self.clause.pk, reason=given["reason"])


class SuggestChange(_AboutClause):
    form_class = SuggestionForm
    title = _("Foreslå andre ord")
    lead = _("Forslaget står ved punktet, til nogen har svaret.")
    button = _("Foreslå det")
    said = _("Jeres forslag står ved punktet.")

    def may(self) -> object:
        return rules.require_may_suggest(self.standing.process, self.standing.actor, self.clause)

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"text": self.clause.text}}

    def act(self, given: dict[str, Any]) -> object:
        return services.suggest_clause_change(**self.ids(), clause_id=self.clause.pk, **given)


class AnswerSuggestion(_AboutClause):
    form_class = SuggestionAnswerForm
    template_name = "agreement/answer_suggestion.html"
    title = _("Svar på forslaget")
    button = _("Send svaret")
    said = _("Svaret står ved punktet.")
    suggestion: ClauseSuggestion

    def find(self, **kwargs: UUID) -> None:
        row = get_object_or_404(ClauseSuggestion, public_id=kwargs["suggestion"])
        found = selectors.suggestion_of(self.standing.process, row.pk)
        if found is None:
            raise Http404
        self.suggestion, self.clause = found, found.clause

    def may(self) -> object:
        return rules.require_may_answer_suggestion(
            self.standing.process, self.standing.actor, self.suggestion
        )

    def extra(self) -> dict[str, Any]:
        return super().extra() | {"suggestion": self.suggestion}

    def act(self, given: dict[str, Any]) -> object:
        return services.answer_suggestion(**self.ids(), suggestion_id=self.suggestion.pk, **given)


class Require(_AboutClause):
    form_class = RequirementForm
    title = _("Hvad kræver mit fag?")
    lead = _("Lov, sikkerhed eller etik. Kravet bliver besvaret, aldrig stemt ned.")
    button = _("Skriv kravet")
    said = _("Kravet står ved punktet.")

    def may(self) -> object:
        return rules.require_may_set_requirement(self.standing.process, self.standing.actor, self.clause)

    def act(self, given: dict[str, Any]) -> object:
        return services.require_professionally(**self.ids(), clause_id=self.clause.pk, **given)


class AnswerRequirement(_AboutClause):
    form_class = AnswerForm
    template_name = "agreement/answer_requirement.html"
    title = _("Svar på det faglige krav")
    button = _("Send svaret")
    said = _("Svaret står ved punktet.")
    requirement: ProfessionalRequirement

    def find(self, **kwargs: UUID) -> None:
        row = get_object_or_404(ProfessionalRequirement, public_id=kwargs["requirement"])
        found = selectors.requirement_of(self.standing.process, row.pk)
        if found is None:
            raise Http404
        self.requirement, self.clause = found, found.clause

    def may(self) -> object:
        return rules.require_may_answer_requirement(
            self.standing.process, self.standing.actor, self.requirement
        )

    def extra(self) -> dict[str, Any]:
        return super().extra() | {"requirement": self.requirement}

    def act(self, given: dict[str, Any]) -> object:
        return services.answer_requirement(
            **self.ids(), requirement_id=self.requirement.pk, answer=given["answer"]
        )
