"""Has somebody said this already? Asked while writing, with and without JavaScript, and never in the way."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samskab.process.core.models import Stage
from samskab.process.knowledge.likeness import MOST, already_said
from samskab.process.knowledge.models import Statement, StatementState
from tests.builders import Table, table
from tests.builders import knowledge as known
from tests.builders.reading import client_of

pytestmark = pytest.mark.django_db
SAID = (
    "Bussen kører ikke om aftenen.",
    "Der mangler lys på stien ved skolen.",
    "Køkkenet i beboerhuset er for lille.",
)
ASKED = "Der kører ingen bus om aftenen"


@pytest.fixture
def here() -> Table:
    made = table(Stage.KNOWLEDGE)
    for text in SAID:
        known.statement(made.process, text=text)
    return made


def look(made: Table, who: str | None, **given: str) -> str:
    client = client_of(made.speakers[who] if who else None)
    response = client.post(
        reverse("knowledge:state", args=[made.process.slug]), {"look": "1", "text": ASKED, **given}
    )
    assert response.status_code == 200
    return response.content.decode()


def test_the_nearest_open_statement_is_found_and_the_others_are_not(here: Table) -> None:
    assert [row.text for row in already_said(here.process, ASKED).statements] == [SAID[0]]


def test_no_more_than_three_are_told_and_the_same_words_come_first(here: Table) -> None:
    for n in range(5):
        known.statement(here.process, text=f"Bussen kører ikke om aftenen nummer {n}.")
    found = already_said(here.process, SAID[0]).statements
    assert len(found) == MOST
    assert found[0].text == SAID[0]


def test_what_is_taken_back_or_of_another_process_is_not_told(here: Table) -> None:
    Statement.objects.filter(text=SAID[0]).update(state=StatementState.WITHDRAWN)
    known.statement(table(Stage.KNOWLEDGE).process, text=SAID[0])
    assert already_said(here.process, ASKED).statements == []


def test_a_word_is_too_little_to_go_by(here: Table) -> None:
    assert already_said(here.process, "?").is_too_short


def test_the_button_shows_what_others_said_and_keeps_what_was_written(here: Table) -> None:
    page = look(here, "residents", basis="experience", role="Beboer")
    assert "Andre har sagt noget lignende." in page
    assert SAID[0] in page
    assert SAID[1] not in page
    assert ASKED in page
    assert 'value="Beboer"' in page
    assert 'value="experience" checked' in page
    assert Statement.objects.count() == len(SAID)


def test_nothing_alike_is_said_in_words_and_never_blocks(here: Table) -> None:
    page = look(here, "residents", text="Hvem vander blomsterne om sommeren?")
    assert "Vi fandt ikke noget, der ligner." in page
    client = client_of(here.speakers["residents"])
    client.post(
        reverse("knowledge:state", args=[here.process.slug]),
        {"text": SAID[0], "basis": "experience", "role": "", "addressed_to": "", "party": ""},
    )
    assert Statement.objects.filter(text=SAID[0]).count() == 2


def test_while_one_writes_the_page_asks_for_a_part_of_itself(here: Table) -> None:
    page = (
        client_of(here.speakers["residents"])
        .get(reverse("knowledge:page", args=[here.process.slug]))
        .content.decode()
    )
    assert 'hx-target="#similar"' in page
    assert f'hx-post="{reverse("knowledge:state", args=[here.process.slug])}"' in page
    assert 'id="similar" aria-live="polite"' in page


def test_who_may_not_write_is_told_nothing(here: Table) -> None:
    assert "Andre har sagt noget lignende." not in look(here, None)
    here.stand(Stage.NEGOTIATION)
    assert "Andre har sagt noget lignende." not in look(here, "residents")
