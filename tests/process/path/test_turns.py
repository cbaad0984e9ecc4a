"""Din tur: the one thing that comes first for this reader at this moment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samskab.ground.people.models import Participant
from samskab.kit.turns import Turn
from samskab.process.core.models import Process, Stage, Status
from samskab.process.path import services
from samskab.process.path.overview import Overview
from tests.builders import NOW, Table, table
from tests.builders import action as results
from tests.builders import agreement as papers
from tests.builders import framing as framings
from tests.builders import knowledge as known
from tests.builders import negotiation as talks
from tests.builders import purpose as purposes
from tests.builders.cast import ROLES, cast
from tests.builders.reading import standing_of
from tests.builders.whole import boundary, whole

pytestmark = pytest.mark.django_db

LOG_IN, TELL, READ = "Kom ind, og vær med", "Fortæl, hvad du ved", "Læs, hvad der kom ud af det"
WHAT_LACKS = "Se, hvad der mangler til næste trin"
READY = "Alt er klar til næste trin. Drej jeres nøgle"


def waits_for(at: Table, who: Participant | None) -> list[Turn]:
    return Overview(at.process, standing_of(at.process, who), NOW).turns


def waiting(at: Table, role: str) -> list[str]:
    who = at.speakers.get(role) or cast(at).people[role]
    return [str(turn.text) for turn in waits_for(at, who)]


def first(at: Table, role: str) -> str:
    return (waiting(at, role) or [""])[0]


FOR_A_STRANGER = {
    **dict.fromkeys(Stage, LOG_IN),
    Stage.KNOWLEDGE: TELL,
    Stage.FOLLOWED_UP: READ,
}


@pytest.mark.parametrize(("stage", "words"), FOR_A_STRANGER.items())
def test_a_passer_by_gets_one_thing_and_it_is_a_way_in(stage: Stage, words: str) -> None:
    assert waiting(whole(stage), "nobody") == [words]


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_anybodys_turn_while_it_is_paused(role: str) -> None:
    at = whole()
    Process.objects.filter(pk=at.process.pk).update(status=Status.PAUSED, status_reason="Sommer.")
    at.process.refresh_from_db()
    assert waiting(at, role) == []


@pytest.mark.parametrize("role", ["code_resident", "member", "helper"])
@pytest.mark.parametrize("stage", [s for s in Stage if s != Stage.KNOWLEDGE])
def test_who_speaks_for_no_party_is_asked_for_words_only_when_words_are_gathered(
    role: str, stage: Stage
) -> None:
    assert waiting(table(stage), role) == []


@pytest.mark.parametrize("role", ["code_resident", "member", "helper", "residents"])
def test_everybody_known_is_asked_what_they_know_at_the_knowledge_stage(role: str) -> None:
    assert "Skriv, hvad du ved" in waiting(table(Stage.KNOWLEDGE), role)


FIRST_THING = [
    # stage, the table as it stands, who, and the thing that comes first
    ("called", table, "residents", READY),
    ("called", table, "association", ""),
    ("blind", lambda: framings.blind_table("unit"), "residents", "Skriv jeres problemforståelse"),
    ("blind", lambda: framings.blind_table("unit"), "unit", WHAT_LACKS),
    ("blind", lambda: framings.blind_table("unit"), "supplier", ""),
    ("no round yet", lambda: table(Stage.FRAMING), "facilitator", "Åbn den første runde"),
    (
        "shared",
        lambda: framings.shared_table()[0],
        "grocer",
        "Sig, hvad I mener om den fælles problemforståelse",
    ),
    ("agreed framing", framings.agreed_table, "unit", READY),
    ("values", lambda: table(Stage.PURPOSE), "association", "Sig, hvad I vil være tro mod"),
    ("values", lambda: table(Stage.PURPOSE), "supplier", "Sig, at I træder til side"),
    ("purpose ready", purposes.ready_table, "residents", READY),
    ("needs", lambda: table(Stage.NEGOTIATION), "unit", "Sig, hvad I har brug for"),
    ("a proposal", papers.draft, "residents", "Tag stilling til 1 forslag"),
    ("to sign", papers.open_for_signing, "grocer", "Læs aftalen, og skriv under"),
    ("to sign", papers.open_for_signing, "association", "Læs aftalen, og skriv under"),
    ("acting", results.acting, "association", "Begynd opfølgningen: Hvad kom der ud af det?"),
    ("acting", results.acting, "councillor", ""),
    ("acting", results.acting, "helper", ""),
]


@pytest.mark.parametrize(("state", "build", "role", "words"), FIRST_THING)
def test_the_right_thing_comes_first(state: str, build: object, role: str, words: str) -> None:
    at = build()  # type: ignore[operator]  # a table in this state
    assert first(at, role) == words, state


@pytest.mark.parametrize("stage", list(Stage)[:-1])
def test_a_steward_always_sees_the_way_to_the_next_stage_and_it_comes_last(stage: Stage) -> None:
    at = table(stage)
    for role in ("residents", "unit"):
        assert waiting(at, role)[-1] in (WHAT_LACKS, READY)
    for role in ("association", "grocer", "facilitator", "councillor"):
        assert not {WHAT_LACKS, READY} & set(waiting(at, role))


def test_at_the_end_no_key_waits() -> None:
    assert waiting(table(Stage.FOLLOWED_UP), "unit") != [WHAT_LACKS]


def test_the_other_key_waits_when_one_is_turned() -> None:
    at = table()
    services.turn_key(
        process_id=at.process.pk, actor=at.actor("unit"), to_stage=Stage.FRAMING, reason="", now=NOW
    )
    assert waiting(at, "residents") == ["Den anden nøgle er drejet. Drej jeres, eller sig nej"]
    assert waiting(at, "unit") == [WHAT_LACKS]


@pytest.mark.parametrize("stage", list(Stage))
def test_a_challenge_on_its_clock_comes_before_everything_else(stage: Stage) -> None:
    at = whole(stage)
    who = cast(at).people["unit"]
    found = waits_for(at, who)
    assert str(found[0].text) == "Svar på udfordringen af jeres ramme"
    assert found[0].due == NOW + timedelta(days=8)
    assert "Svar på udfordringen af jeres ramme" not in waiting(at, "residents")


@pytest.mark.parametrize("stage", list(Stage))
def test_a_councillor_who_was_asked_sees_the_question_at_every_stage(stage: Stage) -> None:
    at = table(stage)
    papers.question(at)
    assert first(at, "councillor").startswith("Svar på spørgsmålet fra")


def test_an_objection_is_answered_by_who_proposed() -> None:
    at = papers.draft()
    talks.objection(at, papers.first_proposal(at))
    assert first(at, "association").startswith("Svar på indvendingen fra")


def test_words_that_were_used_ask_their_author_first() -> None:
    at = table(Stage.KNOWLEDGE)
    people = cast(at)
    known.use(known.statement(at.process, people.people["code_resident"]))
    found = waits_for(at, people.people["code_resident"])
    assert str(found[0].text) == "Dine ord er brugt. Sig, om du blev forstået rigtigt"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("stage", list(Stage))
def test_every_turn_has_words_an_address_and_honest_minutes(role: str, stage: Stage) -> None:
    at = whole(stage)
    boundary(at)
    for turn in waits_for(at, cast(at).people[role]):
        assert str(turn.text).strip()
        assert turn.url.startswith("/")
        assert 1 <= turn.minutes <= 60
