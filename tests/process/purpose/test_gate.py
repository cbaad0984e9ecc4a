"""G2, and G3's part here: nothing is worked on before a purpose is adopted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samskab.ground.record import kinds
from samskab.ground.record.models import Entry
from samskab.kit.errors import Closed
from samskab.kit.refusals import explain, known_codes
from samskab.process.core.models import Stage
from samskab.process.purpose import rules, selectors, services
from samskab.process.purpose.gates import blockers
from samskab.process.purpose.models import (
    PurposeStance,
    QuestionAnswer,
    ValueShare,
    ValueSkip,
    ValueStatement,
)
from samskab.process.purpose.words import EXPLANATIONS, RECORD
from tests.builders import NOW, Table, table
from tests.builders.purpose import adopted, draft, purpose_stance, ready_table, value
from tests.process.purpose.conftest import Line

pytestmark = pytest.mark.django_db


def codes(on: Table) -> list[str]:
    return [refusal.code.removeprefix("purpose.") for refusal in blockers(on.process, NOW)]


def param(on: Table, name: str) -> str:
    (only,) = blockers(on.process, NOW)
    return str(only.params[name])


def test_nothing_blocks_when_all_is_said_and_consented_to() -> None:
    assert codes(ready_table()) == []


def test_at_the_beginning_everything_is_missing_and_all_of_it_is_said() -> None:
    assert codes(table(Stage.PURPOSE)) == [
        "values_missing",
        "basic_value_missing",
        "question_missing",
        "draft_missing",
    ]


def test_each_party_states_shares_or_skips_and_a_withdrawn_value_counts_no_more() -> None:
    on = ready_table()
    ValueSkip.objects.filter(party=on.parties["grocer"]).delete()
    assert param(on, "parties") == "grocer"
    value(on.process, on.parties["grocer"])
    assert codes(on) == []
    ValueShare.objects.all().delete()
    assert param(on, "parties") == "unit"


def test_one_who_shared_a_value_that_was_taken_back_is_asked_again() -> None:
    on = ready_table()
    ValueStatement.objects.filter(party=on.parties["residents"]).update(withdrawn_at=NOW)
    assert codes(on) == ["values_missing", "basic_value_missing"]
    assert blockers(on.process, NOW)[0].params["parties"] == "residents, unit"


def test_each_of_the_three_basic_values_is_addressed_or_skipped_with_a_text() -> None:
    on = ready_table()
    ValueSkip.objects.filter(basic="faellesskab").delete()
    assert param(on, "values") == "Fællesskab"
    value(on.process, on.parties["unit"], "faellesskab")
    assert codes(on) == []


def test_each_question_is_answered_or_skipped_by_at_least_one_party() -> None:
    on = ready_table()
    QuestionAnswer.objects.filter(question="who_decides").update(skipped=True)
    assert codes(on) == []
    QuestionAnswer.objects.filter(question="who_decides").delete()
    assert param(on, "questions") == "Hvem bestemmer?"


def test_everyone_takes_a_stance_on_the_latest_draft_suppliers_too() -> None:
    on = ready_table()
    on.process.seats.filter(party=on.parties["grocer"]).update(may_supply=True)
    PurposeStance.objects.filter(party=on.parties["grocer"]).delete()
    assert param(on, "parties") == "grocer"
    draft(on.process, version=2)
    assert codes(on) == ["stances_missing"]


def test_an_open_objection_holds_the_process_until_it_is_met() -> None:
    on = ready_table()
    theirs = PurposeStance.objects.filter(party=on.parties["unit"])
    theirs.update(stance="object", reason="Vi kan kun love vanddelen.")
    assert (codes(on), param(on, "parties")) == (["objection_open"], "unit")
    second = draft(on.process, version=2)
    for party in on.parties.values():
        purpose_stance(second, party)
    assert codes(on) == []


def test_a_party_that_left_is_not_waited_for() -> None:
    on = ready_table()
    PurposeStance.objects.filter(party=on.parties["grocer"]).update(stance="object", reason="Nej.")
    on.process.seats.filter(party=on.parties["grocer"]).update(left_at=NOW)
    assert codes(on) == []


def test_every_word_of_the_room_has_an_explanation_that_can_be_filled_in() -> None:
    assert set(EXPLANATIONS) <= known_codes()
    objecting = ready_table()
    PurposeStance.objects.filter(party=objecting.parties["unit"]).update(stance="object", reason="Nej.")
    PurposeStance.objects.filter(party=objecting.parties["grocer"]).delete()
    for on in (table(Stage.PURPOSE), objecting):
        for refusal in blockers(on.process, NOW):
            said = explain(refusal)
            assert said.what
            assert said.why
            assert said.step
            assert said.step_url.startswith("/forloeb/")
            assert "%(" not in said.what + said.why + said.step


def test_tasks_open_when_the_purpose_is_agreed_and_that_is_not_an_error() -> None:
    on = ready_table()
    with pytest.raises(Closed) as said:
        rules.require_purpose_adopted(on.process)
    words = explain(said.value)
    assert words.what == "Opgaver åbner, når formålet er aftalt. Det er ikke en fejl."
    assert words.step_url.endswith("/formaal/")
    made = adopted(on.process)
    assert rules.require_purpose_adopted(on.process) == made


def test_adoption_takes_the_latest_version_and_retires_the_former(lines: list[Line]) -> None:
    on = ready_table()
    first = services.adopt(on.process, NOW)
    assert selectors.adopted_purpose(on.process) == first
    assert lines == [
        Line(
            "purpose.purpose.adopted",
            on.process.public_id,
            first.purpose.public_id,
            {"text": first.purpose.text},
        )
    ]
    draft(on.process, version=2)
    later = NOW + timedelta(days=40)
    second = services.adopt(on.process, later)
    first.refresh_from_db()
    assert (first.retired_at, second.purpose.version, second.retired_at) == (later, 2, None)
    assert selectors.adopted_purpose(on.process) == second


def test_adopting_again_without_a_new_version_changes_nothing(lines: list[Line]) -> None:
    on = ready_table()
    first = services.adopt(on.process, NOW)
    assert services.adopt(on.process, NOW + timedelta(days=1)) == first
    assert (first.retired_at, len(lines)) == (None, 1)


def test_there_is_nothing_to_adopt_before_a_draft() -> None:
    with pytest.raises(Closed) as said:
        services.adopt(table(Stage.PURPOSE).process, NOW)
    assert said.value.code == "purpose.no_draft_yet"


def test_adoption_stands_in_the_public_record_with_words() -> None:
    on = ready_table()
    first = services.adopt(on.process, NOW)
    assert list(Entry.objects.values_list("kind", "obj")) == [
        ("purpose.purpose.adopted", first.purpose.public_id)
    ]
    assert set(RECORD) == {kind for kind in kinds.known() if kind.startswith("purpose.")}
