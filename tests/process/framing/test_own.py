"""A party's own framing: blind, its own to change until it has seen, never after."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samskab.ground.parties.models import Membership, MembershipRole
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role, RoleGrant
from samskab.kit.errors import Closed, Invalid, NotAllowed, Refusal
from samskab.kit.text import CONTRIBUTION_CHARS
from samskab.process.core.models import Stage, Status
from samskab.process.framing import selectors, services
from samskab.process.framing.models import Framing
from tests.acts import breaks
from tests.builders import NOW, Table, person, table
from tests.builders.framing import SAID, blind_round, blind_table, framing, past_round, revealed_table
from tests.process.framing.conftest import Line

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=8)


def write(on: Table, actor: Actor, text: str = "Sådan ser vi det.") -> Framing:
    return services.write_framing(process_id=on.process.pk, actor=actor, text=text, now=NOW)


def lock(on: Table, actor: Actor) -> Framing:
    return services.lock_framing(process_id=on.process.pk, actor=actor, now=NOW)


def withdraw(
    on: Table, actor: Actor, framing_id: int = 0, reason: str = "Den beskrev en løsning."
) -> Framing:
    return services.withdraw_framing(
        process_id=on.process.pk, actor=actor, framing_id=framing_id, reason=reason, now=NOW
    )


def of(on: Table, who: str) -> Framing:
    return Framing.objects.get(round__process=on.process, party=on.parties[who])


def seen_by(on: Table, who: str | None, now: object = NOW) -> set[str]:
    party_id = on.parties[who].pk if who else None
    return {f.party.name for f in selectors.visible_framings(on.process, party_id, now)}  # type: ignore[arg-type]


def test_a_party_writes_its_own_framing(lines: list[Line]) -> None:
    on = blind_table()
    made = write(on, on.actor("residents"), "  Vi kan ikke\r\nkomme hjem. ")
    assert (made.text, made.party, made.locked_at) == (
        "Vi kan ikke\nkomme hjem.",
        on.parties["residents"],
        None,
    )
    assert lines == [
        Line("framing.framing.written", on.process.public_id, made.public_id, {"text": made.text})
    ]


def test_a_party_writes_its_framing_anew_while_nobody_has_seen_it() -> None:
    on = blind_table("residents")
    write(on, on.actor("residents"), "Noget bedre.")
    assert of(on, "residents").text == "Noget bedre."


@pytest.mark.parametrize(
    ("text", "code"), [(" ", "kit.text_missing"), ("x" * (CONTRIBUTION_CHARS + 1), "kit.text_too_long")]
)
def test_a_framing_says_something_in_900_characters(text: str, code: str) -> None:
    on = blind_table()
    with pytest.raises(Invalid) as said:
        write(on, on.actor("unit"), text)
    assert said.value.code == code


@pytest.mark.parametrize("revealed", [True, False])
def test_nobody_writes_when_the_round_is_over_by_hand_or_by_the_clock(revealed: bool) -> None:
    on = table(Stage.FRAMING)
    past_round(on.process, revealed=revealed)
    with pytest.raises(Closed) as said:
        write(on, on.actor("residents"))
    assert said.value.code == "framing.no_open_round"


def test_the_minute_of_the_deadline_closes_the_round_and_shows_it_at_once() -> None:
    on = blind_table("residents")
    deadline = selectors.current_round(on.process).deadline  # type: ignore[union-attr]
    assert seen_by(on, None, deadline - timedelta(seconds=1)) == set()
    assert seen_by(on, None, deadline) == {"residents"}
    with pytest.raises(Closed):
        services.write_framing(process_id=on.process.pk, actor=on.actor("unit"), text="x", now=deadline)


def test_a_possible_supplier_does_not_frame_the_problem() -> None:
    on = blind_table()
    on.process.seats.filter(party=on.parties["grocer"]).update(may_supply=True)
    with pytest.raises(NotAllowed) as said:
        write(on, on.actor("grocer"))
    assert said.value.code == "core.supplier_stands_aside"


def test_before_the_reveal_a_party_sees_only_its_own() -> None:
    on = blind_table(*SAID)
    assert seen_by(on, "residents") == {"residents"}
    assert seen_by(on, "unit") == {"unit"}
    assert seen_by(on, None) == set()


def test_one_that_has_written_but_not_locked_sees_no_other_and_one_that_has_locked_sees_the_locked() -> None:
    on = blind_table(*SAID)
    lock(on, on.actor("residents"))
    assert seen_by(on, "residents") == {"residents"}
    lock(on, on.actor("unit"))
    assert seen_by(on, "residents") == seen_by(on, "unit") == {"residents", "unit"}
    assert seen_by(on, "association") == {"association"}
    assert seen_by(on, None) == set()


def test_a_lock_in_an_earlier_round_opens_nothing_in_the_next() -> None:
    on = revealed_table("residents", "unit")
    Framing.objects.update(locked_at=NOW)
    second = blind_round(on.process, number=2)
    framing(second, on.parties["residents"])
    framing(second, on.parties["unit"], locked_at=NOW)
    seen = selectors.visible_framings(on.process, on.parties["residents"].pk, NOW)
    assert {(f.party.name, f.round.number) for f in seen} == {
        ("residents", 1),
        ("unit", 1),
        ("residents", 2),
    }


def test_everything_is_seen_by_everyone_once_revealed_civic_first_and_professionals_last() -> None:
    on = revealed_table()
    order = [f.party.side.value for f in selectors.visible_framings(on.process, None, NOW)]
    assert order == ["civic", "civic", "market", "public"]


def test_what_is_locked_is_not_written_anew_in_the_round(lines: list[Line]) -> None:
    on = blind_table("residents")
    assert lock(on, on.actor("residents")).locked_at == NOW
    assert [line.kind for line in lines] == ["framing.framing.locked"]
    for act in (write, lock):
        with pytest.raises(Closed) as said:
            act(on, on.actor("residents"))
        assert said.value.code == "framing.is_locked"
    assert of(on, "residents").text == SAID["residents"]


def test_only_what_is_written_is_locked() -> None:
    on = blind_table()
    with pytest.raises(Closed) as said:
        lock(on, on.actor("residents"))
    assert said.value.code == "framing.nothing_to_lock"


def test_a_withdrawn_framing_stays_readable_with_its_reason(lines: list[Line]) -> None:
    on = revealed_table()
    withdraw(on, on.actor("unit"), of(on, "unit").pk)
    assert of(on, "unit").text == SAID["unit"]
    assert of(on, "unit").withdrawn_reason == "Den beskrev en løsning."
    assert "unit" in seen_by(on, None)
    assert lines[-1].kind == "framing.framing.withdrawn"
    assert lines[-1].commits == {"reason": "Den beskrev en løsning."}
    assert "unit" not in {f.party.name for f in selectors.live_framings(on.process, NOW)}


def test_nobody_looks_withdraws_and_writes_anew_in_the_same_round() -> None:
    on = blind_table("residents", "unit")
    lock(on, on.actor("residents"))
    withdraw(on, on.actor("residents"), of(on, "residents").pk)
    for act in (write, lock):
        with pytest.raises(Closed) as said:
            act(on, on.actor("residents"))
        assert said.value.code == "framing.withdrawn_in_this_round"


def test_a_new_round_takes_a_new_framing_beside_the_old() -> None:
    on = revealed_table("unit")
    blind_round(on.process, number=2)
    write(on, on.actor("unit"), "Et sted at være.")
    assert Framing.objects.filter(party=on.parties["unit"]).count() == 2


def test_words_are_withdrawn_by_those_who_wrote_them_once_and_with_a_reason() -> None:
    on = revealed_table()
    theirs = of(on, "unit").pk
    with pytest.raises(NotAllowed) as said:
        withdraw(on, on.actor("residents"), theirs)
    assert said.value.code == "framing.not_your_framing"
    with pytest.raises(Invalid) as missing:
        withdraw(on, on.actor("unit"), theirs, " ")
    assert missing.value.code == "kit.text_missing"
    withdraw(on, on.actor("unit"), theirs)
    with pytest.raises(Closed) as twice:
        withdraw(on, on.actor("unit"), theirs)
    assert twice.value.code == "framing.already_withdrawn"
    with pytest.raises(Invalid) as unknown:
        withdraw(on, on.actor("unit"), 0)
    assert unknown.value.code == "core.unknown_choice"


def test_a_framing_of_another_process_cannot_be_withdrawn_from_here() -> None:
    here, there = revealed_table(), revealed_table()
    with pytest.raises(Invalid):
        withdraw(here, here.actor("unit"), of(there, "unit").pk)


@pytest.mark.parametrize("stage", [Stage.FRAMING, Stage.KNOWLEDGE, Stage.FOLLOWED_UP])
def test_a_party_may_withdraw_its_words_in_every_later_stage(stage: Stage) -> None:
    on = revealed_table()
    on.stand(stage)
    assert withdraw(on, on.actor("unit"), of(on, "unit").pk).withdrawn_at == NOW


def _actor(on: Table, who: str) -> Actor:
    """The residents' party, spoken for by somebody who may not."""
    party_id = on.parties["residents"].pk
    if who == "nobody":
        return Actor(party_id=party_id)
    if who == "outsider":
        return Actor(person().pk)
    if who == "other_spokesperson":
        return Actor(on.speakers["unit"].pk, party_id)
    if who == "member":
        member = person()
        Membership.objects.create(
            party=on.parties["residents"], participant=member, role=MembershipRole.MEMBER, since=NOW
        )
        return Actor(member.pk, party_id)
    role = {"councillor": Role.COUNCILLOR, "facilitator": Role.FACILITATOR}[who]
    RoleGrant.objects.create(participant=on.speakers["residents"], role=role, since=NOW)
    return on.actor("residents")


REFUSED = {
    "nobody": "core.nobody_known",
    "outsider": "core.party_not_at_table",
    "other_spokesperson": "core.not_spokesperson",
    "member": "core.not_spokesperson",
    "councillor": "core.councillor_has_no_stance",
    "facilitator": "core.facilitator_has_no_stance",
}


@pytest.mark.parametrize("act", [write, lock, withdraw])
@pytest.mark.parametrize("who", REFUSED)
def test_only_a_spokesperson_speaks_for_a_party(act: object, who: str) -> None:
    on = blind_table("residents")
    with pytest.raises(Refusal) as said:
        act(on, _actor(on, who))  # type: ignore[operator]
    assert (said.value.code, said.value.status) == (REFUSED[who], 403)


@pytest.mark.parametrize("act", [write, lock])
@pytest.mark.parametrize("stage", [Stage.CALLED, Stage.PURPOSE, Stage.AGREEMENT])
def test_writing_and_locking_belong_to_the_framing_stage(act: object, stage: Stage) -> None:
    on = blind_table("residents")
    on.stand(stage)
    with pytest.raises(Closed) as said:
        act(on, on.actor("residents"))  # type: ignore[operator]
    assert said.value.code == "core.stage_not_now"


@pytest.mark.parametrize("act", [write, lock, withdraw])
def test_nothing_is_written_while_the_process_is_paused(act: object) -> None:
    on = blind_table("residents")
    on.process.status, on.process.status_reason = Status.PAUSED, "Sommer."
    on.process.save()
    with pytest.raises(Closed) as said:
        act(on, on.actor("residents"))  # type: ignore[operator]
    assert said.value.code == "core.not_running"


def test_the_database_itself_keeps_framings_whole() -> None:
    on = table(Stage.FRAMING)
    one = blind_round(on.process)
    party = on.parties["unit"]
    breaks("says_something", lambda: framing(one, party, ""))
    breaks("says_something", lambda: framing(one, party, "x" * 901))
    breaks("locked_after", lambda: framing(one, party, locked_at=NOW - timedelta(days=6)))
    breaks(
        "withdrawn_says_why",
        lambda: Framing.objects.create(round=one, party=party, text="x", written_at=NOW, withdrawn_at=NOW),
    )
    breaks("reason_is_brief", lambda: framing(one, party, withdrawn="x" * 901))
    framing(one, party, withdrawn="Fortrudt.")
    breaks("one_per_party", lambda: framing(one, party))
