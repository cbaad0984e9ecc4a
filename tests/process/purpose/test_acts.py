"""Values, questions and the one sentence: who may say what, when, and what the record keeps of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from samskab.ground.parties.models import Membership, MembershipRole
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role, RoleGrant
from samskab.kit.errors import Closed, Invalid, NotAllowed, Refusal
from samskab.process.core.models import Stage, Status
from samskab.process.purpose import selectors, services
from samskab.process.purpose.models import (
    AdoptedPurpose,
    Purpose,
    PurposeStance,
    QuestionAnswer,
    ValueShare,
    ValueSkip,
    ValueStatement,
)
from tests.acts import breaks
from tests.builders import NOW, Table, office, person, table
from tests.builders.purpose import (
    adopted,
    answered,
    basic_skip,
    draft,
    party_skip,
    purpose_stance,
    share,
    value,
)
from tests.process.purpose.conftest import Line

pytestmark = pytest.mark.django_db


def state(
    on: Table, actor: Actor, basic: str = "lighed", text: str = "Alle kommer som naboer."
) -> ValueStatement:
    return services.state_value(process_id=on.process.pk, actor=actor, basic=basic, text=text, now=NOW)


def share_it(on: Table, actor: Actor, value_id: int = 0) -> ValueShare:
    return services.share_value(process_id=on.process.pk, actor=actor, value_id=value_id, now=NOW)


def withdraw(on: Table, actor: Actor, value_id: int = 0) -> ValueStatement:
    return services.withdraw_value(process_id=on.process.pk, actor=actor, value_id=value_id, now=NOW)


def step_aside(on: Table, actor: Actor, reason: str = "Vi har ikke noget at sige.") -> ValueSkip:
    return services.skip_values(process_id=on.process.pk, actor=actor, reason=reason, now=NOW)


def skip_basic(
    on: Table, actor: Actor, basic: str = "faellesskab", reason: str = "Ingen talte om det."
) -> ValueSkip:
    return services.skip_basic_value(
        process_id=on.process.pk, actor=actor, basic=basic, reason=reason, now=NOW
    )


def reply(on: Table, actor: Actor, text: str = "Brugerne.", *, skipped: bool = False) -> QuestionAnswer:
    return services.answer_question(
        process_id=on.process.pk, actor=actor, question="who_decides", text=text, skipped=skipped, now=NOW
    )


def write(on: Table, actor: Actor, text: str = "Alle skal kunne komme hjem.") -> Purpose:
    return services.draft_purpose(process_id=on.process.pk, actor=actor, text=text, now=NOW)


def stand(
    on: Table, actor: Actor, code: str = "support", reason: str = "", purpose_id: int | None = None
) -> PurposeStance:
    if purpose_id is None:
        latest = selectors.latest_purpose(on.process)
        purpose_id = latest.pk if latest else 0
    return services.give_purpose_stance(
        process_id=on.process.pk, actor=actor, purpose_id=purpose_id, stance=code, reason=reason, now=NOW
    )


BY_PARTIES: list[Callable[[Table, Actor], object]] = [state, share_it, withdraw, step_aside, reply, stand]
BY_MERGERS: list[Callable[[Table, Actor], object]] = [skip_basic]
ALL = [*BY_PARTIES, *BY_MERGERS, write]


def test_a_party_states_a_value_under_one_of_the_three(lines: list[Line]) -> None:
    on = table(Stage.PURPOSE)
    made = state(on, on.actor("residents"))
    assert (made.basic, made.party) == ("lighed", on.parties["residents"])
    assert lines == [Line("purpose.value.stated", on.process.public_id, made.public_id, {"text": made.text})]
    with pytest.raises(Invalid) as said:
        state(on, on.actor("residents"), "effektivitet")
    assert said.value.code == "core.unknown_choice"


def test_a_party_may_state_more_than_one_value() -> None:
    on = table(Stage.PURPOSE)
    state(on, on.actor("residents"))
    state(on, on.actor("residents"), "demokrati", "Ingen skitse, før alle har talt.")
    assert on.process.values.count() == 2


def test_a_party_shares_another_s_value_once_and_never_its_own(lines: list[Line]) -> None:
    on = table(Stage.PURPOSE)
    theirs = value(on.process, on.parties["residents"])
    share_it(on, on.actor("unit"), theirs.pk)
    assert [line.kind for line in lines] == ["purpose.value.shared"]
    with pytest.raises(Closed) as twice:
        share_it(on, on.actor("unit"), theirs.pk)
    assert twice.value.code == "purpose.already_shared"
    with pytest.raises(NotAllowed) as own:
        share_it(on, on.actor("residents"), theirs.pk)
    assert own.value.code == "purpose.own_value"
    other = table(Stage.PURPOSE)
    with pytest.raises(Invalid) as elsewhere:
        share_it(other, other.actor("unit"), theirs.pk)
    assert elsewhere.value.code == "core.unknown_choice"


def test_a_value_is_withdrawn_by_its_own_party_stays_readable_and_is_shared_no_more(
    lines: list[Line],
) -> None:
    on = table(Stage.PURPOSE)
    theirs = value(on.process, on.parties["residents"])
    with pytest.raises(NotAllowed) as said:
        withdraw(on, on.actor("unit"), theirs.pk)
    assert said.value.code == "purpose.not_your_value"
    assert withdraw(on, on.actor("residents"), theirs.pk).withdrawn_at == NOW
    assert [line.kind for line in lines] == ["purpose.value.withdrawn"]
    assert [v.text for v in selectors.values(on.process)] == [theirs.text]
    for act in (share_it, withdraw):
        with pytest.raises(Closed) as gone:
            act(on, on.actor("residents"), theirs.pk)
        assert gone.value.code == "purpose.value_withdrawn"


def test_a_value_may_be_withdrawn_in_every_later_stage_and_not_before() -> None:
    on = table(Stage.PURPOSE)
    theirs = value(on.process, on.parties["residents"])
    on.stand(Stage.FRAMING)
    with pytest.raises(Closed):
        withdraw(on, on.actor("residents"), theirs.pk)
    on.stand(Stage.ACTION)
    assert withdraw(on, on.actor("residents"), theirs.pk).withdrawn_at == NOW


def test_a_party_stands_aside_with_a_reason_and_may_reword_it(lines: list[Line]) -> None:
    on = table(Stage.PURPOSE)
    step_aside(on, on.actor("grocer"))
    assert step_aside(on, on.actor("grocer"), "Vi bager brød.").reason == "Vi bager brød."
    assert on.process.value_skips.count() == 1
    assert {line.kind for line in lines} == {"purpose.values.skipped"}
    with pytest.raises(Invalid):
        step_aside(on, on.actor("grocer"), " ")


@pytest.mark.parametrize("how", ["stated", "shared"])
def test_a_party_with_a_value_on_the_table_does_not_stand_aside_until_it_takes_it_back(how: str) -> None:
    on = table(Stage.PURPOSE)
    theirs = value(on.process, on.parties["unit" if how == "stated" else "residents"])
    if how == "shared":
        share(theirs, on.parties["unit"])
    with pytest.raises(Closed) as said:
        step_aside(on, on.actor("unit"))
    assert said.value.code == "purpose.has_a_value"
    withdraw(on, on.actor("unit" if how == "stated" else "residents"), theirs.pk)
    assert step_aside(on, on.actor("unit")).party == on.parties["unit"]


def test_a_basic_value_nobody_speaks_to_is_skipped_by_a_steward_or_a_facilitator(lines: list[Line]) -> None:
    on = table(Stage.PURPOSE)
    skip_basic(on, on.actor("unit"))
    skip_basic(on, Actor(office(Role.FACILITATOR).pk), reason="Vi spurgte alle.")
    assert on.process.value_skips.get().reason == "Vi spurgte alle."
    assert {line.kind for line in lines} == {"purpose.basic_value.skipped"}
    with pytest.raises(Invalid):
        skip_basic(on, on.actor("unit"), "effektivitet")


def test_a_basic_value_somebody_speaks_to_is_not_skipped() -> None:
    on = table(Stage.PURPOSE)
    value(on.process, on.parties["residents"], "lighed")
    with pytest.raises(Closed) as said:
        skip_basic(on, on.actor("unit"), "lighed")
    assert said.value.code == "purpose.basic_value_is_addressed"


def test_a_party_answers_a_question_or_says_why_not_and_may_change_its_answer(lines: list[Line]) -> None:
    on = table(Stage.PURPOSE)
    reply(on, on.actor("residents"))
    reply(on, on.actor("residents"), "Det ved vi ikke endnu.", skipped=True)
    given = on.process.question_answers.get()
    assert (given.text, given.skipped) == ("Det ved vi ikke endnu.", True)
    assert lines[-1].kind == "purpose.question.answered"
    with pytest.raises(Invalid):
        reply(on, on.actor("residents"), " ", skipped=True)
    with pytest.raises(Invalid) as unknown:
        services.answer_question(
            process_id=on.process.pk,
            actor=on.actor("residents"),
            question="hvad_koster_det",
            text="x",
            skipped=False,
            now=NOW,
        )
    assert unknown.value.code == "core.unknown_choice"


def test_any_party_a_steward_or_a_facilitator_drafts_and_the_old_draft_is_kept(lines: list[Line]) -> None:
    on = table(Stage.PURPOSE)
    first = write(on, on.actor("association"))
    second = write(on, Actor(on.speakers["unit"].pk), "En bedre sætning.")
    third = write(on, Actor(office(Role.FACILITATOR).pk), "Alles ord.")
    assert [(p.version, p.drafted_by) for p in (first, second, third)] == [
        (1, on.parties["association"]),
        (2, on.parties["unit"]),
        (3, None),
    ]
    assert [p.text for p in selectors.purpose_versions(on.process)][-1] == first.text
    assert lines[0].kind == "purpose.purpose.drafted"
    for text in (" ", "x" * 401):
        with pytest.raises(Invalid):
            write(on, on.actor("unit"), text)


def test_a_possible_supplier_says_nothing_of_values_and_purpose_but_that_it_stands_aside() -> None:
    on = table(Stage.PURPOSE)
    theirs = value(on.process, on.parties["residents"])
    draft(on.process)
    on.process.seats.filter(party=on.parties["grocer"]).update(may_supply=True)
    grocer = on.actor("grocer")
    for act in (
        lambda: state(on, grocer),
        lambda: share_it(on, grocer, theirs.pk),
        lambda: reply(on, grocer),
        lambda: write(on, grocer),
    ):
        with pytest.raises(NotAllowed) as said:
            act()
        assert said.value.code == "core.supplier_stands_aside"
    for code in ("support", "live_with", "object"):
        with pytest.raises(NotAllowed) as stance:
            stand(on, grocer, code, "Fordi.")
        assert stance.value.code == "framing.supplier_may_only_stand_aside"
    assert stand(on, grocer, "stand_aside", "Leverandør.").reason == "Leverandør."
    assert step_aside(on, grocer).party == on.parties["grocer"]


def test_everything_but_support_carries_a_reason_and_a_party_has_one_stance(lines: list[Line]) -> None:
    on = table(Stage.PURPOSE)
    sentence = draft(on.process)
    for code in ("live_with", "stand_aside", "object"):
        with pytest.raises(Invalid) as said:
            stand(on, on.actor("unit"), code, " ")
        assert said.value.code == "kit.text_missing"
        stand(on, on.actor("unit"), code, "Det skal kunne være én gang i januar.")
    stand(on, on.actor("unit"))
    assert [s.stance for s in sentence.stances.all()] == ["support"]
    assert {line.kind for line in lines} == {"purpose.stance.given"}
    with pytest.raises(Invalid):
        stand(on, on.actor("unit"), "like")


def test_a_stance_is_given_to_the_version_that_counts() -> None:
    on = table(Stage.PURPOSE)
    with pytest.raises(Closed) as none:
        stand(on, on.actor("unit"))
    assert none.value.code == "purpose.no_draft_yet"
    old = draft(on.process)
    draft(on.process, version=2)
    with pytest.raises(Closed) as said:
        stand(on, on.actor("unit"), purpose_id=old.pk)
    assert (said.value.code, said.value.params["version"]) == ("purpose.newer_version", 2)


def _impostor(on: Table, who: str) -> Actor:
    """The association, spoken for by somebody who may not."""
    party_id = on.parties["association"].pk
    if who == "nobody":
        return Actor(party_id=party_id)
    if who == "outsider":
        return Actor(person().pk)
    if who == "other_spokesperson":
        return Actor(on.speakers["grocer"].pk, party_id)
    if who == "member":
        member = person()
        Membership.objects.create(
            party=on.parties["association"], participant=member, role=MembershipRole.MEMBER, since=NOW
        )
        return Actor(member.pk, party_id)
    role = {"councillor": Role.COUNCILLOR, "facilitator": Role.FACILITATOR}[who]
    RoleGrant.objects.create(participant=on.speakers["association"], role=role, since=NOW)
    return on.actor("association")


REFUSED = {
    "nobody": "core.nobody_known",
    "outsider": "core.party_not_at_table",
    "other_spokesperson": "core.not_spokesperson",
    "member": "core.not_spokesperson",
    "councillor": "core.councillor_has_no_stance",
    "facilitator": "core.facilitator_has_no_stance",
}


@pytest.mark.parametrize("act", BY_PARTIES)
@pytest.mark.parametrize("who", REFUSED)
def test_only_a_spokesperson_speaks_for_a_party(act: Callable[[Table, Actor], object], who: str) -> None:
    on = table(Stage.PURPOSE)
    with pytest.raises(Refusal) as said:
        act(on, _impostor(on, who))
    assert (said.value.code, said.value.status) == (REFUSED[who], 403)


@pytest.mark.parametrize("who", ["nobody", "outsider", "other_spokesperson", "member", "councillor"])
def test_a_stranger_a_member_and_a_councillor_draft_nothing(who: str) -> None:
    on = table(Stage.PURPOSE)
    with pytest.raises(Refusal) as said:
        write(on, _impostor(on, who))
    assert said.value.code == REFUSED[who]
    assert not Purpose.objects.exists()


@pytest.mark.parametrize("who", ["association", "grocer", "councillor"])
def test_a_party_without_a_key_skips_no_basic_value(who: str) -> None:
    on = table(Stage.PURPOSE)
    actor = Actor(office(Role.COUNCILLOR).pk) if who == "councillor" else on.actor(who)
    with pytest.raises(NotAllowed) as said:
        skip_basic(on, actor)
    assert said.value.code == "core.not_facilitator_or_key"


# Own words may be withdrawn later too, so `withdraw` is tried only before.
OUTSIDE = [
    *[(act, stage) for act in ALL for stage in (Stage.CALLED, Stage.FRAMING)],
    *[(act, stage) for act in ALL if act is not withdraw for stage in (Stage.KNOWLEDGE, Stage.ACTION)],
]


@pytest.mark.parametrize(("act", "stage"), OUTSIDE)
def test_values_and_purpose_belong_to_their_stage(
    act: Callable[[Table, Actor], object], stage: Stage
) -> None:
    on = table(stage)
    with pytest.raises(Closed) as said:
        act(on, on.actor("unit"))
    assert said.value.code == "core.stage_not_now"


@pytest.mark.parametrize("act", ALL)
def test_nothing_is_said_in_a_pause(act: Callable[[Table, Actor], object]) -> None:
    on = table(Stage.PURPOSE)
    on.process.status, on.process.status_reason = Status.PAUSED, "Sommer."
    on.process.save()
    with pytest.raises(Closed) as said:
        act(on, on.actor("unit"))
    assert said.value.code == "core.not_running"


def test_the_database_itself_keeps_values_and_answers_whole() -> None:
    on = table(Stage.PURPOSE)
    process, party = on.process, on.parties["unit"]
    breaks("value_says_something", lambda: value(process, party, text=""))
    breaks("value_belongs", lambda: value(process, party, "effektivitet"))
    theirs = value(process, party)
    share(theirs, on.parties["residents"])
    breaks("once_per_party", lambda: share(theirs, on.parties["residents"]))
    breaks("skip_says_why", lambda: party_skip(process, party, ""))
    breaks("of_a_party_or_of_a_value", lambda: basic_skip(process, ""))
    breaks(
        "of_a_party_or_of_a_value",
        lambda: ValueSkip.objects.create(process=process, party=party, basic="lighed", reason="x", at=NOW),
    )
    party_skip(process, party)
    breaks("once_per_party", lambda: party_skip(process, party))
    basic_skip(process, "demokrati")
    breaks("once_per_value", lambda: basic_skip(process, "demokrati"))
    breaks("one_of_three", lambda: answered(process, party, "hvad"))
    answered(process, party)
    breaks("answered_once", lambda: answered(process, party))


def test_the_database_itself_keeps_the_purpose_whole() -> None:
    on = table(Stage.PURPOSE)
    sentence = draft(on.process)
    party = on.parties["unit"]
    breaks("own_version", lambda: draft(on.process))
    breaks("says_something", lambda: draft(on.process, version=2, text=""))
    breaks("says_something", lambda: draft(on.process, version=2, text="x" * 401))
    for code in ("live_with", "stand_aside", "object"):
        breaks("has_reason_unless_support", lambda c=code: purpose_stance(sentence, party, c))
    breaks("stance_is_known", lambda: purpose_stance(sentence, party, "like", "x"))
    purpose_stance(sentence, party)
    breaks("one_per_party", lambda: purpose_stance(sentence, party))
    adopted(on.process)
    breaks(
        "one_at_a_time",
        lambda: AdoptedPurpose.objects.create(process=on.process, purpose=sentence, adopted_at=NOW),
    )
