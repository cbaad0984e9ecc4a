"""A resident without the habit of MitID. He has a poster, a phone, and later four words on a paper.

Acceptance: the whole path without an account; the code is rate-limited, of at least 40 bits, revocable.
"""

from __future__ import annotations

import math
import re

from samskab.ground.people import codes
from samskab.ground.people.models import Door, Participant, Role, User
from samskab.process.core.models import Stage
from samskab.process.knowledge.models import Statement
from tests.builders import Table, area, office, table
from tests.builders import knowledge as known
from tests.journeys.walking import Calendar, Walker, by_code

SAID = "Jeg går ikke ud efter klokken fire. Skuret har ikke lys."
ASKED_FOR = {"email", "name", "cpr", "address", "phone", "birthday"}


def receipt_of(walker: Walker) -> str:
    found = re.search(r"receipt-code[^>]*>\s*([^<]+?)\s*<", walker.page.html)
    assert found, walker.page.words
    return found[1]


def begins_with_nothing() -> tuple[Walker, str]:
    him = Walker()
    him.goes("people:login")
    him.follows("people:get_code")
    him.sends()
    return him, receipt_of(him)


def test_nothing_he_fills_in_asks_who_he_is() -> None:
    made = table(Stage.KNOWLEDGE)
    him = Walker()
    names: set[str] = set()
    for view, args in (
        ("path:front", ()),
        ("calls:raise", ()),
        ("people:get_code", ()),
        ("people:code", ()),
        ("knowledge:page", (made.process.slug,)),
    ):
        him.goes(view, *args)
        names |= {name for form in him.page.forms for name in form.fields}
    assert not names & ASKED_FOR


def test_he_raises_a_call_from_the_poster_and_gets_a_receipt_shown_once() -> None:
    area()
    him = Walker()
    him.goes("path:front")
    him.sends(to="calls:raise", text=SAID, area="vestby")
    words = receipt_of(him)
    assert him.client.get(him.page.address).content.decode().count(words) == 0
    assert not User.objects.exists()
    person = Participant.objects.get()
    assert person.door == Door.CODE
    assert words not in person.code_hash


def test_two_weeks_later_the_four_words_lead_to_what_became_of_his(calendar: Calendar) -> None:
    made = table(Stage.KNOWLEDGE)
    him, words = begins_with_nothing()
    him.goes("path:process", made.process.slug)
    him.follows("knowledge:page")
    him.sends(to="knowledge:state", text=SAID, basis="experience", role="opgang 7")
    known.use(Statement.objects.get(), known.element(made.process))
    calendar.days_pass(14)
    again = by_code(words)
    again.sees("Blev du forstået rigtigt?", SAID, "Hjemturen er mørk.")
    again.follows("path:confirm_trace")
    again.sends({"rather": "Det er lyset, ikke turen."}, press="Nej, jeg mente")
    again.sees("Du har sagt nej. Du mente: “Det er lyset, ikke turen.”")
    nobody = Walker()
    nobody.goes("knowledge:statement", made.process.slug, Statement.objects.get().public_id)
    nobody.sees("Det er lyset, ikke turen.")


def test_he_takes_his_words_back_and_they_leave_the_pages_at_once() -> None:
    made = table(Stage.KNOWLEDGE)
    him, words = begins_with_nothing()
    him.goes("knowledge:page", made.process.slug)
    him.sends(to="knowledge:state", text=SAID, basis="experience")
    made.stand(Stage.ACTION)
    again = by_code(words)
    again.follows("knowledge:withdraw")
    again.sends()
    nobody = Walker()
    for view in ("knowledge:page", "path:process"):
        nobody.goes(view, made.process.slug)
        nobody.does_not_see(SAID)


def sits_down(hand: Walker, made: Table, **given: str) -> None:
    """The helper begins with one person and opens the box to write in."""
    hand.goes("knowledge:page", made.process.slug)
    hand.follows("doors:enter")
    hand.sees("Du er ikke begyndt med nogen.")
    hand.goes("doors:desk")
    hand.sends(to="doors:desk", channel="visit", **given)
    hand.follows("doors:enter")


def ends(hand: Walker) -> str:
    hand.goes("doors:desk")
    hand.sends(to="doors:close")
    return receipt_of(hand)


def test_a_helper_enters_it_in_arabic_and_reads_it_back() -> None:
    made = table(Stage.KNOWLEDGE)
    hand = Walker(office(Role.HELPER))
    sits_down(hand, made)
    hand.sends(text=SAID, basis="experience", language="ar", original="لا أخرج بعد الساعة الرابعة.")
    hand.sees("Læs det højt", SAID)
    assert not Statement.objects.exists(), "nothing is kept before the yes"
    hand.sends()
    words = ends(hand)
    him = by_code(words)
    him.sees("En hjælper har set de fire ord på din kvittering.")
    him.sends(to="people:own_words")
    his_own = receipt_of(him)
    him.goes("path:traces")
    him.sees(SAID)
    by_code(his_own).sees(SAID)
    statement = Statement.objects.get()
    assert statement.participant != hand.participant
    assert (statement.language, statement.assisted_by) == ("ar", "Kommunens hjælpere")
    nobody = Walker()
    nobody.goes("knowledge:statement", made.process.slug, statement.public_id)
    nobody.sees("لا أخرج بعد الساعة الرابعة.", "hjulpet af Kommunens hjælpere")


def test_what_was_misheard_is_changed_before_the_yes() -> None:
    made = table(Stage.KNOWLEDGE)
    hand = Walker(office(Role.HELPER))
    sits_down(hand, made)
    hand.sends(text="Der er lyst ved skuret.", basis="experience", language="da")
    hand.sends(press="Nej, ret teksten")
    hand.sends(text=SAID, basis="experience", language="da")
    hand.sends(press="Personen sagde ja")
    assert Statement.objects.get().text == SAID


def test_he_undoes_what_the_helper_wrote_in_one_press() -> None:
    made = table(Stage.KNOWLEDGE)
    hand = Walker(office(Role.HELPER))
    sits_down(hand, made)
    hand.sends(text=SAID, basis="experience", language="da")
    hand.sends()
    him = by_code(ends(hand))
    him.sends(to="doors:undo")
    him.sees("Det er fortrudt. 1 udsagn er trukket tilbage.")
    nobody = Walker()
    nobody.goes("knowledge:page", made.process.slug)
    nobody.does_not_see(SAID)


def test_the_helper_keeps_no_way_to_the_words() -> None:
    made = table(Stage.KNOWLEDGE)
    hand = Walker(office(Role.HELPER))
    sits_down(hand, made)
    hand.sends(text=SAID, basis="experience", language="da")
    hand.sends()
    words = ends(hand)
    hand.goes("people:code")
    hand.sends(code=words, status=403)
    hand.is_refused("people.helper_does_not_come_in")
    hand.goes("path:traces")
    hand.does_not_see(SAID)
    statement = Statement.objects.get()
    hand.goes("knowledge:statement", made.process.slug, statement.public_id)
    assert not hand.may("knowledge:withdraw")
    address = f"/forloeb/{made.process.slug}/viden/{statement.public_id}/traek-tilbage/"
    assert hand.posts(address) == 403


def test_four_words_hold_forty_bits() -> None:
    listed = codes.word_list()
    assert len(set(listed)) == len(listed)
    assert codes.WORDS_IN_CODE * math.log2(len(listed)) >= 40


def test_guessing_is_stopped_after_ten_tries_and_the_right_words_wait_too() -> None:
    _, words = begins_with_nothing()
    guesser = Walker()
    for _ in range(10):
        guesser.goes("people:code")
        guesser.sends(code="rundt blå fem brød", status=422)
        guesser.is_refused("people.unknown_code")
    guesser.goes("people:code")
    guesser.sends(code=words, status=429)
    guesser.is_refused("people.too_many_tries")


def test_a_seen_code_is_made_worthless_by_a_new_one_and_his_words_follow_him() -> None:
    made = table(Stage.KNOWLEDGE)
    him, words = begins_with_nothing()
    him.goes("knowledge:page", made.process.slug)
    him.sends(to="knowledge:state", text=SAID, basis="experience")
    him.goes("path:traces")
    him.follows("people:replace_code")
    him.sends()
    new = receipt_of(him)
    assert new != words
    thief = Walker()
    thief.goes("people:code")
    thief.sends(code=words, status=422)
    by_code(new).sees(SAID)
