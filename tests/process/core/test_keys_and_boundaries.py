"""The two keys, and what cannot be negotiated - until somebody challenges it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from samskab.ground.parties.models import Membership, MembershipRole, PartyKind
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role, RoleGrant
from samskab.kit.errors import NotAllowed
from samskab.process.core import rules, selectors, services
from samskab.process.core.models import BoundaryStatus
from tests.acts import refused, writes
from tests.builders import LONG_REASON, NOW, Table, party, person, table
from tests.process.core.acting import do, given_for

pytestmark = pytest.mark.django_db


# -- appoint_steward --


def appoint(on: Table, actor: Actor, who: str, participant_id: int | None = None) -> Any:
    return do(
        services.appoint_steward,
        on,
        actor,
        party_id=on.parties[who].pk,
        participant_id=participant_id or on.speakers[who].pk,
    )


def without_keys() -> Table:
    on = table()
    on.process.stewards.all().delete()
    return on


def test_each_side_fills_its_own_key() -> None:
    on = without_keys()
    with writes("core.steward.appointed", "core.steward.appointed"):
        appoint(on, on.actor("unit"), "unit")
        appoint(on, on.actor("association"), "residents")
    assert {side: key.party.name for side, key in selectors.keys(on.process).items()} == {
        "public": "unit",
        "civic": "residents",
    }


def test_who_holds_a_key_may_hand_it_on_and_nobody_takes_it() -> None:
    on = table()
    with refused("core.key_is_held", 403):
        appoint(on, on.actor("association"), "association")
    appoint(on, on.actor("residents"), "association")
    assert selectors.keys(on.process)["civic"].participant == on.speakers["association"]
    assert on.process.stewards.filter(side="civic").count() == 2
    with refused("core.key_is_held"):
        appoint(on, on.actor("residents"), "residents")


@pytest.mark.parametrize(("actor", "who"), [("unit", "residents"), ("residents", "unit"), ("grocer", "unit")])
def test_no_side_fills_the_key_of_the_other(actor: str, who: str) -> None:
    on = without_keys()
    with refused("core.key_of_the_other_side", 403):
        appoint(on, on.actor(actor), who)


def test_a_key_is_public_or_civic() -> None:
    on = without_keys()
    with refused("core.key_is_public_or_civic", 422):
        appoint(on, on.actor("grocer"), "grocer")


def test_a_key_goes_to_a_party_at_the_table_and_one_of_its_voices() -> None:
    on = without_keys()
    elsewhere, stranger = party(PartyKind.ASSOCIATION)
    for party_id in (elsewhere.pk, 0):
        with refused("core.party_not_at_table", 403):
            do(
                services.appoint_steward,
                on,
                on.actor("residents"),
                party_id=party_id,
                participant_id=stranger.pk,
            )
    with refused("core.not_spokesperson", 403):
        appoint(on, on.actor("residents"), "residents", person().pk)


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.FACILITATOR])
def test_an_office_holds_no_key(role: Role) -> None:
    on = without_keys()
    RoleGrant.objects.create(participant=on.speakers["association"], role=role, since=NOW)
    with refused("core.office_holds_no_key", 403):
        appoint(on, on.actor("residents"), "association")


def test_one_person_never_holds_both_keys() -> None:
    on = table()
    both = on.speakers["unit"]
    Membership.objects.create(
        party=on.parties["residents"], participant=both, role=MembershipRole.SPOKESPERSON, since=NOW
    )
    with refused("core.one_key_per_person", 422):
        appoint(on, on.actor("residents"), "residents", both.pk)


# -- boundaries --


def test_a_boundary_is_set_with_its_reason() -> None:
    on = table()
    with writes("core.boundary.set"):
        made = do(
            services.set_boundary,
            on,
            on.actor("unit"),
            kind="law",
            text="Vejen skal være åben.",
            reason="Redningsvej.",
            ground="Vejloven § 3",
        )
    assert (made.status, made.set_by) == ("stands", on.parties["unit"])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "vibe"}, "core.unknown_choice"),
        ({"kind": "law", "ground": " "}, "core.law_needs_its_ground"),
        ({"kind": "law", "ground": "\x00"}, "core.law_needs_its_ground"),
        ({"text": ""}, "kit.text_missing"),
        ({"reason": ""}, "kit.text_missing"),
        ({"ground": "x" * 401}, "kit.text_too_long"),
    ],
)
def test_a_boundary_without_a_reason_is_might_not_right(given: dict[str, str], code: str) -> None:
    on = table()
    said = {"kind": "practice", "text": "T", "reason": "R", "ground": ""}
    with refused(code, 422):
        do(services.set_boundary, on, on.actor("unit"), **{**said, **given})


def challenge(on: Table, who: str = "residents") -> Any:
    return do(services.challenge_boundary, on, on.actor(who), **given_for("challenge_boundary", on))


def test_any_other_party_challenges_a_boundary_and_the_clock_runs() -> None:
    on = table()
    with writes("core.boundary.challenged"):
        made = challenge(on)
    assert made.answer_due == NOW + timedelta(days=10)
    assert list(selectors.open_challenges(on.process)) == [made]


def test_nobody_challenges_their_own_boundary() -> None:
    with refused("core.own_boundary", 403):
        challenge(table(), "unit")


def test_a_boundary_is_challenged_once_at_a_time() -> None:
    on = table()
    challenge(on)
    with refused("core.already_challenged", 409):
        challenge(on, "association")


def test_a_challenge_is_of_a_boundary_of_this_process_and_says_why() -> None:
    on, other = table(), table()
    elsewhere = given_for("challenge_boundary", other)
    with refused("core.unknown_choice", 422):
        do(services.challenge_boundary, on, on.actor("residents"), **elsewhere)
    with refused("kit.text_missing"):
        do(
            services.challenge_boundary,
            on,
            on.actor("residents"),
            **{**given_for("challenge_boundary", on), "text": ""},
        )


def answer(on: Table, who: str, of: Any, **given: Any) -> Any:
    said = {"challenge_id": of.pk, "outcome": "stands", "answer": "Fordi der ikke er mere.", "text_now": ""}
    return do(services.answer_challenge, on, on.actor(who), **{**said, **given})


def test_who_set_the_boundary_answers_and_it_may_be_challenged_again() -> None:
    on = table()
    asked = challenge(on)
    with writes("core.challenge.answered"):
        answer(on, "unit", asked)
    assert on.process.boundaries.get().status == "stands"
    assert challenge(on, "association").pk != asked.pk


@pytest.mark.parametrize("outcome", [o for o in BoundaryStatus if o != BoundaryStatus.STANDS])
def test_what_changes_says_what_holds_now_and_keeps_its_history(outcome: str) -> None:
    on = table()
    asked = challenge(on)
    with refused("kit.text_missing", 422):
        answer(on, "unit", asked, outcome=outcome)
    answer(on, "unit", asked, outcome=outcome, text_now="40.000 kr.")
    boundary = on.process.boundaries.get()
    assert (boundary.status, boundary.text, boundary.text_now) == (outcome, "25.000 kr.", "40.000 kr.")


def test_an_answer_may_be_late() -> None:
    on = table()
    asked = challenge(on)
    late = services.answer_challenge(
        process_id=on.process.pk,
        actor=on.actor("unit"),
        challenge_id=asked.pk,
        outcome="stands",
        answer="Sent, men her.",
        text_now="",
        now=NOW + timedelta(days=99),
    )
    assert late.answered_at > asked.answer_due


def test_another_public_party_answers_for_the_public_side_and_nobody_else_does() -> None:
    on = table()
    asked = challenge(on)
    for who in ("residents", "association", "grocer"):
        with refused("core.not_own_boundary", 403):
            answer(on, who, asked)
    on.seat("second_unit", PartyKind.MUNICIPAL_UNIT)
    assert answer(on, "second_unit", asked).answered_at == NOW


def test_a_challenge_is_answered_once_with_words_and_a_known_outcome() -> None:
    on = table()
    asked = challenge(on)
    with refused("core.unknown_choice", 422):
        answer(on, "unit", asked, outcome="maybe")
    with refused("core.unknown_choice"):
        answer(on, "unit", asked, challenge_id=0)
    with refused("kit.text_missing"):
        answer(on, "unit", asked, answer=" ")
    answer(on, "unit", asked)
    with refused("core.already_answered", 409):
        answer(on, "unit", asked)


# -- the key of somebody nobody speaks through any more ------------------------------------------------------


def test_a_key_turns_only_in_the_hand_of_who_still_speaks_for_the_party() -> None:
    on = table()
    on.parties["unit"].memberships.update(until=NOW)
    with refused("core.no_key", 403):
        services.pause_process(process_id=on.process.pk, actor=on.actor("unit"), reason=LONG_REASON, now=NOW)
    with pytest.raises(NotAllowed):
        rules.require_facilitator_or_key(on.process, on.actor("unit"))
