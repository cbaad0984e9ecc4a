"""The social worker. Authority: no; profession: yes.

The personal processes of her story belong to a later room; here is what this house already promises her.
"""

from __future__ import annotations

import pytest

from samskab.ground.parties.models import PartyKind
from samskab.process.core.models import Stage
from samskab.process.knowledge.models import Statement
from tests.builders import LONG_REASON, NOW, table
from tests.builders import agreement as papers
from tests.builders import framing as framings
from tests.journeys.walking import Walker

NOTIFY = "Underretningspligten gælder, også når vi taler sammen her. Den kan ingen aftale væk."


def test_she_says_what_she_knows_from_her_profession_with_the_same_card_as_everybody() -> None:
    made = table(Stage.KNOWLEDGE)
    her = Walker(made.speakers["unit"])
    her.goes("knowledge:page", made.process.slug)
    her.sends(
        to="knowledge:state",
        text="Når brevet kommer uden varsel, ringer færre tilbage.",
        basis="professional",
        role="Socialrådgiver",
    )
    residents = Walker(made.speakers["residents"])
    residents.goes("knowledge:page", made.process.slug)
    residents.sends(to="knowledge:state", text="Jeg tør ikke åbne brevet.", basis="experience")
    nobody = Walker()
    nobody.goes("knowledge:page", made.process.slug)
    nobody.sees("Når brevet kommer uden varsel", "Jeg tør ikke åbne brevet.", "Socialrådgiver")
    cards = nobody.page.html.count('<article class="statement basis-')
    assert cards == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": "Moren, 010190-1234, kom ikke."}, "kit.text_gives_cpr"),
        ({"role": "Mor, 43"}, "knowledge.role_gives_age"),
        ({"role": "Rådgiver, ring 12345678"}, "knowledge.role_gives_contact"),
    ],
)
def test_nothing_about_one_person_is_kept(given: dict[str, str], code: str) -> None:
    made = table(Stage.KNOWLEDGE)
    her = Walker(made.speakers["unit"])
    her.goes("knowledge:page", made.process.slug)
    her.sends({"text": "Færre ringer.", "basis": "professional", **given}, to="knowledge:state", status=422)
    her.is_refused(code)
    assert not Statement.objects.exists()
    for words in given.values():
        assert words in her.page.html


def test_the_duty_to_notify_is_a_boundary_of_law_with_its_ground() -> None:
    made = table(Stage.FRAMING)
    her = Walker(made.speakers["unit"])
    her.goes("core:table", made.process.slug)
    her.follows("core:set_boundary")
    her.sends(kind="law", text=NOTIFY, reason="Barnet skal have hjælp.", ground="", status=422)
    her.is_refused("core.law_needs_its_ground")
    her.goes("core:set_boundary", made.process.slug)
    her.sends(kind="law", text=NOTIFY, reason="Barnet skal have hjælp.", ground="Barnets lov § 133")
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees(NOTIFY, "Barnets lov § 133")


def test_a_requirement_of_her_profession_holds_every_signature_until_the_words_are_lawful() -> None:
    made = papers.open_for_signing()
    her = Walker(made.speakers["unit"])
    her.goes("agreement:page", made.process.slug)
    her.follows("agreement:clause")
    her.follows("agreement:require_professionally")
    her.sends(kind="law", text=f"{NOTIFY} {LONG_REASON}", blocks=True)
    residents = Walker(made.speakers["residents"])
    residents.goes("agreement:sign", made.process.slug)
    residents.is_refused("agreement.requirement_open")
    pen = Walker(made.speakers["residents"])
    pen.goes("agreement:page", made.process.slug)
    pen.follows("agreement:clause")
    pen.follows("agreement:answer_requirement")
    pen.is_refused("agreement.reword_first")
    pen.goes("agreement:page", made.process.slug)
    pen.follows("agreement:clause")
    pen.follows("agreement:rewrite_clause")
    pen.sends(text="Vi taler sammen først. Underretningspligten gælder stadig.", reason="Loven siger det.")
    pen.follows("agreement:answer_requirement")
    pen.sends(answer=f"Ordene er skrevet om, så pligten står i punktet. {LONG_REASON}")
    residents.goes("agreement:sign", made.process.slug)
    residents.sends(role="Talsperson", mandate="11 af 14 sagde ja")


def test_no_majority_and_no_company_speaks_for_her_profession() -> None:
    made = papers.open_for_signing()
    clause = papers.paper(made).clauses.first()
    assert clause is not None
    for who in ("association", "grocer", "residents"):
        walker = Walker(made.speakers[who])
        walker.goes("agreement:require_professionally", made.process.slug, clause.public_id)
        walker.is_refused("agreement.only_a_profession")


def test_professionals_speak_last_where_all_framings_stand_side_by_side() -> None:
    made = framings.revealed_table()
    made.seat("clinic", PartyKind.MUNICIPAL_UNIT, paid_time=True)
    framings.framing(made.process.framing_rounds.get(), made.parties["clinic"], "Vi ser det fra klinikken.")
    nobody = Walker()
    nobody.goes("framing:page", made.process.slug)
    words = nobody.page.words
    civic = max(words.index(framings.SAID[who]) for who in ("residents", "association"))
    assert civic < min(words.index(framings.SAID["unit"]), words.index("Vi ser det fra klinikken."))
    assert made.process.stage_since < NOW
