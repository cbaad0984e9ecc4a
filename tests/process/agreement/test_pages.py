"""The pages of the agreement, for everyone and in every state."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.db import connection
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from samskab.ground.people.models import Role
from samskab.kit import clock, guards
from samskab.process.agreement.models import Agreement, Clause, Dissent, Duty, Heading, Signature
from samskab.process.agreement.turns import turns
from samskab.process.core.models import Stage, Status
from tests.builders import LONG_REASON, NOW, Table, office
from tests.builders import agreement as build
from tests.builders import negotiation as talks
from tests.builders.reading import client_of, standing_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25
PAGES = ["page", "missing", "history", "committee_paper", "cards", "politics", "earlier"]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def stands() -> datetime:
        return NOW

    monkeypatch.setattr(clock, "now", stands)


def url(on: Table, name: str = "page", *more: object) -> str:
    return reverse(f"agreement:{name}", args=[on.process.slug, *more])


def read(on: Table, who: str | None = None, name: str = "page", *more: object, **query: str) -> str:
    response = client_of(on.speakers[who] if who else None).get(url(on, name, *more), query)
    assert response.status_code == 200
    return response.content.decode()


def rich() -> Table:
    """A paper with everything that can stand in one."""
    made = build.open_for_signing()
    agreement = build.paper(made)
    first = agreement.clauses.all()[0]
    first.needs_political_decision = True
    first.save()
    first.uses.create(statement=talks.statement(made), traced_at=NOW)
    first.suggestions.create(by=made.parties["residents"], text="Andre ord.", at=NOW)
    first.wordings.create(text="Gamle ord.", until=NOW, reason="Klarere.", changed_by=made.parties["unit"])
    build.requirement(made, first, blocks=False)
    build.resource(made, "association", kind="time", most_hours_month=20, condition="Ikke i december")
    build.resource(made, "unit", kind="money", hours="0", amount_ore=25_000_00)
    for what in ("Nøglen", "Maden"):
        build.right(made, what, "association", "unit")
    Dissent.objects.create(agreement=agreement, party=made.parties["grocer"], text="For lidt.", at=NOW)
    build.signature(made, "association").clauses.add(first)
    agreement.third_party_signatures.create(role="Udlejeren", at=NOW).clauses.add(first)
    build.question(made)
    answered = {"code": "no", "answer": LONG_REASON, "answered_at": NOW}
    build.question(made, "association", **answered).clauses.add(first)
    told = {"committee": "Udvalget", "approved": True, "reason": LONG_REASON, "at": NOW}
    agreement.political_decisions.create(**told).clauses.add(first)
    return made


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("stage", [Stage.CALLED, Stage.NEGOTIATION, Stage.AGREEMENT, Stage.ACTION])
@pytest.mark.parametrize("who", [None, "residents", "unit"])
def test_everyone_reads_every_page_before_there_is_an_agreement(
    name: str, stage: Stage, who: str | None
) -> None:
    made = talks.negotiation(stage)
    read(made, who, name)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("stage", [Stage.NEGOTIATION, Stage.AGREEMENT, Stage.ACTION])
@pytest.mark.parametrize("who", [None, "residents", "unit"])
def test_everyone_reads_every_page_of_a_full_agreement(name: str, stage: Stage, who: str | None) -> None:
    made = rich()
    made.stand(stage)
    read(made, who, name)


def test_the_paper_shows_origin_resources_dissent_and_mandates() -> None:
    page = read(rich())
    for words in (
        "et forslag fra association",
        "Her er vi uenige.",
        "11 af 14 sagde ja",
        "Udlejeren",
        "Kun punkt",
        "højst 20",
        "Ikke i december",
        "25.000 kr.",
        "2 af 4 parter",
        "senest 4. juli 2028, og hvorfor",
    ):
        assert words in page
    assert page.index("To medarbejdere") < page.index("Ikke i december")


def test_the_civic_side_reads_its_share_as_its_own_and_others_read_it_as_theirs() -> None:
    made = rich()
    assert "I har 50 % af timerne og 67 % af beslutningerne." in read(made, "residents")
    assert "Civilsamfundet har 50 % af timerne og 67 % af beslutningerne." in read(made, "unit")


def test_too_little_to_tell_is_said_and_no_figure_shown() -> None:
    page = read(build.complete())
    assert "For få til at vise tal." in page
    assert "% af timerne" not in page


def test_nobody_gets_one_clear_way_to_take_part() -> None:
    page = read(rich())
    assert page.count("Tag plads ved bordet") == 1
    assert "Skriv et punkt" not in page


def test_a_party_that_has_not_signed_sees_the_button_and_one_that_has_does_not() -> None:
    made = rich()
    assert url(made, "sign") in read(made, "residents")
    assert "button-turn" not in read(made, "association")


def test_a_paused_process_offers_nothing_to_sign() -> None:
    made = rich()
    made.process.status, made.process.status_reason = Status.PAUSED, "Sommer"
    made.process.save()
    assert url(made, "sign") not in read(made, "residents")


def test_an_older_version_is_read_as_it_was() -> None:
    made = rich()
    Agreement.objects.filter(process=made.process).update(superseded_at=NOW)
    Agreement.objects.create(process=made.process, version=2, title="Ny aftale", drafted_at=NOW)
    old = read(made, "residents", version="1")
    assert "Du læser en ældre version." in old
    assert url(made, "sign") not in old
    new = read(made)
    assert "Ny aftale" in new
    assert "gælder, til en ny er underskrevet" in new
    assert client_of(None).get(url(made), {"version": "9"}).status_code == 404


def test_what_is_missing_is_said_with_the_act_that_mends_it() -> None:
    page = read(build.draft(), name="missing")
    assert "11 ting mangler" in page
    assert "Der står ikke noget under “Omsorg”." in page


def test_the_committees_paper_holds_what_a_councillor_needs() -> None:
    page = read(rich(), None, "committee_paper")
    for words in ("Alle kan komme trygt hjem.", "Her er vi uenige.", "25.000 kr.", "Ikke besvaret."):
        assert words in page


def test_a_clause_shows_whose_words_what_stood_before_and_what_a_profession_requires() -> None:
    made = rich()
    page = read(made, "unit", "clause", build.paper(made).clauses.all()[0].public_id)
    for words in ("Jeg går ikke ud efter klokken fire.", "Gamle ord.", "Andre ord.", LONG_REASON):
        assert words in page


@pytest.mark.parametrize("name", ["page", "history", "politics", "committee_paper"])
def test_a_page_runs_the_same_few_queries_at_any_size(
    django_assert_max_num_queries: DjangoAssertNumQueries, name: str
) -> None:
    counts = []
    for more in (1, 27):
        made = rich()
        for _ in range(more):
            clause = build.clause(made, Heading.CARE, covers=(Duty.EXIT,))
            clause.uses.create(statement=talks.statement(made), traced_at=NOW)
            clause.wordings.create(text="Gamle ord.", until=NOW, reason="Klarere.")
            build.right(made)
            build.resource(made)
            build.question(made)
        client = client_of(made.speakers["residents"])
        client.get(url(made, name))
        with django_assert_max_num_queries(MOST_QUERIES) as run:
            client.get(url(made, name))
        counts.append(len(run.captured_queries))
    assert counts[0] == counts[1]


# -- acts ---------------------------------------------------------------------------------------------------


def addresses(made: Table) -> dict[str, tuple[str, dict[str, object]]]:
    """Every act's address, with input that is good for the unit's steward."""
    clause = build.paper(made).clauses.all()[0]
    suggestion = clause.suggestions.create(by=made.parties["residents"], text="Andre ord.", at=NOW)
    point = str(clause.public_id)
    words = {"text": "Alle kan komme hjem.", "heading": "stoette", "gives": "right"}
    party = str(made.parties["residents"].public_id)
    return {
        "draft_agreement": (url(made, "draft_agreement"), {"title": "Aftale"}),
        "set_terms": (
            url(made, "set_terms"),
            {"review_on": "2027-05-01", "expires_on": "2028-11-01", "answer_days": "120"},
        ),
        "write_clause": (
            url(made, "write_clause"),
            {**words, "origin": str(build.first_proposal(made).public_id)},
        ),
        "rewrite_clause": (
            url(made, "rewrite_clause", clause.public_id),
            {**words, "reason": "Klarere."},
        ),
        "drop_clause": (url(made, "drop_clause", clause.public_id), {"reason": "Står i punkt 2."}),
        "suggest_clause_change": (
            url(made, "suggest_clause_change", clause.public_id),
            {"text": "Andre ord."},
        ),
        "answer_suggestion": (
            url(made, "answer_suggestion", suggestion.public_id),
            {"taken": "no", "answer": LONG_REASON},
        ),
        "require_professionally": (
            url(made, "require_professionally", clause.public_id),
            {"kind": "law", "text": LONG_REASON},
        ),
        "answer_requirement": (
            url(made, "answer_requirement", build.requirement(made, clause, blocks=False).public_id),
            {"answer": LONG_REASON},
        ),
        "give_decision_right": (url(made, "give_decision_right"), {"what": "Nøglen", "holders": [party]}),
        "change_decision_right": (
            url(made, "change_decision_right", build.right(made, "Maden", "unit").public_id),
            {"holders": [party], "note": "Vi giver den videre."},
        ),
        "offer_resource": (
            url(made, "offer_resource"),
            {"kind": "money", "text": "Puljen", "kroner": "25000"},
        ),
        "withdraw_resource": (url(made, "withdraw_resource", build.resource(made).public_id), {}),
        "print_dissent": (url(made, "print_dissent"), {"text": "For lidt."}),
        "sign": (url(made, "sign"), {"role": "Leder", "mandate": "Inden for eget budget"}),
        "sign_as_third_party": (
            url(made, "sign_as_third_party"),
            {"role": "Udlejeren", "clauses": [point]},
        ),
        "ask_councillor": (
            url(made, "ask_councillor"),
            {"to_title": "Formanden", "text": "Hvad sker der i år tre?"},
        ),
        "tell_political_decision": (
            url(made, "tell_political_decision"),
            {"committee": "Udvalget", "approved": "yes", "reason": LONG_REASON, "clauses": [point]},
        ),
        "answer_councillor": (
            url(made, "answer_councillor", build.question(made).public_id),
            {"code": "no", "answer": LONG_REASON},
        ),
        "revise_agreement": (url(made, "revise_agreement"), {}),
    }


ACTS = [
    "draft_agreement", "set_terms", "write_clause", "rewrite_clause", "drop_clause", "suggest_clause_change",
    "answer_suggestion", "require_professionally", "answer_requirement", "give_decision_right",
    "change_decision_right", "offer_resource", "withdraw_resource", "print_dissent", "sign",
    "sign_as_third_party", "ask_councillor", "tell_political_decision", "answer_councillor",
    "revise_agreement",
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_carried_out_and_leads_back_to_where_it_shows(act: str) -> None:
    made = build.open_for_signing()
    address, given = addresses(made)[act]
    who = made.speakers["unit"]
    if act == "draft_agreement":
        made = talks.negotiation()
        address, who = url(made, act), made.speakers["unit"]
    if act == "answer_councillor":
        who = office(Role.COUNCILLOR)
    if act == "revise_agreement":
        build.signature(made, "residents")
        made.stand(Stage.NEGOTIATION)
    response = client_of(who).post(address, given)
    assert response.status_code == 303
    assert client_of(who).get(response["Location"]).status_code == 200


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", [None, "residents", "unit"])
def test_a_form_is_shown_or_says_in_plain_words_why_not(act: str, who: str | None) -> None:
    made = build.open_for_signing()
    address, _ = addresses(made)[act]
    if act == "revise_agreement":
        made.stand(Stage.NEGOTIATION)
    response = client_of(made.speakers[who] if who else None).get(address)
    assert response.status_code == 200
    assert ("Kom ind" in response.content.decode()) == (who is None)


@pytest.mark.parametrize("act", ACTS)
def test_nobody_is_refused_and_keeps_what_was_written(act: str) -> None:
    made = build.open_for_signing()
    address, given = addresses(made)[act]
    response = client_of(None).post(address, given)
    assert response.status_code in {403, 409}
    for text in (given.get("text"), given.get("reason"), given.get("answer")):
        assert not text or str(text) in response.content.decode()


@pytest.mark.parametrize(
    ("act", "wrong"),
    [
        ("write_clause", {"text": "Alle kan komme hjem om søndagen.", "origin": ""}),
        ("rewrite_clause", {"reason": ""}),
        ("set_terms", {"answer_days": "snart"}),
        ("offer_resource", {"kroner": "-5", "text": "Puljen i år"}),
        ("sign", {"mandate": ""}),
        ("answer_councillor", {"code": "", "answer": "Det kommer an på budgettet til efteråret."}),
        ("sign_as_third_party", {"clauses": []}),
    ],
)
def test_an_incomplete_form_comes_back_with_every_word(act: str, wrong: dict[str, str]) -> None:
    made = build.open_for_signing()
    address, given = addresses(made)[act]
    response = client_of(made.speakers["unit"]).post(address, {**given, **wrong})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Der er problemer" in page
    assert all(text in page for text in wrong.values() if text)


def test_who_wrote_a_mandate_while_the_stage_closed_keeps_the_words() -> None:
    made = build.open_for_signing()
    address, given = addresses(made)["sign"]
    made.stand(Stage.NEGOTIATION)
    response = client_of(made.speakers["unit"]).post(address, given)
    assert response.status_code == 409
    assert "Inden for eget budget" in response.content.decode()
    assert not Signature.objects.exists()


def test_a_standing_mandate_is_suggested_when_signing() -> None:
    made = build.open_for_signing()
    made.parties["residents"].mandates.create(text="Gruppen sagde ja på mødet", given_at=NOW)
    assert "Gruppen sagde ja på mødet" in read(made, "residents", "sign")


def test_a_clause_may_begin_from_a_proposals_words() -> None:
    made = build.draft()
    row = build.first_proposal(made)
    page = read(made, "unit", "write_clause", forslag=str(row.public_id))
    assert page.count(row.text) >= 2


def signed_before(made: Table, who: str = "association") -> Clause:
    """A clause of an agreement that came into force elsewhere, signed there by the same party."""
    elsewhere = build.complete(Stage.ACTION)
    agreement = build.paper(elsewhere)
    agreement.signatures.create(party=made.parties[who], role="Formand", mandate="Bestyrelsen", at=NOW)
    clause = agreement.clauses.all()[0]
    Clause.objects.filter(pk=clause.pk).update(text="Vi deler nøglen & kassen.", heading=Heading.CARE)
    clause.refresh_from_db()
    return clause


def test_what_a_party_signed_before_can_be_proposed_anew_and_holds_nowhere_until_then() -> None:
    made = build.draft()
    clause = signed_before(made)
    page = read(made, "association", "earlier")
    assert "Vi deler nøglen &amp; kassen." in page
    link = reverse("negotiation:propose", args=[made.process.slug])
    assert f"{link}?ord=Vi%20deler%20n%C3%B8glen%20%26%20kassen." in page
    form = client_of(made.speakers["association"]).get(link, {"ord": clause.text}).content.decode()
    assert "Vi deler nøglen &amp; kassen.</textarea>" in form
    assert not build.paper(made).clauses.exists()


def test_the_pen_begins_a_clause_from_an_earlier_one_under_the_same_heading() -> None:
    made = build.draft()
    clause = signed_before(made)
    assert f"?fra={clause.public_id}" in read(made, "unit", "earlier")
    form = read(made, "unit", "write_clause", fra=str(clause.public_id))
    assert "Vi deler nøglen &amp; kassen.</textarea>" in form
    assert re.search(rf'value="{clause.heading}"[^>]* checked', form)


def test_agreements_nobody_here_signed_or_that_never_came_into_force_are_not_offered() -> None:
    made = build.draft()
    clause = signed_before(made)
    clause.agreement.signatures.all().delete()
    assert "Ingen ved bordet har skrevet under" in read(made, "association", "earlier")
    assert "Vi deler" not in read(made, "unit", "write_clause", fra=str(clause.public_id))
    unsigned = signed_before(made)
    unsigned.agreement.process.stage = Stage.AGREEMENT
    with guards.lifted(connection):
        unsigned.agreement.process.save()
    assert "Ingen ved bordet har skrevet under" in read(made, "association", "earlier")


# -- turns --------------------------------------------------------------------------------------------------


def waits(made: Table, who: object) -> list[str]:
    return [str(turn.text) for turn in turns(standing_of(made.process, who), NOW)]


def test_a_signature_waits_for_the_party_that_has_not_given_it() -> None:
    made = build.open_for_signing()
    assert waits(made, made.speakers["residents"]) == ["Læs aftalen, og skriv under"]
    build.signature(made, "residents")
    assert waits(made, made.speakers["residents"]) == []


def test_the_pen_is_asked_to_begin_and_then_to_answer_suggestions() -> None:
    made = talks.negotiation()
    assert waits(made, made.speakers["unit"]) == ["Begynd udkastet til aftalen"]
    made = build.draft()
    build.clause(made).suggestions.create(by=made.parties["grocer"], text="Andre ord.", at=NOW)
    assert waits(made, made.speakers["unit"]) == ["Svar på 1 forslag til andre ord"]


def test_a_question_waits_for_the_councillor_with_its_clock() -> None:
    made = build.draft()
    build.question(made)
    councillor = office(Role.COUNCILLOR)
    (turn,) = turns(standing_of(made.process, councillor), NOW)
    assert turn.due is not None
    assert "residents" in str(turn.text)


def test_a_question_to_another_councillor_does_not_wait() -> None:
    made = build.draft()
    build.question(made, councillor=office(Role.COUNCILLOR))
    assert waits(made, office(Role.COUNCILLOR)) == []


def test_a_question_to_somebody_who_left_the_office_waits_for_the_others() -> None:
    made = build.draft()
    asked = office(Role.COUNCILLOR)
    build.question(made, councillor=asked)
    other = office(Role.COUNCILLOR)
    assert waits(made, other) == []
    asked.roles.update(until=NOW)
    assert len(waits(made, other)) == 1
    assert waits(made, asked) == [], "who left the office answers for nobody"
