"""An unorganised parents' group: fourteen parents, one phone number, three spokespersons who take turns.

Acceptance: a group without CVR, bank or e-mail is equal in stance and signature; the mandate is shown; words
keep their own language.
"""

from __future__ import annotations

import re

from samskab.ground.parties.models import Membership, Party
from samskab.ground.people.models import Role
from samskab.process.agreement.models import Signature
from samskab.process.core.models import Stage
from tests.builders import NOW, Table, area, office, table
from tests.builders import agreement as papers
from tests.builders import framing as framings
from tests.journeys.walking import Calendar, Walker, by_code

DECIDES = "Vi spørger alle i tråden, og over halvdelen skal sige ja."


def words_on(walker: Walker) -> str:
    found = re.search(r"receipt-code[^>]*>\s*([^<]+?)\s*<", walker.page.html)
    assert found
    return found[1]


def somebody() -> tuple[Walker, str]:
    walker = Walker()
    walker.goes("people:get_code")
    walker.sends()
    return walker, words_on(walker)


def a_group() -> tuple[Walker, str]:
    area()
    mother, words = somebody()
    mother.goes("path:processes")
    mother.follows("path:open")
    mother.follows("parties:found")
    mother.sends(
        kind="informal_group", name="Forældrene i opgang 7", area="vestby", decides_by=DECIDES, size_told="14"
    )
    return mother, words


def sits_down(made: Table, mother: Walker) -> None:
    mother.goes("path:process", made.process.slug)
    mother.follows("core:take_seat")
    mother.sends(affected=True)


def test_a_group_without_cvr_bank_or_email_becomes_a_party_and_says_how_it_decides() -> None:
    mother, _ = a_group()
    mother.sends(to="parties:give_mandate", text="11 af 14 sagde ja på mødet i vaskeriet.")
    party = Party.objects.get()
    assert party.cvr == ""
    nobody = Walker()
    nobody.goes("parties:party", party.public_id)
    nobody.sees(DECIDES, "11 af 14 sagde ja på mødet i vaskeriet.", "1 taler for parten lige nu.")


def test_three_spokespersons_take_turns_by_four_words() -> None:
    mother, _ = a_group()
    public_id = Party.objects.get().public_id
    others = []
    for _ in range(2):
        mother.goes("parties:party", public_id)
        mother.sends(to="parties:invite", press="ny talsperson")
        invitation = words_on(mother)
        other, _ = somebody()
        other.goes("parties:join")
        other.sends(code=invitation)
        others.append(other)
    nobody = Walker()
    nobody.goes("parties:party", public_id)
    nobody.sees("3 taler for parten lige nu.")
    mother.goes("parties:party", public_id)
    mother.sends(to="parties:rotate", press="Stop som talsperson")
    others[0].goes("parties:party", public_id)
    assert others[0].may("parties:invite")
    mother.goes("parties:party", public_id)
    assert not mother.may("parties:invite")
    assert Membership.objects.filter(role="spokesperson", until__isnull=True).count() == 2


def test_four_words_of_an_invitation_work_once() -> None:
    mother, _ = a_group()
    mother.goes("parties:party", Party.objects.get().public_id)
    mother.sends(to="parties:invite", press="nyt medlem")
    invitation = words_on(mother)
    for status in (200, 422):
        other, _ = somebody()
        other.goes("parties:join")
        other.sends(code=invitation, status=status)
    other.is_refused("parties.unknown_invitation")


def test_a_call_has_no_category_to_fit_into() -> None:
    area()
    mother = Walker()
    mother.goes("calls:raise")
    form = next(mother.page.forms_to("calls:raise"))
    assert set(form.fields) == {"csrfmiddlewaretoken", "text", "area"}


def test_a_boundary_that_is_the_schools_own_habit_is_opened() -> None:
    made = table(Stage.FRAMING)
    made.process.boundaries.create(
        set_by=made.parties["unit"],
        kind="law",
        text="Ved 15 procents fravær sendes et brev om børneydelsen.",
        reason="Det står i loven.",
        ground="Loven om børneydelse",
        set_at=NOW,
    )
    mother, _ = a_group()
    sits_down(made, mother)
    mother.goes("path:process", made.process.slug)
    mother.follows("core:table")
    mother.follows("core:challenge_boundary")
    mother.sends(text="Står det i loven, at brevet sendes af sig selv?")
    school = Walker(made.speakers["unit"])
    school.goes("path:process", made.process.slug)
    school.follows("core:answer_challenge")
    school.sends(
        outcome="opened",
        answer="Nej. At kommunen skal afgøre sagen, er lov. Brevet er vores egen praksis.",
        text_now="Kommunen skal høre jer, før den afgør noget. Brevet er til forhandling.",
    )
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("Brevet er vores egen praksis.", "Brevet er til forhandling.")


def test_a_meeting_in_the_laundry_with_interpreters_and_a_count_of_who_came(calendar: Calendar) -> None:
    made = table(Stage.KNOWLEDGE)
    mother, _ = a_group()
    sits_down(made, mother)
    mother.goes("path:process", made.process.slug)
    mother.follows("meetings:page")
    mother.follows("meetings:book")
    access = ["interpreter_ar", "interpreter_so", "childcare"]
    mother.sends(place="Vaskeriet", at="2026-11-19T17:00", purpose="Brevet", access=access)
    calendar.days_pass(20)
    mother.goes("path:process", made.process.slug)
    mother.follows("meetings:page")
    mother.follows("meetings:count")
    mother.sends({"Forældrene i opgang 7": "11"})  # a party counts its own
    school = Walker(made.speakers["unit"])
    school.goes("meetings:page", made.process.slug)
    school.follows("meetings:count")
    school.sends(unit="2")
    nobody = Walker()
    nobody.goes("meetings:page", made.process.slug)
    nobody.sees("Vaskeriet", "Forældrene i opgang 7: 11", "unit: 2")


def test_it_has_one_stance_and_one_signature_like_everybody() -> None:
    made, _ = framings.shared_table()
    mother, _ = a_group()
    sits_down(made, mother)
    mother.goes("framing:page", made.process.slug)
    mother.follows("framing:give_stance")
    mother.sends(stance="support")
    assert made.process.shared_framings.get().stances.count() == 1
    made.stand(Stage.AGREEMENT)
    paper = papers.open_for_signing()
    sits_down(paper, mother)
    mother.goes("agreement:page", paper.process.slug)
    mother.follows("agreement:sign")
    mother.sends(role="Talsperson", mandate="11 af 14 sagde ja")
    signature = Signature.objects.get()
    assert signature.party.name == "Forældrene i opgang 7"
    nobody = Walker()
    nobody.goes("agreement:page", paper.process.slug)
    nobody.sees("Forældrene i opgang 7", "11 af 14 sagde ja")


def test_the_minority_is_printed_in_its_own_words() -> None:
    made = papers.open_for_signing()
    mother, _ = a_group()
    sits_down(made, mother)
    mother.goes("agreement:page", made.process.slug)
    mother.follows("agreement:print_dissent")
    mother.sends(text="Tre af os mener stadig, at brevet helt skal væk.")
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("Her er vi uenige", "Tre af os mener stadig, at brevet helt skal væk.")


def test_words_keep_the_language_they_were_said_in_beside_the_translation() -> None:
    made = table(Stage.KNOWLEDGE)
    _, words = a_group()
    hand = Walker(office(Role.HELPER))
    hand.goes("knowledge:page", made.process.slug)
    hand.goes("doors:desk")
    hand.sends(to="doors:desk", channel="meeting", code=words)
    hand.follows("doors:enter")
    hand.sends(
        text="Brevet kom, før nogen havde ringet.",
        basis="experience",
        language="so",
        original="Warqaddu way timid iyada oo aan cidna soo wicin.",
    )
    hand.sends(press="Personen sagde ja")
    mother = by_code(words)
    mother.sends(to="people:own_words")
    mother.goes("path:traces")
    mother.sees("Brevet kom, før nogen havde ringet.")
    statement = made.process.statements.get()
    nobody = Walker()
    nobody.goes("knowledge:statement", made.process.slug, statement.public_id)
    nobody.sees("Brevet kom, før nogen havde ringet.", "Warqaddu way timid")
    assert 'lang="so"' in nobody.page.html
