"""Values, answers and purposes, as an act would have left them."""

from __future__ import annotations

from datetime import timedelta

from samskab.ground.parties.models import Party
from samskab.process.core.models import Process, Stage
from samskab.process.framing.models import StanceCode
from samskab.process.purpose.models import (
    AdoptedPurpose,
    BasicValue,
    Purpose,
    PurposeStance,
    Question,
    QuestionAnswer,
    ValueShare,
    ValueSkip,
    ValueStatement,
)
from tests.builders import NOW, Table, table

SENTENCE = "Alle skal kunne komme hjem fra et sted, de selv bestemmer over."


def value(
    process: Process, party: Party, basic: str = BasicValue.EQUALITY, text: str = "Alle kommer som naboer."
) -> ValueStatement:
    return ValueStatement.objects.create(
        process=process, party=party, basic=basic, text=text, stated_at=NOW - timedelta(days=3)
    )


def share(of: ValueStatement, party: Party) -> ValueShare:
    return ValueShare.objects.create(value=of, party=party, at=NOW)


def party_skip(process: Process, party: Party, reason: str = "Trådt til side.") -> ValueSkip:
    return ValueSkip.objects.create(process=process, party=party, reason=reason, at=NOW)


def basic_skip(process: Process, basic: str, reason: str = "Ingen havde noget om det.") -> ValueSkip:
    return ValueSkip.objects.create(process=process, basic=basic, reason=reason, at=NOW)


def answered(
    process: Process, party: Party, question: str = Question.WHO_DECIDES, *, skipped: bool = False
) -> QuestionAnswer:
    return QuestionAnswer.objects.create(
        process=process,
        party=party,
        question=question,
        text="Dem, der bruger huset.",
        skipped=skipped,
        at=NOW,
    )


def draft(process: Process, *, version: int = 1, text: str = SENTENCE, by: Party | None = None) -> Purpose:
    return Purpose.objects.create(process=process, version=version, text=text, drafted_by=by, drafted_at=NOW)


def purpose_stance(
    on: Purpose, party: Party, code: str = StanceCode.SUPPORT, reason: str = ""
) -> PurposeStance:
    return PurposeStance.objects.create(purpose=on, party=party, stance=code, reason=reason, at=NOW)


def adopted(process: Process) -> AdoptedPurpose:
    """A purpose is adopted: what every later room begins from."""
    version = process.purposes.count() + 1
    return AdoptedPurpose.objects.create(
        process=process, purpose=draft(process, version=version), adopted_at=NOW
    )


def ready_table() -> Table:
    """At the purpose stage with everything said: the gate is open."""
    made = table(Stage.PURPOSE)
    process, parties = made.process, made.parties
    first = value(process, parties["residents"], BasicValue.EQUALITY)
    value(process, parties["association"], BasicValue.DEMOCRACY, "Dem, der bruger huset, bestemmer.")
    share(first, parties["unit"])
    party_skip(process, parties["grocer"])
    basic_skip(process, BasicValue.COMMUNITY)
    for question in Question:
        answered(process, parties["residents"], question)
    sentence = draft(process, by=parties["residents"])
    for party in parties.values():
        purpose_stance(sentence, party)
    return made
