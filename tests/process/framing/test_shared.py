"""The shared framing: traced to whose words it came from, changed by suggestions, carried by consent."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.kit.errors import Closed, Invalid, NotAllowed, Refusal
from samskab.process.core.models import Stage
from samskab.process.framing import selectors, services
from samskab.process.framing.models import (
    Framing,
    FramingElement,
    FramingStance,
    SharedFraming,
    SharedSuggestion,
)
from samskab.process.framing.rules import ELEMENTS_MOST
from samskab.process.framing.services import Element
from tests.acts import breaks
from tests.builders import LONG_REASON, NOW, Table, office, table
from tests.builders.framing import (
    SAID,
    blind_round,
    framing,
    past_round,
    revealed_table,
    shared,
    shared_table,
    stance,
    suggestion,
)
from tests.process.framing.conftest import Line
from tests.process.framing.test_own import REFUSED, _actor, of

pytestmark = pytest.mark.django_db


def merge(
    on: Table, actor: Actor, elements: Sequence[Element] | None = None, took: Sequence[int] = ()
) -> SharedFraming:
    if elements is None:
        elements = [Element("et sted at være", [of(on, "residents").pk, of(on, "unit").pk])]
    return services.write_shared_framing(
        process_id=on.process.pk,
        actor=actor,
        text="Der mangler et sted.",
        elements=elements,
        took=took,
        now=NOW,
    )


def suggest(on: Table, actor: Actor, shared_id: int | None = None) -> SharedSuggestion:
    if shared_id is None:
        shared_id = selectors.latest_shared(on.process).pk  # type: ignore[union-attr]
    return services.suggest_shared_change(
        process_id=on.process.pk, actor=actor, shared_id=shared_id, text="Skriv 'hjemturen'.", now=NOW
    )


def stand(
    on: Table, actor: Actor, code: str = "support", reason: str = "", shared_id: int | None = None
) -> FramingStance:
    if shared_id is None:
        shared_id = selectors.latest_shared(on.process).pk  # type: ignore[union-attr]
    return services.give_framing_stance(
        process_id=on.process.pk, actor=actor, shared_id=shared_id, stance=code, reason=reason, now=NOW
    )


def decline(on: Table, actor: Actor, suggestion_id: int, reason: str = LONG_REASON) -> SharedSuggestion:
    return services.decline_shared_suggestion(
        process_id=on.process.pk, actor=actor, suggestion_id=suggestion_id, reason=reason, now=NOW
    )


def test_a_steward_writes_the_shared_framing_and_every_element_points_to_its_sources(
    lines: list[Line],
) -> None:
    on = revealed_table()
    made = merge(on, on.actor("residents"))
    assert (made.version, made.written_by) == (1, on.parties["residents"])
    assert {f.party.name for f in made.elements.get().sources.all()} == {"residents", "unit"}
    assert lines == [
        Line("framing.shared.written", on.process.public_id, made.public_id, {"text": made.text})
    ]


def test_a_facilitator_writes_it_as_nobody_s_party() -> None:
    on = revealed_table()
    assert merge(on, Actor(office(Role.FACILITATOR).pk)).written_by is None


def test_a_change_is_a_new_version_and_the_old_one_stays_with_its_stances() -> None:
    on, former = shared_table()
    stance(former, on.parties["unit"], "object", "Der mangler noget.")
    assert merge(on, on.actor("unit")).version == 2
    assert former.stances.count() == 1
    assert [v.version for v in selectors.shared_versions(on.process)] == [2, 1]


@pytest.mark.parametrize(
    ("elements", "code"),
    [
        ([], "framing.no_elements"),
        ([Element("uden kilde", [])], "framing.element_without_source"),
        ([Element("ukendt kilde", [0])], "framing.source_is_not_live"),
        ([Element("x", [])] * (ELEMENTS_MOST + 1), "framing.too_many_elements"),
        ([Element(" ", [1])], "kit.text_missing"),
        ([Element("x" * 301, [1])], "kit.text_too_long"),
    ],
)
def test_a_shared_framing_is_made_of_elements_with_sources(elements: list[Element], code: str) -> None:
    on = revealed_table()
    with pytest.raises(Invalid) as said:
        merge(on, on.actor("unit"), elements)
    assert said.value.code == code
    assert not SharedFraming.objects.exists()


def test_a_withdrawn_framing_is_no_source() -> None:
    on = revealed_table()
    Framing.objects.filter(party=on.parties["unit"]).update(withdrawn_at=NOW, withdrawn_reason="Nej.")
    with pytest.raises(Invalid) as said:
        merge(on, on.actor("unit"))
    assert said.value.code == "framing.source_is_not_live"


def test_a_framing_still_blind_is_no_source_not_even_a_locked_one() -> None:
    on = revealed_table()
    unseen = framing(blind_round(on.process, number=2), on.parties["residents"], locked_at=NOW)
    with pytest.raises(Invalid) as said:
        merge(on, on.actor("residents"), [Element("x", [unseen.pk])])
    assert said.value.code == "framing.source_is_not_live"


def test_a_framing_of_another_process_or_of_a_possible_supplier_is_no_source() -> None:
    on, other = revealed_table(), revealed_table()
    on.process.seats.filter(party=on.parties["grocer"]).update(may_supply=True)
    for strange in (of(other, "unit").pk, of(on, "grocer").pk):
        with pytest.raises(Invalid) as said:
            merge(on, on.actor("unit"), [Element("x", [of(on, "unit").pk, strange])])
        assert said.value.code == "framing.source_is_not_live"


def test_any_party_suggests_a_change_and_the_next_version_says_that_it_took_it(lines: list[Line]) -> None:
    on, former = shared_table()
    asked = suggest(on, on.actor("association"))
    left = suggestion(former, on.parties["unit"])
    made = merge(on, on.actor("unit"), took=[asked.pk])
    asked.refresh_from_db()
    assert asked.taken_in == made
    assert list(selectors.open_suggestions(on.process)) == [left]
    assert lines[0] == Line(
        "framing.suggestion.made", on.process.public_id, asked.public_id, {"text": asked.text}
    )


def test_a_suggestion_is_taken_once() -> None:
    on, former = shared_table()
    asked = suggestion(former, on.parties["unit"])
    merge(on, on.actor("unit"), took=[asked.pk])
    with pytest.raises(Closed) as said:
        merge(on, on.actor("unit"), took=[asked.pk])
    assert said.value.code == "framing.suggestion_is_settled"


def test_a_suggestion_that_is_not_taken_gets_a_no_with_a_reason_once(lines: list[Line]) -> None:
    on, former = shared_table()
    asked = suggestion(former, on.parties["unit"])
    with pytest.raises(Invalid) as short:
        decline(on, on.actor("residents"), asked.pk, "Tak for input")
    assert short.value.code == "kit.text_too_short"
    assert decline(on, on.actor("residents"), asked.pk).declined_reason == LONG_REASON
    assert lines[-1].kind == "framing.suggestion.declined"
    with pytest.raises(Closed):
        decline(on, on.actor("residents"), asked.pk)


def test_a_possible_supplier_suggests_nothing_and_may_only_stand_aside() -> None:
    on, _ = shared_table()
    on.process.seats.filter(party=on.parties["grocer"]).update(may_supply=True)
    with pytest.raises(NotAllowed) as suggested:
        suggest(on, on.actor("grocer"))
    assert suggested.value.code == "core.supplier_stands_aside"
    for code in ("support", "live_with", "object"):
        with pytest.raises(NotAllowed) as said:
            stand(on, on.actor("grocer"), code, "Fordi.")
        assert said.value.code == "framing.supplier_may_only_stand_aside"
    assert stand(on, on.actor("grocer"), "stand_aside", "Leverandør.").reason == "Leverandør."


def test_support_needs_no_reason_and_everything_else_does(lines: list[Line]) -> None:
    on, latest = shared_table()
    stand(on, on.actor("residents"))
    for code in ("live_with", "stand_aside", "object"):
        with pytest.raises(Invalid) as said:
            stand(on, on.actor("unit"), code, "  ")
        assert said.value.code == "kit.text_missing"
        stand(on, on.actor("unit"), code, "Vi savner ordet 'besøg'.")
    assert latest.stances.count() == 2
    assert {line.kind for line in lines} == {"framing.stance.given"}


def test_a_party_has_one_stance_and_may_change_its_mind() -> None:
    on, latest = shared_table()
    stand(on, on.actor("unit"), "object", "Der mangler noget.")
    stand(on, on.actor("unit"))
    assert [(s.stance, s.reason) for s in latest.stances.all()] == [("support", "")]


def test_a_stance_outside_the_four_is_refused() -> None:
    on, _ = shared_table()
    with pytest.raises(Invalid) as said:
        stand(on, on.actor("unit"), "like", "Fordi.")
    assert said.value.code == "core.unknown_choice"


@pytest.mark.parametrize("act", [suggest, stand])
def test_stances_and_suggestions_are_given_to_the_version_that_counts(act: object) -> None:
    on, former = shared_table()
    shared(on.process, [of(on, "unit")], version=2)
    with pytest.raises(Closed) as said:
        act(on, on.actor("unit"), shared_id=former.pk)  # type: ignore[operator]
    assert (said.value.code, said.value.params["version"]) == ("framing.newer_version", 2)
    empty = revealed_table()
    with pytest.raises(Closed) as none:
        act(empty, empty.actor("unit"), shared_id=0)  # type: ignore[operator]
    assert none.value.code == "framing.no_shared_yet"


@pytest.mark.parametrize("who", ["association", "grocer", "nobody", "councillor"])
def test_only_a_key_or_a_facilitator_writes_the_shared_text_and_answers_suggestions(who: str) -> None:
    on, latest = shared_table()
    asked = suggestion(latest, on.parties["unit"])
    actor = {"nobody": Actor(), "councillor": Actor(office(Role.COUNCILLOR).pk)}.get(who) or on.actor(who)
    for act in (lambda: merge(on, actor), lambda: decline(on, actor, asked.pk)):
        with pytest.raises(Refusal) as said:
            act()
        assert said.value.status == 403


@pytest.mark.parametrize("act", [suggest, stand])
@pytest.mark.parametrize("who", REFUSED)
def test_only_a_spokesperson_suggests_and_takes_a_stance(act: object, who: str) -> None:
    on, _ = shared_table()
    with pytest.raises(Refusal) as said:
        act(on, _actor(on, who))  # type: ignore[operator]
    assert said.value.code == REFUSED[who]


@pytest.mark.parametrize("stage", [Stage.CALLED, Stage.PURPOSE, Stage.ACTION])
def test_the_shared_framing_belongs_to_its_stage(stage: Stage) -> None:
    on, latest = shared_table()
    asked = suggestion(latest, on.parties["unit"])
    on.stand(stage)
    unit = on.actor("unit")
    for act in (
        lambda: merge(on, unit),
        lambda: suggest(on, unit),
        lambda: stand(on, unit),
        lambda: decline(on, unit, asked.pk),
    ):
        with pytest.raises(Closed) as said:
            act()
        assert said.value.code == "core.stage_not_now"


def test_the_database_itself_keeps_the_shared_framing_whole() -> None:
    on = table(Stage.FRAMING)
    latest = shared(on.process, [framing(past_round(on.process), on.parties["unit"], SAID["unit"])])
    party = on.parties["unit"]
    breaks("own_version", lambda: shared(on.process))
    breaks("says_something", lambda: shared(on.process, version=2, text=""))
    breaks("own_number", lambda: FramingElement.objects.create(shared=latest, number=1, text="x"))
    breaks("says_something", lambda: FramingElement.objects.create(shared=latest, number=2, text=""))
    breaks("stance_is_known", lambda: stance(latest, party, "like", "x"))
    for code in ("live_with", "stand_aside", "object"):
        breaks("has_reason_unless_support", lambda c=code: stance(latest, party, c))
    stance(latest, party)
    breaks("one_per_party", lambda: stance(latest, party))
    breaks("says_what", lambda: suggestion(latest, party, ""))
    asked = suggestion(latest, party)
    asked_rows = SharedSuggestion.objects.filter(pk=asked.pk)
    breaks("declined_says_why", lambda: asked_rows.update(declined_at=NOW))
    breaks("declined_says_why", lambda: asked_rows.update(declined_reason=LONG_REASON))
    breaks(
        "taken_or_declined",
        lambda: asked_rows.update(taken_in=latest, declined_at=NOW, declined_reason=LONG_REASON),
    )
