"""Ballots: only when consent failed twice, one person one voice, secret, counted on every side."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from samskab.cli import main
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.ground.record.models import Entry
from samskab.kit.errors import Refusal
from samskab.process.core.models import Stage
from samskab.process.negotiation import ballot_rules as rules
from samskab.process.negotiation import counting, selectors, services
from samskab.process.negotiation.models import (
    ABSTAIN,
    NO,
    YES,
    Ballot,
    BallotCount,
    BallotKind,
    BallotOutcome,
    BallotVoter,
    CarriedDissent,
)
from tests.builders import LONG_REASON, NOW, Table, office
from tests.builders import ballots as build
from tests.builders import negotiation as talks

pytestmark = pytest.mark.django_db
FAIR = NOW + timedelta(days=20)
LATER = FAIR + timedelta(minutes=1)


@pytest.fixture
def here() -> Table:
    return talks.negotiation()


def call(made: Table, proposals: Sequence[int], who: str = "association", kind: str = "adopt") -> Ballot:
    return services.call_ballot(
        process_id=made.process.pk,
        actor=made.actor(who),
        kind=kind,
        proposal_ids=proposals,
        reason=LONG_REASON,
        deadline=FAIR,
        now=NOW,
    )


def vote(made: Table, ballot: Ballot, actor: Actor, mark: int, **more: object) -> Ballot:
    marks = {draft.pk: mark for draft in ballot.drafts.all()}
    return services.cast_ballot(
        **{"process_id": made.process.pk, "actor": actor, "ballot_id": ballot.pk, "marks": marks, "now": NOW}
        | more  # type: ignore[arg-type]
    )


def count(made: Table, ballot: Ballot) -> BallotOutcome:
    return services.count_ballot(
        process_id=made.process.pk, actor=made.actor("grocer"), ballot_id=ballot.pk, now=LATER
    )


def refused(code: str, run: Callable[[], object]) -> None:
    with pytest.raises(Refusal) as caught:
        run()
    assert caught.value.code == code


def voted(made: Table, ballot: Ballot, told: Mapping[str, tuple[int, int]]) -> None:
    """So many yes and no by members of each party; the roll is written after they came."""
    for who, (yes, no) in told.items():
        people = list(BallotVoter.objects.filter(ballot=ballot, party=made.parties[who], has_voted=False))
        for number, voter in enumerate(people[: yes + no]):
            actor = Actor(participant_id=voter.participant_id)
            vote(made, ballot, actor, YES if number < yes else NO)


# -- calling ------------------------------------------------------------------------------------------------


def test_a_ballot_is_called_voted_in_and_counted_and_the_record_tells_it(here: Table) -> None:
    proposal, _ = build.stuck(here)
    ballot = call(here, [proposal.pk])
    for who in ("residents", "association", "unit"):
        vote(here, ballot, here.actor(who), YES)
    kept = count(here, ballot)
    assert kept.code == "not_every_side", "the market side said nothing, and silence is no yes"
    assert list(Entry.objects.order_by("seq").values_list("kind", flat=True)) == [
        "negotiation.ballot.called",
        *["negotiation.ballot.cast"] * 3,
        "negotiation.ballot.counted",
    ]


def test_there_is_no_ballot_before_two_answers_and_a_mediation_in_vain(here: Table) -> None:
    proposal = talks.proposal(here)
    refused("negotiation.nothing_to_vote_on", lambda: call(here, [proposal.pk]))
    objection = talks.objection(here, proposal, "grocer")
    refused("negotiation.consent_failed_twice_first", lambda: call(here, [proposal.pk]))
    for who in ("association", "unit"):
        talks.answer(here, objection, who)
    refused("negotiation.consent_failed_twice_first", lambda: call(here, [proposal.pk]))
    mediation = talks.mediation(here, objection)
    refused("negotiation.consent_failed_twice_first", lambda: call(here, [proposal.pk]))
    mediation.asked_at, mediation.due = NOW - timedelta(days=22), NOW - timedelta(days=1)
    mediation.save()
    assert call(here, [proposal.pk]).kind == BallotKind.ADOPT


def test_one_objection_that_is_not_tried_stops_the_ballot_for_all(here: Table) -> None:
    proposal, _ = build.stuck(here)
    talks.objection(here, proposal, "residents")
    refused("negotiation.consent_failed_twice_first", lambda: call(here, [proposal.pk]))


def test_no_ballot_is_held_over_an_affected_party_on_something_done_to_it(here: Table) -> None:
    proposal, objection = build.stuck(here, by="residents")
    here.process.seats.filter(party=here.parties["residents"]).update(affected=True)
    objection.done_to_us = True
    objection.save()
    refused("negotiation.never_against_the_affected", lambda: call(here, [proposal.pk]))


def test_nobody_is_asked_until_the_answer_is_the_right_one(here: Table) -> None:
    proposal, objection = build.stuck(here)
    ballot = call(here, [proposal.pk])
    refused("negotiation.ballot_runs", lambda: call(here, [proposal.pk], "unit"))
    refused("negotiation.ballot_runs", lambda: go_on(here, objection.pk))
    count(here, ballot)
    refused("negotiation.ballot_is_held", lambda: call(here, [proposal.pk], "unit"))
    refused("negotiation.ballot_said_no", lambda: go_on(here, objection.pk))


def go_on(made: Table, objection: int) -> object:
    return services.go_on_with_dissent(
        process_id=made.process.pk,
        actor=made.actor("association"),
        objection_id=objection,
        reason=LONG_REASON,
        now=NOW,
    )


def test_a_ballot_gives_unpaid_people_fourteen_days(here: Table) -> None:
    proposal, _ = build.stuck(here)
    with pytest.raises(Refusal) as caught:
        services.call_ballot(
            process_id=here.process.pk,
            actor=here.actor("association"),
            kind="adopt",
            proposal_ids=[proposal.pk],
            reason=LONG_REASON,
            deadline=NOW + timedelta(days=13),
            now=NOW,
        )
    assert caught.value.code == "core.deadline_too_short"


def test_drafts_to_choose_among_are_two_to_eight_and_on_the_table(here: Table) -> None:
    rows = [talks.proposal(here, text=f"Forslag {n}") for n in range(9)]
    for wrong in ([rows[0].pk], [row.pk for row in rows], [rows[0].pk, 0]):
        refused("negotiation.two_to_eight_drafts", lambda wrong=wrong: call(here, wrong, kind="choose"))
    rows[1].withdrawn_at = NOW
    rows[1].save()
    wrong = [rows[0].pk, rows[1].pk]
    refused("negotiation.two_to_eight_drafts", lambda: call(here, wrong, kind="choose"))
    assert call(here, [rows[0].pk, rows[2].pk], kind="choose").drafts.count() == 2


# -- voting -------------------------------------------------------------------------------------------------


def test_everybody_at_the_table_has_one_voice_and_no_party_grows_while_it_runs(here: Table) -> None:
    early = build.members(here, "residents", 2)
    proposal, _ = build.stuck(here)
    ballot = call(here, [proposal.pk])
    late = build.members(here, "residents", 1)
    vote(here, ballot, early[0], NO)
    refused("negotiation.voted_already", lambda: vote(here, ballot, early[0], YES))
    refused("negotiation.not_on_the_roll", lambda: vote(here, ballot, late[0], YES))
    assert ballot.voters.count() == 6


def test_who_belongs_to_two_parties_counts_once_and_where_they_have_been_longest(here: Table) -> None:
    (both,) = build.members(here, "unit", 1)
    here.parties["residents"].memberships.create(
        participant_id=both.participant_id, role="member", since=NOW - timedelta(days=2)
    )
    proposal, _ = build.stuck(here)
    voters = call(here, [proposal.pk]).voters.filter(participant=both.participant_id)
    assert [(voter.party, voter.side) for voter in voters] == [(here.parties["unit"], "public")]


def test_a_neutral_and_a_possible_supplier_do_not_vote(here: Table) -> None:
    neutral = office(Role.FACILITATOR)
    here.parties["residents"].memberships.create(
        participant=neutral, role="member", since=NOW - timedelta(days=30)
    )
    here.process.seats.filter(party=here.parties["grocer"]).update(may_supply=True)
    sides = {side for _, _, side in rules.may_vote_in(here.process)}
    assert sides == {"civic", "public"}
    assert neutral.pk not in {person for person, _, _ in rules.may_vote_in(here.process)}


def test_what_one_person_said_is_kept_nowhere(here: Table) -> None:
    proposal, _ = build.stuck(here)
    ballot = call(here, [proposal.pk])
    before = set(BallotCount.objects.values_list("pk", flat=True))
    vote(here, ballot, here.actor("unit"), NO)
    assert set(BallotCount.objects.values_list("pk", flat=True)) == before, "no row of one's own"
    assert {field.name for field in BallotVoter._meta.get_fields()} == {
        "id", "ballot", "participant", "party", "side", "has_voted",
    }  # fmt: skip
    line = Entry.objects.get(kind="negotiation.ballot.cast")
    assert line.obj == ballot.public_id


def test_an_answer_that_is_not_on_the_ballot_is_refused_and_no_voice_is_used(here: Table) -> None:
    proposal, _ = build.stuck(here)
    ballot = call(here, [proposal.pk])
    refused("core.unknown_choice", lambda: vote(here, ballot, here.actor("unit"), 5))
    refused("negotiation.vote_on_every_draft", lambda: vote(here, ballot, here.actor("unit"), 1, marks={}))
    assert not ballot.voters.filter(has_voted=True).exists()


def test_nobody_votes_after_the_deadline_or_outside_the_talks(here: Table) -> None:
    proposal, _ = build.stuck(here)
    ballot = call(here, [proposal.pk])
    refused("negotiation.ballot_is_over", lambda: vote(here, ballot, here.actor("unit"), YES, now=LATER))
    here.stand(Stage.AGREEMENT)
    refused("core.stage_not_now", lambda: vote(here, ballot, here.actor("unit"), YES))


def test_the_database_keeps_one_ballot_at_a_time_and_one_voice_per_person(here: Table) -> None:
    proposal, _ = build.stuck(here)
    ballot = build.running(here, proposal)
    with (
        pytest.raises(IntegrityError, match=r"ballot_is_one_at_a_time|negotiation_ballot\.process_id"),
        transaction.atomic(),
    ):
        build.running(here, proposal)
    again = ballot.voters.first()
    again.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


# -- counting -----------------------------------------------------------------------------------------------


def large(made: Table) -> Ballot:
    """Ten citizens, six of the municipality, and a grocer who objects."""
    build.members(made, "residents", 8)
    build.members(made, "unit", 5)
    proposal, _ = build.stuck(made)
    return call(made, [proposal.pk])


def test_with_a_majority_on_every_side_the_objection_is_carried_and_printed(here: Table) -> None:
    ballot = large(here)
    voted(here, ballot, {"residents": (6, 2), "unit": (4, 2), "grocer": (1, 0)})
    kept = count(here, ballot)
    assert kept.code == "adopted"
    carried = CarriedDissent.objects.get()
    assert (carried.objection.party, carried.reason) == (here.parties["grocer"], LONG_REASON)
    assert not selectors.open_objections(here.process)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"residents": (8, 0), "unit": (2, 4), "grocer": (1, 0)}, "not_every_side"),
        ({"residents": (8, 0), "unit": (3, 3), "grocer": (1, 0)}, "not_every_side"),
        ({"residents": (2, 6), "unit": (2, 4), "grocer": (1, 0)}, "not_all_persons"),
        ({"residents": (8, 0), "unit": (6, 0), "grocer": (0, 1)}, "not_every_side"),
    ],
)
def test_without_a_majority_everywhere_nothing_is_decided(
    here: Table, told: Mapping[str, tuple[int, int]], code: str
) -> None:
    ballot = large(here)
    voted(here, ballot, told)
    assert count(here, ballot).code == code
    assert not CarriedDissent.objects.exists()


def test_an_objection_made_while_the_ballot_ran_still_stops_the_proposal(here: Table) -> None:
    ballot = large(here)
    proposal = ballot.drafts.get().proposal
    newer = talks.objection(here, proposal, "residents")
    newer.at = NOW + timedelta(hours=1)
    newer.save()
    voted(here, ballot, {"residents": (8, 0), "unit": (6, 0), "grocer": (1, 0)})
    assert count(here, ballot).code == "adopted"
    assert [stance.pk for stance in selectors.open_objections(here.process)] == [newer.pk]


def test_it_is_counted_when_all_have_voted_and_never_before(here: Table) -> None:
    proposal, _ = build.stuck(here)
    ballot = call(here, [proposal.pk])
    given = {"process_id": here.process.pk, "actor": here.actor("unit"), "ballot_id": ballot.pk, "now": NOW}
    refused("negotiation.ballot_is_not_over", lambda: services.count_ballot(**given))  # type: ignore[arg-type]
    for who in here.parties:
        vote(here, ballot, here.actor(who), ABSTAIN)
    assert services.count_ballot(**given).code == "not_all_persons"  # type: ignore[arg-type]
    refused("negotiation.ballot_is_over", lambda: services.count_ballot(**given))  # type: ignore[arg-type]


def test_the_draft_wins_that_the_least_pleased_side_likes_best(here: Table) -> None:
    build.members(here, "residents", 4)
    build.members(here, "unit", 4)
    split, shared = talks.proposal(here, text="Kun for os."), talks.proposal(here, text="For alle.")
    ballot = call(here, [split.pk, shared.pk], kind="choose")
    first, second = ballot.drafts.all()
    for voter in ballot.voters.exclude(side="market"):
        marks = {first.pk: 5 if voter.side == "civic" else 0, second.pk: 3}
        vote(here, ballot, Actor(participant_id=voter.participant_id), 0, marks=marks)
    kept = count(here, ballot)
    assert kept.code == "ranked"
    assert [row["draft"] for row in kept.outcome["drafts"]] == [
        str(shared.public_id),
        str(split.public_id),
    ]


@pytest.mark.parametrize(("n", "code"), [(0, "nobody_voted"), (3, "too_few")])
def test_too_few_to_say_anything_is_said_and_nothing_is_shown(here: Table, n: int, code: str) -> None:
    rows = [talks.proposal(here, text=f"Forslag {k}") for k in range(2)]
    ballot = call(here, [row.pk for row in rows], kind="choose")
    for voter in ballot.voters.all()[:n]:
        vote(here, ballot, Actor(participant_id=voter.participant_id), 4)
    kept = count(here, ballot)
    assert (kept.code, kept.outcome) == (code, {})


def test_equal_drafts_are_shown_as_equal_and_no_lot_is_drawn(here: Table) -> None:
    build.members(here, "residents", 4)
    rows = [talks.proposal(here, text=f"Forslag {k}") for k in range(2)]
    ballot = call(here, [row.pk for row in rows], kind="choose")
    for voter in ballot.voters.filter(side="civic"):
        vote(here, ballot, Actor(participant_id=voter.participant_id), 4)
    assert count(here, ballot).code == "tied"


def test_small_sides_are_counted_together_or_with_the_smallest_that_is_large_enough() -> None:
    assert counting.pooled({"a": {4: 6}, "b": {1: 3}, "c": {2: 2}}) == {"a": [4] * 6, "b+c": [1, 1, 1, 2, 2]}
    assert counting.pooled({"a": {4: 6}, "b": {1: 3}, "c": {}}) == {"a+b": [1, 1, 1, 4, 4, 4, 4, 4, 4]}
    assert counting.pooled({"a": {4: 2}, "b": {1: 2}}) == {}
    assert counting.pooled({}) == {}


@pytest.mark.parametrize("kind", ["adopt", "choose"])
def test_the_outcome_can_be_counted_again_from_its_own_file(
    here: Table, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build.members(here, "residents", 6)
    proposal, _ = build.stuck(here)
    other = talks.proposal(here, text="Et andet.")
    ballot = call(here, [proposal.pk] if kind == "adopt" else [proposal.pk, other.pk], kind=kind)
    for voter in ballot.voters.filter(side="civic"):
        vote(here, ballot, Actor(participant_id=voter.participant_id), YES)
    kept = count(here, ballot)
    file = tmp_path / "outcome.json"
    file.write_text(json.dumps(kept.outcome), encoding="utf-8")
    assert main(["recount", str(file)]) == 0
    false = kept.outcome | {"ties": 9}
    file.write_text(json.dumps(false), encoding="utf-8")
    assert main(["recount", str(file)]) == 1
    capsys.readouterr()
