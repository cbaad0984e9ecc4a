"""Who signed for whom, who answered in an office; what an author meant by their own words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from samskab.kit.personal import Basis, Fate, Field, Part, Person, Rest
from samskab.process.agreement.models import ClauseUse, CouncillorQuestion, PoliticalDecision, Signature
from samskab.process.knowledge.personal import meant

_STAYS = _("Så længe aftalen gemmes. At det var dig, huskes til du sletter det, vi ved om dig")


def _of(model: Any, key: str) -> Any:
    return lambda person: model.objects.filter(**{key: person.participant_id}).order_by("pk")


def _cut(model: Any, key: str) -> Any:
    def cut(person: Person, now: object) -> int:
        found: int = model.objects.filter(**{key: person.participant_id}).update(**{key: None})
        return found

    return cut


PARTS = [
    meant(ClauseUse, _("Dine svar om, hvordan dine ord blev forstået i en aftale")),
    Part(
        "agreement.Signature",
        what=_("Underskrifter, du har sat for en part"),
        purpose=_("En aftale gælder kun, når det kan ses, hvem der sagde ja for hvem."),
        keeps=_STAYS,
        basis=Basis.LEGAL_DUTY,
        fields={
            "participant": Field(_("Hvem"), Fate.CUT, show=lambda row: _("dig")),
            "agreement": Field(_("Aftale"), Fate.KEPT, show=lambda row: row.agreement.title),
            "party": Field(_("For"), Fate.KEPT, show=lambda row: row.party.name),
            "role": Field(_("Som"), Fate.KEPT),
            "mandate": Field(_("Mandat"), Fate.KEPT),
            "at": Field(_("Hvornår"), Fate.KEPT),
        },
        rows=lambda person: _of(Signature, "participant")(person).select_related("agreement", "party"),
        erase=_cut(Signature, "participant"),
    ),
    Part(
        "agreement.CouncillorQuestion",
        what=_("Spørgsmål til dig som politiker"),
        purpose=_("Politikere spørges og svarer i offentlighed."),
        keeps=_STAYS,
        basis=Basis.LEGAL_DUTY,
        fields={
            "councillor": Field(_("Hvem"), Fate.CUT, show=lambda row: _("dig")),
            "to_title": Field(_("Titel"), Fate.KEPT),
            "answer": Field(_("Svar"), Fate.KEPT),
        },
        rows=_of(CouncillorQuestion, "councillor"),
        erase=_cut(CouncillorQuestion, "councillor"),
    ),
    Part(
        "agreement.PoliticalDecision",
        what=_("Beslutninger, du har fortalt om"),
        purpose=_("Den, der er bundet af en beslutning, skal kunne læse den."),
        keeps=_STAYS,
        basis=Basis.LEGAL_DUTY,
        fields={"told_by": Field(_("Fortalt af"), Fate.CUT, show=lambda row: _("dig"))},
        rows=_of(PoliticalDecision, "told_by"),
        erase=_cut(PoliticalDecision, "told_by"),
    ),
]
_WHY = "A party's words, said at the table in public; no number tells who typed them."
REST = [
    Rest("agreement.ClauseThread", "thread about", "Which talk is about which clause."),
    Rest(
        "agreement.Agreement",
        "id public_id process version title drafted_at review_on expires_on answer_days "
        "opened_for_signing_at superseded_at",
        _WHY,
    ),
    Rest(
        "agreement.Clause",
        "id public_id agreement number heading gives text origin needs_political_decision written_at "
        "dropped_at dropped_reason",
        _WHY,
    ),
    Rest(
        "agreement.ClauseSuggestion", "id public_id clause by text reason at taken answer answered_at", _WHY
    ),
    Rest("agreement.ClauseWording", "id clause text until changed_by reason suggestion", _WHY),
    Rest("agreement.ClauseCover", "id clause duty", _WHY),
    Rest("agreement.ClauseUse", "id statement traced_by traced_at understood confirmed_at clause", _WHY),
    Rest(
        "agreement.ProfessionalRequirement",
        "id public_id clause by kind text blocks raised_at answer answered_at",
        _WHY,
    ),
    Rest("agreement.DecisionRight", "id public_id agreement what", _WHY),
    Rest("agreement.RightHolder", "id right party since until note", _WHY),
    Rest(
        "agreement.Resource",
        "id public_id agreement by kind text condition hours_month most_hours_month amount_ore "
        "offered_at withdrawn_at",
        _WHY,
    ),
    Rest("agreement.Dissent", "id public_id agreement party text objection instead_of_signing at", _WHY),
    Rest("agreement.Signature_clauses", "id signature clause", _WHY),
    Rest("agreement.Signature", "id public_id", _WHY),
    Rest("agreement.ThirdPartySignature_clauses", "id thirdpartysignature clause", _WHY),
    Rest("agreement.ThirdPartySignature", "id public_id agreement role note entered_by at", _WHY),
    Rest("agreement.CouncillorQuestion_clauses", "id councillorquestion clause", _WHY),
    Rest(
        "agreement.CouncillorQuestion",
        "id public_id process asked_by text asked_at answer_due code answered_at",
        _WHY,
    ),
    Rest("agreement.PoliticalDecision_clauses", "id politicaldecision clause", _WHY),
    Rest("agreement.PoliticalDecision", "id public_id agreement committee approved reason at", _WHY),
]
