"""One of each door is five people, in every number of people that is shown."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from samskab.ground.people import services as people
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant, Role
from samskab.process.core.models import Stage
from samskab.process.doors import selectors
from samskab.process.doors.models import Card
from samskab.process.doors.qr import square
from samskab.process.doors.services import (
    begin_sitting,
    enter_for_another,
    finish_keying,
    key_cards,
    open_batch,
    open_kiosk,
    print_cards,
    state_at_kiosk,
)
from samskab.process.doors.services.cards import Keyed
from samskab.process.knowledge import services as knowledge
from tests.builders import NOW, Table, office, person, table
from tests.builders import knowledge as known

pytestmark = pytest.mark.django_db
WORDS = {"basis": "experience", "text": "Der er mørkt.", "now": NOW}


def by_every_door(made: Table) -> list[Participant]:
    pk = made.process.pk
    account, (by_code, _words) = person(), people.give_code(now=NOW)
    for who in (account, by_code):
        knowledge.state_knowledge(process_id=pk, actor=Actor(participant_id=who.pk), **WORDS)
    kiosk, _key = open_kiosk(actor=made.actor("residents"), now=NOW)
    at_kiosk, _receipt = state_at_kiosk(process_id=pk, kiosk_id=kiosk.pk, **WORDS)
    hand = Actor(participant_id=office(Role.HELPER).pk)
    begin_sitting(actor=hand, channel="phone", now=NOW)
    helped = enter_for_another(process_id=pk, actor=hand, read_back=True, **WORDS)
    print_cards(process_id=pk, actor=made.actor("unit"), n_cards=2, now=NOW)
    batch = open_batch(process_id=pk, actor=made.actor("unit"), now=NOW)
    for who in ("unit", "association"):
        given = {"process_id": pk, "actor": made.actor(who), "batch_id": batch.pk, "now": NOW}
        key_cards(**given, cards=[Keyed(1, "Der er mørkt.", "experience")])
        finish_keying(**given)
    card = Card.objects.get(number=1)
    found = [account, by_code, at_kiosk.participant, helped.participant, card.participant]
    return [one for one in found if one is not None]


def test_one_of_each_door_is_five_people_in_every_number(client: Client) -> None:
    made = table(Stage.KNOWLEDGE)
    who = by_every_door(made)
    assert len({one.pk for one in who}) == 5
    assert selectors.n_people(made.process) == 5
    page = client.get(reverse("doors:page", args=[made.process.slug])).content.decode()
    assert "5 har sagt eller stemt noget." in page
    on = known.statement(made.process, text="Der mangler en bænk.")
    for one in who:
        knowledge.cast_vote(actor=Actor(participant_id=one.pk), statement=on.public_id, value=1, now=NOW)
    assert selectors.n_people(made.process) == 5, "who said and voted is one"
    drawn = knowledge.draw_map(process=made.process, actor=Actor(participant_id=who[0].pk), now=NOW)
    assert drawn.n_voters == 5
    told = client.get(reverse("knowledge:map", args=[made.process.slug])).content.decode()
    assert re.search(r"\b5\b", re.sub(r"<[^>]+>", " ", told))


def test_a_door_fewer_than_five_came_by_tells_no_number_and_help_stands_apart(client: Client) -> None:
    made = table(Stage.KNOWLEDGE)
    by_every_door(made)
    page = client.get(reverse("doors:page", args=[made.process.slug])).content.decode()
    assert page.count("under 5") == 4
    assert "1 udsagn hjulpet af Kommunens hjælpere" in page


def test_nobody_is_none_and_the_page_says_so(client: Client) -> None:
    made = table(Stage.KNOWLEDGE)
    page = client.get(reverse("doors:page", args=[made.process.slug])).content.decode()
    assert "0 har sagt eller stemt noget." in page


def test_the_square_code_is_drawn_here_with_white_around_it() -> None:
    drawn = square("http://localhost/forloeb/godmorgen/")
    assert drawn.path.startswith("M4 4h1v1h-1z")
    assert drawn.side >= 21 + 8


def test_which_door_for_whom_is_one_press_from_every_page(client: Client) -> None:
    page = client.get(reverse("path:rights")).content.decode()
    assert reverse("doors:which") in page
    assert "Alle døre fører til det samme bord" in client.get(reverse("doors:which")).content.decode()
