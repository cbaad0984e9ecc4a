"""The pages of the framing, for everyone and in every state."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from samskab.ground.parties.models import PartyKind
from samskab.kit import clock
from samskab.process.core.models import Stage, Status
from samskab.process.framing.models import Framing, FramingRound, SharedFraming
from tests.builders import LONG_REASON, NOW, Table, person, table
from tests.builders.framing import (
    SAID,
    agreed_table,
    blind_round,
    blind_table,
    framing,
    past_round,
    revealed_table,
    shared_table,
    stance,
    suggestion,
)
from tests.builders.reading import client_of
from tests.process.framing.test_own import of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 16

TOKEN = re.compile(r'csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def stands() -> datetime:
        return NOW

    monkeypatch.setattr(clock, "now", stands)


def url(on: Table, name: str = "page", *more: object) -> str:
    return reverse(f"framing:{name}", args=[on.process.slug, *more])


def read(on: Table, who: str | None = None, name: str = "page", *more: object, **query: str) -> str:
    client = client_of(on.speakers[who] if who else None)
    response = client.get(url(on, name, *more), query)
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, to: str, **data: object) -> tuple[int, str]:
    response = client.post(to, data)
    return response.status_code, response.content.decode()


STATES = {
    "before the stage": lambda: table(Stage.CALLED),
    "nothing yet": lambda: table(Stage.FRAMING),
    "blind": lambda: blind_table("residents", "unit"),
    "revealed": revealed_table,
    "shared": lambda: shared_table()[0],
    "agreed": agreed_table,
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", [None, "residents", "association", "grocer", "unit"])
def test_everyone_reads_the_page_in_every_state(state: str, who: str | None) -> None:
    on = STATES[state]()
    assert "Hvad er problemet?" in read(on, who)
    for stage in (Stage.PURPOSE, Stage.FOLLOWED_UP):
        on.stand(stage)
        assert "Problemet er skrevet." in read(on, who)
    on.process.status, on.process.status_reason = Status.PAUSED, "Sommerferie for alle."
    on.process.save()
    assert "Sommerferie for alle." in read(on, who)


def test_a_page_that_does_not_exist_is_404() -> None:
    assert Client().get("/forloeb/findes-ikke/problem/").status_code == 404


def test_a_blind_page_shows_each_party_its_own_words_and_nobody_anything() -> None:
    on = blind_table(*SAID)
    for reader in (None, *SAID):
        page = read(on, reader)
        for who, text in SAID.items():
            assert (text in page) == (who == reader)


def test_a_blind_text_leaks_through_no_other_address() -> None:
    on = blind_table("residents", "unit")
    secret = SAID["residents"]
    theirs = of(on, "residents").public_id
    steward = client_of(on.speakers["unit"])
    assert steward.get(url(on, "withdraw", theirs)).status_code == 404
    for name in ("write", "lock", "write_shared", "versions", "suggest", "give_stance", "reveal_round"):
        assert secret not in steward.get(url(on, name)).content.decode()
    assert (
        secret
        not in steward.get(url(on, "write"), {"party": on.parties["residents"].public_id}).content.decode()
    )


def test_before_writing_the_page_says_when_one_sees_the_others() -> None:
    assert "Du kan se de andres, når du har skrevet jeres egen." in read(blind_table(), "association")


def test_revealed_framings_stand_civic_first_and_withdrawn_ones_with_their_reason() -> None:
    on = revealed_table()
    Framing.objects.filter(party=on.parties["unit"]).update(
        withdrawn_at=NOW, withdrawn_reason="Den beskrev en løsning."
    )
    page = read(on)
    assert page.index(SAID["residents"]) < page.index(SAID["grocer"]) < page.index(SAID["unit"])
    assert "Den beskrev en løsning." in page


def test_each_element_links_to_whose_words_it_came_from() -> None:
    on, latest = shared_table()
    page = read(on)
    for element in latest.elements.all():
        for source in element.sources.all():
            assert f'href="#f-{source.public_id}"' in page
            assert f'id="f-{source.public_id}"' in page


def test_who_set_the_problem_is_shown_with_its_table_and_the_municipality_before_and_after() -> None:
    on, _ = shared_table()
    page = read(on)
    assert "Hvem satte problemet?" in page
    assert "67 %" in page
    assert "Vis som tabel" in page
    assert "Først skrev kommunen" in page
    assert page.count(SAID["unit"]) == 2


def test_few_elements_show_no_figures() -> None:
    on = revealed_table()
    SharedFraming.objects.create(process=on.process, version=1, text="Kort.", written_at=NOW)
    assert "For få til at vise tal." in read(on)


def test_what_is_missing_stands_in_plain_words() -> None:
    page = read(shared_table()[0])
    assert "Nogen har ikke sagt, hvad de mener om den fælles tekst." in page
    assert "Der mangler ikke noget." in read(agreed_table())


def test_nobody_gets_one_clear_way_to_take_part() -> None:
    on = revealed_table()
    page = read(on)
    assert page.count(reverse("core:table", args=[on.process.slug]) + '">Tag en plads ved bordet') == 1


def test_framings_are_filtered_by_side_and_round() -> None:
    on = revealed_table()
    framing(past_round(on.process, number=2), on.parties["unit"], "Et nyt syn.")
    page = read(on, side="public", runde="2")
    assert "Et nyt syn." in page
    assert SAID["residents"] not in page
    assert "Ingen tekster passer" in read(on, side="semi_public")


def test_many_framings_come_25_to_a_page() -> None:
    on = crowded(30)
    assert read(on).count('class="card" id="f-') == 25
    assert read(on, page="2").count('class="card" id="f-') == 5


def crowded(n: int) -> Table:
    """A table of n parties with framings, elements, stances and suggestions from all."""
    on = table(Stage.FRAMING)
    for number in range(n - len(on.parties)):
        on.seat(f"group{number}", PartyKind.INFORMAL_GROUP)
    framing_round = past_round(on.process)
    said = [framing(framing_round, party) for party in list(on.parties.values())[:n]]
    latest = SharedFraming.objects.create(process=on.process, version=1, text="Fælles.", written_at=NOW)
    for number, source in enumerate(said, start=1):
        latest.elements.create(number=number, text="Punkt").sources.add(source)
        stance(latest, source.party)
        suggestion(latest, source.party)
    return on


@pytest.mark.parametrize("who", [None, "residents"])
def test_the_page_runs_the_same_few_queries_for_3_and_for_30(
    who: str | None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for n in (3, 30):
        on = crowded(n)
        client = client_of(on.speakers[who] if who else None)
        client.get(url(on))
        with django_assert_max_num_queries(MOST_QUERIES) as seen:
            client.get(url(on))
        counts.append(len(seen.captured_queries))
    assert counts[0] == counts[1]


ACTS = (
    "open_round",
    "extend_round",
    "reveal_round",
    "write",
    "lock",
    "write_shared",
    "suggest",
    "give_stance",
)


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("who", [None, "association", "unit", "grocer"])
def test_every_act_has_a_page_that_shows_its_form_or_why_there_is_none(name: str, who: str | None) -> None:
    for state in ("nothing yet", "blind", "shared"):
        on = STATES[state]()
        on.process.seats.filter(party=on.parties["grocer"]).update(may_supply=True)
        page = read(on, who, name)
        assert ('<form class="form"' in page) != ("Det kan du gøre nu" in page)
        if who is None:
            assert "Det kan du gøre nu" in page


def test_writing_answers_303_and_the_text_is_there() -> None:
    on = blind_table()
    client = client_of(on.speakers["residents"])
    response = client.post(url(on, "write"), {"text": "Hjemturen er det svære."})
    assert (response.status_code, response["Location"]) == (303, url(on))
    assert of(on, "residents").text == "Hjemturen er det svære."
    assert "Hjemturen er det svære." in client.get(url(on, "write")).content.decode()
    assert client.post(url(on, "lock")).status_code == 303
    assert of(on, "residents").locked_at == NOW


def test_a_form_that_cannot_be_taken_comes_back_with_422_and_every_word() -> None:
    on = blind_table()
    client = client_of(on.speakers["residents"])
    long = "Hjemturen. " * 100
    status, page = post(client, url(on, "write"), text=long)
    assert status == 422
    assert long.strip() in page
    assert "Der er problemer" in page


def test_a_refusal_of_what_was_written_comes_back_in_the_form() -> None:
    on = table(Stage.FRAMING)
    soon = (NOW + timedelta(days=3)).date().isoformat()
    status, page = post(client_of(on.speakers["unit"]), url(on, "open_round"), deadline=soon)
    assert status == 422
    assert "mindst 14 dage" in page
    assert soon in page
    later = (NOW + timedelta(days=30)).date().isoformat()
    assert post(client_of(on.speakers["unit"]), url(on, "open_round"), deadline=later)[0] == 303
    assert FramingRound.objects.get().deadline.date().isoformat() == later


def test_what_one_wrote_while_the_stage_closed_is_given_back() -> None:
    on = blind_table()
    on.stand(Stage.PURPOSE)
    status, page = post(client_of(on.speakers["residents"]), url(on, "write"), text="Det tog mig en aften.")
    assert status == 409
    assert "Det tog mig en aften." in page
    assert "Det hører til et andet trin." in page


def test_a_stranger_s_words_are_refused_and_given_back() -> None:
    on = blind_table()
    status, page = post(client_of(person()), url(on, "write"), text="Jeg vil gerne være med.")
    assert status == 403
    assert "Jeg vil gerne være med." in page


def test_the_shared_text_is_written_with_elements_sources_and_suggestions() -> None:
    on, latest = shared_table()
    asked = suggestion(latest, on.parties["association"])
    client = client_of(on.speakers["unit"])
    page = client.get(url(on, "write_shared")).content.decode()
    assert latest.text in page
    assert "Punkt 3" in page
    assert asked.text.replace("'", "&#x27;") in page
    data = {
        "text": "Et sted og en vej hjem.",
        "element_0": "en vej hjem",
        "from_0": [str(of(on, "residents").public_id), str(of(on, "unit").public_id)],
        "took": [str(asked.public_id)],
    }
    assert post(client, url(on, "write_shared"), **data)[0] == 303
    made = SharedFraming.objects.get(process=on.process, version=2)
    assert made.elements.get().sources.count() == 2
    assert made.took.get() == asked
    assert "Tog disse forslag med" in read(on, None, "versions")


def test_an_element_without_a_source_comes_back_with_every_word() -> None:
    on, _ = shared_table()
    data = {"text": "Et sted og en vej hjem.", "element_0": "en vej hjem"}
    status, page = post(client_of(on.speakers["unit"]), url(on, "write_shared"), **data)
    assert status == 422
    assert "en vej hjem" in page
    assert "hvis ord det kom fra" in page


def test_a_stance_is_given_to_the_version_one_had_before_one() -> None:
    on, latest = shared_table()
    client = client_of(on.speakers["grocer"])
    given = {"version": str(latest.public_id), "stance": "live_with", "reason": "Butikken er truet."}
    assert post(client, url(on, "give_stance"), **given)[0] == 303
    assert "Butikken er truet." in read(on)
    SharedFraming.objects.create(process=on.process, version=2, text="Ny.", written_at=NOW)
    status, page = post(client, url(on, "give_stance"), **given)
    assert status == 409
    assert "Butikken er truet." in page
    assert "version 2" in page
    assert post(client, url(on, "give_stance"), **{**given, "version": "pjat"})[0] == 409


def test_suggesting_and_declining_by_their_pages() -> None:
    on, latest = shared_table()
    client = client_of(on.speakers["association"])
    sent = {"version": str(latest.public_id), "text": "Skriv hjemturen."}
    assert post(client, url(on, "suggest"), **sent)[0] == 303
    asked = latest.suggestions.get()
    steward = client_of(on.speakers["unit"])
    to = url(on, "decline", asked.public_id)
    assert "Skriv hjemturen." in steward.get(to).content.decode()
    assert post(steward, to, reason="Nej.")[0] == 422
    assert post(steward, to, reason=LONG_REASON)[0] == 303
    assert LONG_REASON in read(on)


def test_withdrawing_by_its_page() -> None:
    on = revealed_table()
    to = url(on, "withdraw", of(on, "unit").public_id)
    assert post(client_of(on.speakers["unit"]), to, reason="Det var en løsning.")[0] == 303
    assert post(client_of(on.speakers["residents"]), to, reason="Væk med den.")[0] == 403
    assert "Det er ikke jeres tekst." in read(on, "residents", "withdraw", of(on, "unit").public_id)


def test_who_has_been_logged_out_is_asked_in_and_keeps_the_reason() -> None:
    on = blind_table("unit")
    to = url(on, "withdraw", of(on, "unit").public_id)
    assert Client().get(to).status_code == 404  # a draft is not there for those who do not know of it
    status, page = post(Client(), to, reason="Det var en løsning, ikke et problem.")
    assert status == 404
    assert "Det var en løsning, ikke et problem." in page
    assert f"{reverse('people:login')}?next={to}" in page
    assert SAID["unit"] not in page
    missing = url(on, "withdraw", uuid4())
    same = post(Client(), missing, reason="Det var en løsning, ikke et problem.")[1]
    assert TOKEN.sub("", same.replace(missing, "")) == TOKEN.sub("", page.replace(to, ""))


def test_rounds_are_run_by_their_pages() -> None:
    on = blind_table(*SAID)
    steward = client_of(on.speakers["residents"])
    later = (NOW + timedelta(days=30)).date().isoformat()
    assert post(steward, url(on, "extend_round"), deadline=later)[0] == 303
    assert post(steward, url(on, "reveal_round"))[0] == 303
    assert SAID["unit"] in read(on)


def test_one_who_speaks_for_two_parties_says_for_which() -> None:
    on = blind_table()
    on.parties["association"].memberships.update(participant=on.speakers["residents"])
    client = client_of(on.speakers["residents"])
    assert "Hvem taler du for?" in client.get(url(on, "write")).content.decode()
    chosen = str(on.parties["association"].public_id)
    assert post(client, url(on, "write"), text="Vi trækker det hele.", party=chosen)[0] == 303
    assert of(on, "association").text == "Vi trækker det hele."


def test_in_a_second_round_nobody_is_asked_to_say_again_what_still_stands() -> None:
    on = revealed_table("association")
    blind_round(on.process, number=2)
    text = client_of(None).get(reverse("framing:page", args=[on.process.slug])).content.decode()
    missing, standing = text.split("Vi mangler at høre fra:")[1].split("Deres ord fra før står ved magt")
    assert on.parties["residents"].name in missing
    assert on.parties["association"].name not in missing
    assert on.parties["association"].name in standing.split("</p>")[0]
