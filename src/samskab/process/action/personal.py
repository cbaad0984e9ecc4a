"""What came of it; whether a person has answered the closing check, never what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samskab.kit.personal import Field, Part, Rest
from samskab.process.action.models import SurveyVoice

PARTS = [
    Part(
        "action.SurveyVoice",
        what=_("At du har svaret på det korte spørgsmål til sidst"),
        purpose=_("Så ingen svarer to gange. Hvad du svarede, står ikke sammen med det."),
        keeps=_("Til du sletter det, vi ved om dig"),
        fields={
            "follow_up": Field(_("I forløbet"), show=lambda row: row.follow_up.process.title),
            "participant": Field(_("Hvem"), show=lambda row: _("dig")),
        },
        rows=lambda person: SurveyVoice.objects.filter(participant_id=person.participant_id).select_related(
            "follow_up__process"
        ),
    )
]
_WHY = "A party's words, said at the table in public; no number tells who typed them."
REST = [
    Rest("action.ReplacementConsent", "id public_id process staff_party staff_text what asked_at", _WHY),
    Rest("action.ReplacementSignature", "id consent association text at", _WHY),
    Rest("action.Task_partners", "id task party", _WHY),
    Rest(
        "action.Task",
        "id public_id process under clause title owner core_statutory earlier_by now_by hours_month "
        "status note signed_move planned_at taken_back_at",
        _WHY,
    ),
    Rest("action.ReplacementFlag", "id task by text at answered answered_at", _WHY),
    Rest(
        "action.FollowUp",
        "id public_id process held_at survey_offered lift_answer lift_by spread_answer",
        _WHY,
    ),
    Rest("action.Result", "id public_id follow_up by text direction is_story approved_by_author at", _WHY),
    Rest("action.NextStep", "id follow_up owner text due_on", _WHY),
    Rest("action.Spread", "id follow_up area text at", _WHY),
    Rest("action.SurveyVoice", "id", _WHY),
    Rest("action.SurveyTally", "id follow_up side felt n", _WHY),
]
