from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samskab.ground.people.models import Participant
from samskab.ground.people.viewer import CODE_SESSION_KEY, CODE_STAMP_KEY, code_stamp
from samskab.process.core.models import STAGE_ORDER, Stage
from samskab.process.core.viewing import Standing
from samskab.process.knowledge.models import PlainLanguageFlag, Statement, Vote
from samskab.process.knowledge.turns import turns
from tests.builders import LONG_REASON, NOW, Table, person
from tests.builders.knowledge import element, statement, use, vote

Reader = Callable[[Participant | None], Client]
BASES = ("experience", "professional", "practice", "data")


def url(at_table: Table, name: str, *args: Any) -> str:
    return reverse(f"knowledge:{name}", args=[at_table.process.slug, *args])


def full(at_table: Table) -> tuple[Statement, Any]:
    """A page with everything on it: four kinds, a use with an objection, a reply, votes, an absence."""
    for number in range(8):
        statement(at_table.process, basis=BASES[number % 4], text=f"Udsagn {number}.")
    words = statement(at_table.process, party=at_table.parties["residents"], role="Beboer", original="Dark.")
    trace = use(words, understood=False, rather="Jeg mente hjemturen.")
    words.replies.create(by=at_table.parties["unit"], outcome="not_followed", text=LONG_REASON, at=NOW)
    at_table.process.nobody_came.create(basis="data", asked=LONG_REASON, by=at_table.parties["unit"], at=NOW)
    for _ in range(5):
        vote(words, person(), 1)
    return words, trace


def pages(at_table: Table, words: Statement, trace: Any) -> list[str]:
    one = words.public_id
    return [
        url(at_table, "page"),
        url(at_table, "unanswered"),
        url(at_table, "vote"),
        url(at_table, "state"),
        url(at_table, "nobody_came"),
        url(at_table, "cast", one),
        url(at_table, "later", words.replies.get().public_id),
        *(
            url(at_table, name, one)
            for name in ("statement", "correct", "withdraw", "reply", "trace", "plain")
        ),
        *(url(at_table, name, one, trace.element.public_id) for name in ("confirm", "object")),
    ]


@pytest.mark.parametrize("stage", STAGE_ORDER)
def test_every_page_is_there_at_every_stage_for_nobody_and_for_a_party(
    at_table: Table, reader: Reader, stage: Stage
) -> None:
    found = pages(at_table, *full(at_table))
    at_table.stand(stage)
    for who in (None, at_table.speakers["unit"]):
        browser = reader(who)
        for page in found:
            assert browser.get(page).status_code == 200, page


def test_every_page_is_there_when_the_process_is_paused_and_when_nothing_was_said(
    at_table: Table, reader: Reader, resident: Participant
) -> None:
    browser = reader(resident)
    for name in ("page", "unanswered", "vote"):
        assert browser.get(url(at_table, name)).status_code == 200
    found = pages(at_table, *full(at_table))
    at_table.process.status, at_table.process.status_reason = "paused", "Ferie."
    at_table.process.save()
    for page in found:
        assert browser.get(page).status_code == 200, page
    assert "ikke i gang" in browser.get(url(at_table, "state")).content.decode()


def test_a_reader_nobody_knows_sees_the_words_and_one_way_in(at_table: Table, client: Client) -> None:
    statement(at_table.process, text="Hjemturen er mørk.")
    html = client.get(url(at_table, "page")).content.decode()
    assert "Hjemturen er mørk." in html
    assert html.count("button-turn") == 1
    assert "?next=/forloeb/" in html
    assert "<textarea" not in html


def test_the_four_choices_stand_in_the_same_words_and_order(
    at_table: Table, reader: Reader, resident: Participant
) -> None:
    html = reader(resident).get(url(at_table, "page")).content.decode()
    places = [
        html.index(words)
        for words in (
            "Det har jeg selv oplevet",
            "Det ved jeg fra mit fag",
            "Det ved vi fra vores forening eller virksomhed",
            "Det viser en opgørelse",
        )
    ]
    assert places == sorted(places)


def test_kinds_of_knowledge_take_turns_and_none_leads_throughout(at_table: Table, client: Client) -> None:
    for basis in BASES:
        for _ in range(4):
            statement(at_table.process, basis=basis)
    shown = [row.basis for row in client.get(url(at_table, "page")).context["page"]]
    rounds = [shown[start : start + 4] for start in range(0, 16, 4)]
    assert all(sorted(one) == sorted(BASES) for one in rounds)
    assert sorted(one[0] for one in rounds) == sorted(BASES)


def test_the_list_is_filtered_by_kind_party_and_answer(at_table: Table, client: Client) -> None:
    lived = statement(at_table.process, basis="experience", party=at_table.parties["residents"])
    known = statement(at_table.process, basis="professional")
    use(known)

    def shown(**wanted: Any) -> list[Statement]:
        return list(client.get(url(at_table, "page"), wanted).context["page"])

    assert shown(basis="experience") == [lived]
    assert shown(party=at_table.parties["residents"].public_id) == [lived]
    assert shown(svar="ja") == [known]
    assert shown(svar="nej") == [lived]
    assert len(shown(basis="rumour")) == 2


def test_long_lists_are_paged_and_the_filter_follows(at_table: Table, client: Client) -> None:
    for _ in range(30):
        statement(at_table.process)
    first = client.get(url(at_table, "page"), {"basis": "experience"})
    assert len(first.context["page"]) == 24
    assert "basis=experience&amp;page=2" in first.content.decode()
    assert len(client.get(url(at_table, "page"), {"page": 2}).context["page"]) == 6


def test_counts_under_five_are_not_shown(at_table: Table, client: Client) -> None:
    words = statement(at_table.process)
    for _ in range(4):
        vote(words, person(), 1)
    page = url(at_table, "statement", words.public_id)
    assert "For få til at vise tal." in client.get(page).content.decode()
    vote(words, person(), -1)
    html = client.get(page).content.decode()
    assert "For få til at vise tal." not in html
    assert "Enig" in html


def test_words_taken_back_are_not_shown(at_table: Table, client: Client) -> None:
    words = statement(at_table.process, text="Hemmeligt.", original="Secret.", state="withdrawn")
    for page in (url(at_table, "statement", words.public_id), url(at_table, "page")):
        html = client.get(page).content.decode()
        assert "Hemmeligt." not in html
        assert "Secret." not in html


def test_what_people_write_is_never_markup(at_table: Table, client: Client) -> None:
    words = statement(at_table.process, text="<script>alert(1)</script>", role="<b>x</b>")
    for page in (url(at_table, "statement", words.public_id), url(at_table, "page")):
        html = client.get(page).content.decode()
        assert "<script>alert" not in html
        assert "<b>x</b>" not in html


# -- acts through the page ----------------------------------------------------------------------------------


def test_a_statement_is_written_in_one_step_and_leads_to_its_own_page(
    at_table: Table, reader: Reader, resident: Participant
) -> None:
    given = {"text": "Der er mørkt.", "basis": "experience", "role": "Beboer"}
    answer = reader(resident).post(url(at_table, "state"), given)
    made = Statement.objects.get()
    assert answer.status_code == 303
    assert answer["Location"] == url(at_table, "statement", made.public_id)
    assert (made.participant, made.party) == (resident, None)


def test_a_spokesperson_says_for_whom(at_table: Table, reader: Reader) -> None:
    browser = reader(at_table.speakers["residents"])
    given = {
        "text": "Der er mørkt.",
        "basis": "experience",
        "party": str(at_table.parties["residents"].public_id),
        "addressed_to": str(at_table.parties["unit"].public_id),
    }
    browser.post(url(at_table, "state"), given)
    browser.post(url(at_table, "state"), {**given, "party": ""})
    spoken = list(Statement.objects.order_by("pk"))
    assert [row.party for row in spoken] == [at_table.parties["residents"], None]
    assert spoken[0].addressed_to == at_table.parties["unit"]


def test_a_form_with_a_fault_comes_back_with_the_text(
    at_table: Table, reader: Reader, resident: Participant
) -> None:
    answer = reader(resident).post(url(at_table, "state"), {"text": "Lang og vigtig tekst."})
    assert answer.status_code == 422
    assert "Lang og vigtig tekst." in answer.content.decode()
    assert not Statement.objects.exists()


def test_when_the_stage_closed_meanwhile_the_text_is_given_back(
    at_table: Table, reader: Reader, resident: Participant
) -> None:
    at_table.stand(Stage.NEGOTIATION)
    given = {"text": "Lang og vigtig tekst.", "basis": "experience"}
    answer = reader(resident).post(url(at_table, "state"), given)
    assert answer.status_code == 409
    assert "Lang og vigtig tekst." in answer.content.decode()


def test_a_reader_nobody_knows_gets_the_text_back_and_the_way_in(at_table: Table, client: Client) -> None:
    answer = client.post(url(at_table, "state"), {"text": "Vigtig tekst.", "basis": "experience"})
    assert answer.status_code == 403
    assert "Vigtig tekst." in answer.content.decode()


def test_the_three_buttons_vote_without_javascript_and_lead_on(
    at_table: Table, reader: Reader, resident: Participant
) -> None:
    words = statement(at_table.process)
    browser = reader(resident)
    html = browser.get(url(at_table, "vote")).content.decode()
    assert [f'value="{answer}"' in html for answer in ("agree", "disagree", "pass")] == [True] * 3
    assert "1 udsagn tilbage" in html
    assert "Du kan stoppe, når som helst" in html
    answer = browser.post(url(at_table, "cast", words.public_id), {"value": "disagree"})
    assert (answer.status_code, answer["Location"]) == (303, url(at_table, "vote"))
    assert Vote.objects.get().value == Vote.DISAGREE
    assert "Du har set alle udsagn" in browser.get(url(at_table, "vote")).content.decode()
    assert browser.post(url(at_table, "cast", words.public_id), {"value": "?"}).status_code == 422


def test_a_vote_over_http_asks_for_the_session_and_the_person_and_writes(
    at_table: Table, client: Client
) -> None:
    by_code = Participant.objects.create(door="code", code_hash="x" * 64, code_given_at=NOW, since=NOW)
    session = client.session
    session[CODE_SESSION_KEY], session[CODE_STAMP_KEY] = by_code.pk, code_stamp(by_code)
    session.save()
    words = statement(at_table.process)
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(url(at_table, "cast", words.public_id), {"value": "agree"})
    assert answer.status_code == 303
    plain = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    writes = 1 if connection.vendor == "postgresql" else 2  # there the vote and its counter are one statement
    assert len(plain) == 2 + writes, "\n".join(plain)


def test_replies_traces_and_yes_go_through_their_own_addresses(
    at_table: Table, reader: Reader, resident: Participant
) -> None:
    words, place = statement(at_table.process, resident), element(at_table.process)
    one = words.public_id
    browser = reader(at_table.speakers["unit"])
    given = {"outcome": "followed", "text": LONG_REASON}
    assert browser.post(url(at_table, "reply", one), given).status_code == 303
    reply = words.replies.get()
    assert browser.post(url(at_table, "later", reply.public_id), {"text": "Nu kører den."}).status_code == 303
    assert browser.post(url(at_table, "trace", one), {"element": str(place.public_id)}).status_code == 303
    assert browser.post(url(at_table, "plain", one)).status_code == 303
    assert PlainLanguageFlag.objects.count() == 1
    browser = reader(resident)
    address = (one, place.public_id)
    assert browser.post(url(at_table, "object", *address), {"rather": ""}).status_code == 422
    assert browser.post(url(at_table, "object", *address), {"rather": "Hjemturen."}).status_code == 303
    assert browser.post(url(at_table, "confirm", *address)).status_code == 303
    assert words.element_uses.get().understood is True
    assert browser.post(url(at_table, "withdraw", one)).status_code == 303


def test_a_correction_goes_through_its_address(
    at_table: Table, reader: Reader, resident: Participant
) -> None:
    words = statement(at_table.process, resident)
    page = url(at_table, "correct", words.public_id)
    browser = reader(resident)
    assert words.text in browser.get(page).content.decode()
    assert browser.post(page, {"text": ""}).status_code == 422
    assert browser.post(page, {"text": "Rettet."}).status_code == 303
    words.refresh_from_db()
    assert words.text == "Rettet."


def test_a_steward_is_led_from_the_gate_to_the_log(at_table: Table, reader: Reader) -> None:
    browser = reader(at_table.speakers["unit"])
    page = url(at_table, "nobody_came")
    html = browser.get(page, {"basis": "professional"}).content.decode()
    assert 'value="professional" checked' in html
    assert browser.post(page, {"basis": "professional", "asked": LONG_REASON}).status_code == 303
    assert "Vi spurgte. Ingen kom." in browser.get(url(at_table, "page")).content.decode()


# -- constant work ------------------------------------------------------------------------------------------


def n_queries(browser: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(page).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["page", "unanswered", "vote"])
def test_thirty_statements_cost_no_more_questions_than_three(
    at_table: Table, reader: Reader, resident: Participant, name: str
) -> None:
    browser = reader(resident)
    counts = []
    for more in (3, 27):
        for number in range(more):
            words = statement(
                at_table.process, person(), party=at_table.parties["residents"], basis=BASES[number % 4]
            )
            vote(words, person(), 1)
        counts.append(n_queries(browser, url(at_table, name)))
    assert counts[0] == counts[1]
    assert counts[0] <= 16


def test_thirty_replies_and_uses_cost_no_more_questions_than_three(
    at_table: Table, reader: Reader, resident: Participant
) -> None:
    words = statement(at_table.process, resident)
    browser, counts = reader(resident), []
    for first, last in ((1, 3), (4, 30)):
        for number in range(first, last + 1):
            use(words, element(at_table.process, number))
            party = at_table.seat(f"p{number}", at_table.parties["unit"].kind)  # type: ignore[arg-type]
            words.replies.create(by=party, outcome="watched", text=LONG_REASON, at=NOW)
        counts.append(n_queries(browser, url(at_table, "statement", words.public_id)))
    assert counts[0] == counts[1]
    assert counts[0] <= 16


# -- turns --------------------------------------------------------------------------------------------------


class _Viewer:
    def __init__(self, participant: Participant | None) -> None:
        self.participant = participant


def waiting(at_table: Table, who: Participant | None) -> list[str]:
    here = Standing(at_table.process, _Viewer(who))  # type: ignore[arg-type]
    return [str(turn.text) for turn in turns(here, NOW)]


def test_what_waits_is_told_in_the_order_it_matters(at_table: Table, resident: Participant) -> None:
    assert waiting(at_table, None) == []
    assert waiting(at_table, resident) == ["Skriv, hvad du ved"]
    use(statement(at_table.process, resident))
    statement(at_table.process)
    assert waiting(at_table, resident) == [
        "Dine ord er brugt. Sig, om du blev forstået rigtigt",
        "Stem om 1 udsagn",
    ]
    assert waiting(at_table, at_table.speakers["unit"])[0] == "Svar på 1 udsagn"
    assert "Svar på 1 udsagn" not in waiting(at_table, at_table.speakers["association"])
    at_table.stand(Stage.ACTION)
    assert waiting(at_table, at_table.speakers["unit"]) == ["Svar på 1 udsagn"]
    at_table.stand(Stage.FOLLOWED_UP)
    assert waiting(at_table, resident) == []


def test_every_refusal_of_this_room_has_words_and_a_next_step() -> None:
    import re
    from pathlib import Path

    from samskab.kit import refusals
    from samskab.process import knowledge

    room = Path(knowledge.__file__).parent
    raised = {
        code
        for file in room.rglob("*.py")
        if "migrations" not in file.parts
        for code in re.findall(r"\"(knowledge\.[a-z_]+)\"", file.read_text(encoding="utf-8"))
    }
    assert raised <= refusals.known_codes()
    assert len(raised) > 20
