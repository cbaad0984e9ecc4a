"""Positions are the parties'; what an author meant by their own words is the author's."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samskab.kit.personal import Field, Part, Rest
from samskab.process.knowledge.personal import meant
from samskab.process.negotiation.models import BallotVoter, MemberGrade, MemberSheet, ProposalUse

PARTS = [
    meant(ProposalUse, _("Dine svar om, hvordan dine ord blev forstået i et forslag")),
    Part(
        model="negotiation.BallotVoter",
        what=_("At du kunne stemme i en afstemning, og om du har stemt"),
        purpose=_("Så hver person har én stemme. Hvad du svarede, gemmer vi ikke."),
        keeps=_("Til du sletter det, vi ved om dig"),
        fields={
            "participant": Field(_("Du")),
            "party": Field(_("Parten du hørte til")),
            "side": Field(_("Partens side")),
            "has_voted": Field(_("Om du har stemt")),
        },
        rows=lambda person: BallotVoter.objects.filter(participant=person.participant_id),
    ),
    Part(
        model="negotiation.MemberSheet",
        what=_("Dit eget svar i en runde med flere spørgsmål"),
        purpose=_("Så det, din part siger, er midten af det, medlemmerne siger."),
        keeps=_("Til du sletter det, vi ved om dig"),
        fields={"participant": Field(_("Du")), "party": Field(_("Parten du hørte til"))},
        rows=lambda person: MemberSheet.objects.filter(participant=person.participant_id),
    ),
    Part(
        model="negotiation.MemberGrade",
        what=_("Dine ord om hvert svar i runden"),
        purpose=_("Så det, din part siger, er midten af det, medlemmerne siger."),
        keeps=_("Til du sletter det, vi ved om dig"),
        fields={
            "option": Field(_("Svaret")),
            "grade": Field(_("Dit ord")),
            "harm": Field(_("Skaden")),
            "borne_by": Field(_("Hvem det går ud over")),
        },
        rows=lambda person: MemberGrade.objects.filter(sheet__participant=person.participant_id),
    ),
]
_WHY = "A party's words, said at the table in public; no number tells who typed them."
REST = [
    Rest("negotiation.ProposalThread", "thread about", "Which talk is about which proposal."),
    Rest(
        "negotiation.PackageRound",
        "id public_id process number opened_by opened_at started_by started_at deadline closed_at",
        _WHY,
    ),
    Rest("negotiation.PackageQuestion", "id public_id round text asked_by asked_at withdrawn_at", _WHY),
    Rest("negotiation.PackageOption", "id public_id question text is_today added_by added_at", _WHY),
    Rest("negotiation.PackageSheet", "id public_id round party how floor by_members given_at", _WHY),
    Rest("negotiation.PackageWeight", "id sheet question points", _WHY),
    Rest("negotiation.MemberSheet", "id round", "Which round it is for."),
    Rest("negotiation.MemberGrade", "id sheet", "Which sheet it stands on."),
    Rest("negotiation.PackageGrade", "id sheet option grade harm borne_by", _WHY),
    Rest(
        "negotiation.PackageOutcome",
        "id public_id round code at input_sha256 outcome_sha256 outcome unlocks",
        _WHY,
    ),
    Rest(
        "negotiation.Ballot", "id public_id process kind called_by reason called_at deadline closed_at", _WHY
    ),
    Rest("negotiation.BallotDraft", "id public_id ballot proposal", _WHY),
    Rest("negotiation.BallotVoter", "id ballot", "Which ballot the voice is for."),
    Rest(
        "negotiation.BallotCount", "id draft side mark n", "How many answered the same; nobody's own answer."
    ),
    Rest(
        "negotiation.BallotOutcome",
        "id public_id ballot code at input_sha256 outcome_sha256 outcome",
        "Counts only.",
    ),
    Rest("negotiation.Interest", "id public_id process party text stated_at withdrawn_at", _WHY),
    Rest(
        "negotiation.Proposal", "id public_id process under party parent text proposed_at withdrawn_at", _WHY
    ),
    Rest(
        "negotiation.ProposalUse", "id statement traced_by traced_at understood confirmed_at proposal", _WHY
    ),
    Rest("negotiation.InterestMet", "id proposal interest degree said_by", _WHY),
    Rest(
        "negotiation.Stance",
        "id public_id proposal party stance reason interest value harm done_to_us at replaced_at",
        _WHY,
    ),
    Rest("negotiation.ObjectionAnswer", "id public_id objection by counter text at accepted", _WHY),
    Rest(
        "negotiation.Mediation",
        "id public_id objection asked_by asked_at due outcome settled closed_at",
        _WHY,
    ),
    Rest("negotiation.CarriedDissent", "id public_id objection asked_by reason at", _WHY),
]
