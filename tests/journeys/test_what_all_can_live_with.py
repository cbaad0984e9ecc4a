"""Four parties look at two questions at once: written together, answered apart, opened at once, and one thing
found that would unlock it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from samskab.process.negotiation.models import PackageOption, PackageRound, Proposal
from tests.builders import NOW, Table
from tests.builders import negotiation as build
from tests.builders.packages import SETTLED, STUCK
from tests.journeys.walking import Walker

DAY = (NOW + timedelta(days=25)).date().isoformat()
QUESTIONS = (
    ("Hvornår kører bilen hjem?", "Klokken 16", ("Klokken 18", "Klokken 20")),
    ("Hvem betaler chaufføren?", "Ingen", ("Kommunen", "Vi deles")),
)


def _write(made: Table, people: Mapping[str, Walker]) -> None:
    """The residents begin; two parties ask, everybody may add, and the unit says they are ready."""
    residents, grocer, unit = people["residents"], people["grocer"], people["unit"]
    residents.goes("path:process", made.process.slug)
    residents.follows("negotiation:packages")
    residents.follows("negotiation:open_round")
    residents.sends()
    for who, (text, today, answers) in zip((residents, grocer), QUESTIONS, strict=True):
        who.goes("negotiation:packages", made.process.slug)
        who.follows("negotiation:ask_question")
        who.sends({"text": text, "today": today})
        asked = PackageRound.objects.get().questions.get(text=text)
        for answer in answers:
            unit.goes("negotiation:packages", made.process.slug)
            unit.follows("negotiation:add_option", containing=str(asked.public_id))
            unit.sends({"text": answer})
    residents.goes("negotiation:start_round", made.process.slug)
    residents.is_refused("negotiation.another_party_starts")
    unit.goes("negotiation:packages", made.process.slug)
    unit.follows("negotiation:start_round")
    unit.sends({"deadline": DAY})


def _answer(walker: Walker, made: Table, grades: Sequence[int]) -> None:
    walker.goes("negotiation:packages", made.process.slug)
    walker.follows("negotiation:give_sheet")
    options = PackageOption.objects.filter(question__round__closed_at=None).order_by("question__pk", "pk")
    given = {"how": "Vi spurgte alle på mødet."}
    for option, grade in zip(options, grades, strict=True):
        given[f"grade_{option.public_id}"] = str(grade)
        if grade == 0:
            given[f"harm_{option.public_id}"] = "Så står de i mørket."
            given[f"borne_by_{option.public_id}"] = "De ældste"
    walker.sends(given)


def test_four_parties_find_the_package_all_can_live_with_and_lay_it_on_the_table() -> None:
    made = build.negotiation()
    people = {who: Walker(speaker) for who, speaker in made.speakers.items()}
    _write(made, people)
    for who, walker in people.items():
        _answer(walker, made, SETTLED[who])
        walker.sees("Jeres svar er lagt til side.")
        walker.does_not_see("Det sagde parterne")
    people["association"].goes("negotiation:packages", made.process.slug)
    people["association"].follows("negotiation:close_round")
    people["association"].sends()
    people["association"].sees("Her er en pakke, som alle kan leve med.", "Det er bevist, ikke et skøn.")
    people["association"].follows("negotiation:propose")
    people["association"].sees("Hvem betaler chaufføren?")
    need = build.interest_of(made, "association").public_id
    people["association"].sends({f"meets_{need}": "meets"})
    assert "Hvornår kører bilen hjem? Klokken" in Proposal.objects.get().text
    nobody = Walker()
    nobody.goes("negotiation:page", made.process.slug)
    nobody.follows("negotiation:packages")
    nobody.sees("Her er en pakke, som alle kan leve med.", "Hvad giver hver regel hver part?")


def test_where_they_are_stuck_the_page_asks_what_it_would_take() -> None:
    made = build.negotiation()
    people = {who: Walker(speaker) for who, speaker in made.speakers.items()}
    _write(made, people)
    for who, walker in people.items():
        _answer(walker, made, STUCK[who])
    people["residents"].goes("negotiation:packages", made.process.slug)
    people["residents"].follows("negotiation:close_round")
    people["residents"].sends()
    people["residents"].sees(
        "Hver pakke rammer noget, en part ikke kan leve med.",
        "Så står de i mørket.",
        "Hvad skulle der til, for at I kunne leve med det?",
        "Bliver den ene indvending mødt, er der en pakke, alle kan leve med:",
    )
    people["residents"].follows("negotiation:open_round")
    people["residents"].sends()
    assert PackageRound.objects.count() == 2
