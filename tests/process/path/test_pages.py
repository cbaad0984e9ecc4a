"""The pages of the path: for everyone, in every stage, running and paused, with few questions."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samskab.ground.parties.models import Side
from samskab.ground.people.models import Participant
from samskab.process.agreement.models import ClauseUse
from samskab.process.core.models import OpeningChecklist, Process, Stage, Status
from samskab.process.framing.models import Framing
from samskab.process.knowledge.models import ElementUse
from samskab.process.negotiation.models import ProposalUse
from samskab.process.path.models import StageChange
from tests.builders import LONG_REASON, NOW, Table, area, person, table
from tests.builders import action as results
from tests.builders import agreement as papers
from tests.builders import knowledge as known
from tests.builders.cast import ROLES, cast, code_resident
from tests.builders.whole import boundary, call, many, meeting, statements, whole
from tests.how_far import some

pytestmark = pytest.mark.django_db
PAUSE = "Sommer. Ingen frister løber før den 15. august."
MOST_QUERIES = 20
MOST_FOR_A_PROCESS = 40
MOST_FOR_A_STEWARD = 41  # with the whole gate: is the next stage ready?


def addresses(at: Table) -> dict[str, str]:
    slug = at.process.slug
    return {
        "front": reverse("path:front"),
        "areas": reverse("path:areas"),
        "area": reverse("path:area", args=[at.process.area.slug]),
        "processes": reverse("path:processes"),
        "open": reverse("path:open"),
        "process": reverse("path:process", args=[slug]),
        "desk": reverse("path:desk", args=[slug]),
        "traces": reverse("path:traces"),
        "rights": reverse("path:rights") + f"?forloeb={slug}",
        "may_say": reverse("path:may_say"),
        "privacy": reverse("path:privacy"),
        "was": reverse("path:was"),
    }


TRACES = {"problem": ElementUse, "forslag": ProposalUse, "punkt": ClauseUse}
OF_A_PROCESS = ("process", "desk")
HEADINGS = {
    "front": "Hvad er der brug for, at vi taler om?",
    "areas": "Hvor samskaber vi – og hvor ikke?",
    "area": "Vestby",
    "processes": "Forløb",
    "open": "Åbn et forløb",
    "process": "Hvordan kommer vi hjem, når det er mørkt?",
    "desk": "De to nøgler",
    "traces": "Dine spor",
    "rights": "Dine rettigheder",
    "may_say": "Hvad må jeg sige?",
    "privacy": "Privatliv og cookies",
    "was": "Tilgængelighedserklæring",
}


def pause(at: Table) -> None:
    Process.objects.filter(pk=at.process.pk).update(status=Status.PAUSED, status_reason=PAUSE)


def text_of(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


# --- everyone reads every page in every state


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_there_for_every_role_in_every_stage_and_paused(role: str) -> None:
    at = whole()
    client = cast(at).client(role)
    for name, url in addresses(at).items():
        assert f"<h1>{HEADINGS[name]}</h1>" in text_of(client, url), name
    for stage in Stage:
        at.stand(stage)
        for name in OF_A_PROCESS:
            assert HEADINGS[name] in text_of(client, addresses(at)[name]), (stage, name)
    pause(at)
    for name in OF_A_PROCESS:
        assert PAUSE in text_of(client, addresses(at)[name]), name


@pytest.mark.parametrize("role", ["nobody", "residents", "unit"])
def test_every_page_is_there_when_nothing_has_happened_yet(role: str) -> None:
    at = table()
    OpeningChecklist.objects.filter(process=at.process).delete()
    client = cast(at).client(role)
    for stage in Stage:
        at.stand(stage)
        for url in addresses(at).values():
            text_of(client, url)


def test_the_house_is_there_before_anything_is_in_it(client: Client) -> None:
    for name in ("front", "areas", "processes", "open", "traces", "rights", "privacy", "was"):
        text_of(client, reverse(f"path:{name}"))
    assert "Ingen forløb er i gang her." in text_of(client, reverse("path:front"))


def test_what_does_not_exist_is_not_found_for_anybody(client: Client) -> None:
    for url in ("/forloeb/findes-ikke/", "/forloeb/findes-ikke/noegler/", "/omraader/findes-ikke/"):
        assert client.get(url).status_code == 404


def test_the_accessibility_page_leads_to_the_official_statement_when_there_is_one(
    client: Client, settings: object
) -> None:
    settings.WAS_URL = "https://example.org/was"  # type: ignore[attr-defined]  # pytest-django's settings
    response = client.get(reverse("path:was"))
    assert (response.status_code, response["Location"]) == (302, "https://example.org/was")


# --- what the process page says


def test_the_process_page_says_who_is_missing_what_is_locked_and_where_we_disagree(client: Client) -> None:
    at = whole()
    at.process.missing_voices.create(who="De hjemløse", noted_at=NOW)
    said = text_of(client, addresses(at)["process"])
    for words in (
        "Hvem mangler?",
        "De hjemløse",
        "Ingen har gjort noget ved det endnu.",
        "Højst 25.000 kr.",
        "Hvorfor netop det beløb?",
        "Her er vi uenige",
        "Vi mener, det er for lidt.",
        "Er det reelt? Se selv.",
        "Kaldt: ",
        "Betalt tid: ",
    ):
        assert words in said, words


def test_a_stopped_process_is_not_called_paused(client: Client) -> None:
    at = whole()
    Process.objects.filter(pk=at.process.pk).update(status=Status.STOPPED, status_reason="Vi stopper her.")
    said = text_of(client, addresses(at)["process"])
    assert "Vi stopper her." in said
    assert "Forløbet er på pause." not in said


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.PAUSED, "Forløbet er på pause."),
        (Status.STOPPED, "Forløbet er stoppet."),
        (Status.DECLINED, "Forløbet blev afvist."),
        (Status.SPLIT, "Forløbet er delt i flere."),
        (Status.MERGED, "Forløbet er lagt sammen med et andet."),
    ],
)
def test_every_page_of_a_process_says_truly_why_it_does_not_run(
    client: Client, status: Status, words: str
) -> None:
    at = whole()
    Process.objects.filter(pk=at.process.pk).update(status=status, status_reason="Sådan er det.")
    for name in ("process", "desk"):
        said = text_of(client, addresses(at)[name])
        assert words in said
        assert "Sådan er det." in said


def test_a_reopened_stage_is_in_the_history_with_its_reason(client: Client) -> None:
    at = whole(Stage.FRAMING)
    StageChange.objects.create(
        process=at.process,
        from_stage=Stage.KNOWLEDGE,
        to_stage=Stage.FRAMING,
        backward=True,
        reason=LONG_REASON,
        asked_at=NOW,
        opened_at=NOW,
    )
    assert LONG_REASON in text_of(client, addresses(at)["process"])


def test_a_party_without_a_trace_in_the_agreement_is_named(client: Client) -> None:
    at = whole()
    said = text_of(client, addresses(at)["process"])
    assert "Uden spor i aftalen:" in said
    line = said.split("Uden spor i aftalen:")[1].split("</p>")[0]
    assert "residents" in line
    assert "association" not in line


def test_a_dropped_clause_leaves_no_trace_in_the_agreement(client: Client) -> None:
    at = whole()
    papers.paper(at).clauses.update(dropped_at=NOW, dropped_reason="Vi blev enige om at lade det være.")
    line = text_of(client, addresses(at)["process"]).split("Uden spor i aftalen:")[1].split("</p>")[0]
    assert "association" in line


# --- the desk


def test_the_desk_names_everything_that_stands_in_the_way_to_everybody(client: Client) -> None:
    at = table()
    OpeningChecklist.objects.filter(process=at.process).delete()
    said = text_of(client, addresses(at)["desk"])
    assert "Åbningstjekket mangler." in said
    assert "Du har ingen nøgle." in said
    assert "<button" not in said.split("<h1>")[1].split("</main>")[0]


@pytest.mark.parametrize("who", ["residents", "unit"])
def test_each_key_holder_turns_one_key_on_the_desk_and_cannot_turn_both(who: str) -> None:
    at = table()
    client = cast(at).client(who)
    desk = addresses(at)["desk"]
    assert "Drej min nøgle" in text_of(client, desk)
    turned = client.post(reverse("path:turn_key", args=[at.process.slug]), {"to_stage": "framing"})
    assert turned["Location"] == desk
    said = text_of(client, desk)
    assert "Jeres nøgle er drejet. Nu venter I på den anden." in said
    assert "Drej min nøgle</button>" not in said
    again = client.post(reverse("path:turn_key", args=[at.process.slug]), {"to_stage": "framing"})
    assert again.status_code == 409
    assert "Ingen kan dreje begge." in again.content.decode()
    at.process.refresh_from_db()
    assert at.process.stage == Stage.CALLED


def test_two_people_open_a_stage_on_the_desk() -> None:
    at = table()
    people = cast(at)
    for who in ("residents", "unit"):
        people.client(who).post(reverse("path:turn_key", args=[at.process.slug]), {"to_stage": "framing"})
    at.process.refresh_from_db()
    assert at.process.stage == Stage.FRAMING


def test_the_other_steward_says_no_on_the_desk() -> None:
    at = table()
    people = cast(at)
    people.client("unit").post(reverse("path:turn_key", args=[at.process.slug]), {"to_stage": "framing"})
    said = text_of(people.client("residents"), addresses(at)["desk"])
    assert "Sig nej, og stop skiftet" in said
    people.client("residents").post(reverse("path:take_key_back", args=[at.process.slug]))
    assert not StageChange.objects.filter(dropped_at__isnull=True).exists()


def test_going_back_on_the_desk_without_a_reason_is_refused_with_the_way_on() -> None:
    at = table(Stage.KNOWLEDGE)
    client = cast(at).client("unit")
    url = reverse("path:turn_key", args=[at.process.slug])
    refused = client.post(url, {"to_stage": "framing", "reason": "Det var forkert."})
    assert refused.status_code == 422
    assert "Det var forkert." in refused.content.decode()
    client.post(url, {"to_stage": "framing", "reason": LONG_REASON})
    assert LONG_REASON in text_of(cast(at).client("residents"), addresses(at)["desk"])


@pytest.mark.parametrize("name", ["turn_key", "take_key_back"])
@pytest.mark.parametrize(
    ("role", "status"), [("nobody", 403), ("association", 403), ("councillor", 403), ("facilitator", 403)]
)
def test_who_has_no_key_is_told_so(name: str, role: str, status: int) -> None:
    at = table()
    url = reverse(f"path:{name}", args=[at.process.slug])
    assert cast(at).client(role).post(url, {"to_stage": "framing"}).status_code == status
    assert cast(at).client(role).get(url).status_code == 405


# --- traces


def test_a_stranger_is_shown_a_way_to_the_traces(client: Client) -> None:
    assert reverse("people:login") in text_of(client, reverse("path:traces"))


@pytest.mark.parametrize("door", ["account", "code"])
def test_words_are_followed_from_the_problem_to_the_clause(door: str) -> None:
    at = whole()
    author = person() if door == "account" else code_resident()
    statements(at, 1, author)
    said = text_of(_come_in(at, author), reverse("path:traces"))
    for words in ("Brugt i problemforståelsen", "Brugt i et forslag", "Brugt i punkt 1", LONG_REASON):
        assert words in said, words


def _come_in(at: Table, who: Participant) -> Client:
    people = cast(at)
    people.people["nobody"] = who
    return people.client("nobody")


@pytest.mark.parametrize(("kind", "model"), list(TRACES.items()))
def test_the_author_alone_says_whether_it_was_understood(kind: str, model: type) -> None:
    at = whole()
    author = code_resident()
    statements(at, 1, author)
    row = model.objects.get(statement__participant=author)
    url = reverse("path:confirm_trace", args=[kind, row.pk])
    for other in ("nobody", "residents", "unit", "facilitator"):
        assert cast(at).client(other).get(url).status_code == 404, other
        refused = 403 if other == "nobody" else 404  # whose login has ended is told so, with the words kept
        assert cast(at).client(other).post(url, {"understood": "yes"}).status_code == refused, other
    client = _come_in(at, author)
    assert "Blev du forstået rigtigt?" in text_of(client, url)
    assert client.post(url, {"understood": "måske"}).status_code == 422
    assert client.post(url, {"understood": "no", "rather": ""}).status_code == 422
    client.post(url, {"understood": "no", "rather": "Jeg mente søndag."})
    assert "Jeg mente søndag." in text_of(client, reverse("path:traces"))
    client.post(url, {"understood": "yes"})
    row.refresh_from_db()
    assert (row.understood, row.rather) == (True, "")


@pytest.mark.parametrize(("kind", "number"), [("problem", 0), ("punkt", 99999), ("noget", 1)])
def test_a_trace_that_is_not_there_is_not_found(kind: str, number: int) -> None:
    at = table()
    url = reverse("path:confirm_trace", args=[kind, number])
    assert cast(at).client("residents").get(url).status_code == 404


def test_an_unanswered_statement_says_that_the_process_cannot_close() -> None:
    at = whole()
    author = person()
    known.statement(at.process, author)
    said = text_of(_come_in(at, author), reverse("path:traces"))
    assert "Forløbet kan ikke lukke, før nogen har." in said


# --- the front, the areas, the list


def test_a_reader_chooses_an_area_once_and_sees_what_is_near(client: Client) -> None:
    call("vestby")
    call("noerby", title="Bussen kører ikke mere")
    front = reverse("path:front")
    assert "Bussen kører ikke mere" in text_of(client, front)
    client.post(reverse("path:choose_area"), {"area": "vestby"})
    assert "Bussen kører ikke mere" not in text_of(client, front)
    client.post(reverse("path:choose_area"), {"area": "findes-ikke"})
    assert "Bussen kører ikke mere" in text_of(client, front)


def test_the_front_shows_also_what_failed(client: Client) -> None:
    at = results.acting()
    results.result(results.follow_up(at), "bad")
    assert "Flere kommer hjem med bilen." in text_of(client, reverse("path:front"))


def test_processes_are_filtered_by_area_and_stage_and_paged(client: Client) -> None:
    at = table(Stage.FRAMING)
    for number in range(24):
        table(Stage.CALLED, slug=f"kald-{number}")
    url = reverse("path:processes")
    link = reverse("path:process", args=[at.process.slug])
    assert link in text_of(client, f"{url}?stage=framing&area=vestby")
    assert link not in text_of(client, f"{url}?stage=purpose")
    assert link not in text_of(client, f"{url}?area=andet-sted")
    assert text_of(client, url).count('href="/forloeb/kald-') < 24
    for odd in ("?page=99", "?page=nul", "?stage=opgaver", "?area=%00"):
        text_of(client, url + odd)


# --- questions to the database


def asked(client: Client, url: str) -> int:
    cache.clear()
    text_of(client, url)  # what is read once and kept is read before we count
    with CaptureQueriesContext(connection) as queries:
        text_of(client, url)
    return len(queries)


GROWING = product(
    ["nobody", "code_resident", "residents", "unit", "facilitator", "councillor"],
    [Stage.FRAMING, Stage.KNOWLEDGE, Stage.NEGOTIATION, Stage.AGREEMENT, Stage.ACTION],
)


@pytest.mark.parametrize(("role", "stage"), some(GROWING, 3))
def test_the_process_page_asks_the_same_number_of_questions_however_much_there_is(
    role: str, stage: Stage
) -> None:
    at = whole(stage)
    client = cast(at).client(role)
    url = addresses(at)["process"]
    many(at, 2)
    few = asked(client, url)
    many(at, 27)
    assert asked(client, url) == few
    assert few <= (MOST_FOR_A_STEWARD if role in ("residents", "unit") else MOST_FOR_A_PROCESS)


@pytest.mark.parametrize("role", ["nobody", "residents", "unit"])
def test_the_desk_asks_the_same_number_of_questions_however_much_there_is(role: str) -> None:
    at = whole(Stage.ACTION)
    client = cast(at).client(role)
    url = addresses(at)["desk"]
    many(at, 2)
    few = asked(client, url)
    many(at, 27)
    assert asked(client, url) == few
    assert few <= MOST_QUERIES


def more_of_everything(n: int) -> None:
    for number in range(n):
        at = results.acting()
        results.result(results.follow_up(at), "bad")
        meeting(at, NOW + timedelta(days=number - n // 2))
        boundary(at)
        call("vestby")
        area(f"omraade-{Process.objects.count()}")


@pytest.mark.parametrize("name", ["front", "areas", "area", "processes"])
@pytest.mark.parametrize("role", ["nobody", "residents"])
def test_a_list_asks_the_same_number_of_questions_for_three_and_thirty(name: str, role: str) -> None:
    at = whole()
    client = cast(at).client(role)
    url = addresses(at)[name]
    more_of_everything(2)
    few = asked(client, url)
    more_of_everything(27)
    assert asked(client, url) == few
    assert few <= MOST_QUERIES


def test_my_traces_ask_the_same_number_of_questions_for_three_and_thirty() -> None:
    at = whole()
    author = code_resident()
    client = _come_in(at, author)
    statements(at, 3, author)
    few = asked(client, reverse("path:traces"))
    statements(at, 27, author)
    assert asked(client, reverse("path:traces")) == few
    assert few <= MOST_QUERIES


def test_what_one_may_say_is_told_to_each_of_us_and_linked_from_every_page(client: Client) -> None:
    at = whole(Stage.KNOWLEDGE)
    address = addresses(at)["may_say"]
    said = text_of(client, address)
    for words in ("Du er ansat", "mindst tre sager", "tavshedspligt", "trække dine ord tilbage", "byrådet"):
        assert words in said, words
    assert f'href="{address}"' in client.get(addresses(at)["front"]).content.decode()


def test_each_page_of_a_stage_says_in_which_role_the_municipality_speaks(client: Client) -> None:
    at = whole(Stage.KNOWLEDGE)
    at.process.municipal_roles.create(stage=Stage.FRAMING, role="myndighed")
    pages = {stage: reverse(f"{stage}:page", args=[at.process.slug]) for stage in ("framing", "knowledge")}
    assert "Her taler kommunen som myndighed." in text_of(client, pages["framing"])
    assert "Her taler kommunen som" not in text_of(client, pages["knowledge"])


def test_beside_every_municipal_post_stands_the_role_or_that_nobody_has_said_it(client: Client) -> None:
    at = whole(Stage.KNOWLEDGE)
    framings = reverse("framing:page", args=[at.process.slug])
    framed = Framing.objects.filter(round__process=at.process).select_related("party")
    municipal = sum(framing.party.side == Side.PUBLIC for framing in framed)
    assert municipal
    assert text_of(client, framings).count("rolle ikke sagt") == municipal
    at.process.municipal_roles.create(stage=Stage.FRAMING, role="myndighed")
    assert text_of(client, framings).count("som myndighed") == municipal + 1  # and once for the whole page
