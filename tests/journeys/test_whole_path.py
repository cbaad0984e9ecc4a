"""One process from a call to its follow-up, through pages only. Every stage is opened by two keys."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from samskab.ground.parties.models import Party
from samskab.ground.people.models import Role
from samskab.process.core.models import STAGE_ORDER, Process, Stage
from samskab.process.path.models import StageApproval, StageChange
from tests.builders import area, office, person
from tests.journeys.walking import Calendar, Walker

CALLED = "Vi kan ikke komme hjem fra fællesspisningen, når det er mørkt. Så bliver vi hjemme."
LONG = "Det har vi talt om på to møder, og det er det, vi hver især kan stå ved."


@dataclass
class People:
    """Those who walk the path together. Only the residents came in without an account."""

    residents: Walker
    association: Walker
    unit: Walker
    grocer: Walker
    facilitator: Walker
    nobody: Walker

    @property
    def seated(self) -> dict[str, Walker]:
        names = ("residents", "association", "unit", "grocer")
        return {name: getattr(self, name) for name in names}


@pytest.fixture
def people() -> People:
    area()
    return People(
        Walker(),
        Walker(person("Formand")),
        Walker(office(Role.COORDINATOR)),
        Walker(person("Købmand")),
        Walker(office(Role.FACILITATOR)),
        Walker(),
    )


def slug() -> str:
    return Process.objects.get().slug


def each(people: People, page: str) -> list[tuple[str, Walker]]:
    """Everybody at the table opens the page."""
    for walker in people.seated.values():
        walker.goes("path:process", slug())
        walker.follows(page)
    return list(people.seated.items())


def both_keys_open(people: People, stage: Stage) -> None:
    """The desk says that all is ready; the first key opens nothing, the second opens the stage."""
    for walker, seen in ((people.unit, None), (people.association, stage)):
        walker.goes("path:process", slug())
        walker.follows("path:desk")
        walker.sees("Alt er klar.")
        walker.sends(to="path:turn_key", press="Drej min nøgle")
        assert (Process.objects.get().stage == stage) is (seen is not None)


def key_is_not_offered(people: People, *, missing: str) -> None:
    people.unit.goes("path:desk", slug())
    people.unit.is_refused(missing)
    assert "Drej min nøgle</button>" not in people.unit.page.html


def calls(people: People) -> None:
    residents = people.residents
    residents.goes("path:front")
    residents.sends(text=CALLED, area="vestby", to="calls:raise")
    found = re.search(r"receipt-code[^>]*>\s*([^<]+?)\s*<", residents.page.html)
    assert found
    assert len(re.split(r"[-\s]+", found[1])) == 4
    residents.follows("path:traces")
    residents.follows("calls:call")
    residents.sees("Kommunen skal svare:")


def become_parties(people: People) -> None:
    for name, kind, words in (
        ("residents", "informal_group", "Dem fra fællesspisningen"),
        ("association", "association", "Beboerforeningen"),
        ("unit", "municipal_unit", "Sundhed og omsorg"),
        ("grocer", "company", "Købmanden"),
    ):
        walker = people.seated[name]
        walker.goes("path:area", "vestby")
        walker.follows("parties:found")
        walker.sends(
            kind=kind, name=words, area="vestby", decides_by="Vi spørger alle, og over halvdelen siger ja."
        )
        walker.sees(words, "over halvdelen siger ja")


def open_of_the_call(people: People) -> None:
    unit = people.unit
    unit.goes("calls:board")
    unit.follows("calls:call")
    unit.follows("calls:reply")
    unit.sends(text="Vi går med og har ikke valgt en løsning. Vi vil høre, hvordan det ser ud hos jer.")
    residents = people.residents
    residents.goes("calls:board")
    residents.follows("calls:call")
    residents.follows("path:open")
    residents.sends(
        solution_chosen="no",
        decision_taken="no",
        title="Hvordan kommer vi hjem, når det er mørkt?",
        can_change="Alt undtagen lov.",
        who_decides="Parterne aftaler det selv.",
        saving_is_part="no",
        saving="Nej.",
        money_hours="25.000 kr. og to timer om ugen.",
        outside_affected="Naboerne ved p-pladsen.",
    )
    people.nobody.goes("calls:board")
    people.nobody.follows("calls:call")
    people.nobody.sees("Kaldet er blevet til et forløb.")
    people.nobody.follows("path:process")


def sit_down_and_take_keys(people: People) -> None:
    residents = people.residents
    residents.goes("core:table", slug())
    residents.follows("core:mark_seat")
    residents.sends(affected=True)
    for name in ("association", "unit", "grocer"):
        walker = people.seated[name]
        walker.goes("path:process", slug())
        walker.follows("core:take_seat")
        walker.sends(paid_time=name in {"unit", "grocer"})
    for name, words in (("unit", "Sundhed og omsorg"), ("association", "Beboerforeningen")):
        walker = people.seated[name]
        walker.goes("path:process", slug())
        walker.follows("path:desk")
        walker.follows("core:appoint_steward")
        walker.sends(membership=words)


def set_and_challenge_a_boundary(people: People) -> None:
    unit = people.unit
    unit.goes("core:table", slug())
    unit.follows("core:set_boundary")
    unit.sends(kind="budget", text="Der er højst 25.000 kr.", reason="Sådan står det i budgettet for i år.")
    association = people.association
    association.goes("core:table", slug())
    association.follows("core:challenge_boundary")
    association.sends(text="Hvem har bestemt det, og kan puljen til mørke veje ikke være med?")


def answer_the_challenge(people: People) -> None:
    unit = people.unit
    unit.goes("path:process", slug())
    unit.sees("Svar på udfordringen af jeres ramme")
    unit.follows("core:answer_challenge")
    unit.sends(
        outcome="changed",
        answer="Udvalget har sagt ja til, at puljen kan være med.",
        text_now="Der er højst 40.000 kr.",
    )


def frame_the_problem(people: People, calendar: Calendar) -> None:
    people.facilitator.goes("framing:page", slug())
    people.facilitator.follows("framing:open_round")
    people.facilitator.sends()
    for name, walker in each(people, "framing:page"):
        walker.follows("framing:write")
        walker.sends(text=f"Sådan ser det ud fra {name}: Vi mødes ikke, når det er mørkt.")
    people.nobody.goes("framing:page", slug())
    people.nobody.does_not_see("Sådan ser det ud fra")
    key_is_not_offered(people, missing="framing.round_still_blind")
    people.facilitator.goes("framing:page", slug())
    people.facilitator.follows("framing:reveal_round")
    people.facilitator.sends()
    calendar.days_pass(1)
    people.nobody.goes("framing:page", slug())
    people.nobody.sees(*(f"Sådan ser det ud fra {name}" for name in people.seated))
    people.facilitator.goes("framing:page", slug())
    people.facilitator.follows("framing:write_shared")
    people.facilitator.sends(
        text="Vi mangler en tryg vej hjem og et sted, der er værd at gå ud efter.",
        element_0="Hjemturen er mørk.",
        from_0=["Dem fra fællesspisningen"],
        element_1="Få trækker det hele.",
        from_1=["Beboerforeningen", "Dem fra fællesspisningen"],
        element_2="Kommunen ser det som ensomhed.",
        from_2=["Sundhed og omsorg", "Købmanden"],
    )
    key_is_not_offered(people, missing="framing.stances_missing")
    for name, walker in each(people, "framing:page"):
        walker.follows("framing:give_stance")
        support = name != "unit"
        walker.sends(
            stance="support" if support else "live_with",
            reason="" if support else "Vi havde skrevet ensomhed. Det her er bredere.",
        )


def agree_on_a_purpose(people: People) -> None:
    basics = _offered(people.residents, "purpose:state_value", "basic")
    for (_, walker), basic in zip(each(people, "purpose:page")[:3], basics, strict=True):
        walker.follows("purpose:state_value")
        walker.sends(basic=basic, text="Ingen udpeges. Alle kommer som naboer.")
    people.grocer.follows("purpose:skip_values")
    people.grocer.sends(reason="Vi vil hellere høre jer andre først.")
    for question in _offered(people.residents, "purpose:answer_question", "question"):
        people.residents.goes("purpose:page", slug())
        people.residents.follows("purpose:answer_question")
        people.residents.sends(question=question, text="Det gør dem, der bruger huset.")
    people.association.goes("purpose:page", slug())
    people.association.follows("purpose:draft_purpose")
    people.association.sends(text="Alle skal kunne komme trygt hjem fra et sted, de selv bestemmer over.")
    key_is_not_offered(people, missing="purpose.stances_missing")
    for _, walker in each(people, "purpose:page"):
        walker.follows("purpose:give_stance")
        walker.sends(stance="support")
    people.nobody.goes("action:page", slug())
    people.nobody.sees("Opgaver åbner, når formålet er aftalt.")


def _offered(walker: Walker, view: str, name: str) -> list[str]:
    walker.goes(view, slug())
    return [option.value for option in next(walker.page.forms_to(view)).fields[name].options]


def say_what_they_know(people: People) -> None:
    for name, basis, text in (
        ("residents", "experience", "Jeg går ikke ud efter klokken fire, for skuret er uden lys."),
        ("unit", "professional", "Fald i mørke er den hyppigste grund til, at nogen bliver hjemme."),
    ):
        walker = people.seated[name]
        walker.goes("path:process", slug())
        walker.follows("knowledge:page")
        walker.sends(to="knowledge:state", text=text, basis=basis)
    for name in ("residents", "association", "unit", "grocer"):
        walker = people.seated[name]
        walker.goes("negotiation:page", slug())
        walker.follows("negotiation:state_interest")
        walker.sends(text=f"{name} har brug for at vide, at alle kommer hjem.")


def negotiate(people: People) -> None:
    residents, unit, association = people.residents, people.unit, people.association
    unit.goes("negotiation:page", slug())
    unit.follows("negotiation:propose")
    unit.sends(text="Vi henter alle i kommunens bus klokken fire.")
    residents.goes("negotiation:page", slug())
    residents.follows("negotiation:proposal")
    residents.follows("negotiation:take_stance")
    residents.sends(stance="object", reason="Klokken fire er vi ikke begyndt.", harm="Vi mister middagen.")
    key_is_not_offered(people, missing="negotiation.objection_is_open")
    residents.goes("negotiation:page", slug())
    residents.follows("negotiation:proposal")
    residents.follows("negotiation:propose")
    residents.sends({"text": "Lys ved skuret, og en bil klokken ni.", "builds_on": ["Jeg går ikke ud"]})
    unit.goes("negotiation:page", slug())
    unit.follows("negotiation:proposal")
    unit.follows("negotiation:answer_objection")
    unit.sends(counter="Lys ved skuret", text="")
    residents.goes("path:process", slug())
    residents.follows("negotiation:page")
    residents.follows("negotiation:proposal")
    residents.follows("negotiation:accept_answer")
    residents.sends(settled="yes")
    for walker in (unit, association, people.grocer):
        walker.goes("negotiation:page", slug())
        counter = Process.objects.get().proposals.order_by("-pk")[0]
        walker.follows("negotiation:proposal", containing=str(counter.public_id))
        walker.follows("negotiation:take_stance")
        walker.sends(stance="support")


def write_the_paper(people: People) -> None:
    pen = people.facilitator
    pen.goes("agreement:page", slug())
    pen.follows("agreement:draft_agreement")
    pen.sends(title="Aftale om vejen hjem")
    key_is_not_offered(people, missing="agreement.heading_is_empty")
    headings = _offered(pen, "agreement:write_clause", "heading")
    duties = _offered(pen, "agreement:write_clause", "covers")
    gives = _offered(pen, "agreement:write_clause", "gives")
    for number, heading in enumerate(headings):
        pen.goes("agreement:page", slug())
        pen.follows("agreement:write_clause")
        pen.sends(
            origin="Lys ved skuret",
            text=f"Punkt om {heading}: Alle kan komme hjem klokken ni.",
            heading=heading,
            gives=gives[number % len(gives)],
            covers=duties[number : number + 1] if number < len(headings) - 1 else duties[number:],
            uses=["Jeg går ikke ud"] if number == 0 else [],
        )
    pen.goes("agreement:page", slug())
    pen.follows("agreement:set_terms")
    pen.sends(review_on="2027-05-03", expires_on="2028-11-01", answer_days="120")
    pen.goes("agreement:page", slug())
    pen.follows("agreement:give_decision_right")
    pen.sends(what="Hvornår bilen kører", holders=["Dem fra fællesspisningen", "Beboerforeningen"])
    people.unit.goes("agreement:page", slug())
    people.unit.follows("agreement:offer_resource")
    people.unit.sends(kind="staff_time", text="En medarbejder, der kører bilen", hours_month="8")


def sign_it(people: People) -> None:
    for _, walker in each(people, "agreement:page"):
        walker.follows("agreement:sign")
        walker.sends(role="Talsperson", mandate="11 af 14 sagde ja")
    people.unit.goes("action:page", slug())
    people.unit.follows("action:plan_task")
    people.unit.sends(title="Køre bilen klokken ni", earlier_by="none", now_by="staff", hours_month="8")


def say_what_came_of_it(people: People, calendar: Calendar) -> None:
    calendar.days_pass(200)
    residents, unit = people.residents, people.unit
    residents.goes("action:page", slug())
    residents.sends(to="action:hold_follow_up", press="Begynd opfølgningen")
    directions = {"good": "Flere går ud om aftenen.", "bad": "Bilen kom for sent tre gange."}
    for direction, text in {**directions, "unknown": "Om færre er ensomme, kan vi ikke sige."}.items():
        residents.goes("action:page", slug())
        residents.follows("action:state_result")
        residents.sends(direction=direction, text=text)
    residents.goes("action:page", slug())
    residents.follows("action:lift")
    residents.sends(text="Det gælder også Nordby. Det hjælper ikke dem, der ikke kan gå.")
    residents.goes("action:page", slug())
    residents.follows("action:spread")
    residents.sends(text="Nordby låner vores bil om onsdagen.")
    unit.goes("action:page", slug())
    unit.sends(to="action:offer_survey")
    key_is_not_offered(people, missing="knowledge.unanswered")
    says_that_it_was_understood(residents, times=2)


def says_that_it_was_understood(author: Walker, *, times: int) -> None:
    """Words used in a proposal and in a clause: their author is asked about each."""
    author.goes("path:traces")
    for _ in range(times):
        author.sees("Blev du forstået rigtigt?")
        author.follows("path:confirm_trace")
        author.sends(press="Ja, det er rigtigt forstået")
    author.does_not_see("Blev du forstået rigtigt?")


def answer_the_last_one(people: People) -> None:
    unit = people.unit
    unit.goes("knowledge:unanswered", slug())
    unit.follows("knowledge:reply")
    unit.sends(outcome="followed", text=f"Fald er blevet færre, fordi der er lys. {LONG}")


def test_from_a_call_to_a_follow_up_with_two_keys_at_every_step(people: People, calendar: Calendar) -> None:
    calls(people)
    become_parties(people)
    open_of_the_call(people)
    sit_down_and_take_keys(people)
    set_and_challenge_a_boundary(people)
    both_keys_open(people, Stage.FRAMING)
    frame_the_problem(people, calendar)
    answer_the_challenge(people)
    both_keys_open(people, Stage.PURPOSE)
    agree_on_a_purpose(people)
    both_keys_open(people, Stage.KNOWLEDGE)
    say_what_they_know(people)
    both_keys_open(people, Stage.NEGOTIATION)
    negotiate(people)
    write_the_paper(people)
    both_keys_open(people, Stage.AGREEMENT)
    sign_it(people)
    both_keys_open(people, Stage.ACTION)
    say_what_came_of_it(people, calendar)
    answer_the_last_one(people)
    both_keys_open(people, Stage.FOLLOWED_UP)

    nobody = people.nobody
    nobody.goes("path:process", slug())
    panel = re.findall(r'<li class="reality-(\w+)"', nobody.page.html)
    assert panel == ["yes"] * 6
    nobody.sees("Kaldt: ligeværdig. Ligner: ligeværdig.")
    assert StageChange.objects.filter(backward=False, opened_at__isnull=False).count() == len(STAGE_ORDER) - 1
    assert StageApproval.objects.count() == 2 * (len(STAGE_ORDER) - 1)
    assert Party.objects.count() == len(people.seated)
